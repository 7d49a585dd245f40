"""The commands read scans: what was recognised is told, and how far it is shown on a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from scan_sample import FakeRecogniser, page, picture_file, piece
from test_cli import run

from align.pipeline import read_plan
from align.recognising.recognition import Recogniser
from align.reporting.progress import build_progress, tell_scanned

LINES = ("青石市“十四五”生态环境保护规划", "一、重点任务", "（一）治水", "推进城镇污水处理提质增效，实施雨污分流改造。")
PAGE = page(*(piece(text, 100, 100 + 80 * row, width=40 * len(text)) for row, text in enumerate(LINES)))


@pytest.fixture
def scan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan of two scanned pages, and an engine that reads them."""

    @contextmanager
    def open_fake() -> Iterator[Recogniser]:
        yield FakeRecogniser(PAGE, page(piece("加强饮用水水源保护，开展规范化建设。", 100, 100)))

    monkeypatch.setattr("align.reading.scans.scanning.is_installed", lambda: True)
    monkeypatch.setattr("align.reading.scans.scanning.open_recogniser", open_fake)
    path = tmp_path / "市规划.tif"
    path.write_bytes(picture_file("TIFF", pages=2))
    return path


def test_a_scanned_plan_is_a_plan(scan: Path):
    """Its tasks know their pages, and what was recognised is told after every page."""
    told: list[tuple[int, int]] = []
    plan = read_plan(scan, told=lambda done, total: told.append((done, total)))
    assert [task.page for task in plan.tasks] == [1, 2]
    assert told == [(0, 2), (1, 2), (2, 2)]
    assert len(plan.source.recognised) == 5


@pytest.mark.parametrize("command", [("outline",), ("tasks",), ("outline", "--json")])
def test_commands_read_scans(command: tuple[str, ...], scan: Path):
    """The command succeeds, and without a terminal says nothing of its progress."""
    done = run(command[0], scan, *command[1:])
    assert done.returncode == 0, done.stderr
    assert "青石市" in done.stdout
    assert done.stderr == ""


def test_a_check_of_a_scan_tells_to_look_at_the_figures(scan: Path, tmp_path: Path):
    """The notice of recognition reaches the report."""
    upper = tmp_path / "省规划.txt"
    upper.write_text("青川省“十四五”生态环境保护规划\n" + "\n".join(LINES[1:]), encoding="utf-8")
    done = run("check", scan, "--against", upper)
    assert done.returncode == 0, done.stderr
    assert "由程序识别（OCR）" in done.stdout.replace("\n", "").replace(" ", "")


def test_progress_is_a_bar_of_its_own_while_it_lasts():
    """A bar counts the pages of one file, and is gone with the last."""
    progress = build_progress()
    tell = tell_scanned(progress)
    tell(3, 40)
    (bar,) = progress.tasks
    assert (bar.description, bar.completed, bar.total) == ("识别扫描页 3/40", 3, 40)
    tell(40, 40)
    assert progress.tasks == []
