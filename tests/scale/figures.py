"""Figures beside their aims, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.table import Table

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What was measured, in the words of a reader, with the aim and whether it is reached; neither where it only explains."""

    what: str
    measured: str
    aim: str = ""
    reached: bool | None = None


def render_figures(title: str, figures: Sequence[Figure]) -> Table:
    """A row for each figure."""
    table = Table(title=title)
    for name in ("项目", "测得", "目标", "结论"):
        table.add_column(name, justify="right" if name in ("测得", "目标") else "left")
    for one in figures:
        verdict = "" if one.reached is None else "达到" if one.reached else "未达到"
        table.add_row(one.what, one.measured, one.aim, verdict)
    return table


def below(what: str, value: float, aim: float, unit: str, digits: int = 1) -> Figure:
    """A figure that must not exceed its aim."""
    return Figure(
        what=what, measured=f"{value:.{digits}f} {unit}", aim=f"≤ {aim:g} {unit}", reached=round(value, digits) <= aim
    )


def above(what: str, share: float, aim: float, counted: int) -> Figure:
    """A share that must not fall below its aim; ``counted`` is what it is a share of."""
    return Figure(what=what, measured=f"{share:.1%}（{counted}）", aim=f"≥ {aim:.1%}", reached=share >= aim)


def none_of(what: str, number: int) -> Figure:
    """A number that must be nought."""
    return Figure(what=what, measured=str(number), aim="0", reached=number == 0)
