"""The notebook on a first check runs from top to bottom, and shows what it says it shows."""

from __future__ import annotations

from pathlib import Path

from notebook_runs import code_of, run_cells

NOTEBOOK = Path(__file__).parents[1] / "notebooks" / "01_first_check.ipynb"


def test_no_output_is_kept() -> None:
    """A notebook is stored as it is written, not as it was run."""
    assert code_of(NOTEBOOK)
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code_of(NOTEBOOK))


def test_it_runs_and_its_tables_hold_what_they_should() -> None:
    """Gaps, themes, indicators to look at, and a result that comes back the same."""
    names, printed = run_cells(NOTEBOOK)
    assert "泊川市“十四五”生态环境保护规划 → 霁原区“十四五”生态环境保护规划" in printed
    assert len(names["gaps"]) == 36
    assert names["by_theme"].to_numpy().sum() == len(names["tasks"]) == 41
    assert set(names["columns"]) <= set(names["indicators"].columns)
    assert "True ['结果.json', '衔接审查.html', '衔接对照表.xlsx']" in printed
