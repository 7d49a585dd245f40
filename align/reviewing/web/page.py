"""Draws the review page: the cards and texts of the web report, with what it takes to decide."""

from __future__ import annotations

import re
from pathlib import Path

from align.reporting.forms import FORMS
from align.reporting.html import TEMPLATES, build_bench, build_environment
from align.reporting.quotes import Quote, render_passage
from align.reporting.report import Report
from align.reporting.reviews import Standing
from align.reviewing.links.precedents import Precedents
from align.reviewing.web.telling import name_finding, name_report, tell_labels

_FOLDER = Path(__file__).parent / "templates"
_CELLS = re.compile(r"[ \u3000]*\t\s*")
_KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_REPORT_FILES = ("report.css", "bench.js")


def load_files() -> dict[str, tuple[bytes, str]]:
    """The style sheets and scripts of the page with their types, by name; read once, so that no request names a file."""
    own = (path for path in sorted(_FOLDER.iterdir()) if path.suffix in _KINDS)
    paths = (*own, *(TEMPLATES / name for name in _REPORT_FILES))
    return {path.name: (path.read_bytes(), _KINDS[path.suffix]) for path in paths}


def render_page(report: Report, account: str, precedents: Precedents = ()) -> str:
    """The page on a report; ``account`` is the name of who is logged in, empty where names are given freely.

    What was decided is not in it: the page asks for that (``Desk.tell_changes``).
    """
    bench = build_bench(report)
    return (
        build_environment(_FOLDER)
        .get_template("review.html.j2")
        .render(
            **bench,
            names={(entry.pair, entry.key): name_finding(entry.pair, entry.key) for entry in report.entries},
            picks=_find_picks(report),
            title=report.pairs[0].lower.meta.title,
            standings=[standing.label for standing in Standing],
            digest=name_report(report),
            labels=tell_labels(),
            exports=FORMS,
            account=account,
            precedents=precedents,
        )
    )


def render_login() -> str:
    """The page on which people log in."""
    return build_environment(_FOLDER).get_template("login.html.j2").render()


def _find_picks(report: Report) -> dict[Quote, str]:
    """The words of the lower plan behind each quote of it, as they are kept when someone picks them."""
    quotes = (quote for entry in report.entries for quote in entry.lower)
    return {
        quote: render_passage(_CELLS.sub(" ", quote.span.slice(report.pairs[0].lower.source.text)))
        for quote in quotes
        if quote.span is not None
    }
