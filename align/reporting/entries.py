"""What a report lists: one numbered entry per finding, the same for every form of output."""

from __future__ import annotations

from dataclasses import dataclass

from align.labelled import Labelled
from align.reporting.quotes import Quote
from align.reporting.reviews import Review
from align.results import Comparison, Severity, Side


class Part(Labelled):
    """The part of the review an entry belongs to, in the order of a report."""

    TASK = ("task", "任务")
    INDICATOR = ("indicator", "指标")
    PROJECT = ("project", "工程")
    BASIS = ("basis", "依据")
    CLAIM = ("claim", "数字自洽")
    STRUCTURE = ("structure", "结构文字")
    LOCAL = ("local", "本级新增任务")

    @property
    def prefix(self) -> str:
        """The letters before an entry's number."""
        return _PREFIXES[self.value]


_PREFIXES = {
    "task": "TASK",
    "indicator": "IND",
    "project": "PRJ",
    "basis": "BAS",
    "claim": "CLM",
    "structure": "STR",
    "local": "LOC",
}


class CheckVerdict(Labelled):
    """The verdict on what is checked within one document, where the finding itself carries none."""

    CONSISTENT = ("consistent", "相符")
    INCONSISTENT = ("inconsistent", "不符")
    UNCOUNTED = ("uncounted", "未能核对")
    CITED = ("cited", "已引用")
    LACKING = ("lacking", "未引用")
    NOTED = ("noted", "须核对")
    EXTRA = ("extra", "本级新增")
    DISMISSED = ("dismissed", "不成立")


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A labelled detail of an entry, e.g. 缺失要素."""

    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A finding as reported. ``pair`` counts the upper plans from 0; ``verdict`` is an enumeration value with a label.

    ``confidence`` and ``steps``: how sure the verdict is and what spoke for it, where it was weighed.

    ``pending``: missing, but a part of the lower plan's file could not be read. ``review``: what experts said of it.

    ``is_gap``: something to mend or to check. ``applicable`` is false for what does not concern the lower plan.
    """

    pair: int
    number: str
    part: Part
    id: str
    severity: Severity
    verdict: Labelled
    is_gap: bool
    title: str
    reason: str
    upper: tuple[Quote, ...] = ()
    lower: tuple[Quote, ...] = ()
    points: tuple[Point, ...] = ()
    theme: str | None = None
    applicable: bool = True
    confidence: float | None = None
    steps: tuple[Comparison, ...] = ()
    pending: bool = False
    review: Review | None = None

    @property
    def key(self) -> str:
        """Tells the finding from all others of its pair, and is the same in a result read back."""
        side = f"{Side.UPPER}:" if self.part is Part.CLAIM and self.upper else ""
        return f"{self.part}:{side}{self.id}"

    @property
    def outcome(self) -> str:
        """The verdict in Chinese; 待核 where it hangs on what could not be read."""
        return f"{self.verdict.label}（待核）" if self.pending else self.verdict.label

    @property
    def grade(self) -> str:
        """The severity in Chinese; 不适用 carries none (domain rules §B1)."""
        return self.severity.label if self.applicable else "不适用"
