"""Findings are found again in the next draft, and what changed under them is told."""

from __future__ import annotations

import pytest
from review_sample import LOWER, UPPER, make_draft, make_subject

from align.reporting.entries import Part
from align.reviewing.carry import Change, carry

SHORTER = "到2024年，建成区黑臭水体全面消除。"
OTHER = "加强噪声敏感建筑物集中区域管控，逐步配套隔音设施。"


@pytest.mark.parametrize(
    ("fields", "change"),
    [
        ({}, Change.SAME),
        ({"number": "TASK-009", "title": "别的题目", "chapter": "第四章"}, Change.SAME),
        ({"upper": ("到2025年，建成区\n黑臭水体　全面消除。",)}, Change.SAME),
        ({"upper": (SHORTER,)}, Change.UPPER),
        ({"lower": (LOWER, "建立长效机制。")}, Change.LOWER),
        ({"lower": ()}, Change.LOWER),
        ({"upper": (SHORTER,), "lower": ()}, Change.BOTH),
        ({"verdict": "covered"}, Change.VERDICT),
    ],
)
def test_what_changed_under_a_finding_is_told(fields, change):
    """Texts count, however they are set; numbers and titles of the report do not."""
    (found,) = carry(make_draft(make_subject()), make_draft(make_subject(**fields), id="d2"))
    assert found.change is change
    assert found.before == make_subject()


def test_a_finding_with_another_key_is_found_by_its_text():
    """The upper plan was renumbered; the requirement is the same."""
    before = make_draft(make_subject("task:T3.1"), make_subject("task:T3.2", upper=(OTHER,)))
    after = make_draft(make_subject("task:T4.9", upper=(OTHER,)), make_subject("task:T4.8"), id="d2")
    pairs = {(found.before.key, found.after.key): found.change for found in carry(before, after)}
    assert pairs == {("task:T3.2", "task:T4.9"): Change.SAME, ("task:T3.1", "task:T4.8"): Change.SAME}


def test_a_finding_in_a_new_wording_is_found_by_likeness():
    """A changed year leaves the requirement the same; one on another matter is new."""
    after = make_draft(make_subject("task:T9", upper=(OTHER,)), make_subject("task:T8", upper=(SHORTER,)), id="d2")
    new, known = carry(make_draft(), after)
    assert (new.change, new.before) == (Change.NEW, None)
    assert (known.change, known.before.key) == (Change.UPPER, "task:T1")


def test_a_finding_is_carried_to_one_only():
    """Of two requirements alike, the likelier takes it; the other is new."""
    after = make_draft(
        make_subject("task:T8", upper=(SHORTER,)), make_subject("task:T9", upper=(UPPER + "长效管护。",)), id="d2"
    )
    changes = [found.change for found in carry(make_draft(), after)]
    assert sorted(changes) == sorted([Change.NEW, Change.UPPER])


def test_findings_of_another_part_are_not_taken():
    """An indicator is never carried to a task, however alike the texts are."""
    new, gone = carry(make_draft(make_subject("indicator:I1")), make_draft(make_subject("task:T1"), id="d2"))
    assert (new.change, gone.change) == (Change.NEW, Change.GONE)
    assert gone.before.part is Part.INDICATOR


def test_what_speaks_of_the_lower_plan_alone_is_found_by_its_text():
    """Claims and structure have no text above."""
    before = make_draft(make_subject("claim:K1", upper=(), lower=("设置主要指标19项",)))
    after = make_draft(make_subject("claim:K2", upper=(), lower=("设置主要指标18项",)), id="d2")
    (found,) = carry(before, after)
    assert found.change is Change.LOWER
    assert found.before.key == "claim:K1"
