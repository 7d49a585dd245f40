"""Where the review of a finding stands: what each reviewer said last, what they dispute, what a new draft reopens."""

from __future__ import annotations

from review_sample import LOWER, UPPER, make_decision, make_draft, make_subject, make_withdrawal

from align.reporting.reviews import Choice, Standing
from align.results import TaskVerdict
from align.reviewing.carry import Change
from align.reviewing.standing import build_review, review_drafts

KEY = "task:T1"


def held(*events, draft=None):
    return review_drafts([(draft or make_draft(), events)]).held[KEY]


def covered(id="e2", **fields):
    return make_decision(id, choice=Choice.CHANGED, verdict="covered", **fields)


def test_nothing_said_leaves_a_finding_open():
    """And shows nothing in reports."""
    assert held().standing is Standing.OPEN
    assert build_review(held(), make_subject()) is None


def test_the_last_word_of_a_reviewer_counts():
    """Earlier ones stay in the store, and do not dispute with it."""
    found = held(make_decision(), covered())
    assert (found.standing, [each.id for each in found.decisions]) == (Standing.REVIEWED, ["e2"])


def test_what_is_taken_back_leaves_what_was_before():
    """Undo goes back to the decision before, and to open after the first."""
    first, second = make_decision(), covered()
    assert held(first, second, make_withdrawal(second)).decisions == (first,)
    assert held(first, make_withdrawal(first)).standing is Standing.OPEN


def test_two_reviewers_of_different_minds_are_disputed():
    """Their verdicts count, not their words."""
    assert held(make_decision(), covered(reviewer="陈")).standing is Standing.DISPUTED
    agreeing = held(make_decision(comment="同意"), make_decision("e2", reviewer="陈", comment="没有意见"))
    assert agreeing.standing is Standing.REVIEWED


def test_who_is_unsure_disputes_nothing():
    """The decision of the one who is sure is shown; both are named."""
    found = held(covered(), make_decision("e3", choice=Choice.UNSURE, reviewer="陈", comment="待核实"))
    review = build_review(found, make_subject())
    assert (found.standing, review.verdict, review.reviewer) == (Standing.REVIEWED, TaskVerdict.COVERED, "林、陈")
    assert review.comment == "待核实"


def test_a_final_decision_settles_what_was_said_before():
    """What is said after it disputes again."""
    events = [make_decision(), covered(reviewer="陈"), make_decision("e3", reviewer="王", is_final=True)]
    assert held(*events).standing is Standing.REVIEWED
    assert held(*events, covered("e4", reviewer="陈")).standing is Standing.DISPUTED


def two_drafts(second, *later, first=None, events=None):
    drafts = [(first or make_draft(), events or [make_decision()]), (second, list(later))]
    return review_drafts(drafts)


def test_a_decision_stays_while_its_texts_do():
    """In the next draft too, and in the one after it."""
    reviewed = two_drafts(make_draft(id="d2"))
    assert reviewed.held[KEY].standing is Standing.REVIEWED
    third = review_drafts([(make_draft(), [make_decision()]), (make_draft(id="d2"), []), (make_draft(id="d3"), [])])
    assert third.held[KEY].standing is Standing.REVIEWED


def test_a_changed_text_reopens_what_was_decided():
    """In either plan, and where the program finds something else; the old decision is still shown."""
    for fields, change in (
        ({"lower": ("2026年底前消除城区黑臭水体。",)}, Change.LOWER),
        ({"upper": (UPPER + "。",)}, Change.UPPER),
        ({"verdict": "missing"}, Change.VERDICT),
    ):
        found = two_drafts(make_draft(make_subject(**fields), id="d2")).held[KEY]
        assert (found.standing, found.change) == (Standing.SUSPECT, change)
        assert found.decisions == (make_decision(),)
        assert found.before == make_subject()


def test_what_was_reopened_stays_so_until_someone_decides():
    """A further draft without change does not make it settled."""
    changed = make_draft(make_subject(lower=("另一句。",)), id="d2")
    later = make_draft(make_subject(lower=("另一句。",)), id="d3")
    drafts = [(make_draft(), [make_decision()]), (changed, []), (later, [])]
    assert review_drafts(drafts).held[KEY].standing is Standing.SUSPECT
    again = covered("e9", draft="d3", reviewer="陈")
    found = review_drafts([*drafts[:2], (later, [again])]).held[KEY]
    assert (found.standing, found.decisions) == (Standing.REVIEWED, (again,))


def test_deciding_again_settles_what_was_reopened():
    """The decision on the old text does not dispute with the one on the new."""
    again = covered("e9", draft="d2", reviewer="陈")
    found = two_drafts(make_draft(make_subject(lower=()), id="d2"), again).held[KEY]
    assert (found.standing, found.decisions) == (Standing.REVIEWED, (again,))


def test_unchanged_texts_let_later_reviewers_dispute():
    """What was said of the same texts in an earlier draft still counts."""
    found = two_drafts(make_draft(id="d2"), covered("e9", draft="d2", reviewer="陈")).held[KEY]
    assert found.standing is Standing.DISPUTED


def test_a_picked_sentence_that_is_gone_reopens():
    """The reviewer's own evidence counts as much as the program's."""
    picked = covered(picked="建立黑臭水体\n长效机制。")
    first = make_draft(lower_text=LOWER + "建立黑臭水体长效机制。")
    stays = two_drafts(make_draft(id="d2", lower_text=first.lower_text), first=first, events=[picked])
    gone = two_drafts(make_draft(id="d2", lower_text=LOWER), first=first, events=[picked])
    assert stays.held[KEY].standing is Standing.REVIEWED
    assert gone.held[KEY].standing is Standing.SUSPECT


def test_findings_that_are_gone_are_told():
    """What the next draft has no more is listed with what it was."""
    reviewed = two_drafts(make_draft(make_subject("task:T7", upper=("别的要求完全不同。",)), id="d2"))
    assert [subject.key for subject in reviewed.gone] == [KEY]
    assert reviewed.held["task:T7"].change is Change.NEW


def test_an_opinion_noted_down_does_not_close_what_a_new_draft_reopened():
    """It stays 待复核 with the opinion, until someone chooses a verdict."""
    second = make_draft(make_subject(lower=("别的句子。",)), id="d2")
    noted = make_decision("e2", draft="d2", choice=Choice.UNDECIDED, comment="请核对", reviewer="陈")
    found = two_drafts(second, noted).held[KEY]
    assert (found.standing, [each.id for each in found.decisions]) == (Standing.SUSPECT, ["e2", "e1"])
    assert two_drafts(second, noted, covered("e3", draft="d2")).held[KEY].standing is Standing.REVIEWED
