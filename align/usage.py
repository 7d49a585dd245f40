"""Says in Chinese what is wrong with a command as it was typed."""

from __future__ import annotations


def explain_usage(error: Exception) -> str:
    """A mistake on the command line in Chinese: what is wrong, and where help is found."""
    message = str(getattr(error, "message", error))
    name = getattr(error, "option_name", None) or getattr(error, "param_hint", None)
    if name is None and (param := getattr(error, "param", None)) is not None:
        name = param.metavar or param.name
    kinds = {
        "MissingParameter": f"缺少参数 {name}",
        "NoSuchOption": f"没有 {name} 这个选项",
        "BadOptionUsage": f"选项 {name} 后面缺少取值",
        # our own complaints are Chinese; those about a value's type are not
        "BadParameter": f"{name} 的取值不对" if message.isascii() else f"{name}：{message}",
    }
    if message.startswith("No such command"):
        return f"没有 {message.split()[-1].strip(chr(39) + '.')} 这个命令。用 plan-align --help 查看用法。"
    problem = kinds.get(type(error).__name__, f"命令行有误（{message}）")
    return f"{problem}。用 plan-align --help 查看用法。"
