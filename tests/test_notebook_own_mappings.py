"""The notebook on own mappings: the example obeys the house's rules, mistakes are told, and it measurably helps."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from notebook_runs import code_of, run_cells

import align

NOTEBOOK = Path(__file__).parents[1] / "notebooks" / "05_own_mappings.ipynb"
EXAMPLE = NOTEBOOK.parent / "own_mappings"


def test_no_output_is_kept() -> None:
    """A notebook is stored as it is written, not as it was run."""
    assert code_of(NOTEBOOK)
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code_of(NOTEBOOK))


def test_the_example_is_written_as_the_bundled_tasks_are() -> None:
    """Sorted, canonical lines, confusable tasks mutual, phrasings long enough and none copied from the plans it is tried on."""
    lines = (EXAMPLE / "mappings" / "tasks" / "archives.jsonl").read_text(encoding="utf-8").splitlines()
    tasks = [json.loads(line) for line in lines]
    assert lines == [json.dumps(task, ensure_ascii=False) for task in tasks]
    assert [task["id"] for task in tasks] == sorted(task["id"] for task in tasks)
    confusable = {task["id"]: task["confusable"] for task in tasks}
    assert [(one, two) for one, others in confusable.items() for two in others if one not in confusable[two]] == []
    plans = "".join(path.read_text(encoding="utf-8") for path in EXAMPLE.glob("plans/*.txt"))
    for task in tasks:
        phrasings = [text for kind in task["phrasings"].values() for text in kind]
        assert [text for text in phrasings if len(text) < 6 or (len(text) > 12 and text in plans)] == []
        assert len(phrasings) >= 6


def test_it_runs_and_shows_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the mappings tasks crowd under one; with them more verdicts are right and no other sector's changes."""
    monkeypatch.setenv("PYTHONPATH", str(Path(align.__file__).parents[1]))
    names, printed = run_cells(NOTEBOOK)
    assert list(names["before"]["标准任务"].value_counts())[:3] == [4, 3, 3]
    for told in (
        "表头应为",
        "编号缺失或重复",
        "没有 archive 的主题",
        "说法重复",
        "JSON",
        "不在单位表中",
        "别名",
        "应为 higher",
    ):
        assert told in printed
    assert printed.count("错误：") == len(names["MISTAKES"]) + 2
    assert "没有这个文件的位置" in printed
    figures = names["figures"]
    gains = figures["档案 市—区", "有映射"] - figures["档案 市—区", "没有映射"]
    assert (gains > 0.2).all()
    for case in ("生态环境 省—市", "生态环境 市—区"):
        assert figures[case, "有映射"].equals(figures[case, "没有映射"])
    assert (names["compared"]["变化"] == "改对").sum() >= 6
