"""Builders of the project's nouns for tests: keyword-only, every field defaulted, so a test names only what it is about.

Each takes any field of its noun by name; an unknown name is a ``TypeError``.
"""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import Any

from align import results
from align.model import (
    Basis,
    Claim,
    ClaimKind,
    Clause,
    Division,
    DivisionKind,
    DocumentKind,
    Indicator,
    KeyPoint,
    Level,
    Meta,
    Nature,
    Origin,
    Plan,
    Project,
    Role,
    Task,
    Tense,
)
from align.source import Block, BlockKind, Notice, Source, SourceFormat
from align.spans import Span
from align.target import Target, TargetKind

TASK_TEXT = "完成青石河入河排污口排查整治"
INDICATOR_TEXT = "森林覆盖率（%）\t31.2\t32.5\t约束性"
DIVISION_PATH = ("第一章 重点任务",)


def make_hash(text: str) -> str:
    """Eight hexadecimal digits that stand for a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def make_span(*, text: str, part: str, after: int = 0) -> Span:
    """Where ``part`` first stands in ``text`` from position ``after`` on; ``ValueError`` if it does not."""
    start = text.index(part, after)
    return Span(start, start + len(part))


def make_blocks(*, text: str, page: int | None = None) -> tuple[Block, ...]:
    """One paragraph block per non-blank line."""
    blocks, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(kind=BlockKind.PARAGRAPH, span=Span(start, start + len(line)), page=page))
        start += len(line) + 1
    return tuple(blocks)


def _make(noun: type[Any], given: dict[str, Any], **defaults: Any) -> Any:
    return noun(**{**defaults, **given})


def make_source(*, text: str = TASK_TEXT, **fields: Any) -> Source:
    """A text file; its blocks are its lines, unless others are given."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    defaults: dict[str, Any] = {"path": "规划.txt", "format": SourceFormat.TEXT, "sha256": sha256}
    return _make(Source, fields, text=text, blocks=make_blocks(text=text), **defaults)


def make_meta(**fields: Any) -> Meta:
    """The identity of a city's plan."""
    return _make(
        Meta,
        fields,
        id="qingshi-city",
        title="青石市“十四五”生态环境保护规划",
        level=Level.CITY,
        region="青石市",
        region_code=None,
        sector="生态环境保护",
        period=(2021, 2025),
        kind=DocumentKind.FULL_TEXT,
        number="青政发〔2022〕6号",
        issued="2022-03-18",
        path="青石市.txt",
        sha256="0" * 64,
    )


def make_division(**fields: Any) -> Division:
    """A chapter of tasks that covers the whole of a short text."""
    return _make(
        Division,
        fields,
        id="d1",
        kind=DivisionKind.CHAPTER,
        marker="第一章",
        title="重点任务",
        level=1,
        role=Role.TASKS,
        span=Span(0, 1000),
        heading=Span(0, 0),
    )


def make_clause(*, text: str = TASK_TEXT, **fields: Any) -> Clause:
    """A clause at the beginning of its text."""
    defaults: dict[str, Any] = {"id": f"clause-{make_hash(text)}", "clean": text, "span": Span(0, len(text))}
    return _make(Clause, fields, text=text, division_id="d1", role=Role.TASKS, tense=Tense.FUTURE, **defaults)


def make_key_point(**fields: Any) -> KeyPoint:
    """A key point with action and object only."""
    return _make(KeyPoint, fields, text=TASK_TEXT, action="完成", object="入河排污口排查整治")


def make_task(*, text: str = TASK_TEXT, **fields: Any) -> Task:
    """A task at the beginning of its text, with itself as only key point."""
    defaults: dict[str, Any] = {"id": f"task-{make_hash(text)}", "clean": text, "span": Span(0, len(text))}
    points = (make_key_point(text=text),)
    return _make(Task, fields, text=text, division_id="d1", theme="水", key_points=points, **defaults)


def make_target(**fields: Any) -> Target:
    """An absolute target."""
    return _make(Target, fields, kind=TargetKind.ABSOLUTE, text="32.5", value=Decimal("32.5"), unit="%")


def make_indicator(*, name: str = "森林覆盖率", text: str = INDICATOR_TEXT, **fields: Any) -> Indicator:
    """A binding indicator from a table."""
    return _make(
        Indicator,
        fields,
        id=f"indicator-{make_hash(name + text)}",
        name=name,
        unit="%",
        baseline="31.2",
        target="32.5",
        base_year=2020,
        target_year=2025,
        nature=Nature.BINDING,
        scope=None,
        concept="forest_coverage",
        parsed=make_target(),
        origin=Origin.TABLE,
        text=text,
        span=Span(0, len(text)),
        division_id="d1",
    )


def make_project(*, name: str = "老城区排水管网改造工程", **fields: Any) -> Project:
    """A single project without investment."""
    defaults: dict[str, Any] = {"id": f"project-{make_hash(name)}", "text": name, "span": Span(0, len(name))}
    return _make(Project, fields, name=name, division_id="d1", **defaults)


def make_claim(*, text: str = "设置主要指标19项", **fields: Any) -> Claim:
    """A claim that is one too high."""
    defaults: dict[str, Any] = {"id": f"claim-{make_hash(text)}", "declared": Decimal(19), "actual": Decimal(18)}
    return _make(
        Claim, fields, kind=ClaimKind.INDICATORS, text=text, span=Span(0, len(text)), division_id="d1", **defaults
    )


def make_basis(*, title: str = "云川省“十四五”生态环境保护规划", **fields: Any) -> Basis:
    """A higher plan cited by its title."""
    text = f"《{title}》"
    defaults: dict[str, Any] = {"id": f"basis-{make_hash(text)}", "number": None, "issued": None}
    return _make(Basis, fields, title=title, text=text, span=Span(0, len(text)), division_id="d1", **defaults)


def make_notice(**fields: Any) -> Notice:
    """A page that could not be read."""
    return _make(Notice, fields, code="reading.no_text_layer", message="第 3 页为扫描图像，未能读取文字。")


def make_plan(**fields: Any) -> Plan:
    """A plan of one division that contains nothing unless told."""
    defaults: dict[str, Any] = {"meta": make_meta(), "source": make_source(), "divisions": (make_division(),)}
    empty = dict.fromkeys(("clauses", "tasks", "indicators", "projects", "claims", "basis"), ())
    return _make(Plan, fields, **defaults, **empty)


def make_comparison(**fields: Any) -> results.Comparison:
    """A comparison that speaks for the match."""
    return _make(results.Comparison, fields, name="任务目录", level="同一任务", weight=2.0, evidence="入河排污口")


def make_match(*, text: str = TASK_TEXT, **fields: Any) -> results.Match:
    """An answer whose score is the sum of its comparisons."""
    comparisons = fields.setdefault("comparisons", (make_comparison(),))
    defaults: dict[str, Any] = {"id": f"clause-{make_hash(text)}", "page": None, "span": Span(0, len(text))}
    score = sum(comparison.weight for comparison in comparisons)
    return _make(results.Match, fields, text=text, division=DIVISION_PATH, score=score, **defaults)


def make_task_finding(**fields: Any) -> results.TaskFinding:
    """A requirement without an answer."""
    return _make(
        results.TaskFinding,
        fields,
        task=make_task(),
        division=DIVISION_PATH,
        verdict=results.TaskVerdict.MISSING,
        severity=results.Severity.MINOR,
        confidence=0.8,
        reason="本级未见对应内容，请补充或说明不适用理由。",
    )


def make_local_task(**fields: Any) -> results.LocalTask:
    """A task that answers to nothing above."""
    return _make(results.LocalTask, fields, task=make_task(), division=DIVISION_PATH)


def make_indicator_finding(*, name: str = "森林覆盖率", **fields: Any) -> results.IndicatorFinding:
    """An indicator of the upper plan that the lower plan lacks."""
    return _make(
        results.IndicatorFinding,
        fields,
        id=f"indicator-{make_hash(name)}",
        name=name,
        concept="forest_coverage",
        upper=None if fields.get("lower") else make_indicator(name=name),
        lower=None,
        verdict=results.IndicatorVerdict.MISSING,
        severity=results.Severity.MINOR,
        reason="本级未设置该指标，请增列或说明理由。",
        comparison="",
    )


def make_project_finding(
    *, reason: str = "上级点名的工程未列入本级规划，请核实。", **fields: Any
) -> results.ProjectFinding:
    """A project of the upper plan that the lower plan does not list."""
    upper = None if fields.get("lower") else make_project()
    defaults: dict[str, Any] = {"id": f"project-{make_hash(reason)}", "upper": upper, "lower": None}
    verdict = results.ProjectVerdict.NOT_LISTED
    return _make(
        results.ProjectFinding, fields, verdict=verdict, severity=results.Severity.MINOR, reason=reason, **defaults
    )


def make_claim_finding(**fields: Any) -> results.ClaimFinding:
    """A claim of the lower plan that does not hold."""
    reason = "声明与实计不符，请核改。"
    return _make(
        results.ClaimFinding,
        fields,
        side=results.Side.LOWER,
        claim=make_claim(),
        severity=results.Severity.MINOR,
        reason=reason,
    )


def make_basis_finding(
    *, reason: str = "编制依据未列本级国土空间规划，请补充。", **fields: Any
) -> results.BasisFinding:
    """A ground that is lacking."""
    id = f"basis-{make_hash(reason)}"
    return _make(results.BasisFinding, fields, id=id, basis=None, severity=results.Severity.MINOR, reason=reason)


def make_structure_finding(*, reason: str = "序号不连续，请核对。", **fields: Any) -> results.StructureFinding:
    """A slip in the numbering."""
    defaults: dict[str, Any] = {"id": f"structure-{make_hash(reason)}", "code": "structure.numbering_gap"}
    return _make(results.StructureFinding, fields, severity=results.Severity.NOTICE, reason=reason, **defaults)


def make_provenance(**fields: Any) -> results.Provenance:
    """Versions and digests."""
    return _make(
        results.Provenance,
        fields,
        version="0.1.0",
        judge="内置规则",
        settings="5e77",
        mappings="3a99",
        libraries=(("jieba", "0.42.1"),),
    )


def make_judgements(**fields: Any) -> results.Judgements:
    """A city's plan and a district's, about which nothing was found unless told."""
    district = make_meta(
        id="shanqian-district",
        title="山前区“十四五”生态环境保护规划",
        level=Level.COUNTY,
        region="山前区",
        number=None,
    )
    kinds = ("tasks", "local_tasks", "indicators", "projects", "claims", "basis", "structure", "warnings")
    defaults: dict[str, Any] = {**dict.fromkeys(kinds, ()), "provenance": make_provenance()}
    return _make(results.Judgements, fields, upper=make_plan(), lower=make_plan(meta=district), **defaults)


class FixedRoles:
    """Roles of divisions by their exact headings; headings not named tell none."""

    def __init__(self, roles: dict[str, Role] | None = None) -> None:
        self._roles = roles or {}

    def role_of(self, title: str, above: Role | None) -> Role | None:
        """The role given for that heading."""
        return self._roles.get(title)

    def is_container(self, title: str) -> bool:
        """None of them is."""
        return False
