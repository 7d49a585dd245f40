"""Draws a finding for the terminal: number, verdict, both quotes and where they stand, reason."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from align.reporting.entries import Entry
from align.reporting.passage import Passage
from align.reporting.quotes import Quote
from align.reporting.report import Report
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


def build_card(report: Report, entry: Entry) -> RenderableType:
    """One finding; the upper plan is named where the report has several."""
    style = STYLES[entry.severity] if entry.applicable else "dim"
    labels = (entry.part.label, entry.theme, entry.verdict.label)
    head = Text(f"{entry.number}  ", style=style)
    head.append("｜".join(label for label in labels if label), style="bold")
    grid = build_grid()
    if len(report.pairs) > 1:
        grid.add_row(Text("规划", style="dim"), Passage(f"《{report.upper_title(entry.pair)}》"))
    if not entry.upper and not entry.lower:
        grid.add_row(Text("事项", style="dim"), Passage(entry.title))
    for label, quotes in (("上级", entry.upper), ("本级", entry.lower)):
        for quote in quotes:
            grid.add_row(Text(label, style="dim"), _quote(quote))
    for index, point in enumerate(entry.points):
        grid.add_row(Text("" if index else "比较", style="dim"), Passage(f"{point.label}：{point.text}"))
    grid.add_row(Text("理由", style="dim"), Passage(entry.reason))
    return Padding(Group(head, grid), (1, 0, 0, 2))


def _quote(quote: Quote) -> Group:
    note = f"【{quote.note}】" if quote.note else ""
    return Group(Passage(f"{note}{quote.text}"), Passage(quote.where, "dim"))
