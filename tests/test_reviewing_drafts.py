"""Three drafts of the demonstration's district plan with known edits: what is closed, new, reopened and remaining is known."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from align import align_plans
from align.matching.words import load_splitter
from align.model import Plan
from align.pipeline import read_plan
from align.reportfiles import find_review
from align.reporting.report import Report, build_report
from align.reporting.reviews import Choice, Standing
from align.reviewing.decisions import Decision, Via
from align.reviewing.dossier import Dossier, open_dossier
from align.reviewing.keeping.store import Store
from align.reviewing.revision import Edit, Fate, Revision, find_revisions

DEMO = Path(__file__).parents[1] / "corpora" / "demo"
TITLE = "霁原区“十四五”生态环境保护规划"
# What each draft changes in the one before: a sentence, and what stands in its place.
TO_REVIEW = {
    # 农村黑臭水体 is taken up
    "1．治理农村污水。": "1．治理农村污水。2025年底前完成农村黑臭水体清淤、截污和岸坡整治，坚持一塘一策、水系连通，治理成效由村民代表评议。",
    # the forest target becomes a number, and binding
    "15\t生态与民生\t森林覆盖率\t预期性\t%\t不减少\t38.5": "15\t生态与民生\t森林覆盖率\t约束性\t%\t46.8\t38.5",
    # 取水口 are marked a year earlier
    "7个乡镇水厂水源地2024年底前完成": "7个乡镇水厂水源地2023年底前完成",
}
TO_APPROVAL = {
    # 油墨 evidence in another wording
    "2025年替换六成以上": "2025年替换比例达到65%",
}


def write_draft(folder: Path, stage: str, text: str) -> Path:
    path = folder / f"区规划{stage}.txt"
    path.write_text(text.replace(TITLE, f"{TITLE}（{stage}）", 1), encoding="utf-8")
    return path


def apply(text: str, edits: dict[str, str]) -> str:
    for old, new in edits.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


# The paragraph on 放射源, lost from the second draft and back in the third; the number behind it moves up and down.
SOURCES, NEXT, MOVED = "2．看牢放射源。", "3．织密监测网络。", "2．织密监测网络。"


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> list[Report]:
    folder = tmp_path_factory.mktemp("drafts")
    first = (DEMO / "district.txt").read_text(encoding="utf-8")
    lost = next(line for line in first.splitlines() if line.startswith(SOURCES))
    second = apply(first, {**TO_REVIEW, f"{lost}\n": "", NEXT: MOVED})
    third = apply(second, {**TO_APPROVAL, MOVED: f"{lost}\n{NEXT}"})
    stages = {"征求意见稿": first, "送审稿": second, "报批稿": third}
    upper: Plan = read_plan(DEMO / "city.txt")
    plans = (read_plan(write_draft(folder, stage, text)) for stage, text in stages.items())
    return [build_report(align_plans(upper, plan)) for plan in plans]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "规划衔接复核.sqlite") as store:
        yield store


def decide(store: Store, report: Report, number: str, choice: Choice = Choice.CONFIRMED, verdict: str = "") -> None:
    entry = next(entry for entry in report.entries if entry.number == number)
    decision = Decision(
        id=f"{report.digests[0]}-{number}",
        draft=report.digests[0],
        finding=entry.key,
        choice=choice,
        verdict=verdict,
        reviewer="林",
        time=datetime(2026, 3, 2, tzinfo=UTC),
        via=Via.LIBRARY,
    )
    store.record([decision])


def revisions(dossier: Dossier) -> dict[Fate, list[Revision]]:
    found = find_revisions(dossier.reviewed[0], load_splitter())
    return {fate: [revision for revision in found if revision.fate is fate] for fate in Fate}


def numbers(found: list[Revision]) -> set[str]:
    return {revision.subject.number for revision in found}


def standing(dossier: Dossier, number: str) -> Standing:
    entry = next(entry for entry in dossier.report.entries if entry.number == number)
    return entry.review.standing if entry.review is not None else Standing.OPEN


def review_first(store: Store, report: Report) -> None:
    open_dossier(store, report)
    for number in ("TASK-004", "TASK-013", "TASK-027", "TASK-037"):
        decide(store, report, number)
    decide(store, report, "TASK-006", Choice.CHANGED, "covered")


def test_the_second_draft_is_told_by_its_edits(reports: list[Report], store: Store) -> None:
    """Two gaps closed, one new, two decisions reopened; all others are as they were."""
    first, second, _ = reports
    review_first(store, first)
    dossier = open_dossier(store, second)
    found = revisions(dossier)
    assert numbers(found[Fate.CLOSED]) == {"TASK-027", "IND-017"}
    assert numbers(found[Fate.NEW]) == {"CLM-007"}  # one more binding indicator than the text says
    assert numbers(found[Fate.REOPENED]) == {"TASK-013", "TASK-037"}
    gone = {"TASK-027", "IND-017", "TASK-013", "TASK-006"}
    assert numbers(found[Fate.REMAINING]) == {entry.number for entry in first.gaps} - gone
    assert standing(dossier, "TASK-004") is standing(dossier, "TASK-006") is Standing.REVIEWED
    assert standing(dossier, "TASK-027") is Standing.SUSPECT


def test_the_words_that_changed_are_shown(reports: list[Report], store: Store) -> None:
    """Of the sentence edited, the year that moved."""
    first, second, _ = reports
    review_first(store, first)
    (changed,) = (r for r in revisions(open_dossier(store, second))[Fate.REOPENED] if r.subject.number == "TASK-013")
    assert [(piece.edit, piece.text) for piece in changed.lower if piece.edit is not Edit.KEPT] == [
        (Edit.DROPPED, "2024"),
        (Edit.ADDED, "2023"),
    ]


def test_the_third_draft_is_told_by_its_edits(reports: list[Report], store: Store) -> None:
    """What was lost is back; a reviewer's verdict on an edited sentence is asked for again; what was decided again stays."""
    first, second, third = reports
    review_first(store, first)
    open_dossier(store, second)
    decide(store, second, "TASK-013")
    dossier = open_dossier(store, third)
    found = revisions(dossier)
    assert numbers(found[Fate.CLOSED]) == {"TASK-037"}
    assert numbers(found[Fate.NEW]) == set()
    assert numbers(found[Fate.REOPENED]) == {"TASK-006", "TASK-027"}
    assert {"TASK-004", "TASK-013", "CLM-007"} <= numbers(found[Fate.REMAINING])
    assert standing(dossier, "TASK-013") is Standing.REVIEWED


def test_a_draft_against_itself_changes_nothing(reports: list[Report], store: Store) -> None:
    """Read again, every decision stands and nothing is new."""
    first = reports[0]
    review_first(store, first)
    again = open_dossier(store, first, previous=reports[1])
    assert again.reviewed[0].earlier is None
    assert standing(again, "TASK-004") is Standing.REVIEWED


def test_previous_results_find_their_store(tmp_path: Path) -> None:
    """Without a store and without a draft before, none is made."""
    assert find_review(tmp_path, None, None) is None
    assert list(tmp_path.iterdir()) == []


def test_the_commands_carry_decisions_from_draft_to_draft(tmp_path: Path) -> None:
    """check --previous shows what was closed, and the workbook of the new draft holds the decisions on the old one."""
    first = (DEMO / "district.txt").read_text(encoding="utf-8")
    old = write_draft(tmp_path, "征求意见稿", first)
    new = write_draft(tmp_path, "送审稿", apply(first, TO_REVIEW))
    out = tmp_path / "报告"

    def run(*words: object) -> str:
        command = [sys.executable, "-m", "align", *map(str, words)]
        return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout

    run("check", old, "-a", DEMO / "city.txt", "-o", out)
    (result,) = out.glob("*.json")
    shown = run("check", new, "-a", DEMO / "city.txt", "-o", tmp_path / "再报", "--previous", result)
    assert "已消除 2 处、新出现 1 处、须重新复核 0 处" in shown
    assert (out / "规划衔接复核.sqlite").is_file()
    status = run("review", "status", next((tmp_path / "再报").glob("*.json")), "--store", out / "规划衔接复核.sqlite")
    assert "已消除　TASK-027" in status
