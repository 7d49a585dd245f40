"""Reads one row of an indicator table: its name with what it belongs to, unit, values, nature and notes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from align.knowledge.indicator_text import TableWords
from align.knowledge.indicators import Catalogue, Concept
from align.knowledge.names import drop_marks
from align.knowledge.targets import load_target_phrases
from align.knowledge.units import Units
from align.model import Indicator, Nature, Origin
from align.parsing.characters import close_up
from align.parsing.clean import clean_text
from align.parsing.indicator_concepts import find_concept
from align.parsing.indicator_layout import Layout
from align.parsing.indicator_notes import Note
from align.parsing.outline import Outline
from align.parsing.quantities import parse_target
from align.source import Cell, Source, Table
from align.spans import Span
from align.target import Target, TargetKind

_LAST_BRACKET = re.compile(r"(?<!\s)\s*[（(]([^（）()]*(?:[（(][^（）()]*[)）][^（）()]*)?)[)）]\s*(?:[①-⑳*¹²³]+\s*)?$")
_VALUE = re.compile(r"[≥≤><〔\[]?\d")
_DIGITS = re.compile(r"\d{1,4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class RowContext:
    """What all rows of one table share."""

    source: Source
    outline: Outline
    table: Table
    layout: Layout
    words: TableWords
    catalogue: Catalogue
    units: Units
    notes: tuple[Note, ...]
    mark_natures: dict[str, Nature]
    period: tuple[int, int] | None


@dataclass(slots=True)
class Running:
    """What a row hands on to the next: category and nature told by section rows.

    ``words`` are those of a row of one cell just before, ``before`` the category that held until then: what looks like a
    section row may be the first line of a broken name. ``whole`` is the name of the last row that told its measure.
    """

    category: str | None = None
    nature: Nature | None = None
    words: str = ""
    before: str | None = None
    whole: str = ""


def align_row(row: tuple[Cell, ...], layout: Layout, words: TableWords) -> list[Cell | None]:
    """The cells by column; a row short of cells at its front (merged category cells left out) is moved to the right.

    That it is short there shows when the nature closes the row, or when a number would stand in the name's place.
    """
    lacking = layout.width - len(row)
    filler: list[Cell | None] = [None] * max(0, lacking)
    left: list[Cell | None] = [*row, *filler]
    right: list[Cell | None] = [*filler, *row]
    if lacking <= 0 or not row:
        return left
    nature_last = layout.nature == layout.width - 1 and _nature(row[-1].text, words) is not None
    name = layout.names[-1]
    number_as_name = _VALUE.match(_text(left, name)) is not None and _VALUE.match(_text(right, name)) is None
    return right if nature_last or number_as_name else left


def _text(cells: list[Cell | None], column: int | None) -> str:
    cell = cells[column] if column is not None and column < len(cells) else None
    return "" if cell is None else _tidy(cell.text)


def _tidy(text: str) -> str:
    """The cell's text on one line, otherwise as written."""
    return re.sub(r"[ \t\u3000]+", " ", re.sub(r"\s*\n\s*", "", text)).strip()


def _nature(text: str, words: TableWords) -> Nature | None:
    if words.binding.search(text):
        return Nature.BINDING
    return Nature.ANTICIPATORY if words.anticipatory.search(text) else None


def read_row(context: RowContext, running: Running, cells: list[Cell | None], number: int) -> Indicator | None:
    """The indicator of row ``number`` of the table, its cells by column; ``None`` for notes, section rows and repeated heads."""
    layout, words = context.layout, context.words
    filled = list(dict.fromkeys(_tidy(cell.text) for cell in cells if cell is not None and cell.text.strip()))
    if not filled or words.notes.match(clean_text(filled[0])):
        return None
    before, running.words = running.words, ""
    if len(filled) == 1:
        running.before = running.category
        running.category = running.words = filled[0]
        running.nature = _nature(filled[0], words)
        return None
    if category := _text(cells, layout.category):
        running.category = category
    name, parent = _name(cells, context)
    if parent is not None:
        running.category = parent
    elif running.category is not None and context.layout.category is not None and len(context.layout.names) == 1:
        name = _join_parent(running.category, name, context) or name
    if before and _completes(before, name, context):
        name, running.category = before + name, running.before
    if not name or clean_text(name).replace(" ", "") == layout.header:
        return None
    return _build(context, running, cells, number, name)


def _name(cells: list[Cell | None], context: RowContext) -> tuple[str, str | None]:
    """The name as written, and the category where the name header spans one.

    A spanned cell that is itself an indicator's name is the parent of the sub-item beside it, and stays in the name.
    """
    names = context.layout.names
    texts = list(dict.fromkeys(text for column in names if (text := _text(cells, column))))
    if not texts:
        return "", None
    name = context.words.name_lead.sub("", texts[-1])
    if len(texts) == 1:
        alone_left = len(names) > 1 and not _text(cells, names[-1])
        return (name, None) if not alone_left or _has_value(cells, context.layout) else ("", name)
    parent = context.words.name_lead.sub("", texts[-2])
    joined = _join_parent(parent, name, context)
    return (joined, None) if joined else (name, parent)


def _join_parent(parent: str, name: str, context: RowContext) -> str | None:
    """The name of a sub-item with what it belongs to and that one's unit: 减排量（氨氮）（吨）; ``None`` for a category."""
    catalogue = context.catalogue
    bare, unit = _split_unit(parent, context.units)
    own, _ = _split_unit(name, context.units)
    if not catalogue.tells_measure(bare):
        return None
    if catalogue.tells_measure(own) or catalogue.find_concept(own, None) is not None:
        return None
    return f"{bare}（{name}）（{unit}）" if unit else f"{bare}（{name}）"


def _completes(first: str, rest: str, context: RowContext) -> bool:
    """Whether a name goes on from the line before (…接受义务教 + 育比例): together a known name, by itself none."""
    own, unit = _split_unit(rest, context.units)
    alone = context.catalogue.find_concept(own, unit) is not None
    return not alone and context.catalogue.find_concept(f"{first}{own}", unit) is not None


def _has_value(cells: list[Cell | None], layout: Layout) -> bool:
    return any(_text(cells, column) for column in layout.values)


def _split_unit(name: str, units: Units) -> tuple[str, str | None]:
    """The name without the unit in its last brackets, and that unit as written."""
    match = _LAST_BRACKET.search(drop_marks(name))
    if match is None or match.start() == 0:
        return drop_marks(name).strip(), None
    content = drop_marks(match[1]).strip()
    unit = re.split(r"[，,；;]", content)[0].removeprefix("单位：").removeprefix("单位:").strip()
    if units.find(unit) is None:
        return drop_marks(name).strip(), None
    return match.string[: match.start()].strip(), unit


def _build(
    context: RowContext, running: Running, cells: list[Cell | None], number: int, written: str
) -> Indicator | None:
    layout, units = context.layout, context.units
    name, unit = _split_unit(close_up(written), units)
    unit = _given(_text(cells, layout.unit)) or unit
    target, parsed = _target(context, cells, name, unit)
    unit = unit or _unit_of_value(context, cells, parsed)
    nature = _nature(_text(cells, layout.nature), context.words) or _nature_of_marks(context, cells) or running.nature
    if target is None and nature is None and not unit:
        running.category = written
        return None
    concept = find_concept(context.catalogue, name, unit, parsed) or _concept_of_part(name, unit, running, context)
    running.whole = running.whole if _is_part(name, context) else name
    scopes = context.catalogue.names.find_scopes(name)
    span = _row_span(cells)
    return Indicator(
        id="",
        name=name,
        unit=unit,
        baseline=_given(_text(cells, layout.baseline)),
        target=target,
        base_year=parsed.base_year or layout.base_year,
        target_year=parsed.target_year or layout.target_year or (context.period[1] if context.period else None),
        nature=nature,
        scope="、".join(dict.fromkeys(scope.value for scope in scopes)) or None,
        concept=concept.id if concept else None,
        parsed=parsed,
        origin=Origin.TABLE,
        text=span.slice(context.source.text),
        span=span,
        division_id=context.outline.division_at(span.start).id,
        category=running.category,
        growth=_growth(context, cells),
        note=_note(context, cells),
        page=context.table.page,
        table=context.table.index,
        row=number,
    )


def _is_part(name: str, context: RowContext) -> bool:
    """Whether a name tells no measure of its own, as that of a part under its whole (其中：风电)."""
    return not context.catalogue.tells_measure(name)


def _concept_of_part(name: str, unit: str | None, running: Running, context: RowContext) -> Concept | None:
    """The concept of a part whose name is completed by the end of its whole's (电力装机容量 above 风电: 风电装机容量)."""
    if not running.whole or not _is_part(name, context):
        return None
    ends = (running.whole[cut:] for cut in range(1, len(running.whole) - 1))
    known = (f"{name}{end}" for end in ends if context.catalogue.is_alias(f"{name}{end}"))
    return next((context.catalogue.find_concept(full, unit) for full in known), None)


def _nature_of_marks(context: RowContext, cells: list[Cell | None]) -> Nature | None:
    """The nature that a mark on the row stands for."""
    written = "".join(cell.text for cell in cells if cell is not None)
    return next((nature for mark, nature in context.mark_natures.items() if mark in written), None)


def _unit_of_value(context: RowContext, cells: list[Cell | None], parsed: Target) -> str | None:
    """The unit that neither column nor name gives but the value itself (48小时以内), or else the baseline."""
    if parsed.unit is not None:
        return parsed.unit
    return parse_target(_text(cells, context.layout.baseline), units=context.units).unit


def _given(text: str) -> str | None:
    """The value as written without footnote marks; ``None`` for a blank cell or a dash."""
    value = drop_marks(text).strip()
    return None if parse_target(value).kind is TargetKind.NONE else value


def _target(context: RowContext, cells: list[Cell | None], name: str, unit: str | None) -> tuple[str | None, Target]:
    """The target as written and parsed: of the target column or, where that is blank, of the yearly or total change.

    A share in the column of yearly changes (失业率 <5.5) is the share itself, to be kept in every year.
    """
    is_share = context.catalogue.is_ratio(name, None) and load_target_phrases().down.search(name) is None
    for column in context.layout.values:
        value = _given(_text(cells, column))
        if value is None:
            continue
        hint = f"{name}，年均增长" if column == context.layout.annual and not is_share else name
        return value, parse_target(value, unit=unit, name=hint, units=context.units)
    return None, Target(kind=TargetKind.NONE, text="", unit=unit)


def _growth(context: RowContext, cells: list[Cell | None]) -> str | None:
    """The change given beside a target; ``None`` where the change is all there is."""
    layout = context.layout
    return _given(_text(cells, layout.annual)) if _given(_text(cells, layout.target)) is not None else None


def _row_span(cells: list[Cell | None]) -> Span:
    own = [cell.span for cell in cells if cell is not None and not cell.merged and cell.text.strip()]
    every = own or [cell.span for cell in cells if cell is not None]
    return Span(min(span.start for span in every), max(span.end for span in every))


def _note(context: RowContext, cells: list[Cell | None]) -> str | None:
    written = "".join(cell.text for cell in cells if cell is not None)
    match = _DIGITS.fullmatch(clean_text(_text(cells, context.layout.number)))
    number = int(match.group()) if match else None
    value = "".join(_text(cells, column) for column in context.layout.values)
    found = [note.text for note in context.notes if note.concerns(cells=written, value=value, number=number)]
    return "；".join(found) or None
