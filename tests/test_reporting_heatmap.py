"""The heat map counts every task that concerns the lower plan once, and leads to the gravest gap."""

from __future__ import annotations

from dataclasses import replace

import pytest
from alignment_sample import make_sample

from align.reporting.entries import Part
from align.reporting.heatmap import HeatCell, build_heatmaps
from align.reporting.html import render_html
from align.reporting.report import build_report
from align.results import TaskVerdict

REPORT = build_report(make_sample())


def cells() -> list[HeatCell]:
    (found,) = build_heatmaps(REPORT)
    return [cell for _, row in found.rows for cell in row if cell is not None]


def test_every_task_is_counted_once() -> None:
    """What does not apply is left out; gaps add up by verdict."""
    tasks = [entry for entry in REPORT.of(Part.TASK) if entry.applicable]
    assert sum(cell.total for cell in cells()) == len(tasks)
    assert sum(cell.missing for cell in cells()) == sum(entry.verdict is TaskVerdict.MISSING for entry in tasks)
    assert sum(cell.gaps for cell in cells()) == sum(entry.is_gap for entry in tasks)


def test_a_cell_leads_to_its_gravest_gap() -> None:
    """By the number of the finding, which stands on the page; cells without gaps lead nowhere."""
    page = render_html(REPORT)
    for cell in cells():
        assert (cell.first is None) == (cell.gaps == 0)
        assert cell.first is None or f'id="card-{cell.first}"' in page


@pytest.mark.parametrize(
    ("missing", "partial", "total", "heat"),
    [(0, 0, 4, 0), (0, 2, 4, 1), (1, 0, 4, 1), (1, 2, 4, 2), (0, 1, 1, 2), (2, 2, 4, 3), (1, 0, 1, 3)],
)
def test_heat_grows_with_the_share_of_gaps(missing: int, partial: int, total: int, heat: int) -> None:
    """Half answered counts half."""
    assert HeatCell(total=total, missing=missing, partial=partial, first="TASK-001").heat == heat


def test_a_report_without_tasks_has_no_map() -> None:
    """Two tables of indicators have no chapters to count by."""
    bare = replace(make_sample(), tasks=())
    assert build_heatmaps(build_report(bare)) == ()


def test_reviewers_cool_the_map() -> None:
    """A settled report counts what reviewers left."""
    settled = replace(REPORT, entries=tuple(replace(entry, is_gap=False) for entry in REPORT.entries))
    (found,) = build_heatmaps(settled)
    assert {cell.heat for _, row in found.rows for cell in row if cell is not None} == {0}
