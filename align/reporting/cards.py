"""Draws a finding for the terminal: number, verdict, both quotes and where they stand, reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from align.reporting.entries import Entry
from align.reporting.passage import Passage
from align.results import Severity

# Colours that stay legible on dark and light backgrounds alike.
STYLES = {
    Severity.CRITICAL: "bold red",
    Severity.MAJOR: "bold yellow",
    Severity.MINOR: "bold cyan",
    Severity.NOTICE: "bold blue",
    Severity.INFO: "dim",
}


def build_grid() -> Table:
    """A column of labels beside a column of text."""
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1)
    return grid


def build_card(entry: Entry, about: Sequence[tuple[str, str]] = ()) -> RenderableType:
    """One finding; ``about`` are labelled lines that tell which plans it is of, where that needs saying."""
    style = STYLES[entry.severity] if entry.applicable else "dim"
    head = build_head(entry.number, style, (entry.part.label, entry.theme, entry.outcome))
    grid = build_grid()
    for label, text in about:
        grid.add_row(Text(label, style="dim"), Passage(text))
    if not entry.upper and not entry.lower:
        grid.add_row(Text("事项", style="dim"), Passage(entry.title))
    for label, quotes in (("上级", entry.upper), ("本级", entry.lower)):
        for quote in quotes:
            grid.add_row(Text(label, style="dim"), build_quote_lines(quote.shown, quote.where))
    for index, point in enumerate(entry.points):
        grid.add_row(Text("" if index else "比较", style="dim"), Passage(f"{point.label}：{point.text}"))
    grid.add_row(Text("理由", style="dim"), Passage(entry.reason))
    return Padding(Group(head, grid), (1, 0, 0, 2))


def build_head(number: str, style: str, labels: Iterable[str | None]) -> Text:
    """A finding's number in the style of its severity, then what it is, without what is empty."""
    head = Text(f"{number}  ", style=style)
    head.append("｜".join(label for label in labels if label), style="bold")
    return head


def build_quote_lines(text: str, where: str) -> Group:
    """A quote, and below it where it stands, where that is known."""
    return Group(Passage(text), *([Passage(where, "dim")] if where else []))
