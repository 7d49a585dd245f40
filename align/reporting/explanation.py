"""Lays out one finding of a result for the terminal: the quotes, the verdict as the sum it is, what would change it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from align.labelled import Labelled
from align.reporting.cards import STYLES, build_grid, build_head, build_quote_lines
from align.reporting.entries import Part
from align.reporting.fields import Json
from align.reporting.passage import Passage
from align.reporting.quotes import REJECTED, render_footnote, render_noted, render_passage
from align.results import IndicatorVerdict, ProjectVerdict, Severity, TaskVerdict

# The key of each list of a result, its part in a report, and its verdicts where it has any.
_LISTS: dict[str, tuple[Part, type[Labelled] | None]] = {
    "tasks": (Part.TASK, TaskVerdict),
    "indicators": (Part.INDICATOR, IndicatorVerdict),
    "projects": (Part.PROJECT, ProjectVerdict),
    "basis": (Part.BASIS, None),
    "claims": (Part.CLAIM, None),
    "structure": (Part.STRUCTURE, None),
}
_PAIR = re.compile(r"^U\d+-")
_POINT = (
    ("动作", "action"),
    ("对象", "object"),
    ("范围", "scope"),
    ("数量", "quantity"),
    ("时限", "deadline"),
    ("主体", "actor"),
)


def build_explanation(result: Json, finding_id: str) -> Group:
    """Why a finding got its verdict, step by step.

    Args:
        result: the result of one pair, as in its JSON file.
        finding_id: the id of the finding, or its number in the reports (``TASK-003``, ``U2-TASK-003``).

    Raises:
        KeyError: no finding has that id or number.
    """
    wanted = _PAIR.sub("", finding_id)
    for key, (part, verdicts) in _LISTS.items():
        for index, finding in enumerate(result[key], start=1):
            number = f"{part.prefix}-{index:03d}"
            if wanted in (finding["id"], number):
                head = _head(number, part, finding, verdicts)
                steps = _task_steps(finding) if part is Part.TASK else ()
                return Group(head, _quotes(finding), *steps)
    raise KeyError(finding_id)


def _head(number: str, part: Part, finding: Json, verdicts: type[Labelled] | None) -> RenderableType:
    severity = Severity(finding["severity"])
    pending = "（待核）" if finding.get("pending") else ""
    verdict = f"{verdicts(finding['verdict']).label}{pending}" if verdicts is not None else ""
    labels = (part.label, finding.get("theme"), verdict, severity.label)
    return Padding(build_head(number, STYLES[severity], labels), (1, 0, 0, 2))


def _quotes(finding: Json) -> RenderableType:
    """What is quoted of either plan with where it stands, then the comparison and the reason."""
    grid = build_grid()
    for label, quote in _sides(finding):
        grid.add_row(Text(label, style="dim"), _quote(quote))
    for label, text in (
        ("比较", finding.get("comparison")),
        ("分解值", finding.get("assigned")),
        ("清点", finding.get("detail")),
        ("理由", finding["reason"]),
    ):
        if text:
            grid.add_row(Text(label, style="dim"), Passage(render_passage(text)))
    return Padding(grid, (0, 0, 0, 2))


def _sides(finding: Json) -> Iterator[tuple[str, Json]]:
    if "upper" in finding and "lower" in finding:
        yield from ((label, finding[side]) for label, side in (("上级", "upper"), ("本级", "lower")) if finding[side])
    elif "matches" in finding:
        yield "上级", finding
        yield from (("本级", match) for match in finding["matches"])
        if finding["rejected"] is not None and not finding["matches"]:
            near = finding["rejected"]
            yield "本级", {**near, "text": f"【{REJECTED}】{near['text']}"}
    elif "basis" in finding:
        yield from (("本级", finding["basis"]),) if finding["basis"] else ()
    elif finding.get("text"):
        yield ("上级" if finding.get("doc") == "upper" else "本级"), finding


def _quote(quote: Json) -> Group:
    page = f"第 {quote['page']} 页" if quote.get("page") is not None else ""
    where = "，".join(part for part in (" ＞ ".join(map(render_passage, quote.get("division", ()))), page) if part)
    notes = [render_footnote(note["mark"], note["text"]) for note in quote.get("footnotes", ())]
    return build_quote_lines(render_noted(render_passage(quote["text"]), notes), where)


def _task_steps(finding: Json) -> Iterator[RenderableType]:
    yield _line(f"把握度：{finding['confidence']:.2f}（1 为最高）")
    for index, point in enumerate(finding["key_points"], start=1):
        elements = "，".join(
            f"{label} {point[key]}" for label, key in _POINT if point[key] not in (None, "", point["text"])
        )
        yield _line(f"要点 {index}：{render_passage(point['text'])}" + (f"（{elements}）" if elements else ""))
    if finding["steps"]:
        total = sum(step["weight"] for step in finding["steps"])
        told = finding["steps"][0]["evidence"]
        yield from _sum_steps(f"结论的权衡（{told}）", [{**step, "evidence": ""} for step in finding["steps"]], total)
    for index, match in enumerate(finding["matches"], start=1):
        yield from _match_steps(f"匹配 {index}", match)
    if finding["rejected"] is not None:
        yield from _match_steps(REJECTED, finding["rejected"])
    yield Padding(Passage(f"怎样才会改判：{_remedy(finding)}"), (1, 0, 0, 2))


def _remedy(finding: Json) -> str:
    """What the lower plan would have to say, or who decides."""
    verdict = TaskVerdict(finding["verdict"])
    if verdict is TaskVerdict.NOT_APPLICABLE:
        return "由审查人确认本地确有该对象或职责，即应逐条对照。"
    if verdict is TaskVerdict.COVERED:
        return "审查人认为所列本级语句说的不是这件事，或只是口号、往年成绩。"
    wanted = [f"写明“{render_passage(point)}”" for point in finding["missing_points"]]
    wanted += [f"把“{change['lower']}”恢复为“{change['upper']}”" for change in finding["weakened"]]
    if verdict is TaskVerdict.PARTIAL:
        return f"本级{'，'.join(wanted)}。" if wanted else "本级补齐与上级要求相差的内容。"
    points = "；".join(render_passage(point["text"]) for point in finding["key_points"])
    return f"本级在任务、专栏、工程或保障措施中面向规划期作出安排，回应“{points}”。"


def _match_steps(title: str, match: Json) -> Iterator[RenderableType]:
    yield from _sum_steps(f"{title}：{render_passage(match['text'])}", match["comparisons"], match["score"])


def _sum_steps(title: str, steps: Sequence[Json], total: float) -> Iterator[RenderableType]:
    yield Padding(Passage(title), (1, 0, 0, 2))
    table = Table(box=SIMPLE_HEAD, expand=True, pad_edge=False, show_footer=True)
    table.add_column("比较", footer="合计", ratio=2)
    table.add_column("结果", ratio=2)
    table.add_column("分值", footer=f"{total:+.2f}", justify="right", no_wrap=True)
    table.add_column("依据", ratio=4)
    for step in steps:
        evidence = Passage(render_passage(step["evidence"]))
        table.add_row(Passage(step["name"]), Passage(step["level"]), Text(f"{step['weight']:+.2f}"), evidence)
    yield Padding(table, (0, 0, 0, 2))


def _line(text: str) -> RenderableType:
    return Padding(Passage(text), (0, 0, 0, 2))
