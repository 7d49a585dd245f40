"""What became of the gaps from draft to draft, the words that changed, and how far the review is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from alignment_sample import make_sample
from review_sample import LOWER, UPPER, make_decision, make_draft, make_subject

from align.reporting.report import build_report
from align.reporting.reviews import Choice, Review, Standing
from align.reviewing.carry import Change
from align.reviewing.dossier import open_dossier, read_dossier
from align.reviewing.keeping.store import Store
from align.reviewing.progress import find_progress
from align.reviewing.revision import Edit, Fate, find_edits, find_revisions
from align.reviewing.standing import review_drafts

GAP = make_subject()
DONE = make_subject(verdict="covered", is_gap=False, severity="info", lower=(LOWER, "建立长效机制。"))


def fates(before, after, *decisions, later=()):
    reviewed = review_drafts([(make_draft(*before), list(decisions)), (make_draft(*after, id="d2"), list(later))])
    return [(found.fate, found.subject.key) for found in find_revisions(reviewed, list)]


@pytest.mark.parametrize(
    ("before", "after", "decisions", "fate"),
    [
        ([GAP], [GAP], [], Fate.REMAINING),
        ([GAP], [GAP], [make_decision()], Fate.REMAINING),
        ([GAP], [DONE], [], Fate.CLOSED),
        ([GAP], [DONE], [make_decision()], Fate.CLOSED),
        ([DONE], [GAP], [], Fate.NEW),
        ([DONE], [GAP], [make_decision()], Fate.REOPENED),
        ([GAP], [replace(GAP, lower=("别的句子。",))], [make_decision()], Fate.REOPENED),
        ([GAP], [replace(GAP, lower=("别的句子。",))], [], Fate.REMAINING),
        ([GAP], [GAP], [make_decision(choice=Choice.CHANGED, verdict="covered")], None),
        ([DONE], [replace(DONE, lower=("别的句子。",))], [make_decision()], Fate.REOPENED),
        ([DONE], [DONE], [], None),
        ([GAP], [make_subject("task:T7", upper=("毫不相干的新要求。",), is_gap=False)], [], Fate.CLOSED),
    ],
)
def test_what_became_of_a_gap(before, after, decisions, fate):
    """Closed, new, reopened and remaining, with what reviewers said taken into account."""
    found = fates(before, after, *decisions)
    assert [each for each, _ in found] == ([] if fate is None else [fate])


def test_a_gap_settled_by_reviewers_in_the_later_draft_is_closed():
    """Their word counts, not the program's."""
    later = make_decision("e2", draft="d2", choice=Choice.NOT_APPLICABLE, reason="无此类企业")
    assert fates([GAP], [GAP], later=[later]) == [(Fate.CLOSED, GAP.key)]


def test_a_first_draft_has_no_revisions():
    """There is nothing to compare it with."""
    assert find_revisions(review_drafts([(make_draft(), [])]), list) == ()


def test_changed_words_are_marked():
    """What is kept, dropped and added makes up both texts."""
    after = (UPPER.replace("2025", "2024"),)
    pieces = find_edits((UPPER,), after, list)
    assert "".join(piece.text for piece in pieces if piece.edit is not Edit.ADDED) == UPPER
    assert "".join(piece.text for piece in pieces if piece.edit is not Edit.DROPPED) == after[0]
    assert [(piece.edit, piece.text) for piece in pieces if piece.edit is not Edit.KEPT] == [
        (Edit.DROPPED, "5"),
        (Edit.ADDED, "4"),
    ]
    assert find_edits((UPPER,), (UPPER,), list) == ()


def test_a_revision_shows_the_words_that_changed():
    """Below where the lower plan changed; above nothing."""
    after = replace(GAP, lower=(LOWER.replace("2025", "2026"),))
    reviewed = review_drafts([(make_draft(GAP), []), (make_draft(after, id="d2"), [])])
    (found,) = find_revisions(reviewed, list)
    assert (found.change, found.upper) == (Change.LOWER, ())
    assert [piece.text for piece in found.lower if piece.edit is Edit.ADDED] == ["6"]


def test_progress_counts_every_finding_once():
    """Chapter by chapter and all together; gaps alone where asked for."""
    report = build_report(make_sample())
    first = report.entries[0]
    review = Review(standing=Standing.REVIEWED, choice=Choice.CONFIRMED, reviewer="林")
    *chapters, whole = find_progress(report.with_reviews({(0, first.key): review}))
    assert (whole.reviewed, whole.total) == (1, len(report.entries))
    assert sum(chapter.total for chapter in chapters) == whole.total
    assert find_progress(report, gaps_only=True)[-1].open == len(report.gaps)


@pytest.fixture
def store(tmp_path: Path):
    with Store(tmp_path / "复核记录.sqlite") as store:
        yield store


def sample(title: str = "山前区“十四五”生态环境保护规划（征求意见稿）", drop: int = 0):
    judged = make_sample()
    lower = replace(judged.lower, meta=replace(judged.lower.meta, title=title))
    return build_report(replace(judged, lower=lower, tasks=judged.tasks[drop:]))


def test_a_report_shows_what_was_decided_of_it(store):
    """Decisions come back with the report they were made on."""
    report = sample()
    open_dossier(store, report)
    entry = report.gaps[0]
    decision = make_decision(draft=report.digests[0], finding=entry.key, comment="请补充")
    store.record([decision])
    shown = {each.key: each.review for each in read_dossier(store, report).report.entries}
    assert shown[entry.key] is not None
    assert shown[entry.key].comment == "请补充"
    assert sum(review is not None for review in shown.values()) == 1


def test_the_next_draft_of_a_plan_follows_the_one_before(store):
    """Known by its title, whatever the stage of the draft; decisions on unchanged texts come along."""
    first, second = sample(), sample("山前区“十四五”生态环境保护规划（送审稿）", drop=1)
    open_dossier(store, first)
    kept = second.gaps[0]
    store.record([make_decision(draft=first.digests[0], finding=kept.key)])
    reviewed = open_dossier(store, second).reviewed[0]
    assert reviewed.earlier is not None
    assert reviewed.held[kept.key].standing is Standing.REVIEWED
    assert [subject.key for subject in reviewed.gone] == [first.entries[0].key]


def test_a_draft_before_may_be_named(store):
    """Where the title changed with the draft."""
    first, second = sample("山前区生态规划"), sample("山前区美丽建设规划", drop=1)
    assert open_dossier(store, first).reviewed[0].earlier is None
    assert open_dossier(store, second).reviewed[0].earlier is None
    third = sample("山前区美丽山前规划", drop=2)
    assert open_dossier(store, third, previous=first).reviewed[0].earlier.draft.id == first.digests[0]


def test_a_pair_is_one_draft_alone_or_beside_others(store):
    """What is decided in a report on two upper plans is there in the report on one of them."""
    judged = make_sample()
    other = replace(judged, upper=replace(judged.upper, meta=replace(judged.upper.meta, title="云川省规划")))
    both, alone = build_report((judged, other)), build_report(other)
    assert both.digests[1] == alone.digests[0]
    open_dossier(store, both)
    assert len(open_dossier(store, alone).reviewed[0].held) == len(alone.entries)


def test_a_report_nobody_opened_is_not_there(store):
    """Reading does not put it before reviewers."""
    with pytest.raises(LookupError):
        read_dossier(store, sample())
