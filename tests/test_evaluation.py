"""Comparing runs of the evaluation: what was gained and lost, and that the test split stays unseen."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from align.bundled import bundled
from align.errors import InputError
from align.evaluation.compare import read_run, render_comparison
from align.evaluation.run import evaluate
from align.pipeline import align_plans
from align.results import TaskVerdict

DEMO = bundled("corpora", "demo")


def draw(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> str:
    console = Console(width=120, record=True, file=StringIO())
    console.print(render_comparison(before, after))
    return console.export_text()


def run(case: str, accuracy: float, **said: str | None) -> dict[str, Any]:
    """A row whose requirements are all covered in the gold."""
    verdicts = {name: {"gold": "covered", "said": verdict} for name, verdict in said.items()}
    return {"case": case, "tasks_accuracy": accuracy, "verdicts": verdicts}


def test_gains_and_losses_are_told_by_requirement() -> None:
    """Only what changed is listed; a change from wrong to wrong is neither gain nor loss."""
    before = run("甲", 0.5, U01="missing", U02="covered", U03="missing", U04="covered")
    after = run("甲", 0.75, U01="covered", U02="partial", U03=None, U04="covered")
    text = draw([before, {"case": "平均"}], [after, {"case": "平均"}])
    assert "改对 1 条，改错 1 条" in text
    assert "+0.250" in text
    assert "未识别" in text
    assert "U04" not in text


def test_an_earlier_run_without_single_verdicts_is_told() -> None:
    """Nothing to compare is not nothing changed."""
    before = run("甲", 0.5)
    del before["verdicts"]
    text = draw([before], [run("甲", 0.6, U01="covered")])
    assert "没有存逐条结论" in text
    assert "改对" not in text


def test_cases_that_only_one_run_has_are_left_out() -> None:
    """Means are taken over the same cases."""
    text = draw([run("甲", 0.5)], [run("甲", 0.6), run("乙", 0.0)])
    assert "两次都有的 1 例" in text
    assert "0.600" in text


def test_a_run_tells_every_requirement_of_its_cases(tmp_path: Path) -> None:
    """What is saved can be read back and compared with itself: nothing changes."""
    rows = evaluate([DEMO])
    (tmp_path / "run.json").write_text(json.dumps(rows), encoding="utf-8")
    cases = [row for row in rows if "verdicts" in row]
    assert len(cases) == len(rows) - 1
    alignment = align_plans(DEMO / "city.txt", DEMO / "district.txt")
    assert len(next(row for row in cases if row["case"] == "city-district")["verdicts"]) <= len(alignment.tasks)
    assert {one["gold"] for row in cases for one in row["verdicts"].values()} <= {
        verdict.value for verdict in TaskVerdict
    }
    assert "结论有变的要求 0 条" in draw(read_run(tmp_path / "run.json"), rows)


def test_the_test_split_shows_no_requirement(tmp_path: Path) -> None:
    """Its figures are told, its single verdicts are not."""
    folder = tmp_path / "cases"
    (folder / "gold").mkdir(parents=True)
    for name in ("city.txt", "district.txt", "gold/city-district.json"):
        (folder / name).write_bytes((DEMO / name).read_bytes())
    (folder / "test_split.txt").write_text("city-district\n", encoding="utf-8")
    row = evaluate([folder])[0]
    assert row["verdicts"] == {}
    assert row["tasks_macro_f1"] is not None


@pytest.mark.parametrize("content", [None, "{", "{}", '["x"]', '[{"name": 1}]'])
def test_what_is_no_run_is_said(content: str | None, tmp_path: Path) -> None:
    """With the way to make one."""
    file = tmp_path / "run.json"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match="evaluate"):
        read_run(file)
