"""Draws a report as one page that works offline: overview, findings beside both texts, tables."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from align.reporting.comparison import build_indicator_table, build_project_table
from align.reporting.consistency import build_consistency_table, build_excluded_table, build_local_table
from align.reporting.entries import Entry, Part
from align.reporting.heatmap import build_heatmaps
from align.reporting.panes import build_panes, render_anchor, render_key
from align.reporting.quotes import Quote
from align.reporting.report import Report, Reported, build_report, render_conclusion
from align.reporting.reviews import Standing
from align.reporting.summary import build_count_table, build_grade_table, build_limit_table, build_material_table
from align.results import Severity

_ANNEXES = (build_project_table, build_consistency_table, build_local_table, build_excluded_table)
TEMPLATES = Path(__file__).parent / "templates"
"""The folder of the templates, style sheets and scripts of reports."""


def render_html(judgements: Reported) -> str:
    """The page on one pair, or on several that share the lower plan; equal results give equal text."""
    report = build_report(judgements)
    return (
        build_environment()
        .get_template("report.html.j2")
        .render(
            **build_bench(report),
            title=f"{report.pairs[0].lower.meta.title} 规划衔接审查",
            conclusion=render_conclusion(report),
            summary=(build_material_table(report), build_grade_table(report), build_limit_table(report)),
            counts=build_count_table(report),
            heatmaps=build_heatmaps(report),
            indicators=build_indicator_table(report).condensed(),
            annexes=tuple(build(report).condensed() for build in _ANNEXES),
            standings=_find_standings(report),
        )
    )


def build_bench(report: Report) -> dict[str, Any]:
    """What the findings beside both texts are drawn from, by the names of the templates: gaps first, then the rest."""
    return {
        "report": report,
        "cards": (*report.gaps, *(entry for entry in report.entries if not entry.is_gap)),
        "panes": build_panes(report),
        "parts": [part.label for part in Part if report.of(part)],
        "grades": [severity.label for severity in Severity],
        "verdicts": list(dict.fromkeys(entry.outcome for entry in report.entries)),
        "themes": sorted({entry.theme for entry in report.entries if entry.theme}),
    }


@cache
def build_environment(*folders: Path) -> Environment:
    """The templates, with those of other folders; every text is escaped on its way into a page, so nothing in a plan can
    become markup or script. Templates are compiled once.
    """
    environment = Environment(
        loader=FileSystemLoader((TEMPLATES, *folders)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["grade"] = _grade_class
    environment.filters["anchors"] = _anchors
    environment.filters["standing"] = _standing
    return environment


def _grade_class(severity: Severity | None) -> str:
    """The style class of a severity."""
    return f"s-{severity.value}" if severity is not None else "s-none"


def _find_standings(report: Report) -> list[str]:
    """What may be filtered by once findings are reviewed; nothing before."""
    return [standing.label for standing in Standing] if any(entry.review for entry in report.entries) else []


def _standing(entry: Entry) -> str:
    """How far the review of a finding is, in Chinese."""
    return (entry.review.standing if entry.review is not None else Standing.OPEN).label


def _anchors(entry: Entry) -> str:
    """The ids of the passages a finding quotes, of either plan."""
    quotes: tuple[Quote, ...] = (*entry.upper, *entry.lower)
    spans = ((quote, quote.span) for quote in quotes if quote.span is not None)
    return " ".join(render_anchor(render_key(quote.side, entry.pair), span) for quote, span in spans)
