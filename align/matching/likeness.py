"""How well two indicators fit each other: by concept where both have one, else by name, unit and category."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from align.knowledge.indicators import Catalogue
from align.model import Indicator, Level, Plan

_JOINED = re.compile(r"、|和|及|与|以及")
_LEVEL_WORDS = {Level.PROVINCE: "省级", Level.CITY: "市级", Level.COUNTY: "县级"}
_SAME_YEAR_BONUS = 0.01
_PER_YEAR = "/年"
_TELLING_LENGTH = 3
_LATIN_NAME = re.compile(r"（[^（）]*?([A-Za-z]{2,})[^（）]*）")


@dataclass(frozen=True, slots=True)
class Named:
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


def name_indicators(plan: Plan, catalogue: Catalogue) -> list[Named]:
    """A plan's indicators in their order, named for comparison."""
    region, level = plan.meta.region, plan.meta.level
    names: list[Named] = []
    for indicator in plan.indicators:
        plain = indicator.name
        if region and level is not None and level is not Level.NATION:
            plain = plain.replace(region, _LEVEL_WORDS[level])
        names.append(Named(indicator, plain, _keys(plain, catalogue)))
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


class IndicatorLikeness:
    """Weighs how alike indicators are, by fragments that are rare among the names at hand.

    Args:
        names: all indicators of both plans.
        catalogue: concepts, names, units and weights.
    """

    def __init__(self, names: Sequence[Named], catalogue: Catalogue) -> None:
        counts: Counter[str] = Counter(gram for name in names for gram in set(_grams(name.key)))
        self._weights = {gram: math.log(1 + len(names) / count) for gram, count in counts.items()}
        self._fallback = max(self._weights.values(), default=1.0)
        self._catalogue = catalogue

    def score(self, left: Named, right: Named) -> float:
        """How well two indicators fit: the concept decides where both have one; 0 where they cannot be the same."""
        ours, theirs, rules = left.indicator, right.indicator, self._catalogue.rules
        similarity = self._nearest(left, right)
        bonus = _SAME_YEAR_BONUS if ours.target_year == theirs.target_year else 0.0
        if ours.concept is not None and theirs.concept is not None:
            if ours.concept != theirs.concept:
                related = self._catalogue.find_relation(ours.concept, theirs.concept) is not None
                return rules.counterpart_score + similarity if related else 0.0
            near = 0.0 if self._catalogue.names.scopes_conflict(ours.name, theirs.name) else 1.0
            return rules.concept_score + similarity + near + bonus
        if self._catalogue.names.are_contrary(left.plain, right.plain):
            return 0.0
        return max(0.0, similarity + self.form(left, right) + self._category(left, right) + bonus)

    def by_name(self, left: Named, right: Named) -> float:
        """How alike two names are whatever they are counted in; 0 where concepts or words tell them apart."""
        ours, theirs = left.indicator.concept, right.indicator.concept
        apart = ours is not None and theirs is not None and ours != theirs
        if (
            apart
            or self._catalogue.names.are_contrary(left.plain, right.plain)
            or self._rate_beside_amount(left, right)
        ):
            return 0.0
        return self._nearest(left, right)

    def by_kin(self, left: Named, right: Named) -> float:
        """How alike two names are that differ in the way of counting alone (调查失业率 and 登记失业率); 0 for others."""
        names = self._catalogue.names
        if not names.differ_in_kind_of_count(left.plain, right.plain) or self.form(left, right) < 0:
            return 0.0
        return self._similarity(names.without_kin(left.key), names.without_kin(right.key))

    def in_bundle(self, single: Named, bundle: Named) -> float:
        """How well an indicator fits one of those that a row bundles; 0 where the row bundles none or cannot hold it."""
        if self.form(single, bundle) < 0:
            return 0.0
        parts = (
            part for part in _unbundled(bundle.plain) if not self._catalogue.names.are_contrary(single.plain, part)
        )
        return max((self._similarity(single.key, _trimmed(part, self._catalogue)) for part in parts), default=0.0)

    def form(self, left: Named, right: Named) -> float:
        """What units add: the same measure speaks for a pair, a share against an amount speaks against it."""
        ours, theirs = left.indicator, right.indicator
        rules, units = self._catalogue.rules, self._catalogue.units
        unit, other = units.full_unit(ours.unit, ours.name), units.full_unit(theirs.unit, theirs.name)
        if unit and other:
            # what is done every year and what is done in all tell one thing
            unit, other = unit.removesuffix(_PER_YEAR), other.removesuffix(_PER_YEAR)
            return rules.unit_bonus if units.are_compatible(unit, other) else -rules.unit_penalty
        if is_only_words(ours) or is_only_words(theirs):
            return 0.0
        if _share_latin_name(ours.name, theirs.name):
            return 0.0
        if self._catalogue.is_ratio(ours.name, ours.unit) != self._catalogue.is_ratio(theirs.name, theirs.unit):
            return -rules.unit_penalty
        return 0.0

    def _nearest(self, left: Named, right: Named) -> float:
        return max(self._similarity(one, other) for one in left.keys for other in right.keys)

    def _similarity(self, left: str, right: str) -> float:
        """The weighted share of common fragments, between 0 and 1; a name that ends with the whole other name is nearer."""
        ours, theirs = _grams(left), _grams(right)
        common = self._weight(ours & theirs)
        total = self._weight(ours) + self._weight(theirs)
        shared = 2 * common / total if total else 0.0
        short, long = sorted((left, right), key=len)
        if len(short) >= _TELLING_LENGTH and long.endswith(short):
            return max(shared, (1 + len(short) / len(long)) / 2)
        return shared

    def _weight(self, grams: Counter[str]) -> float:
        return sum(count * self._weights.get(gram, self._fallback) for gram, count in grams.items())

    def _category(self, left: Named, right: Named) -> float:
        """The same category, or one that the other's name speaks of (博物馆: 年观众人数 and 博物馆年接待观众数量)."""
        for one, other in ((left, right), (right, left)):
            for word in _JOINED.split(one.indicator.category or ""):
                if word and (word in (other.indicator.category or "") or word in other.plain):
                    return self._catalogue.rules.category_bonus
        return 0.0

    def _rate_beside_amount(self, left: Named, right: Named) -> bool:
        """Whether one is a rate and the other an amount that it is no share of (覆盖率 and 数量; not 县比例 and 县, 个)."""
        rates = [name for name in (left, right) if self._catalogue.is_ratio(name.plain, name.indicator.unit)]
        return len(rates) == 1 and not rates[0].plain.endswith(self._catalogue.rules.share_suffixes)


def is_only_words(indicator: Indicator) -> bool:
    """Whether a target is words without a unit (完成上级下达任务), so that nothing tells share from amount."""
    return indicator.unit is None and indicator.parsed.value is None


def _share_latin_name(first: str, second: str) -> bool:
    """Whether the Latin name that one gives in brackets stands in the other (…效率（PUE） and PUE值)."""
    return any(
        match[1] in other for one, other in ((first, second), (second, first)) for match in _LATIN_NAME.finditer(one)
    )


def _grams(key: str) -> Counter[str]:
    return Counter([*key, *(key[index : index + 2] for index in range(len(key) - 1))])


def _unbundled(name: str) -> list[str]:
    """The single names in a bundled one: each part by itself and with the end of the last (化肥、农药利用率)."""
    bare = re.sub(r"（[^（）]*）", "", name)
    parts = [part for part in _JOINED.split(bare) if part]
    if len(parts) < 2:
        return []
    last = parts[-1]
    whole = [part + last[cut:] for part in parts[:-1] for cut in range(1, len(last))]
    return [last, *whole]
