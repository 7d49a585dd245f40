"""``plan-align tasks``: which canonical tasks a plan holds."""

from __future__ import annotations

import json
from pathlib import Path

from test_cli import run

from align.bundled import bundled
from align.knowledge.tasks import load_catalogue
from align.pipeline import read_plan
from align.tasking import find_canonical

CITY = bundled("corpora", "demo") / "city.txt"


def test_every_task_is_told_with_or_without_a_canonical_one() -> None:
    """Known ids, in the order of the plan, and nearness that tells the two apart."""
    plan = read_plan(CITY)
    entries = find_canonical(plan)
    known = {task.id: task for task in load_catalogue().tasks}
    assert [entry.task for entry in entries] == list(plan.tasks)
    held = [entry for entry in entries if entry.canonical is not None]
    assert all(known[entry.canonical].name == entry.name for entry in held if entry.canonical)
    assert len(held) > len(entries) / 2
    assert all(entry.name is None and entry.theme is None for entry in entries if entry.canonical is None)
    assert min((entry.nearness for entry in held), default=1) > max(
        (entry.nearness for entry in entries if entry.canonical is None), default=0
    )


def test_tasks_on_sewage_are_told_as_such() -> None:
    """Not every one by the word itself, but most."""
    entries = [entry for entry in find_canonical(read_plan(CITY)) if "污水" in entry.task.clean]
    named = [entry for entry in entries if entry.name is not None and "水" in entry.name]
    assert len(named) * 2 > len(entries) > 0


def test_the_command_shows_and_writes_them(tmp_path: Path) -> None:
    """On the screen, as JSON, and a file without tasks ends with one message."""
    shown = run("tasks", CITY)
    assert shown.returncode == 0, shown.stderr
    assert "标准任务" in shown.stdout
    result = json.loads(run("tasks", CITY, "--json").stdout)
    assert result["schema"] == "plan-align/tasks"
    assert {"canonical", "canonical_name", "nearness", "text", "span"} <= set(result["tasks"][0])
    empty = tmp_path / "指标.csv"
    empty.write_text("指标,单位,2025年\n森林覆盖率,%,41\n", encoding="utf-8")
    refused = run("tasks", empty)
    assert refused.returncode == 2
    assert "没有读出任务" in refused.stderr
