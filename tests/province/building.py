"""Builds a whole province of plans with its planted gaps and its controls."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from align.evaluation.scoring import normalise
from province.adapting import Adapter, build_adapter
from province.composing import compose
from province.names import Country, Place, build_country
from province.planting import Choice, Gap, Upper, choose_gaps, list_gaps
from province.recipe import LEVELS
from province.rendering import Sheet, render_plan
from province.targets import Row, set_rows
from province.truth import Requirement, list_requirements

_CONTROLS = {True: 12, False: 5}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFile:
    """A plan: the name of its file without ending, its text, and what its reader should find of level, place and parent."""

    name: str
    title: str
    text: str
    level: str
    region: str
    parent: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """A requirement (``kind`` task) or indicator of an upper plan that the lower plan answers: nothing may be said of it."""

    upper: str
    lower: str
    kind: str
    quote: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Province:
    """All plans of a fictional province with that of the nation, and the truth about them."""

    seed: int
    plans: tuple[PlanFile, ...]
    gaps: tuple[Gap, ...]
    controls: tuple[Control, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """A plan with all that plans below it need to know: the rows as they stand in it and as they were before any gap."""

    file: PlanFile
    place: Place
    adapter: Adapter
    base_rows: tuple[Row, ...]
    choice: Choice
    uppers: tuple[Upper, ...]

    @property
    def upper(self) -> Upper:
        return Upper(
            file=self.file.name,
            place=self.place,
            adapter=self.adapter,
            text=self.file.text,
            rows=self.choice.rows,
        )


def build_province(counties: int = 88, cities: int = 9, seed: int = 1, *, clean: bool = False) -> Province:
    """A province of plans.

    Args:
        counties: how many counties, spread over the cities.
        cities: how many cities.
        seed: decides names, words, numbers and gaps; the same seed gives the same plans.
        clean: plants no gap, which gives the same plans as they were before.

    Raises:
        ValueError: there are fewer counties than cities, or no city.
    """
    country = build_country(counties, cities, seed)
    written: dict[str, _Written] = {}
    for place in country.places:
        above = tuple(written[one.name] for one in country.ancestors(place))
        written[place.name] = _write_plan(country, place, above, clean=clean)
    plans = tuple(written.values())
    return Province(
        seed=seed,
        plans=tuple(one.file for one in plans),
        gaps=tuple(gap for one in plans for gap in list_gaps(one.place, one.file.name, one.choice, one.uppers)),
        controls=tuple(control for one in plans for control in _list_controls(one, seed)),
    )


def _write_plan(country: Country, place: Place, above: Sequence[_Written], *, clean: bool) -> _Written:
    adapter = build_adapter(country, place)
    base = set_rows(country, place, above[0].base_rows if above else ())
    uppers = tuple(one.upper for one in above)
    choice = choose_gaps(place, base, uppers, country.seed, clean=clean or place.level in LEVELS[:2])
    title = _make_title(place, country)
    sheet = Sheet(
        place=place,
        title=title,
        number=_make_number(place, country),
        above=tuple(one.file.title for one in reversed(above)),
        chapters=compose(country, place, adapter, choice.topics),
        rows=choice.rows,
        off=choice.off,
    )
    file = PlanFile(
        name=f"{LEVELS.index(place.level)}-{country.places.index(place):03d}-{place.name}",
        title=title,
        text=render_plan(sheet, country.seed),
        level=place.level,
        region="全国" if place.level == "nation" else place.name,
        parent=place.parent,
    )
    return _Written(file=file, place=place, adapter=adapter, base_rows=base, choice=choice, uppers=uppers)


def _make_title(place: Place, country: Country) -> str:
    chance = random.Random(f"{country.seed}:{place.name}:title")
    full = f"{place.parent}{place.name}" if place.level == "county" and chance.random() < 0.3 else place.name
    return f"{full}“十四五”生态环境保护规划"


def _make_number(place: Place, country: Country) -> str:
    number = random.Random(f"{country.seed}:{place.name}:number").randint(3, 68)
    if place.level == "nation":
        return f"国发〔2021〕{number}号"
    return f"{place.short}政发〔{2021 if place.level == 'province' else 2022}〕{number}号"


# ------------------------------------------------------------ controls


def _list_controls(one: _Written, seed: int) -> list[Control]:
    """A sample of the requirements that the plan still answers, and all indicators that were left as they were."""
    text = normalise(one.file.text)
    controls = []
    for number, upper in enumerate(one.uppers):
        known = list_requirements(upper.place.level, one.place.level)
        answered = [two for two in known if _is_answered(two, one, text)]
        chance = random.Random(f"{seed}:{one.file.name}:{upper.file}:controls")
        picked = chance.sample(answered, min(len(answered), _CONTROLS[number == 0]))
        quoted = ((two, quote) for two in picked for quote in upper.find_quotes([two]))
        controls += [
            Control(upper=upper.file, lower=one.file.name, kind="task", quote=quote, basis=two.basis)
            for two, quote in quoted
        ]
        controls += _list_indicator_controls(one, upper)
    return controls


def _is_answered(requirement: Requirement, one: _Written, text: str) -> bool:
    """Whether all words of the answer stand in the plan, and no deleted topic touches the requirement."""
    topics = one.choice.topics
    if any(topic.signs.search(requirement.quote) for topic in topics):
        return False
    answers = (one.adapter.adapt(answer, requirement.answer_source) for answer in requirement.answers)
    return all(normalise(answer) in text for answer in answers)


def _list_indicator_controls(one: _Written, upper: Upper) -> list[Control]:
    changed = {key for _, key, _ in one.choice.changes}
    rows = {row.key: row for row in one.choice.rows if row.key not in changed}
    return [
        Control(upper=upper.file, lower=one.file.name, kind="indicator", quote=row.name, basis="same")
        for row in upper.rows
        if row.key in rows and row.is_met(rows[row.key]) and row.nature == rows[row.key].nature
    ]
