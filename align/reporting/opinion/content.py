"""Decides what the opinion says; drawing it is another matter."""

from __future__ import annotations

from align.knowledge.phrases import Phrases, load_phrases
from align.reporting.opinion.annexes import build_annexes, find_unlisted
from align.reporting.opinion.blocks import Opinion
from align.reporting.opinion.evidence import Evidence
from align.reporting.opinion.naming import cite_plan, tell_title
from align.reporting.opinion.overview import (
    build_contents,
    build_limits,
    build_materials,
    build_overview,
    tell_conclusion,
    tell_state,
)
from align.reporting.opinion.reviewed import adopt_reviews, is_reviewed
from align.reporting.opinion.sections import build_section, find_unseen, sort_gaps
from align.reporting.opinion.wording import Wording
from align.reporting.quotes import render_passage
from align.reporting.report import Report, Reported, build_report, render_counts


def build_opinion(reported: Reported, phrases: Phrases | None = None) -> Opinion:
    """The opinion on one pair of plans, or on several that share the lower plan, as the reviewers left it."""
    phrases = phrases or load_phrases()
    report = adopt_reviews(build_report(reported))
    evidence = Evidence(report)
    wording = Wording(evidence, phrases, marked=is_reviewed(report))
    annexes = build_annexes(report, wording)
    lower = report.pairs[0].lower.meta
    uppers = _cite_uppers(report)
    return Opinion(
        title=f"关于《{render_passage(tell_title(lower.title))}》的衔接审查意见",
        state=tell_state(report, phrases),
        opening=phrases.fill("opening", uppers=uppers, lower=cite_plan(lower)),
        conclusion=tell_conclusion(report, phrases),
        counts=render_counts(report),
        uppers=uppers,
        lower=cite_plan(lower),
        materials=build_materials(report, evidence.names),
        overview=build_overview(report, evidence.names, phrases),
        remarks=tuple(
            block
            for section, found in sort_gaps(report).items()
            for block in build_section(section, found, find_unseen(report, section, evidence.names), wording, phrases)
        ),
        contents=build_contents(annexes, find_unlisted(report)),
        limits=build_limits(report),
        annexes=annexes,
    )


def _cite_uppers(report: Report) -> str:
    return "、".join(cite_plan(pair.upper.meta) for pair in report.pairs)
