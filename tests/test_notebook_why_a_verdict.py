"""The notebook on a verdict's reasons: sums add up, figures are whole and legible, edits change what they should."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from notebook_runs import code_of, run_cells

NOTEBOOK = Path(__file__).parents[1] / "notebooks" / "03_why_a_verdict.ipynb"


@pytest.fixture(scope="module")
def names() -> Iterator[dict[str, Any]]:
    """What the notebook leaves behind."""
    matplotlib = pytest.importorskip("matplotlib", reason="the extra notebook is not installed")
    matplotlib.use("agg")
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="FigureCanvasAgg is non-interactive")
        found, _ = run_cells(NOTEBOOK)
    yield found
    found["plt"].close("all")


def test_no_output_is_kept() -> None:
    """A notebook is stored as it is written, not as it was run."""
    assert code_of(NOTEBOOK)
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code_of(NOTEBOOK))


def test_each_verdict_is_shown(names: dict[str, Any]) -> None:
    """One requirement of each kind, with the sums that its verdict is made of."""
    assert [one.verdict.value for one in names["three"].values()] == ["covered", "partial", "missing"]
    for one in names["three"].values():
        assert sum(step.weight for step in one.steps) > 0
    assert len(names["spots"]) == 38
    assert len(names["weights"]) == 26


def test_every_bar_lies_within_its_figure(names: dict[str, Any]) -> None:
    """Nothing is cut off at the right, and there is a figure for each sum, the thresholds and the calibration."""
    plt = names["plt"]
    assert len(plt.get_fignums()) == 4
    for number in plt.get_fignums():
        for axis in plt.figure(number).axes:
            ends = [bar.get_x() + bar.get_width() for bar in axis.patches]
            assert max(ends, default=0) <= axis.get_xlim()[1]


def test_no_character_is_drawn_as_a_box(names: dict[str, Any]) -> None:
    """The font found has a picture of every character."""
    if names["font"] is None:
        pytest.skip("no Chinese font here")
    plt = names["plt"]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for number in plt.get_fignums():
            plt.figure(number).canvas.draw()


def test_confidence_can_be_believed(names: dict[str, Any]) -> None:
    """All requirements of the cases are counted, and the errors are those of the last fit."""
    curves = names["curves"]
    assert set(curves) == {"开发", "测试"}
    assert all(curve.error < 0.1 for curve in curves.values())
    assert sum(step.count for step in curves["开发"].steps) > 600


def test_edits_change_the_verdicts_they_should_and_no_other(names: dict[str, Any]) -> None:
    """Deleted is missing, late, weak or too low is partial, completed is covered, in other words as well."""
    edits = names["edits"]
    assert [told.split()[0] for told in edits["改后"]] == [
        *("未衔接", "部分衔接", "部分衔接", "部分衔接", "已衔接", "部分衔接", "已衔接", "部分衔接"),
    ]
    assert (edits["连带改判"] == 0).all()
    assert "本级2024年底前" in edits["缺什么"].iloc[1]
    assert "建成→鼓励" in edits["缺什么"].iloc[3]
