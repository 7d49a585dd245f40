"""Pairs the indicators of two plans: by concept first, then by names, each with at most one other.

Only a row that bundles several indicators (全国重点文物保护单位和省文物保护单位“四有”完成率) may answer several.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass

from scipy.optimize import linear_sum_assignment

from align.knowledge.indicators import Catalogue
from align.model import Indicator, Level, Plan

Pair = tuple[Indicator | None, Indicator | None]

_JOINED = re.compile(r"、|和|及|与|以及")
_LEVEL_WORDS = {Level.PROVINCE: "省级", Level.CITY: "市级", Level.COUNTY: "县级"}
_SAME_YEAR_BONUS = 0.01
_PER_YEAR = "/年"
_TELLING_LENGTH = 3
_LATIN_NAME = re.compile(r"（[^（）]*?([A-Za-z]{2,})[^（）]*）")


@dataclass(frozen=True, slots=True)
class _Name:
    """An indicator's name for comparison, with the plan's own region told as its level (湖北省… as 省级…).

    ``keys`` are its readings: without brackets, without what it is counted per (每千人口), and with brackets where these
    hold a Latin name (电能利用效率（PUE）).
    """

    indicator: Indicator
    plain: str
    keys: tuple[str, ...]

    @property
    def key(self) -> str:
        """The plain reading."""
        return self.keys[0]


def match_indicators(upper: Plan, lower: Plan, catalogue: Catalogue) -> tuple[Pair, ...]:
    """The pairs of upper and lower indicators, in the order of the upper plan, then what only the lower plan has.

    Every indicator of both plans stands in at least one pair; ``None`` stands for no counterpart.
    """
    ours, theirs = _names(upper, catalogue), _names(lower, catalogue)
    weights = _weights([*ours, *theirs])
    scores = [[_score(left, right, weights, catalogue) for right in theirs] for left in ours]
    chosen = _assign(scores, catalogue.rules.pair_threshold)
    chosen |= _assign_kin(ours, theirs, chosen, weights, catalogue)
    chosen |= _assign_rest(ours, theirs, scores, chosen, catalogue)
    chosen |= _assign_by_name(ours, theirs, chosen, weights, catalogue)
    chosen |= _bundled(ours, theirs, chosen, weights, catalogue)
    return _pairs(ours, theirs, chosen)


def _names(plan: Plan, catalogue: Catalogue) -> list[_Name]:
    region, level = plan.meta.region, plan.meta.level
    names: list[_Name] = []
    for indicator in plan.indicators:
        plain = indicator.name
        if region and level is not None and level is not Level.NATION:
            plain = plain.replace(region, _LEVEL_WORDS[level])
        names.append(_Name(indicator, plain, _keys(plain, catalogue)))
    return names


def _keys(plain: str, catalogue: Catalogue) -> tuple[str, ...]:
    keys = [_trimmed(plain, catalogue), _trimmed(catalogue.units.without_denominator(plain) or plain, catalogue)]
    if _LATIN_NAME.search(plain):
        keys.append(_trimmed(re.sub(r"[（）]", "", plain), catalogue))
    return tuple(dict.fromkeys(keys))


def _trimmed(name: str, catalogue: Catalogue) -> str:
    key = catalogue.names.core(name)
    for word in catalogue.rules.dropped_words:
        key = key.replace(word, "")
    for suffix in catalogue.rules.dropped_suffixes:
        key = key.removesuffix(suffix)
    return key or catalogue.names.core(name)


def _grams(key: str) -> Counter[str]:
    return Counter([*key, *(key[index : index + 2] for index in range(len(key) - 1))])


def _weights(names: list[_Name]) -> dict[str, float]:
    """How telling each fragment is: rarer ones among the names at hand tell more."""
    counts: Counter[str] = Counter(gram for name in names for gram in set(_grams(name.key)))
    return {gram: math.log(1 + len(names) / count) for gram, count in counts.items()}


def _similarity(left: str, right: str, weights: dict[str, float]) -> float:
    """The weighted share of common fragments, between 0 and 1; a name that ends with the whole other name is nearer."""
    ours, theirs = _grams(left), _grams(right)
    fallback = max(weights.values(), default=1.0)
    common = sum(count * weights.get(gram, fallback) for gram, count in (ours & theirs).items())
    total = sum(count * weights.get(gram, fallback) for grams in (ours, theirs) for gram, count in grams.items())
    shared = 2 * common / total if total else 0.0
    short, long = sorted((left, right), key=len)
    if len(short) >= _TELLING_LENGTH and long.endswith(short):
        return max(shared, (1 + len(short) / len(long)) / 2)
    return shared


def _score(left: _Name, right: _Name, weights: dict[str, float], catalogue: Catalogue) -> float:
    """How well two indicators fit: the concept decides where both have one; 0 where they cannot be the same."""
    ours, theirs = left.indicator, right.indicator
    similarity = max(_similarity(one, other, weights) for one in left.keys for other in right.keys)
    bonus = _SAME_YEAR_BONUS if ours.target_year == theirs.target_year else 0.0
    if ours.concept is not None and theirs.concept is not None:
        if ours.concept != theirs.concept:
            related = catalogue.find_relation(ours.concept, theirs.concept) is not None
            return catalogue.rules.counterpart_score + similarity if related else 0.0
        near = 0.0 if catalogue.names.scopes_conflict(ours.name, theirs.name) else 1.0
        return catalogue.rules.concept_score + similarity + near + bonus
    if catalogue.names.are_contrary(left.plain, right.plain):
        return 0.0
    return max(0.0, similarity + _form(ours, theirs, catalogue) + _category(left, right, catalogue) + bonus)


def _form(ours: Indicator, theirs: Indicator, catalogue: Catalogue) -> float:
    """What units add: the same measure speaks for a pair, a share against an amount speaks against it."""
    rules, units = catalogue.rules, catalogue.units
    unit, other = units.full_unit(ours.unit, ours.name), units.full_unit(theirs.unit, theirs.name)
    if unit and other:
        # what is done every year and what is done in all tell one thing
        unit, other = unit.removesuffix(_PER_YEAR), other.removesuffix(_PER_YEAR)
        return rules.unit_bonus if units.are_compatible(unit, other) else -rules.unit_penalty
    if _only_words(ours) or _only_words(theirs):
        return 0.0
    if _share_latin_name(ours.name, theirs.name):
        return 0.0
    if catalogue.is_ratio(ours.name, ours.unit) != catalogue.is_ratio(theirs.name, theirs.unit):
        return -rules.unit_penalty
    return 0.0


def _only_words(indicator: Indicator) -> bool:
    """Whether a target is words without a unit (完成上级下达任务), so that nothing tells share from amount."""
    return indicator.unit is None and indicator.parsed.value is None


def _share_latin_name(first: str, second: str) -> bool:
    """Whether the Latin name that one gives in brackets stands in the other (…效率（PUE） and PUE值)."""
    return any(
        match[1] in other for one, other in ((first, second), (second, first)) for match in _LATIN_NAME.finditer(one)
    )


def _category(left: _Name, right: _Name, catalogue: Catalogue) -> float:
    """The same category, or one that the other's name speaks of (博物馆: 年观众人数 and 博物馆年接待观众数量)."""
    for one, other in ((left, right), (right, left)):
        for word in _JOINED.split(one.indicator.category or ""):
            if word and (word in (other.indicator.category or "") or word in other.plain):
                return catalogue.rules.category_bonus
    return 0.0


def _assign(scores: list[list[float]], threshold: float) -> set[tuple[int, int]]:
    """The assignment with the highest sum, without pairs below the threshold."""
    if not scores or not scores[0]:
        return set()
    gains = [[score if score >= threshold else 0.0 for score in row] for row in scores]
    rows, columns = linear_sum_assignment(gains, maximize=True)
    return {(int(row), int(column)) for row, column in zip(rows, columns, strict=True) if gains[row][column] > 0}


def _assign_kin(
    ours: list[_Name],
    theirs: list[_Name],
    chosen: set[tuple[int, int]],
    weights: dict[str, float],
    catalogue: Catalogue,
) -> set[tuple[int, int]]:
    """Pairs among what is left over whose names differ in the way of counting alone (调查失业率 and 登记失业率)."""
    names = catalogue.names
    rows, columns = {row for row, _ in chosen}, {column for _, column in chosen}
    scores = [
        [
            _similarity(names.without_kin(left.key), names.without_kin(right.key), weights)
            if row not in rows
            and column not in columns
            and names.differ_in_kind_of_count(left.plain, right.plain)
            and _form(left.indicator, right.indicator, catalogue) >= 0
            else 0.0
            for column, right in enumerate(theirs)
        ]
        for row, left in enumerate(ours)
    ]
    return _assign(scores, catalogue.rules.kin_threshold)


def _assign_rest(
    ours: list[_Name],
    theirs: list[_Name],
    scores: list[list[float]],
    chosen: set[tuple[int, int]],
    catalogue: Catalogue,
) -> set[tuple[int, int]]:
    """Pairs among what is left over: each clearly the other's best, with units that convert into each other."""
    rest = {(row, column): scores[row][column] for row, column in _left_over(ours, theirs, chosen)}
    clear = _clear(rest, catalogue.rules.rest_threshold, catalogue.rules.rest_margin)
    return {
        (row, column) for row, column in clear if _speaks_for(ours[row].indicator, theirs[column].indicator, catalogue)
    }


def _assign_by_name(
    ours: list[_Name],
    theirs: list[_Name],
    chosen: set[tuple[int, int]],
    weights: dict[str, float],
    catalogue: Catalogue,
) -> set[tuple[int, int]]:
    """Pairs among what is still left over that name one matter and count it in other units (…县比例 and …县, 个): they
    stand side by side, for a reader to see that both plans speak of it.
    """
    likeness = {
        (row, column): _name_likeness(ours[row], theirs[column], weights, catalogue)
        for row, column in _left_over(ours, theirs, chosen)
    }
    return _clear(likeness, catalogue.rules.name_threshold, catalogue.rules.name_margin)


def _name_likeness(left: _Name, right: _Name, weights: dict[str, float], catalogue: Catalogue) -> float:
    """How alike two names are whatever they are counted in; 0 where concepts or words tell them apart."""
    ours, theirs = left.indicator.concept, right.indicator.concept
    apart = ours is not None and theirs is not None and ours != theirs
    if apart or catalogue.names.are_contrary(left.plain, right.plain) or _rate_beside_amount(left, right, catalogue):
        return 0.0
    return max(_similarity(one, other, weights) for one in left.keys for other in right.keys)


def _rate_beside_amount(left: _Name, right: _Name, catalogue: Catalogue) -> bool:
    """Whether one is a rate and the other an amount that it is no share of (覆盖率 and 数量; not 县比例 and 县, 个)."""
    rates = [name for name in (left, right) if catalogue.is_ratio(name.plain, name.indicator.unit)]
    return len(rates) == 1 and not rates[0].plain.endswith(catalogue.rules.share_suffixes)


def _left_over(ours: list[_Name], theirs: list[_Name], chosen: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Every row with every column, among those that no chosen pair uses."""
    rows, columns = {row for row, _ in chosen}, {column for _, column in chosen}
    return [(r, c) for r in range(len(ours)) if r not in rows for c in range(len(theirs)) if c not in columns]


def _clear(scores: dict[tuple[int, int], float], threshold: float, margin: float) -> set[tuple[int, int]]:
    """The pairs from the threshold on that are better than every other of their row and their column by the margin."""
    return {
        (row, column)
        for (row, column), score in scores.items()
        if score >= threshold
        and all(
            score - rival >= margin
            for (other_row, other_column), rival in scores.items()
            if (other_row == row) != (other_column == column)
        )
    }


def _speaks_for(ours: Indicator, theirs: Indicator, catalogue: Catalogue) -> bool:
    """Whether units convert into each other, or the lower target is words and so has none."""
    return _form(ours, theirs, catalogue) > 0 or _only_words(theirs)


def _bundled(
    ours: list[_Name],
    theirs: list[_Name],
    chosen: set[tuple[int, int]],
    weights: dict[str, float],
    catalogue: Catalogue,
) -> set[tuple[int, int]]:
    """Pairs for rows left over whose name is one of those that an already paired row bundles."""
    extra: set[tuple[int, int]] = set()
    taken_upper, taken_lower = {row for row, _ in chosen}, {column for _, column in chosen}
    for row, left in enumerate(ours):
        if row not in taken_upper:
            column = _covering(left, ours, theirs, taken_lower, catalogue)
            if column is None:
                column = _best_bundle(left, theirs, taken_lower, weights, catalogue)
            extra |= {(row, column)} if column is not None else set()
    for column, right in enumerate(theirs):
        if column not in taken_lower:
            found = _best_bundle(right, ours, taken_upper, weights, catalogue)
            extra |= {(found, column)} if found is not None else set()
    return extra


def _covering(
    single: _Name, ours: list[_Name], theirs: list[_Name], taken: set[int], catalogue: Catalogue
) -> int | None:
    """The already paired lower row of one concept whose scope is made up of this row's and others' of the upper plan."""
    concept = single.indicator.concept
    rows = [one.indicator.name for one in ours if one.indicator.concept == concept]
    for index in sorted(taken):
        row = theirs[index].indicator
        if concept is not None and row.concept == concept and catalogue.names.covers(row.name, rows):
            return index
    return None


def _best_bundle(
    single: _Name, bundles: list[_Name], taken: set[int], weights: dict[str, float], catalogue: Catalogue
) -> int | None:
    """The already paired row whose bundle holds ``single``, if any."""
    best, best_score = None, catalogue.rules.combined_threshold
    for index in sorted(taken):
        bundle = bundles[index]
        if _form(single.indicator, bundle.indicator, catalogue) < 0:
            continue
        for part in _unbundled(bundle.plain):
            if catalogue.names.are_contrary(single.plain, part):
                continue
            score = _similarity(single.key, _trimmed(part, catalogue), weights)
            if score > best_score:
                best, best_score = index, score
    return best


def _unbundled(name: str) -> list[str]:
    """The single names in a bundled one: each part by itself and with the end of the last (化肥、农药利用率)."""
    bare = re.sub(r"（[^（）]*）", "", name)
    parts = [part for part in _JOINED.split(bare) if part]
    if len(parts) < 2:
        return []
    last = parts[-1]
    whole = [part + last[cut:] for part in parts[:-1] for cut in range(1, len(last))]
    return [last, *whole]


def _pairs(ours: list[_Name], theirs: list[_Name], chosen: set[tuple[int, int]]) -> tuple[Pair, ...]:
    pairs: list[Pair] = []
    for row, left in enumerate(ours):
        columns = sorted(column for found, column in chosen if found == row)
        pairs.extend((left.indicator, theirs[column].indicator) for column in columns)
        if not columns:
            pairs.append((left.indicator, None))
    taken = {column for _, column in chosen}
    pairs.extend((None, right.indicator) for column, right in enumerate(theirs) if column not in taken)
    return tuple(pairs)
