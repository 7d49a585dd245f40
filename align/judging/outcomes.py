"""What comparing two targets comes to, before its severity is decided."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from align.results import IndicatorVerdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A verdict with its arithmetic and its reason, both in Chinese; ``cause`` and ``flags`` go to the severity rules."""

    verdict: IndicatorVerdict
    reason: str
    comparison: str = ""
    cause: str | None = None
    flags: tuple[str, ...] = ()


def render_number(value: Decimal) -> str:
    """A number for reading: at most two decimals more than needed, no trailing zeros."""
    exponent = value.as_tuple().exponent
    short = value
    if isinstance(exponent, int) and exponent < -4:
        places = Decimal("0.01") if abs(value) >= 1 else Decimal("0.0001")
        short = value.quantize(places, rounding=ROUND_HALF_UP)
    text = format(short, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def half_digit(value: Decimal) -> Decimal:
    """Half of the last written digit: what rounding may hide (0.05 for 85.2)."""
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) / 2
