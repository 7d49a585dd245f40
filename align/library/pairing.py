"""Finds which plans of a library answer to which: same field, years that meet, and a place that lies in the other's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from align.knowledge.regions import Region, Regions
from align.libraries import LibraryPair, LibraryPlan
from align.library.ordering import GENERAL_SECTOR
from align.model import DocumentKind, Level

_ACROSS = "本级纲要，领域更宽，默认不对照"


def find_parents(
    plans: Sequence[LibraryPlan], texts: Mapping[str, str], regions: Regions
) -> tuple[tuple[LibraryPlan, ...], tuple[str, ...]]:
    """The plans, each with the place above its own; and in Chinese, what could only be taken by its level.

    A known place lies where the table of divisions says. Another one is said to lie in that place, of those of the library
    directly above, which its text names most often.

    Args:
        plans: the plans; a ``parent`` that is told already stays.
        texts: by file, the text of each plan whose place is in no table.
        regions: what place lies in what.
    """
    found, doubts = [], []
    above = {level: _list_places(plans, level) for level in Level}
    for plan in plans:
        if plan.parent is not None or plan.level in (None, Level.NATION) or not plan.is_readable:
            found.append(plan)
            continue
        region = regions.by_code.get(plan.region_code or "")
        if region is not None:
            parent, doubt = _find_known_parent(region, regions), ""
        else:
            parent, doubt = _find_named_parent(plan, texts.get(plan.file, ""), above)
        found.append(replace(plan, parent=parent))
        doubts.extend([doubt] if doubt else [])
    return tuple(found), tuple(doubts)


def _list_places(plans: Sequence[LibraryPlan], level: Level) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(plan.region for plan in plans if plan.level is level and plan.region and not plan.problem)
    )


def _find_known_parent(region: Region, regions: Regions) -> str | None:
    """The name of the place above; a county directly under its province has that."""
    parent = regions.by_code.get(region.parent_code or "")
    return parent.name if parent is not None else None


def _find_named_parent(plan: LibraryPlan, text: str, above: Mapping[Level, Sequence[str]]) -> tuple[str | None, str]:
    """Of the places at the nearest level above that the library has, the one named most often; and the doubt, if any."""
    higher = [level for level in Level if plan.level is not None and Level.NATION.rank < level.rank < plan.level.rank]
    for level in reversed(higher):
        if not above[level]:
            continue
        counts = sorted(((text.count(place), place) for place in above[level]), reverse=True)
        if counts[0][0] and (len(counts) == 1 or counts[0][0] > counts[1][0]):
            return counts[0][1], ""
        if len(counts) == 1:
            return counts[0][1], f"{plan.file}：{plan.region}隶属{counts[0][1]}只按层级推定，文中没有提到，请核对"
        return None, f"{plan.file}：看不出{plan.region}属于哪里，只与国家级规划配对；请在清单的“上级地区”中填写"
    return None, ""


def sort_by_place(plans: Sequence[LibraryPlan]) -> tuple[LibraryPlan, ...]:
    """The plans from the nation down, each place before those that lie in it."""
    parents = {plan.region: plan.parent for plan in plans if plan.region and plan.parent}
    codes = {plan.region: plan.region_code for plan in plans if plan.region and plan.region_code}

    def trace(plan: LibraryPlan) -> tuple[object, ...]:
        place, path = plan.region, []
        while place is not None and place not in path:
            path.append(place)
            place = parents.get(place)
        return (
            plan.level is not Level.NATION,
            plan.level is None,
            [codes.get(name) or name for name in reversed(path)],
            plan.sector or "",
            plan.file,
        )

    return tuple(sorted(plans, key=trace))


def find_pairs(plans: Sequence[LibraryPlan], regions: Regions) -> tuple[tuple[LibraryPair, ...], tuple[str, ...]]:
    """The pairs to compare, lower plan by lower plan, the nearest upper plan first; and in Chinese, what to look at.

    A plan answers to the plans of all levels above it for the same field. The general plan (纲要) of its own place is a pair
    too, but one that is not compared unless asked for.
    """
    usable, doubts = [], []
    for plan in plans:
        told = _find_obstacle(plan)
        if told:
            doubts.append(f"{plan.file}：{told}，没有配对")
        elif not plan.problem:
            usable.append(plan)
    finder = _PairFinder(_drop_twins(usable, doubts), regions)
    pairs = tuple(pair for plan in finder.plans for pair in finder.find(plan))
    paired = {file for pair in pairs for file in (pair.upper, pair.lower)}
    doubts.extend(
        f"{plan.file}：没有找到与它同领域、规划期相合的上级或下级规划"
        for plan in finder.plans
        if plan.file not in paired
    )
    return pairs, (*doubts, *finder.doubts)


def take_pairs(
    plans: Sequence[LibraryPlan], pairs: Sequence[LibraryPair]
) -> tuple[tuple[LibraryPair, ...], tuple[str, ...]]:
    """The pairs as a user gave them, each once, the nearest upper plan of each lower one marked; and in Chinese, what to
    look at."""
    by_file = {plan.file: plan for plan in plans}
    doubts, nearest = [], dict[str, int]()
    given = {(pair.lower, pair.upper): pair for pair in pairs}
    for pair in list(given.values()):
        unread = [file for file in (pair.lower, pair.upper) if by_file[file].problem]
        if unread:
            doubts.append(f"{pair.lower} 对 {pair.upper}：{'、'.join(unread)}未能读入，没有对照")
            del given[pair.lower, pair.upper]
        elif pair.wanted:
            nearest[pair.lower] = max(nearest.get(pair.lower, -1), _rank(by_file[pair.upper]))
    order = {plan.file: number for number, plan in enumerate(plans)}
    found = (
        replace(pair, direct=pair.wanted and _rank(by_file[pair.upper]) == nearest[pair.lower])
        for pair in given.values()
    )
    return tuple(sorted(found, key=lambda pair: (order[pair.lower], -order[pair.upper]))), tuple(doubts)


def _find_obstacle(plan: LibraryPlan) -> str:
    if plan.problem:
        return ""
    if plan.level is None:
        return "看不出层级"
    if plan.sector is None:
        return "看不出领域"
    return "" if plan.region is not None else "看不出地区"


def _drop_twins(plans: Sequence[LibraryPlan], doubts: list[str]) -> list[LibraryPlan]:
    """The plans without copies of the same file."""
    kept: dict[str, LibraryPlan] = {}
    for plan in plans:
        first = kept.setdefault(plan.sha256, plan)
        if first is not plan:
            doubts.append(f"{plan.file}：与 {first.file} 是同一份文件，只对照前一份")
    return list(kept.values())


@dataclass(slots=True)
class _PairFinder:
    """Pairs plans of a library; ``doubts`` grows as it finds what is not clear."""

    plans: list[LibraryPlan]
    regions: Regions
    doubts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._tell_rivals()

    def find(self, lower: LibraryPlan) -> Iterator[LibraryPair]:
        """The pairs of a lower plan, the nearest upper plan first."""
        uppers = [plan for plan in self.plans if self._is_above(plan, lower)]
        uppers = [plan for plan in uppers if not self._is_superseded(plan, uppers)]
        nearest = max((_rank(plan) for plan in uppers), default=None)
        for upper in sorted(uppers, key=lambda plan: (-_rank(plan), plan.file)):
            reason = f"{upper.region}是{lower.region}的上级，同为{lower.sector}"
            yield LibraryPair(upper=upper.file, lower=lower.file, direct=_rank(upper) == nearest, reason=reason)
        for plan in self.plans:
            if self._stands_beside(plan, lower):
                yield LibraryPair(upper=plan.file, lower=lower.file, direct=False, wanted=False, reason=_ACROSS)

    def _is_above(self, upper: LibraryPlan, lower: LibraryPlan) -> bool:
        return (
            _rank(upper) < _rank(lower)
            and upper.sector == lower.sector
            and _meet(upper.period, lower.period)
            and self._lies_in(lower, upper)
        )

    def _stands_beside(self, general: LibraryPlan, lower: LibraryPlan) -> bool:
        return (
            general.sector == GENERAL_SECTOR != lower.sector
            and general.region == lower.region
            and _meet(general.period, lower.period)
        )

    def _lies_in(self, lower: LibraryPlan, upper: LibraryPlan) -> bool:
        if upper.level is Level.NATION:
            return True
        inner, outer = (self.regions.by_code.get(plan.region_code or "") for plan in (lower, upper))
        if inner is not None and outer is not None:
            return self.regions.is_inside(inner, outer)
        return upper.region in self._list_above(lower)

    def _list_above(self, plan: LibraryPlan) -> list[str]:
        """The names of the places above a plan's, nearest first, as far as the library and the table tell."""
        parents = {one.region: one.parent for one in self.plans if one.region and one.parent}
        found: list[str] = []
        place = plan.parent
        while place is not None and place not in found:
            found.append(place)
            region = self.regions.find(place)
            place = parents.get(place) or (_find_known_parent(region, self.regions) if region is not None else None)
        return found

    def _is_superseded(self, plan: LibraryPlan, others: Sequence[LibraryPlan]) -> bool:
        """Whether the plan itself is there beside a draft of it or a text about it."""
        if plan.kind is DocumentKind.FULL_TEXT:
            return False
        return any(one.kind is DocumentKind.FULL_TEXT and _subject(one) == _subject(plan) for one in others)

    def _tell_rivals(self) -> None:
        ordered = sorted(self.plans, key=lambda plan: (repr(_subject(plan)), plan.kind.value, plan.file))
        for _, group in groupby(ordered, key=lambda plan: (_subject(plan), plan.kind)):
            rivals = list(group)
            if len(rivals) > 1:
                files = "、".join(plan.file for plan in rivals)
                self.doubts.append(f"{files}：地区、领域、规划期都相同，各自都会对照；只用一份的，请在清单中去掉其余")


def _rank(plan: LibraryPlan) -> int:
    return plan.level.rank if plan.level is not None else len(Level)


def _subject(plan: LibraryPlan) -> tuple[str | None, str | None, tuple[int, int] | None]:
    return (plan.region, plan.sector, plan.period)


def _meet(first: tuple[int, int] | None, second: tuple[int, int] | None) -> bool:
    """Whether two plan periods share a year; a period that is not told may be any."""
    return first is None or second is None or (first[0] <= second[1] and second[0] <= first[1])
