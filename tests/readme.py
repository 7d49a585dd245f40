"""``PYTHONPATH=tests python -m readme``: writes what the README tells of each command anew, from the commands themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from align.cli import app

README = Path(__file__).parents[1] / "README.md"
BEGIN, END = "<!-- 各命令：由 tests/readme.py 写出，勿手改 -->", "<!-- 各命令完 -->"
PROGRAM = "plan-align"
_EXAMPLES = "[bold]示例[/bold]"


def list_commands() -> Iterator[tuple[str, Any]]:
    """Every command by its whole name (``review open``), in the order of the help."""
    group: Any = typer.main.get_command(app)
    yield from _list_below(group, group.make_context(PROGRAM, [], resilient_parsing=True), "")


def _list_below(group: Any, context: Any, path: str) -> Iterator[tuple[str, Any]]:
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if hasattr(command, "list_commands"):
            yield from _list_below(command, context, f"{path}{name} ")
        else:
            yield path + name, command


def list_examples(command: Any) -> list[str]:
    """The lines of example in a command's help."""
    _, _, examples = command.help.partition(_EXAMPLES)
    return [line.strip() for line in examples.splitlines() if line.strip()]


def render_commands() -> str:
    """All commands as the README has them: a line that unfolds to arguments, options and examples."""
    return "\n".join(_render_command(name, command) for name, command in list_commands())


def _render_command(name: str, command: Any) -> str:
    told = command.help.partition(_EXAMPLES)[0].strip()
    first, *others = [" ".join(part.split()) for part in re.split(r"\n\s*\n", told)]
    lines = ["<details>", f"<summary><code>{PROGRAM} {name}</code>　{first}</summary>", ""]
    lines += [line for other in others for line in (other, "")]
    rows = [_render_row(parameter) for parameter in command.params if parameter.name != "help"]
    if rows:
        lines += ["| 参数、选项 | 说明 |", "|---|---|", *rows, ""]
    examples = list_examples(command)
    if examples:
        lines += ["```sh", *examples, "```", ""]
    return "\n".join([*lines, "</details>"])


def _render_row(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        names = f"`{parameter.metavar}`{' …' if parameter.nargs == -1 else ''}"
    else:
        names = " ".join(f"`{name}`" for name in parameter.opts)
        names += f" {parameter.metavar}" if parameter.metavar else ""
    return f"| {names} | {_tell(parameter)} |"


def _tell(parameter: Any) -> str:
    notes = ["必填"] if parameter.required else []
    # a number below zero stands for a default that the text tells in words
    stands = isinstance(parameter.default, int) and parameter.default < 0
    if parameter.default not in (None, False, "") and not stands:
        notes.append(f"默认：`{parameter.default}`")
    note = f"（{'；'.join(notes)}）" if notes else ""
    return re.sub(r"(?=\|)", r"\\", parameter.help) + note


def split_readme(text: str) -> tuple[str, str, str]:
    """A README before its commands, the commands, and what comes after.

    Raises:
        ValueError: the marks are not there.
    """
    before, rest = text.split(BEGIN)
    commands, after = rest.split(END)
    return before, commands.strip(), after


def main() -> None:
    """Writes the README."""
    before, _, after = split_readme(README.read_text(encoding="utf-8"))
    README.write_text(f"{before}{BEGIN}\n\n{render_commands()}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
