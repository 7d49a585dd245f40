"""How far lines stand from the margins of their page."""

from __future__ import annotations

import pytest

from align.reading.paged.margins import LineBox, find_distances


def page(shift: float = 0.0) -> list[LineBox]:
    """An indented line, full lines, a short one; twelve points high, between 90 and 510."""
    first = LineBox(114 + shift, 510 + shift, 12)
    return [first, *(LineBox(90 + shift, 510 + shift, 12) for _ in range(8)), LineBox(90 + shift, 270 + shift, 12)]


def test_distances_are_in_characters() -> None:
    """Two characters in, twenty-five short… of the margins that most lines keep to."""
    found = find_distances([page()])[0]
    assert found[0] == (2.0, 0.0)
    assert found[1] == (0.0, 0.0)
    assert found[-1] == (0.0, 20.0)


def test_pages_bound_on_either_side_have_margins_of_their_own() -> None:
    """And a page of few lines has those of the document."""
    left, right, few = find_distances([page(), page(20), [LineBox(114, 300, 12)]])
    assert left == right
    assert few[0] is not None
    assert few[0].indent == pytest.approx(2.0)


def test_titles_and_columns() -> None:
    """Larger lines are measured against nothing, each column against its own margins."""
    columns = [LineBox(60 + 250 * column, 290 + 250 * column, 10, column) for column in (0, 1) for _ in range(9)]
    found = find_distances([[LineBox(150, 400, 18), *columns]])[0]
    assert found[0] is None
    assert set(found[1:]) == {(0.0, 0.0)}


def test_no_lines_no_margins() -> None:
    """An empty document, and one of two lines."""
    assert find_distances([]) == []
    assert find_distances([[LineBox(90, 200, 12), LineBox(90, 300, 12)]]) == [[None, None]]
