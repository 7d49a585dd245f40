"""What an alignment is: verdicts on one pair of plans, each with its reason and its evidence."""

from __future__ import annotations

from dataclasses import dataclass

from align.labelled import Labelled
from align.model import Basis, Claim, Indicator, Plan, Project, Task
from align.source import Notice
from align.spans import Span


class Severity(Labelled):
    """How grave a finding is (domain rules §B1)."""

    CRITICAL = ("critical", "严重")
    MAJOR = ("major", "较重")
    MINOR = ("minor", "一般")
    NOTICE = ("notice", "提示")
    INFO = ("info", "信息")

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return self.position


class TaskVerdict(Labelled):
    """How a requirement of the upper plan is answered."""

    COVERED = ("covered", "已衔接")
    PARTIAL = ("partial", "部分衔接")
    MISSING = ("missing", "未衔接")
    NOT_APPLICABLE = ("not_applicable", "不适用")

    @property
    def is_gap(self) -> bool:
        """Whether the verdict leaves something to mend."""
        return self in (TaskVerdict.PARTIAL, TaskVerdict.MISSING)


class JudgedBy(Labelled):
    """Who gave the verdict on a requirement."""

    RULES = ("rules", "内置规则")
    MODEL = ("model", "语言模型")


class IndicatorVerdict(Labelled):
    """How the lower plan's target stands to the upper plan's."""

    EQUAL = ("equal", "一致")
    STRICTER = ("stricter", "偏严")
    LOOSER = ("looser", "偏松")
    MISSING = ("missing", "缺失")
    DEFERRED = ("deferred", "委托式")
    QUALITATIVE = ("qualitative", "未量化")
    NOT_COMPARABLE = ("not_comparable", "不可比")
    NOT_APPLICABLE = ("not_applicable", "不适用")
    EXTRA = ("extra", "本级新增")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One labelled step of a score; the score of a match is the sum of its comparisons' weights."""

    name: str
    level: str
    weight: float
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A passage of the lower plan offered as an answer."""

    id: str
    text: str
    division: tuple[str, ...]
    span: Span
    page: int | None
    score: float
    comparisons: tuple[Comparison, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weakening:
    """A stronger word of the upper plan that the lower plan replaces by a weaker one."""

    upper: str
    lower: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFinding:
    """The verdict on one requirement of the upper plan; ``matches`` are those shown for the verdict, best first.

    ``steps`` is what spoke for the verdict against the likeliest other one; empty where a rule alone decided.
    ``pending``: missing, but a part of the lower plan's file could not be read (待核).
    """

    task: Task
    division: tuple[str, ...]
    verdict: TaskVerdict
    severity: Severity
    confidence: float
    reason: str
    missing_points: tuple[str, ...] = ()
    weakened: tuple[Weakening, ...] = ()
    matches: tuple[Match, ...] = ()
    rejected: Match | None = None
    steps: tuple[Comparison, ...] = ()
    judged_by: JudgedBy = JudgedBy.RULES
    pending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEntry:
    """A task of a plan with the canonical task it stands for; ``canonical``, ``name`` and ``theme`` are ``None`` where the
    catalogue holds none like it. ``nearness`` runs from 0 to 1 and is high in no plan: .3 is near."""

    task: Task
    division: tuple[str, ...]
    canonical: str | None
    name: str | None
    theme: str | None
    nearness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalTask:
    """A task of the lower plan that answers to nothing above (本级新增)."""

    task: Task
    division: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorFinding:
    """The verdict on one indicator; exactly one of ``upper`` and ``lower`` may be ``None``.

    ``assigned`` tells the value set for the lower plan's own area and where it is set, where there is one.
    ``pending``: it rests on what could not be read, or was not surely recognised in a picture (待核).
    """

    id: str
    name: str
    concept: str | None
    upper: Indicator | None
    lower: Indicator | None
    verdict: IndicatorVerdict
    severity: Severity
    reason: str
    comparison: str
    nature_changed: bool = False
    unit_differs: bool = False
    assigned: str | None = None
    pending: bool = False


class ProjectVerdict(Labelled):
    """How a project of the upper plan is taken up."""

    LISTED = ("listed", "已列入")
    NOT_LISTED = ("not_listed", "未列入")
    NOT_APPLICABLE = ("not_applicable", "不适用")
    EXTRA = ("extra", "本级新增")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFinding:
    """The verdict on one project; ``pending``: not listed, but a part of the lower plan's file could not be read (待核)."""

    id: str
    upper: Project | None
    lower: Project | None
    verdict: ProjectVerdict
    severity: Severity
    reason: str
    pending: bool = False


class Side(Labelled):
    """Which of the two plans a finding speaks of."""

    UPPER = ("upper", "上级规划")
    LOWER = ("lower", "本级规划")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFinding:
    """A claim of one of the plans about itself, checked against what it lists."""

    side: Side
    claim: Claim
    severity: Severity
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisFinding:
    """What is to be said of the lower plan's grounds; ``basis`` is ``None`` where a ground is lacking."""

    id: str
    basis: Basis | None
    severity: Severity
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StructureFinding:
    """What is to be said of the lower plan's structure or wording."""

    id: str
    code: str
    severity: Severity
    reason: str
    span: Span | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What the result was made with: versions and digests, never a clock; ``judge`` names who judged the tasks."""

    version: str
    judge: str
    settings: str
    mappings: str
    libraries: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgements:
    """All that was judged about one pair of plans."""

    upper: Plan
    lower: Plan
    tasks: tuple[TaskFinding, ...]
    local_tasks: tuple[LocalTask, ...]
    indicators: tuple[IndicatorFinding, ...]
    projects: tuple[ProjectFinding, ...]
    claims: tuple[ClaimFinding, ...]
    basis: tuple[BasisFinding, ...]
    structure: tuple[StructureFinding, ...]
    warnings: tuple[Notice, ...]
    provenance: Provenance
