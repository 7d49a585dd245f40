"""A cell's value reads as its number format shows it."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.reading.sheets.cellformat import render_value


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (None, "General", ""),
        ("≥98", "General", "≥98"),
        ("003", "0", "003"),
        (2025, "General", "2025"),
        (2025.0, "General", "2025"),
        (25.8, "General", "25.8"),
        (0.1 + 0.2, "General", "0.3"),
        (1e-7, "General", "0.0000001"),
        (12345678, "General", "12345678"),
        (True, "General", "TRUE"),
        (0.677, "0.0%", "67.7%"),
        (0.677, "0%", "68%"),
        (0.25, "0.00%", "25.00%"),
        (1, "0%", "100%"),
        (25.84, "0.0", "25.8"),
        (25.85, "0.0", "25.9"),
        (25, "0.0", "25.0"),
        (25, "0.##", "25"),
        (25.126, "0.##", "25.13"),
        (12345.6, "#,##0", "12346"),
        (12345.6, "#,##0.0", "12345.6"),
        (2030, '0"年"', "2030年"),
        (93, '"≥"0', "≥93"),
        (93, '"≥"0"%"', "≥93%"),
        (93, "0\\%", "93%"),
        (7, "0_);[红色](0)", "7"),
        (7, "0_ ", "7"),
        (7, "[>=5]0;0", "7"),
        (7, "@", "7"),
        (1234.5, "0.00E+00", "1234.5"),
        (-3.5, "0.0", "-3.5"),
        (-3.5, "General", "-3.5"),
        (datetime.datetime(2026, 3, 1), "yyyy-mm-dd", "2026-03-01"),
        (datetime.datetime(2026, 3, 1, 8, 30), "General", "2026-03-01 08:30:00"),
        (datetime.date(2026, 3, 1), "General", "2026-03-01"),
        (datetime.time(8, 30), "General", "08:30:00"),
    ],
)
def test_a_value_is_shown_as_the_sheet_shows_it(value: object, number_format: str, shown: str) -> None:
    assert render_value(value, number_format) == shown


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_a_whole_number_loses_nothing(number: int) -> None:
    """Whole numbers come out as they are under every plain format."""
    assert render_value(number, "General") == render_value(float(number), "0") == str(number)


@given(st.decimals(min_value=-9999, max_value=9999, places=3))
def test_a_written_decimal_comes_back(number: object) -> None:
    """What a person typed with three places reads back as the same number."""
    assert float(render_value(float(str(number)), "General")) == float(str(number))
