"""Compares what was read from a rendered plan with what was read from its text."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from rapidfuzz import fuzz, process

from align.model import Basis, Claim, Division, Indicator, Plan, Project

# Two tasks are the same but for a slip when they are this alike.
NEAR = 95.0
_Thing = TypeVar("_Thing")
# An indicator whose name came out differently is still known by it when the names are this alike.
_NEAR_NAME = 70.0
_INDICATOR_FIELDS = ("name", "baseline", "target", "unit", "nature")
# Not in the rates, but worth knowing: they say how merged cells were read.
_FURTHER_FIELDS = ("category", "target_year")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that is not as in the text: what, which field of it, and both values; a side without the thing is empty."""

    kind: str
    field: str
    item: str
    text: str
    rendered: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many of the things of the text were found again, how many of them only nearly, and how many came too many."""

    total: int
    found: int
    near: int = 0
    extra: int = 0

    @property
    def rate(self) -> float:
        """Found, near ones left out; 1 where there is nothing to find."""
        return self.found / self.total if self.total else 1.0

    @property
    def near_rate(self) -> float:
        """Found or nearly found."""
        return (self.found + self.near) / self.total if self.total else 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A rendered plan beside its text, by kind of thing; ``unread`` is why it could not be read, where it could not."""

    case: str
    shares: dict[str, Share]
    differences: tuple[Difference, ...]
    unread: str = ""


KINDS = ("tasks", "indicators", "divisions", "projects", "claims", "basis")


def compare_plans(case: str, text: Plan, rendered: Plan) -> Comparison:
    """All shares and differences of one rendered plan."""
    compared = {
        "tasks": _compare_tasks(text, rendered),
        "indicators": _compare_indicators(text.indicators, rendered.indicators),
        "divisions": _compare_divisions(text, rendered),
        "projects": _compare_lists("projects", text.projects, rendered.projects, _project_key),
        "claims": _compare_lists("claims", text.claims, rendered.claims, _claim_key),
        "basis": _compare_lists("basis", text.basis, rendered.basis, _basis_key),
    }
    return Comparison(
        case=case,
        shares={kind: share for kind, (share, _) in compared.items()},
        differences=tuple(difference for _, found in compared.values() for difference in found),
    )


def plain(text: object) -> str:
    """A value without white space, cell bars and the width of its punctuation."""
    if text is None:
        return ""
    return re.sub(r"[\s|]", "", unicodedata.normalize("NFKC", str(text)))


_Compared = tuple[Share, list[Difference]]


def _compare_tasks(text: Plan, rendered: Plan) -> _Compared:
    wanted = Counter(plain(task.clean) for task in text.tasks)
    given = Counter(plain(task.clean) for task in rendered.tasks)
    lost, left = list((wanted - given).elements()), list((given - wanted).elements())
    differences = []
    near = 0
    for task in lost:
        best = process.extractOne(task, left, scorer=fuzz.ratio)
        match = best[0] if best else ""
        if best and best[1] >= NEAR:
            near += 1
            left.remove(match)
        field = "near" if best and best[1] >= NEAR else "lost"
        differences.append(Difference(kind="tasks", field=field, item=task[:24], text=task, rendered=match))
    differences += [Difference(kind="tasks", field="extra", item=task[:24], text="", rendered=task) for task in left]
    share = Share(total=wanted.total(), found=wanted.total() - len(lost), near=near, extra=len(left))
    return share, differences


def _compare_indicators(text: Sequence[Indicator], rendered: Sequence[Indicator]) -> _Compared:
    differences: list[Difference] = []
    wrong = 0
    left = list(rendered)
    for indicator, match in _pair_indicators(text, left):
        if match is None:
            differences.append(_whole("indicators", indicator.name, text=_indicator_line(indicator)))
            wrong += 1
            continue
        found = [
            Difference(kind="indicators", field=name, item=indicator.name, text=ours, rendered=theirs)
            for name in (*_INDICATOR_FIELDS, *_FURTHER_FIELDS)
            if plain(ours := _field(indicator, name)) != plain(theirs := _field(match, name))
        ]
        wrong += any(difference.field in _INDICATOR_FIELDS for difference in found)
        differences += found
    differences += [_whole("indicators", one.name, rendered=_indicator_line(one)) for one in left]
    return Share(total=len(text), found=len(text) - wrong, extra=len(left)), differences


def _pair_indicators(text: Sequence[Indicator], left: list[Indicator]) -> list[tuple[Indicator, Indicator | None]]:
    """By name, then by a name nearly the same; what is taken is removed from ``left``."""
    pairs: dict[int, Indicator | None] = {}
    for exact in (True, False):
        for number, indicator in enumerate(text):
            if pairs.get(number) is None:
                pairs[number] = match = _find_partner(indicator, left, exact=exact)
                if match is not None:
                    left.remove(match)
    return [(indicator, pairs[number]) for number, indicator in enumerate(text)]


def _find_partner(indicator: Indicator, left: Sequence[Indicator], *, exact: bool) -> Indicator | None:
    name = plain(indicator.name)
    alike = [
        other
        for other in left
        if plain(other.name) == name or (not exact and fuzz.ratio(plain(other.name), name) >= _NEAR_NAME)
    ]
    return max(alike, key=lambda other: _count_equal(indicator, other), default=None)


def _count_equal(one: Indicator, other: Indicator) -> int:
    return sum(
        plain(_field(one, name)) == plain(_field(other, name)) for name in (*_INDICATOR_FIELDS, *_FURTHER_FIELDS)
    )


def _field(indicator: Indicator, name: str) -> str:
    value = getattr(indicator, name)
    return "" if value is None else str(value)


def _indicator_line(indicator: Indicator) -> str:
    return " | ".join(_field(indicator, name) or "—" for name in _INDICATOR_FIELDS)


def _compare_divisions(text: Plan, rendered: Plan) -> _Compared:
    """Labels, kinds and roles; where a division hangs is told, but does not count."""
    share, differences = _compare_lists("divisions", _divisions(text), _divisions(rendered), _division_key)
    ours, theirs = _find_parents(text), _find_parents(rendered)
    moved = [
        Difference(kind="divisions", field="parent", item=label, text=ours[label], rendered=theirs[label])
        for label in ours
        if label in theirs and ours[label] != theirs[label]
    ]
    return share, [*differences, *moved]


def _divisions(plan: Plan) -> list[Division]:
    return [division for division in plan.divisions if division.label]


def _find_parents(plan: Plan) -> dict[str, str]:
    """The label above each division whose label comes only once."""
    counts = Counter(plain(division.label) for division in plan.divisions)
    labels = {division.id: plain(division.label) for division in plan.divisions}
    return {
        label: labels.get(division.parent_id or "", "")
        for division in plan.divisions
        if (label := labels[division.id]) and counts[label] == 1
    }


def _compare_lists(
    kind: str, text: Sequence[_Thing], rendered: Sequence[_Thing], key: Callable[[_Thing], tuple[str, ...]]
) -> _Compared:
    """Things that are the same when their keys are; those that share the first part of the key are shown side by side."""
    wanted, given = Counter(map(key, text)), Counter(map(key, rendered))
    lost, left = list((wanted - given).elements()), list((given - wanted).elements())
    share = Share(total=wanted.total(), found=wanted.total() - len(lost), extra=len(left))
    differences = []
    for one in lost:
        match = next((other for other in left if other[0] == one[0]), None)
        if match is not None:
            left.remove(match)
        shown = "" if match is None else " | ".join(match)
        field = "lost" if match is None else "changed"
        differences.append(Difference(kind=kind, field=field, item=one[0], text=" | ".join(one), rendered=shown))
    return share, [*differences, *(_whole(kind, one[0], rendered=" | ".join(one)) for one in left)]


def _whole(kind: str, item: str, *, text: str = "", rendered: str = "") -> Difference:
    return Difference(kind=kind, field="lost" if text else "extra", item=item, text=text, rendered=rendered)


def _division_key(division: Division) -> tuple[str, ...]:
    return plain(division.label), division.kind.label, division.role.label


def _project_key(project: Project) -> tuple[str, ...]:
    values = (project.name, project.count, project.investment, project.text)
    return tuple(map(plain, values))


def _claim_key(claim: Claim) -> tuple[str, ...]:
    return tuple(map(plain, (claim.text, claim.kind.label, claim.declared, claim.actual)))


def _basis_key(basis: Basis) -> tuple[str, ...]:
    return tuple(map(plain, (basis.title, basis.number, basis.issued, basis.text)))
