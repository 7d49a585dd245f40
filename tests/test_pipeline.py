"""The whole street on the demo corpus: a plan answers itself, and a known change is found, and nothing else."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import pytest

from align.bundled import bundled
from align.model import Plan
from align.pipeline import align_plans, read_plan
from align.results import IndicatorVerdict, TaskVerdict

NAMES = ("province", "city", "district")


@lru_cache(maxsize=4)
def demo(name: str) -> Plan:
    return read_plan(bundled("corpora", "demo", f"{name}.txt"))


def mutated(name: str, old: str, new: str, folder: Path) -> Plan:
    """The demo plan with one passage replaced."""
    text = bundled("corpora", "demo", f"{name}.txt").read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path = folder / f"{name}.txt"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return read_plan(path)


@pytest.mark.parametrize("name", NAMES)
def test_a_plan_answers_itself(name: str) -> None:
    """Wholly covered, every indicator equal, nothing local, and a warning that both are one file."""
    plan = demo(name)
    alignment = align_plans(plan, plan)
    assert {finding.verdict for finding in alignment.tasks} == {TaskVerdict.COVERED}
    assert {finding.verdict for finding in alignment.indicators} == {IndicatorVerdict.EQUAL}
    assert alignment.local_tasks == ()
    assert [notice.code for notice in alignment.warnings] == ["pair.same_file"]


@pytest.mark.parametrize("name", NAMES)
def test_a_deleted_task_is_found(name: str, tmp_path: Path) -> None:
    """Each tenth task is deleted in turn: it becomes a gap, and no other requirement changes."""
    plan = demo(name)
    for task in plan.tasks[4::10]:
        alignment = align_plans(plan, mutated(name, task.text, "", tmp_path))
        gaps = [finding.task.clean for finding in alignment.tasks if finding.verdict is not TaskVerdict.COVERED]
        assert gaps == [task.clean]
        assert {finding.verdict for finding in alignment.indicators} == {IndicatorVerdict.EQUAL}


@pytest.mark.parametrize("name", NAMES)
def test_a_later_deadline_is_found(name: str, tmp_path: Path) -> None:
    """A deadline moved beyond what is asked for is named in the missing points of that requirement alone."""
    plan = demo(name)
    dated = [task for task in plan.tasks if re.search(r"202[234]年底前", task.text)]
    assert dated, "the demo plan holds tasks with deadlines"
    for task in dated[:4]:
        later = re.sub(r"202[234]年底前", "2026年底前", task.text)
        alignment = align_plans(plan, mutated(name, task.text, later, tmp_path))
        gaps = [finding for finding in alignment.tasks if finding.verdict is not TaskVerdict.COVERED]
        assert [finding.task.clean for finding in gaps] == [task.clean]
        assert any("时限" in point for point in gaps[0].missing_points)


@pytest.mark.parametrize("name", NAMES)
def test_a_lower_share_is_found(name: str, tmp_path: Path) -> None:
    """A share weakened by ten points is named in the missing points of that requirement alone."""
    plan = demo(name)
    shares = [
        task
        for task in plan.tasks
        if re.search(r"(?<![\d.])[5-9]\d%", task.text) and not re.search("不超过|控制在|以下|以内|不高于", task.text)
    ]
    assert shares, "the demo plan holds tasks with shares"
    for task in shares[:3]:
        weaker = re.sub(r"(?<![\d.])([5-9])(\d%)", lambda match: f"{int(match[1]) - 1}{match[2]}", task.text)
        alignment = align_plans(plan, mutated(name, task.text, weaker, tmp_path))
        gaps = [finding for finding in alignment.tasks if finding.verdict is not TaskVerdict.COVERED]
        assert [finding.task.clean for finding in gaps] == [task.clean]
        assert any("量化要求" in point for point in gaps[0].missing_points)


def test_a_flipped_nature_is_found(tmp_path: Path) -> None:
    """约束性 turned into 预期性 in one row of the table."""
    plan = demo("city")
    row = next(
        i for i in plan.indicators if i.nature is not None and i.nature.value == "约束性" and i.table is not None
    )
    lower = mutated("city", row.text, row.text.replace("约束性", "预期性"), tmp_path)
    alignment = align_plans(plan, lower)
    changed = [finding for finding in alignment.indicators if finding.nature_changed]
    assert [finding.upper.name for finding in changed if finding.upper] == [row.name]
    assert {finding.verdict for finding in alignment.indicators} == {IndicatorVerdict.EQUAL}
    assert {finding.verdict for finding in alignment.tasks} == {TaskVerdict.COVERED}


def test_every_quote_lies_in_its_source() -> None:
    """Each text is the exact slice of its source at its span, on both sides."""
    alignment = align_plans(demo("city"), demo("district"))
    upper, lower = alignment.upper.source.text, alignment.lower.source.text
    for finding in alignment.tasks:
        assert finding.task.span.slice(upper) == finding.task.text
        for match in finding.matches:
            assert match.span.slice(lower) == match.text
    for plan in (alignment.upper, alignment.lower):
        for item in (*plan.clauses, *plan.indicators, *plan.projects, *plan.claims, *plan.basis):
            assert item.span.slice(plan.source.text) == item.text
            plan.division(item.division_id)


def test_scores_are_the_sum_of_their_comparisons() -> None:
    """The explanation shown is the score laid out."""
    for finding in align_plans(demo("city"), demo("district")).tasks:
        for match in (*finding.matches, *filter(None, (finding.rejected,))):
            assert match.score == pytest.approx(sum(c.weight for c in match.comparisons), abs=1e-3)


def test_achievements_never_answer() -> None:
    """No match shown stands in a division on the present state."""
    alignment = align_plans(demo("city"), demo("district"))
    lower = alignment.lower
    roles = {clause.id: (clause.role.value, clause.tense.value) for clause in lower.clauses}
    for finding in alignment.tasks:
        for match in finding.matches:
            role, tense = roles[match.id]
            assert role not in ("context", "objectives", "basis")
            assert tense == "future"


def test_adding_a_lower_task_adds_no_gap(tmp_path: Path) -> None:
    """More in the lower plan never makes a requirement less answered."""
    before = align_plans(demo("city"), demo("district"))
    task = demo("district").tasks[3]
    added = f"{task.text}组织开展全区古树名木挂牌保护，每年开展一次巡查。"
    after = align_plans(demo("city"), mutated("district", task.text, added, tmp_path))
    gaps = {f.task.id for f in before.tasks if f.verdict.is_gap}
    assert {f.task.id for f in after.tasks if f.verdict.is_gap} <= gaps
