"""Which plans of a folder answer a task: found in an index, made once."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from library_plans import COUNTIES, write_library, write_plan
from openpyxl import load_workbook

from align import find_in_folder
from align.answers import Closeness, FoundAnswers
from align.errors import InputError, OutputError
from align.finding import show_answers
from align.library import indexing
from align.library.finding import find_answers, open_index
from align.library.manifest import open_folder
from align.library.telling import tell_nobody
from align.pipeline import read_plan
from align.tasking import match_tasks

QUESTION = "开展入河排污口排查整治"


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of its own for plans and indexes, and one process."""
    for module in ("cache", "index"):
        monkeypatch.setattr(f"align.library.{module}.cache_folder", lambda: tmp_path / "cache")
    workers = indexing.open_workers
    monkeypatch.setattr(indexing, "open_workers", lambda _count, cluster: workers(1, cluster))
    return tmp_path / "cache"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A province, a city and three counties, the second of which lacks the task asked for."""
    return write_library(tmp_path / "规划")


def ask(folder: Path, question: str = QUESTION) -> FoundAnswers:
    """The answers to a question."""
    return find_answers(question, open_index(open_folder(folder), tell_nobody))


def test_the_plans_that_answer_and_the_one_that_does_not(folder: Path) -> None:
    """Each with its clause, the nearest first; the silent one is named."""
    found = ask(folder)
    assert found.canonical is not None
    assert [plan.region for plan in found.silent] == [COUNTIES[1]]
    near = [(plan.region, answers[0]) for plan, answers in found.by_plan() if plan not in found.silent]
    assert {region for region, _ in near} == {"琮岭省", "鹭陵市", COUNTIES[0], COUNTIES[2]}
    assert all("排污口" in answer.text and "重点任务" in answer.division for _, answer in near)
    scores = [answers[0].score for _, answers in found.by_plan()]
    assert scores == sorted(scores, reverse=True)


def test_scores_are_those_of_a_match(folder: Path) -> None:
    """Asked in the words of a requirement, the part of the canonical task is what a check gives; wording is weighed alike."""
    upper, lower = (read_plan(folder / name) for name in ("鹭陵市.txt", f"鹭陵市/{COUNTIES[0]}.txt"))
    links, _ = match_tasks(upper, lower)
    task = next(link for link in links if "农村生活污水" in link.task.clean)
    best = task.candidates[0]
    found = ask(folder, task.task.text)
    own = next(answers for plan, answers in found.by_plan() if plan.region == COUNTIES[0])
    assert own[0].text == best.clause.text
    assert own[0].catalogue == pytest.approx(best.comparisons[0].weight, abs=2e-4)
    assert found.closeness(own[0]) is Closeness.NEAR


def test_a_question_outside_the_catalogue_goes_by_its_wording(folder: Path) -> None:
    """And says so."""
    found = ask(folder, "琮岭")
    assert found.canonical is None


def test_a_known_library_is_not_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is anything of it indexed, until a plan changes or comes."""
    first = ask(folder)
    with monkeypatch.context() as patch:
        patch.setattr(indexing, "read_plans", lambda *_: pytest.fail("read again"))
        assert ask(folder) == first
    write_plan(folder / "鹭陵市", COUNTIES[1], "鹭陵市")
    assert ask(folder).silent == ()


def test_analysts_ask_a_folder(folder: Path) -> None:
    """A frame with a row per clause, the nearest first; and the plans without one."""
    found = find_in_folder(QUESTION, folder)
    frame = found.frame()
    assert frame.region.iloc[0] in {plan.region for plan in found.plans}
    assert frame.score.iloc[0] == frame.score.max()
    assert set(frame[frame.closeness == "near"].region).isdisjoint(plan.region for plan in found.silent)


def test_a_bad_file_is_left_out(folder: Path) -> None:
    """The others are found; a folder of nothing but bad files is told."""
    (folder / "坏.docx").write_bytes(b"PK\x03\x04")
    assert len(ask(folder).plans) == 5
    alone = folder.parent / "坏"
    alone.mkdir()
    (alone / "坏.docx").write_bytes(b"PK\x03\x04")
    with pytest.raises(InputError, match="没有一份规划能读入"):
        ask(alone)


def test_a_cache_that_cannot_be_written_is_told(folder: Path, own_cache: Path) -> None:
    """With the way to name another."""
    own_cache.write_text("no folder", encoding="utf-8")
    with pytest.raises(OutputError, match="PLAN_ALIGN_CACHE"):
        ask(folder)


def test_old_indexes_are_dropped(folder: Path, own_cache: Path) -> None:
    """A few are kept, so that several libraries can be asked in turn."""
    for number in range(7):
        write_plan(folder / "鹭陵市", COUNTIES[0], "鹭陵市", wood=42.5 + number)
        ask(folder)
    assert len(list((own_cache / "indexes").iterdir())) == 4


def test_the_same_is_shown_written_and_printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Screen, workbook and JSON name the same plans."""
    book = folder.parent / "排污口.xlsx"
    show_answers(QUESTION, folder, book, most=2, as_json=False)
    screen = capsys.readouterr().out
    assert "另有 2 份" in screen
    assert f"未见相近语句：{COUNTIES[1]}" in screen
    sheet = load_workbook(book)
    rows = [row[0].value for row in sheet["相近的语句"].iter_rows(min_row=3)]
    show_answers(QUESTION, folder, None, most=2, as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert [answer["region"] for answer in told["answers"]] == rows
    assert told["silent"] == [f"鹭陵市/{COUNTIES[1]}.txt"]
    assert [row[0].value for row in sheet["未见相近语句的规划"].iter_rows(min_row=2)] == [COUNTIES[1]]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["", "--in", "x"], "没有写要找什么"),
        (["排污口", "--in", "没有的文件夹"], "没有这个文件夹或清单"),
        (["排污口", "--in", "x", "-o", "结果.csv"], "应是 .xlsx"),
    ],
)
def test_mistakes_are_told_in_a_line(tmp_path: Path, words: list[str], told: str) -> None:
    """Exit code 2, no traceback."""
    done = subprocess.run([sys.executable, "-m", "align", "find", *words], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr
