"""Shows the value of a spreadsheet cell as its number format shows it: 0.677 under ``0.0%`` reads 67.7%."""

from __future__ import annotations

import datetime
import re
from decimal import ROUND_HALF_UP, Context, Decimal

# Colour, condition and locale ([红色], [>=100], [$-804]); a blank as wide as a character (_)); a fill (*-).
_DECORATION = re.compile(r"\[[^\]]*\]|_.|\*.")
_LITERAL = r"(?:\"[^\"]*\"|\\.|[^0#?.,%\"\\EeGgDdYyMmHhSs@/])*"
_NUMBER = re.compile(
    rf"(?P<before>{_LITERAL})(?P<whole>[#0?,]*[0#?])(?P<decimals>\.[0#?]+)?(?P<percent>%?)(?P<after>{_LITERAL})"
)
# Beyond fifteen digits a binary number only repeats its own rounding (0.30000000000000004).
_STORED = Context(prec=15)
# Room for the largest number a sheet can hold (309 digits) with all places that Excel shows.
_SHOWN = Context(prec=350, Emax=999, Emin=-999)
_MOST_PLACES = 30
_STORED_RANGE = 309
_LONGEST_FORMAT = 255


def render_value(value: object, number_format: str) -> str:
    """The text of a cell as a reader of the sheet sees it; empty for an empty cell.

    Args:
        value: what the sheet stores: text, a number, a truth value, a date.
        number_format: the cell's format; formats beyond digits, percent and fixed words show the number plainly.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        number = _STORED.create_decimal(value)
        return _render_number(number, number_format) if number.is_finite() else str(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(sep=" ")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value)


def _render_number(value: Decimal, number_format: str) -> str:
    shown_by = number_format.split(";")[0] if len(number_format) <= _LONGEST_FORMAT else ""
    match = _NUMBER.fullmatch(_DECORATION.sub("", shown_by))
    if match is None or abs(value.adjusted()) > _STORED_RANGE:
        return _plain(value)
    shown = value * 100 if match["percent"] else value
    decimals = match["decimals"] or ""
    places = min(max(0, len(decimals) - 1), _MOST_PLACES)
    rounded = shown.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=_SHOWN)
    # Optional places (0.0#) are shown only where the number has them.
    digits = f"{rounded:f}" if decimals.endswith("0") or not decimals else _plain(rounded)
    return f"{_words(match['before'])}{digits}{match['percent']}{_words(match['after'])}"


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _words(literal: str) -> str:
    return re.sub(r"\\(.)", r"\1", literal.replace('"', ""))
