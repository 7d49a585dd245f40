"""The programs that do the job on indicators: each with its timed steps, and what it says in the form that is scored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from factories import make_indicator, make_indicator_finding, make_judgements
from plan_texts import outline_source

from align.judging.targets import judge_indicators
from align.knowledge.indicator_rules import load_judging_rules
from align.knowledge.indicator_text import load_prose_words, load_table_words
from align.knowledge.indicators import load_catalogue
from align.knowledge.names import load_names
from align.knowledge.targets import load_target_phrases
from align.knowledge.units import load_units
from align.matching.indicators import match_indicators
from align.model import Indicator, Nature, Plan
from align.parsing.indicators import find_indicators
from align.results import IndicatorFinding, Judgements
from bench.baseline_indicators import Judged, Row, compare_rows, find_rows
from bench.measure import Job

Pair = tuple[Plan, Plan]
# What a program may need before it can find, the finding, and the comparing of what was found.
OUTLINE, FIND, COMPARE = "outline", "find", "compare"
LOADERS = (
    load_units,
    load_catalogue,
    load_target_phrases,
    load_table_words,
    load_prose_words,
    load_judging_rules,
)


class Program(Protocol):
    """A program, given the plans of all cases as read."""

    name: str

    def steps(self) -> dict[str, Job]:
        """By step, a job that does it for all cases."""

    def judge(self) -> list[Judgements]:
        """What it says of each case."""


def load_afresh() -> None:
    """Loads the mappings that indicators need, so that nothing of earlier runs is remembered."""
    for loader in (*LOADERS, load_names):  # names are loaded with the catalogue
        loader.cache_clear()
    for loader in LOADERS:
        loader()


class PlanAlign:
    """This program; its steps call the functions that the pipeline calls."""

    name = "plan-align"

    def __init__(self, pairs: Sequence[Pair]) -> None:
        self._pairs = pairs
        self._plans = [plan for pair in pairs for plan in pair]
        self._outlines = [outline_source(plan.source)[1] for plan in self._plans]

    def steps(self) -> dict[str, Job]:
        """By step, a job that does it for all cases."""
        return {OUTLINE: self._outline, FIND: self._find, COMPARE: self._compare}

    def judge(self) -> list[Judgements]:
        """What it says of each case."""
        return [
            make_judgements(upper=upper, lower=lower, indicators=found)
            for (upper, lower), found in zip(self._pairs, self._compare(), strict=True)
        ]

    def _outline(self) -> None:
        for plan in self._plans:
            outline_source(plan.source)

    def _find(self) -> list[tuple[Indicator, ...]]:
        return [
            find_indicators(plan.source, outline, load_catalogue(), load_units(), plan.meta.period)
            for plan, outline in zip(self._plans, self._outlines, strict=True)
        ]

    def _compare(self) -> list[tuple[IndicatorFinding, ...]]:
        catalogue, rules = load_catalogue(), load_judging_rules()
        return [
            judge_indicators(match_indicators(upper, lower, catalogue), upper, lower, rules, catalogue)
            for upper, lower in self._pairs
        ]


class PlainVersion:
    """The plain version with regular expressions and rapidfuzz; it reads the text itself and builds no outline."""

    name = "正则＋rapidfuzz"

    def __init__(self, pairs: Sequence[Pair]) -> None:
        self._pairs = pairs
        self._rows = self._find()

    def steps(self) -> dict[str, Job]:
        """By step, a job that does it for all cases."""
        return {FIND: self._find, COMPARE: self._compare}

    def judge(self) -> list[Judgements]:
        """What it says of each case."""
        return [
            _as_judgements(pair, rows, judged)
            for pair, rows, judged in zip(self._pairs, self._rows, self._compare(), strict=True)
        ]

    def _find(self) -> list[tuple[list[Row], list[Row]]]:
        return [(find_rows(upper.source.text), find_rows(lower.source.text)) for upper, lower in self._pairs]

    def _compare(self) -> list[list[Judged]]:
        return [compare_rows(upper, lower) for upper, lower in self._rows]


def _as_judgements(pair: Pair, rows: tuple[list[Row], list[Row]], judged: Sequence[Judged]) -> Judgements:
    """What the plain version says, in the nouns that the metrics are defined on."""
    known = {
        id(row): _as_indicator(row, f"{side}-{index}")
        for side, found in zip(("upper", "lower"), rows, strict=True)
        for index, row in enumerate(found)
    }
    upper, lower = (
        replace(plan, indicators=tuple(known[id(row)] for row in found)) for plan, found in zip(pair, rows, strict=True)
    )
    findings = tuple(
        make_indicator_finding(
            name=next(row.name for row in (one.upper, one.lower) if row),
            upper=one.upper and known[id(one.upper)],
            lower=one.lower and known[id(one.lower)],
            verdict=one.verdict,
            nature_changed=one.nature_changed,
        )
        for one in judged
    )
    return make_judgements(upper=upper, lower=lower, indicators=findings)


def _as_indicator(row: Row, name: str) -> Indicator:
    return make_indicator(
        id=name,
        name=row.name,
        text=row.text,
        unit=row.unit,
        baseline=row.baseline,
        target=row.target,
        nature=Nature(row.nature) if row.nature else None,
        concept=None,
    )
