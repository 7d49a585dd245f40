"""Draws what a search of a library found: on the screen, as a workbook, as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from align.answers import Closeness, FoundAnswer, FoundAnswers
from align.libraries import LibraryPlan, name_plan
from align.reporting.passage import Passage
from align.reporting.quotes import render_passage
from align.reporting.sheets import Drawing, render_sheets
from align.reporting.tables import ColumnKind, ReportTable, Row, build_column

_NOTE = "只按相近程度排列，是否算衔接须看原文；分值不是百分比。"
_SILENT_SHOWN = 12


def build_answers_table(found: FoundAnswers) -> ReportTable:
    """Every clause found, plan by plan, the nearest first."""
    columns = (
        build_column("region", "地区", 14),
        build_column("parent", "所属", 14),
        build_column("plan", "规划", 30, ColumnKind.TEXT),
        build_column("closeness", "相近程度", 10),
        build_column("text", "语句", 60, ColumnKind.TEXT),
        build_column("where", "位置", 36, ColumnKind.TEXT),
        build_column("catalogue", "标准任务分", 10, ColumnKind.NUMBER),
        build_column("wording", "字面分", 9, ColumnKind.NUMBER),
        build_column("score", "分值", 8, ColumnKind.NUMBER),
        build_column("file", "文件", 30, ColumnKind.TEXT),
    )
    rows = tuple(
        Row(
            cells=(
                plan.region,
                plan.parent,
                plan.title,
                found.closeness(answer).label,
                render_passage(answer.text),
                answer.division,
                round(answer.catalogue, 2),
                round(answer.wording, 2),
                round(answer.score, 2),
                plan.file,
            )
        )
        for plan, answers in found.by_plan()
        for answer in answers
    )
    return ReportTable(key="answers", title=f"相近的语句（{len(rows)} 条）", columns=columns, rows=rows, note=_NOTE)


def render_answers_book(found: FoundAnswers) -> bytes:
    """The workbook as bytes: the clauses, and the plans without one."""

    def draw(drawing: Drawing) -> None:
        drawing.draw_table("相近的语句", build_answers_table(found))
        drawing.draw_table("未见相近语句的规划", _build_silent_table(found))

    return render_sheets(found.question, draw)


def _build_silent_table(found: FoundAnswers) -> ReportTable:
    columns = (
        build_column("region", "地区", 14),
        build_column("parent", "所属", 14),
        build_column("plan", "规划", 40, ColumnKind.TEXT),
        build_column("file", "文件", 40, ColumnKind.TEXT),
    )
    rows = tuple(Row(cells=(plan.region, plan.parent, plan.title, plan.file)) for plan in found.silent)
    return ReportTable(key="silent", title="未见相近语句的规划", columns=columns, rows=rows)


def build_answers_result(found: FoundAnswers) -> dict[str, Any]:
    """The answers as JSON values."""
    return {
        "question": found.question,
        "canonical": found.canonical,
        "plans": len(found.plans),
        "answers": [
            {
                "file": plan.file,
                "title": plan.title,
                "level": plan.level.value if plan.level else None,
                "region": plan.region,
                "parent": plan.parent,
                "closeness": found.closeness(answer).value,
                "text": answer.text,
                "division": answer.division,
                "score": answer.score,
                "catalogue": answer.catalogue,
                "wording": answer.wording,
            }
            for plan, answers in found.by_plan()
            for answer in answers
        ],
        "silent": [plan.file for plan in found.silent],
    }


@dataclass(frozen=True, slots=True)
class AnswersScreen:
    """The answers as a renderable: so many plans, those with a near clause before the others."""

    found: FoundAnswers
    most: int

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yields the parts."""
        found, silent = self.found, self.found.silent
        near = len(found.plans) - len(silent)
        known = f"，对应标准任务“{found.canonical}”" if found.canonical else "，标准任务库里没有相近的任务，只看字面"
        yield Passage(f"“{found.question}”{known}。{len(found.plans)} 份规划中 {near} 份有相近的语句。")
        yield Passage(_NOTE, "dim")
        # the plans with a near clause come first
        shown = list(found.by_plan())[: near or None]
        for plan, answers in shown[: self.most]:
            yield from _draw(found, plan, answers)
        if len(shown) > self.most:
            yield Passage(f"另有 {len(shown) - self.most} 份，用 --top 或 -o 列出。", "dim")
        if silent and near:
            yield Text()
            yield Passage(f"未见相近语句：{_tell_silent(silent)}")


def _draw(found: FoundAnswers, plan: LibraryPlan, answers: Sequence[FoundAnswer]) -> Iterator[RenderableType]:
    yield Text()
    yield Rule(Passage(_name(plan), "bold").text, align="left", style="dim")
    for answer in answers:
        closeness = found.closeness(answer)
        yield Padding(Passage(render_passage(answer.text), "" if closeness is Closeness.NEAR else "dim"), (0, 0, 0, 2))
        yield Padding(Passage(f"{closeness.label} {answer.score:.2f}　{answer.division}", "dim"), (0, 0, 0, 4))


def _tell_silent(silent: Sequence[LibraryPlan]) -> str:
    """The first of them by their places, by their titles where a place has several."""
    names = [name_plan(plan, silent) for plan in silent[:_SILENT_SHOWN]]
    more = f"等 {len(silent)} 份" if len(silent) > _SILENT_SHOWN else ""
    return "、".join(names) + more


def _name(plan: LibraryPlan) -> str:
    place = "·".join(filter(None, (plan.parent, plan.region)))
    return f"{place}　《{plan.title}》" if place else f"《{plan.title}》"
