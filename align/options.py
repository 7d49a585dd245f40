"""Options that several commands share, and what their words mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from pathlib import Path

    from align.asking.address import Address

ASSIGNED = typer.Option(
    "--assigned",
    metavar="分解值表",
    help="上级对各地下达的分解值（csv、tsv、xlsx 等）：有地区、指标、分解值三列，或地区与指标纵横排列；对照时先于上级规划自己的数。",
)
JUDGE = typer.Option(
    "--judge",
    metavar="地址",
    help="请您自己的语言模型判读任务（OpenAI 兼容接口，如 http://10.0.0.8:8000/v1）；上级要求和候选段落会发往该地址。密钥取自环境变量（PLAN_ALIGN_JUDGE_KEY）。不给则只用内置规则，文本不离开本机。",
)
JUDGE_MODEL = typer.Option("--judge-model", metavar="模型", help="语言模型的名称；不给则用该地址列出的第一个。")
JUDGE_BUDGET = typer.Option(
    "--judge-budget", metavar="次数", min=0, help="最多询问语言模型多少次，余下的按内置规则判；已有的回答不计。"
)
TEMPLATE = typer.Option(
    "--template",
    metavar="模板",
    help="审查意见（docx）用的单位模板：一份 .docx，其中写有 {{ 标题 }}、{{ 正文 }}、{{ 附表 }} 等占位符；不给则用公文格式。",
)
STORE = typer.Option(
    "--store",
    metavar="文件或地址",
    help="复核记录：一个文件，或多人共用的数据库（postgresql+psycopg://用户@主机/库）；不给则用结果所在文件夹里的“规划衔接复核.sqlite”。",
)
PREVIOUS = typer.Option(
    "--previous",
    metavar="上一稿结果",
    help="上一稿的 JSON 结果：沿用未变条目的复核结论，列出已消除、新出现、须重新复核、仍存在的缺口。不给则按规划名称在复核记录里找上一稿。",
)
FORMATS = ("xlsx", "html", "json", "docx")
REPORTS = ("xlsx", "html", "docx")
EXPORTS = ("xlsx", "html", "docx", "sssom")


def parse_model(url: str | None, name: str | None, budget: int | None) -> Address | None:
    """The model a user named; ``None`` where none is.

    Raises:
        typer.BadParameter: a name or a budget without an address.
    """
    from align.asking.address import Address

    if url is not None:
        return Address(url=url, model=name, budget=budget)
    if name is not None or budget is not None:
        raise typer.BadParameter("要与 --judge 一起使用", param_hint="--judge-model、--judge-budget")
    return None


def parse_formats(text: str, template: Path | None = None, known: Sequence[str] = FORMATS) -> tuple[str, ...]:
    """The formats of reports in a comma-separated list, each once.

    Raises:
        typer.BadParameter: a format that is not known, or none at all; a template for an opinion that is not asked for.
    """
    formats = tuple(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    unknown = [name for name in formats if name not in known]
    if unknown or not formats:
        raise typer.BadParameter(f"不认识的格式“{text}”，可用：{'、'.join(known)}", param_hint="--format")
    if template is not None and "docx" not in formats:
        raise typer.BadParameter("要与 --format 中的 docx 一起使用", param_hint="--template")
    return formats
