"""Sets the indicators of one upper plan against many lower plans: a row per indicator, a column per lower plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from align.judging.targets import is_assigned
from align.judging.verbal import is_numeric
from align.labelled import Labelled
from align.model import Indicator, Meta
from align.reporting.quotes import render_passage
from align.reporting.tables import NO_VALUE
from align.results import IndicatorFinding, IndicatorVerdict, Judgements


class Standing(Labelled):
    """How a lower plan's target stands to the upper plan's, gravest first: the verdict, and what it may be read as."""

    LOOSER = ("looser", "偏松")
    BELOW_TOTAL = ("below_total", "偏松※")
    DEFERRED = ("deferred", "委托")
    QUALITATIVE = ("qualitative", "未量化")
    ABSENT = ("absent", "未设")
    UNSEEN = ("unseen", "未见")
    NOT_COMPARABLE = ("not_comparable", "不可比")
    UPPER_QUALITATIVE = ("upper_qualitative", "上级未量化")
    EQUAL = ("equal", "一致")
    STRICTER = ("stricter", "偏严")
    NOT_APPLICABLE = ("not_applicable", "不适用")

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return self.position


MEANINGS = {
    Standing.STRICTER: "本级目标严于上级",
    Standing.EQUAL: "与上级一致，或差在舍入、“左右”的容差之内",
    Standing.LOOSER: "上级的数就是对本地的要求，本级松于它",
    Standing.BELOW_TOTAL: "松于上级的总体值（平均值），未见上级对本地的分解值；总体值不是各地的底线，不等于没有完成任务",
    Standing.DEFERRED: "本级只写完成上级下达任务",
    Standing.QUALITATIVE: "上级有数值，本级没有给出数值，或两级都只有文字",
    Standing.UPPER_QUALITATIVE: "上级只有文字，本级给出数值，无从判断松紧",
    Standing.NOT_COMPARABLE: "口径、单位、形式不同，或上级为合计数，不能直接比较",
    Standing.ABSENT: "规划全文中没有此指标",
    Standing.UNSEEN: "所附材料（不是规划全文）中没有此指标，不等于规划没有",
    Standing.NOT_APPLICABLE: "不适用于本地",
}
_VERDICTS = {
    IndicatorVerdict.EQUAL: Standing.EQUAL,
    IndicatorVerdict.STRICTER: Standing.STRICTER,
    IndicatorVerdict.DEFERRED: Standing.DEFERRED,
    IndicatorVerdict.NOT_COMPARABLE: Standing.NOT_COMPARABLE,
    IndicatorVerdict.NOT_APPLICABLE: Standing.NOT_APPLICABLE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCell:
    """Where one lower plan stands on one upper indicator; several findings where the lower plan parts the indicator."""

    standing: Standing
    value: str
    findings: tuple[IndicatorFinding, ...]

    @property
    def text(self) -> str:
        """Standing and value, one under the other; the standing alone where the lower plan has no such indicator."""
        return self.standing.label if self.is_silent else f"{self.standing.label}\n{self.value}"

    @property
    def is_silent(self) -> bool:
        """Whether the lower plan has no such indicator."""
        return all(finding.lower is None for finding in self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """An upper indicator and the cells, one per lower plan; ``numeric`` tells whether it gives a number."""

    name: str
    category: str
    nature: str
    target: str
    numeric: bool
    cells: tuple[MatrixCell, ...]

    @property
    def tally(self) -> str:
        """How many lower plans stand where, without zeros."""
        found = Counter(cell.standing for cell in self.cells)
        return "、".join(f"{standing.label} {found[standing]}" for standing in Standing if found[standing])


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """The matrix as it is drawn: ``labels`` head its columns, ``extras`` counts the lower plans' own indicators."""

    upper: Meta
    lowers: tuple[Meta, ...]
    labels: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    extras: tuple[int, ...]
    notices: tuple[tuple[str, str], ...]

    @property
    def title(self) -> str:
        """What the matrix shows."""
        return f"{self.upper.title}：{len(self.lowers)} 份下级规划指标对照"

    @property
    def standings(self) -> tuple[Standing, ...]:
        """The standings that occur."""
        found = {cell.standing for row in self.rows for cell in row.cells}
        return tuple(standing for standing in Standing if standing in found)


def build_matrix(alignments: Sequence[Judgements]) -> Matrix:
    """The matrix of several alignments that share the upper plan, columns in the order given.

    Raises:
        ValueError: no alignment, or alignments with different upper plans.
    """
    if not alignments:
        raise ValueError("no alignment to show")
    upper = alignments[0].upper
    if any(pair.upper.meta.id != upper.meta.id for pair in alignments):
        raise ValueError("the alignments have different upper plans")
    found = [_by_indicator(pair) for pair in alignments]
    rows = tuple(
        MatrixRow(
            name=render_passage(indicator.name),
            category=render_passage(indicator.category or ""),
            nature=indicator.nature.label if indicator.nature else "",
            target=render_target(indicator),
            numeric=is_numeric(indicator.parsed),
            cells=tuple(_build_cell(pair, f[indicator.id]) for pair, f in zip(alignments, found, strict=True)),
        )
        for indicator in upper.indicators
    )
    return Matrix(
        upper=upper.meta,
        lowers=tuple(pair.lower.meta for pair in alignments),
        labels=_label([pair.lower.meta for pair in alignments]),
        rows=rows,
        extras=tuple(sum(f.upper is None for f in pair.indicators) for pair in alignments),
        notices=tuple(_notices(alignments)),
    )


def render_target(indicator: Indicator | None) -> str:
    """A target with its unit, as written; a dash where there is none."""
    if indicator is None or not indicator.target:
        return NO_VALUE
    value, unit = render_passage(indicator.target), indicator.unit or ""
    if not unit or unit in value or not any(character.isdigit() for character in value):
        return value
    return f"{value}{unit}" if value[-1].isdigit() or value[-1] in "]〕" else f"{value}（{unit}）"


def build_standing(pair: Judgements, finding: IndicatorFinding) -> Standing:
    """The standing that a finding on an upper indicator amounts to."""
    if finding.verdict is IndicatorVerdict.MISSING:
        return Standing.ABSENT if pair.lower.meta.kind.is_full_text else Standing.UNSEEN
    if finding.verdict is IndicatorVerdict.LOOSER and finding.upper is not None:
        is_own = finding.assigned is not None or is_assigned(finding.upper, pair.upper, pair.lower)
        return Standing.LOOSER if is_own else Standing.BELOW_TOTAL
    if finding.verdict is IndicatorVerdict.QUALITATIVE:
        numbers = [side is not None and is_numeric(side.parsed) for side in (finding.upper, finding.lower)]
        return Standing.UPPER_QUALITATIVE if numbers == [False, True] else Standing.QUALITATIVE
    return _VERDICTS[finding.verdict]


def build_legend(matrix: Matrix) -> tuple[tuple[Standing, str], ...]:
    """What the standings that occur mean."""
    return tuple((standing, MEANINGS[standing]) for standing in matrix.standings)


def _by_indicator(pair: Judgements) -> dict[str, list[IndicatorFinding]]:
    found: dict[str, list[IndicatorFinding]] = {indicator.id: [] for indicator in pair.upper.indicators}
    for finding in pair.indicators:
        if finding.upper is not None:
            found[finding.upper.id].append(finding)
    return found


def _build_cell(pair: Judgements, findings: Sequence[IndicatorFinding]) -> MatrixCell:
    standing = min((build_standing(pair, finding) for finding in findings), key=lambda standing: standing.rank)
    values = [render_target(finding.lower) for finding in findings if finding.lower is not None]
    return MatrixCell(standing=standing, value="；".join(values) or NO_VALUE, findings=tuple(findings))


def _label(metas: Sequence[Meta]) -> tuple[str, ...]:
    """The regions; the titles where a region is not told or told twice."""
    counts = Counter(meta.region for meta in metas)
    return tuple(meta.region if meta.region and counts[meta.region] == 1 else meta.title for meta in metas)


def _notices(alignments: Sequence[Judgements]) -> Iterator[tuple[str, str]]:
    """What was told about reading the documents and telling whose they are."""
    labels = _label([pair.lower.meta for pair in alignments])
    plans = [("上级规划", alignments[0].upper), *((n, p.lower) for n, p in zip(labels, alignments, strict=True))]
    for label, plan in plans:
        for notice in dict.fromkeys(plan.warnings):
            if notice.code.startswith(("reading.", "identity.")):
                yield (label, render_passage(notice.message))
