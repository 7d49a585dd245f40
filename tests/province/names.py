"""Invents the places: a province with its cities and counties, their rivers, towns and hills."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import cycle, islice

from align.knowledge.regions import load_regions

NAME_STARTS = "澜霁岚筠栎泠峤翎芷蘅沅濯珞琮璟砚磬缃潆沨菡蕖椴槭榉荻菰鹭鹳鸢"
"""What the names of all places, hills, streams and towns begin with, or towns and reservoirs go on with."""
_SECOND = "陵川浦屏溪梁埠桁岭洲泉坪堰皋津岑"
_TOWN_SECOND = "塘坝桥店冲湾圩坞渡庄"
_WATERS = "澧泓湜澴溱淙涴沄洺渌淇沣浛漳洹溇"
_DISTRICT_SHARE = 0.2
PART_SLOTS = ("a", "b", "c", "d", "e", "f", "g")
_NATION = "国家"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An area with a plan; ``parent`` is the name of the area above it, ``None`` for the nation."""

    name: str
    short: str
    level: str
    parent: str | None
    is_district: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """All places: the nation, the province, its cities, and the counties, each after its parent's order."""

    places: tuple[Place, ...]
    seed: int

    def find(self, name: str) -> Place:
        """The place of that name."""
        return next(place for place in self.places if place.name == name)

    def below(self, place: Place) -> tuple[Place, ...]:
        """The places directly under one."""
        return tuple(other for other in self.places if other.parent == place.name)

    def ancestors(self, place: Place) -> tuple[Place, ...]:
        """The places above one, nearest first."""
        above = () if place.parent is None else (self.find(place.parent),)
        return (*above, *(far for near in above for far in self.ancestors(near)))


def build_country(counties: int, cities: int, seed: int) -> Country:
    """Places with made-up names that no real division bears.

    Raises:
        ValueError: fewer counties than cities, or no city.
    """
    if cities < 1 or counties < cities:
        raise ValueError("每个市至少要有一个县")
    names = list(_fictional_names())
    chance = random.Random(f"{seed}:names")
    chance.shuffle(names)
    shorts = iter(names)
    nation = Place(name=_NATION, short="中国", level="nation", parent=None)
    province = _name(next(shorts), "省", "province", nation)
    towns = [_name(short, "市", "city", province) for short in islice(shorts, cities)]
    owners = sorted(islice(cycle(range(cities)), counties))
    below = [_county(short, towns[owner], chance) for short, owner in zip(shorts, owners, strict=False)]
    return Country(places=(nation, province, *towns, *below), seed=seed)


def _county(short: str, city: Place, chance: random.Random) -> Place:
    district = chance.random() < _DISTRICT_SHARE
    return _name(short, "区" if district else "县", "county", city, is_district=district)


def _name(short: str, end: str, level: str, parent: Place, *, is_district: bool = False) -> Place:
    return Place(name=short + end, short=short, level=level, parent=parent.name, is_district=is_district)


@lru_cache
def _fictional_names() -> tuple[str, ...]:
    regions = load_regions()
    real = {region.short for region in regions.by_code.values()} | {r.name[:2] for r in regions.by_code.values()}
    pairs = (first + second for first in NAME_STARTS for second in _SECOND)
    return tuple(pair for pair in pairs if pair not in real and not regions.mentions(pair))


def name_slots(country: Country, place: Place) -> dict[str, str]:
    """What stands for each slot of the recipe in the plan of a place."""
    above = country.ancestors(place)
    chain = {one.level: one for one in (place, *above)}
    chance = random.Random(f"{country.seed}:{place.name}:slots")
    slots = {
        "own": place.name,
        "short": place.short,
        "hill": chance.choice(NAME_STARTS) + chance.choice("岭山岩"),
        "lake": chance.choice(NAME_STARTS) + "湖",
        "reservoir": chance.choice(_TOWN_SECOND) + chance.choice(NAME_STARTS) + "水库",
        "reservoir2": chance.choice(NAME_STARTS) + chance.choice(_TOWN_SECOND) + "水库",
        **_name_rivers(country, place),
        **{f"neighbour{mark}": name for mark, name in zip(("", "2"), _name_neighbours(country, place), strict=True)},
    }
    for level in ("province", "city"):
        one = chain.get(level, place)
        slots[level], slots[f"{level[0]}short"] = one.name, one.short
    for slot, (full, short) in zip(PART_SLOTS, _name_parts(country, place, chance), strict=True):
        slots[slot], slots[slot.upper()] = short, full
    return slots


def _name_rivers(country: Country, place: Place) -> dict[str, str]:
    """One great river for all, a river for each city that its counties share, streams of their own."""
    basin = place.parent if place.level == "county" else place.name
    water = random.Random(f"{country.seed}:{basin}:river").choice(_WATERS)
    own = random.Random(f"{country.seed}:{place.name}:streams")
    great = random.Random(f"{country.seed}:great").choice(NAME_STARTS) + "江"
    names = own.sample(NAME_STARTS, 3)
    streams = {f"stream{n}": name + end for n, (name, end) in enumerate(zip(names, "河溪河", strict=True), start=1)}
    river = great if place.level in ("nation", "province") else water + "水"
    return {"bigriver": great, "river": river, **streams}


def _name_parts(country: Country, place: Place, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Full and short names of seven areas inside a place: those there are, over again where they are too few."""
    if place.level == "county":
        shorts = chance.sample([first + second for first in NAME_STARTS for second in _TOWN_SECOND], len(PART_SLOTS))
        yield from ((f"{short}镇", short) for short in shorts)
        return
    province = country.places[1]
    inside = country.below(province if place.level == "nation" else place)
    yield from islice(cycle((one.name, one.short) for one in inside), len(PART_SLOTS))


def _name_neighbours(country: Country, place: Place) -> tuple[str, str]:
    """Two places beside one, or invented ones where there are none."""
    beside = [one.name for one in country.places if one.parent == place.parent and one != place]
    near, far = list(dict.fromkeys([*beside[-1:], *beside[:1], "邻近地区", "下游地区"]))[:2]
    return near, far
