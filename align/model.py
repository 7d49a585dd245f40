"""What a plan is: the nouns of the street.

Every extracted object has an id, a span into ``Source.text`` and the id of the division it stands in.
``text`` is always the exact slice of the source (``Source.text[span]``), line breaks and all;
``clean`` is the same passage after cleaning, which is what programs compare.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from align.labelled import Labelled
from align.source import Notice, Source
from align.spans import Span
from align.target import Target


class Level(Labelled):
    """The level of government a plan belongs to."""

    NATION = ("nation", "国家")
    PROVINCE = ("province", "省")
    CITY = ("city", "市")
    COUNTY = ("county", "县")

    @property
    def rank(self) -> int:
        """0 for the nation, growing downwards."""
        return self.position


class DocumentKind(Labelled):
    """What sort of document the text is; only full texts allow a statement that something is missing."""

    FULL_TEXT = ("full_text", "规划全文")
    DRAFT = ("draft", "征求意见稿")
    EXPLANATION = ("explanation", "起草说明")
    INTERPRETATION = ("interpretation", "政策解读")
    INDICATOR_TABLE = ("indicator_table", "指标表")

    @property
    def is_full_text(self) -> bool:
        """Whether the plan itself lies before us, rather than a text about it."""
        return self in (DocumentKind.FULL_TEXT, DocumentKind.DRAFT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """Who made the plan, for where and when; ``None`` where the text does not tell."""

    id: str
    title: str
    level: Level | None
    region: str | None
    region_code: str | None
    sector: str | None
    period: tuple[int, int] | None
    kind: DocumentKind
    number: str | None
    issued: str | None
    path: str
    sha256: str


class DivisionKind(Labelled):
    """The form of a division."""

    CHAPTER = ("chapter", "章节")
    BOX = ("box", "专栏")
    ANNEX = ("annex", "附件")


class Role(Labelled):
    """What a division is for."""

    CONTEXT = ("context", "发展基础")
    OBJECTIVES = ("objectives", "总体要求与目标")
    TASKS = ("tasks", "重点任务")
    PROJECTS = ("projects", "重点工程")
    SAFEGUARDS = ("safeguards", "保障措施")
    BASIS = ("basis", "编制依据")


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """A part of the plan under one heading. ``span`` runs from the heading to the end of its last sub-division."""

    id: str
    kind: DivisionKind
    marker: str
    title: str
    level: int
    role: Role
    span: Span
    heading: Span
    parent_id: str | None = None
    page: int | None = None

    @property
    def label(self) -> str:
        """Marker and title as a reader would quote them, e.g. ``第三章 推动绿色低碳转型发展``."""
        gap = " " if self.marker and not self.marker.endswith(("、", "）", "．", ".")) else ""
        return f"{self.marker}{gap}{self.title}"


class Tense(Labelled):
    """Whether a clause tells of what was done or of what is to be done."""

    PAST = ("past", "既有成效")
    FUTURE = ("future", "规划安排")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPoint:
    """One essential element of a task; ``text`` is the cleaned clause it was taken from."""

    text: str
    action: str | None = None
    object: str = ""
    scope: str | None = None
    quantity: str | None = None
    deadline: str | None = None
    actor: str | None = None


class Origin(Labelled):
    """Where a passage or an indicator stands."""

    TABLE = ("table", "表格")
    PROSE = ("prose", "正文")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A sentence (or an enumerated item) anywhere in the plan, or a row of a project table."""

    id: str
    text: str
    clean: str
    span: Span
    division_id: str
    role: Role
    tense: Tense
    page: int | None = None
    origin: Origin = Origin.PROSE


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A clause that asks for something to be done, with its key points."""

    id: str
    text: str
    clean: str
    span: Span
    division_id: str
    theme: str | None
    key_points: tuple[KeyPoint, ...]
    page: int | None = None


class Nature(Labelled):
    """Whether a target binds."""

    BINDING = ("约束性", "约束性")
    ANTICIPATORY = ("预期性", "预期性")


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A value set from above for an indicator of one area (分解值、下达数), as written, and the document that sets it.

    ``unit`` and ``target_year`` are ``None`` where neither value nor heading tells them.
    """

    region: str
    indicator: str
    value: str
    unit: str | None
    target_year: int | None
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """An indicator as the plan gives it: values as written (``None`` where the plan gives none), target parsed beside.

    ``span`` covers the table row or the prose passage. ``concept`` is the id of the catalogue entry, where one fits;
    ``growth`` the change that a table gives beside the target, as written.
    """

    id: str
    name: str
    unit: str | None
    baseline: str | None
    target: str | None
    base_year: int | None
    target_year: int | None
    nature: Nature | None
    scope: str | None
    concept: str | None
    parsed: Target
    origin: Origin
    text: str
    span: Span
    division_id: str
    category: str | None = None
    growth: str | None = None
    note: str | None = None
    page: int | None = None
    table: int | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A project, or a row of a project summary; ``count`` is how many projects the row stands for.

    ``investment`` is in 亿元; ``None`` where the plan does not say.
    """

    id: str
    name: str
    text: str
    span: Span
    division_id: str
    category: str | None = None
    count: int = 1
    investment: Decimal | None = None
    page: int | None = None


class ClaimKind(Labelled):
    """What a document says about its own numbers."""

    INDICATORS = ("indicator_count", "指标数")
    BINDING = ("binding_count", "约束性指标数")
    ANTICIPATORY = ("expected_count", "预期性指标数")
    TASKS = ("task_count", "任务数")
    PROJECTS = ("project_count", "工程项目数")
    INVESTMENT = ("investment", "总投资（亿元）")
    CHAPTERS = ("chapter_count", "章数")
    MEASURES = ("measure_count", "措施数")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A countable statement of a document about itself; ``actual`` is ``None`` where the document does not list them."""

    id: str
    kind: ClaimKind
    declared: Decimal
    actual: Decimal | None
    text: str
    span: Span
    division_id: str
    page: int | None = None
    detail: str = ""

    @property
    def consistent(self) -> bool | None:
        """Whether declared and actual agree, as far as the declared number is written out; ``None`` where nothing was counted."""
        return None if self.actual is None else self.declared == self.actual.quantize(self.declared, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """A plan, law or document that the plan cites as its ground."""

    id: str
    title: str
    number: str | None
    issued: str | None
    text: str
    span: Span
    division_id: str
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan as understood; ``warnings`` are all there is to tell of the document, those of its reading among them."""

    meta: Meta
    source: Source
    divisions: tuple[Division, ...]
    clauses: tuple[Clause, ...]
    tasks: tuple[Task, ...]
    indicators: tuple[Indicator, ...]
    projects: tuple[Project, ...]
    claims: tuple[Claim, ...]
    basis: tuple[Basis, ...]
    warnings: tuple[Notice, ...] = ()
    _by_id: dict[str, Division] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._by_id.update({division.id: division for division in self.divisions})

    def division(self, division_id: str) -> Division:
        """The division with that id; ``KeyError`` if there is none."""
        return self._by_id[division_id]

    def path(self, division_id: str) -> tuple[str, ...]:
        """The headings from the top down to a division, as labels."""
        labels: list[str] = []
        current: str | None = division_id
        while current is not None and (division := self._by_id.get(current)) is not None:
            if division.label:
                labels.append(division.label)
            current = division.parent_id
        return tuple(reversed(labels))
