"""What reviewers may say of a finding, and what a finding is once they have."""

from __future__ import annotations

from dataclasses import replace

import pytest
from alignment_sample import make_sample

from align.reporting.entries import CheckVerdict, Entry, Part
from align.reporting.report import build_report, count_grades
from align.reporting.reviews import Choice, Review, Standing
from align.reporting.settling import find_labels, parse_label, settle_entry
from align.results import IndicatorVerdict, Severity, TaskVerdict

REPORT = build_report(make_sample())


def find(part: Part, *, gap: bool = True) -> Entry:
    return next(entry for entry in REPORT.of(part) if entry.is_gap is gap)


def review(choice: Choice, standing: Standing = Standing.REVIEWED, **fields: object) -> Review:
    return Review(standing=standing, choice=choice, reviewer="林", **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize("entry", REPORT.entries, ids=lambda entry: entry.number)
def test_every_label_offered_is_understood(entry: Entry):
    """Whatever the list of a part offers is a choice, and shows itself by the same words again unless it is agreement."""
    for label in find_labels((entry.part,)):
        choice, verdict = parse_label(label, entry.part, entry.verdict.value)
        shown = Review(standing=Standing.REVIEWED, choice=choice, verdict=verdict).label
        assert shown == ("同意" if label == entry.verdict.label else label)


def test_other_words_are_no_choice():
    """A verdict of another part, or anything typed, is refused by name."""
    for label in ("偏松", "好的"):
        with pytest.raises(ValueError, match=f"^{label}$"):
            parse_label(label, Part.TASK, "partial")


def test_a_gap_judged_to_be_none_is_settled():
    """It is no gap any more, and only a record."""
    entry = settle_entry(replace(find(Part.TASK), review=review(Choice.CHANGED, verdict=TaskVerdict.COVERED)))
    assert (entry.verdict, entry.is_gap, entry.severity) == (TaskVerdict.COVERED, False, Severity.INFO)


def test_what_was_none_may_become_a_gap():
    """A covered requirement judged to be half answered counts as a minor gap."""
    entry = settle_entry(
        replace(find(Part.TASK, gap=False), review=review(Choice.CHANGED, verdict=TaskVerdict.PARTIAL))
    )
    assert (entry.outcome, entry.is_gap, entry.severity) == ("部分衔接", True, Severity.MINOR)


def test_a_gap_with_another_verdict_keeps_its_severity():
    """How grave it is was not what the reviewer spoke of."""
    before = find(Part.INDICATOR)
    entry = settle_entry(replace(before, review=review(Choice.CHANGED, verdict=IndicatorVerdict.NOT_COMPARABLE)))
    assert (entry.is_gap, entry.severity) == (True, before.severity)


def test_what_does_not_apply_is_counted_apart():
    """Not applicable is no gap and carries no grade."""
    entry = settle_entry(replace(find(Part.TASK), review=review(Choice.NOT_APPLICABLE, reason="无海岸线")))
    assert (entry.applicable, entry.is_gap, entry.grade) == (False, False, "不适用")


@pytest.mark.parametrize("standing", [Standing.SUSPECT, Standing.DISPUTED, Standing.OPEN])
def test_nothing_is_settled_before_it_is_decided(standing: Standing):
    """Where reviewers disagree or the text has changed, the verdict of the program stays."""
    before = replace(find(Part.TASK), review=review(Choice.CHANGED, standing=standing, verdict=TaskVerdict.COVERED))
    assert settle_entry(before) == before


def test_agreement_and_doubt_change_nothing():
    """The verdict stays as the program gave it."""
    for choice in (Choice.CONFIRMED, Choice.UNSURE):
        before = replace(find(Part.TASK), review=review(choice))
        assert settle_entry(before) == before


def test_a_settled_report_counts_what_reviewers_left():
    """A finding of the lower plan that is dismissed leaves the count of its grade."""
    claim = find(Part.CLAIM)
    reviews = {(claim.pair, claim.key): review(Choice.CHANGED, verdict=CheckVerdict.DISMISSED)}
    reported = REPORT.with_reviews(reviews)
    assert count_grades(reported.entries) == count_grades(REPORT.entries)
    before, after = (count_grades(each.entries)[claim.grade] for each in (reported, reported.settled()))
    assert after == before - 1


def test_keys_tell_findings_apart():
    """No two findings of a report share pair and key."""
    keys = [(entry.pair, entry.key) for entry in REPORT.entries]
    assert len(set(keys)) == len(keys)
