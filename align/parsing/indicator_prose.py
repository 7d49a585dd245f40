"""Finds indicators in running text: the targets a plan states, and what it says of today."""

from __future__ import annotations

from collections.abc import Iterator

from align.knowledge.indicators import Catalogue
from align.knowledge.units import Units
from align.model import Indicator, Origin, Role
from align.parsing.indicator_concepts import find_concept
from align.parsing.outline import Outline, Paragraph
from align.parsing.quantities import parse_target
from align.parsing.statements import Statement, build_reader, find_state, find_targets
from align.source import Source
from align.target import Target, TargetKind


def find_prose_indicators(
    source: Source, outline: Outline, catalogue: Catalogue, units: Units, period: tuple[int, int] | None
) -> Iterator[Indicator]:
    """The indicators stated in running text under the plan's objectives, in order; ids are left blank.

    Looked at are divisions in the role of objectives and those whose title says so. What is said of the past or of a
    year beyond ``period`` is left out.
    """
    reader = build_reader(catalogue, units)
    titled = {division.id for division in outline.divisions if division.title.endswith(reader.words.objective_titles)}
    for paragraph in _prose(outline):
        if paragraph.role is Role.OBJECTIVES or paragraph.division_id in titled:
            for statement in find_targets(paragraph.text, reader, period):
                yield _build(source, paragraph, statement, catalogue, units, period)


def find_stated_values(
    source: Source, outline: Outline, catalogue: Catalogue, units: Units, year: int
) -> Iterator[Indicator]:
    """What running text says the state was in a past year (2020年，森林覆盖率38.5%), in order; ids are left blank.

    Looked at are the divisions on what was reached so far; the value stands in ``target``, the year in ``target_year``.
    """
    reader = build_reader(catalogue, units)
    for paragraph in _prose(outline):
        if paragraph.role is Role.CONTEXT:
            for statement in find_state(paragraph.text, reader, year):
                yield _build(source, paragraph, statement, catalogue, units, None)


def _prose(outline: Outline) -> Iterator[Paragraph]:
    return (paragraph for paragraph in outline.paragraphs if paragraph.line.table is None and "|" not in paragraph.text)


def _unit_and_baseline(statement: Statement, parsed: Target, units: Units) -> tuple[str | None, str | None]:
    """Unit and baseline to show: the unit with what the name counts per; a target in words takes it from the baseline."""
    if parsed.kind not in (TargetKind.DEFERRED, TargetKind.TREND, TargetKind.QUALITATIVE):
        return units.written_unit(parsed.unit, statement.name), statement.baseline
    if statement.baseline is None:
        return None, None
    unit = parse_target(statement.baseline, units=units).unit
    return unit, statement.baseline.removesuffix(unit or "")


def _build(
    source: Source,
    paragraph: Paragraph,
    statement: Statement,
    catalogue: Catalogue,
    units: Units,
    period: tuple[int, int] | None,
) -> Indicator:
    parsed: Target = parse_target(statement.predicate, name=statement.name, units=units)
    concept = find_concept(catalogue, statement.name, parsed.unit, parsed)
    scopes = catalogue.names.find_scopes(statement.name)
    span = paragraph.span(statement.start, statement.end)
    unit, baseline = _unit_and_baseline(statement, parsed, units)
    return Indicator(
        id="",
        name=statement.name,
        unit=unit,
        baseline=baseline,
        target=statement.value,
        base_year=parsed.base_year,
        target_year=parsed.target_year or statement.year or (period[1] if period else None),
        nature=None,
        scope="、".join(dict.fromkeys(scope.value for scope in scopes)) or None,
        concept=concept.id if concept else None,
        parsed=parsed,
        origin=Origin.PROSE,
        text=span.slice(source.text),
        span=span,
        division_id=paragraph.division_id,
        page=paragraph.line.page,
    )
