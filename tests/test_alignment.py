"""What an analyst gets from an alignment in a notebook."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.console import Console

import align
from align import Alignment, align_plans, read_plan
from align.bundled import bundled


@pytest.fixture(scope="module")
def alignment() -> Alignment:
    city, district = (bundled("corpora", "demo", f"{name}.txt") for name in ("city", "district"))
    return align_plans(read_plan(city), district)


def test_frames_have_a_row_per_finding(alignment: Alignment) -> None:
    """Tasks, indicators and gaps as data frames."""
    tasks, indicators, gaps = alignment.tasks_frame(), alignment.indicators_frame(), alignment.gaps_frame()
    assert len(tasks) == len(alignment.tasks)
    assert len(indicators) == len(alignment.indicators)
    assert set(tasks["verdict"]) <= {"covered", "partial", "missing", "not_applicable"}
    assert 0 < len(gaps) < len(tasks) + len(indicators) + 40


def test_dict_is_the_result_file(alignment: Alignment) -> None:
    """The same content as the JSON file."""
    result = alignment.to_dict()
    assert result["schema"] == "plan-align/check"
    assert len(result["tasks"]) == len(alignment.tasks)


def test_explanation_names_the_comparisons(alignment: Alignment) -> None:
    """Why a verdict, step by step; an unknown id is a KeyError."""
    finding = next(finding for finding in alignment.tasks if finding.matches)
    console = Console(width=100, record=True, file=StringIO())
    console.print(alignment.explain(finding.task.id))
    assert "标准任务" in console.export_text()
    with pytest.raises(KeyError):
        alignment.explain("nothing")


def test_explanation_is_drawn_in_a_notebook(alignment: Alignment) -> None:
    """A notebook asks what it shows for its own forms, and shows the bare name of what has none."""
    shown = alignment.explain(alignment.tasks[0].task.id)._repr_mimebundle_(include=[], exclude=[])
    assert alignment.tasks[0].task.text[:8] in shown["text/plain"]
    assert "<pre" in shown["text/html"]


def test_it_shows_itself(alignment: Alignment) -> None:
    """In a notebook as a page, on a terminal as a screen."""
    assert "<iframe" in alignment._repr_html_()
    console = Console(width=100, record=True, file=StringIO())
    console.print(alignment)
    assert "规划衔接审查" in console.export_text()


def test_unknown_public_names_are_attribute_errors() -> None:
    """The lazy module behaves like any other."""
    with pytest.raises(AttributeError):
        _ = align.nothing
