"""Damaged and hostile files: those that once failed, and some made anew, give a plan or one clear refusal."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fuzz import guided
from fuzz.__main__ import main
from fuzz.examination import FAILED, Outcome, examine_case, examine_file
from fuzz.kinds import QUICK, Kind
from fuzz.mutation import FuzzCase, make_file
from fuzz.properties import find_faults
from fuzz.running import run_cases

from align.source import Block, BlockKind, Cell, Source, SourceFormat, Table
from align.spans import Span

KEPT = sorted((Path(__file__).parent / "data" / "fuzz").iterdir())
LARGEST_KEPT = 12_000
# Another seed each time these tests are changed finds other files.
SEED = 7
FRESH = 20


def test_kept_files_are_small() -> None:
    """Files that once failed were cut down to what made them fail."""
    assert KEPT
    assert not [path.name for path in KEPT if path.stat().st_size > LARGEST_KEPT]


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.name)
def test_files_that_once_failed_are_read_or_refused(path: Path) -> None:
    """A plan, or one message that says what and how to mend it; the same when read twice."""
    outcome = examine_file(path)
    assert outcome.result != FAILED, outcome.detail


@pytest.mark.parametrize("kind", QUICK)
def test_fresh_damage_is_read_or_refused(kind: Kind, tmp_path: Path) -> None:
    """So are files damaged anew, with whatever a reader makes of them in order and in place."""
    failed = {
        case.name: outcome.detail
        for case in (FuzzCase(kind, SEED, number) for number in range(FRESH))
        if (outcome := examine_case(case, tmp_path)).result == FAILED
    }
    assert not failed


@pytest.mark.parametrize("kind", QUICK)
def test_a_case_makes_the_same_file_again(kind: Kind) -> None:
    """Kind, seed and number tell all about a file, and different numbers make different files."""
    files = [make_file(FuzzCase(kind, 1, number)).data for number in range(6)]
    assert files == [make_file(FuzzCase(kind, 1, number)).data for number in range(6)]
    assert len(set(files)) > 1


def faulty(**changes: object) -> Source:
    blocks = (
        Block(kind=BlockKind.PARAGRAPH, span=Span(0, 2)),
        Block(kind=BlockKind.TABLE, span=Span(3, 6), table=0),
    )
    cells = (Cell(text="a", span=Span(3, 4)), Cell(text="b", span=Span(5, 6)))
    tables = (Table(index=0, rows=(cells,), span=Span(3, 6)),)
    given = {
        "path": "x",
        "format": SourceFormat.TEXT,
        "sha256": "",
        "text": "规划\na\tb",
        "blocks": blocks,
        "tables": tables,
    }
    return Source(**{**given, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"text": "规划\na"}, "a span beyond the text"),
        ({"text": "规划\nx\tb"}, "a cell whose place shows something else"),
        ({"text": "规\ud800\na\tb"}, "lone surrogates in the text"),
        ({"blocks": ()}, "tables not numbered as they stand"),
        ({"blocks": (Block(kind=BlockKind.PARAGRAPH, span=Span(2, 3)),), "tables": ()}, "a block without text"),
        (
            {"blocks": tuple(Block(kind=BlockKind.PARAGRAPH, span=Span(s, s + 2)) for s in (0, 1))},
            "blocks out of order or overlapping",
        ),
    ],
)
def test_faults_are_seen(changes: dict[str, object], told: str) -> None:
    """What the runs look for is found where it is, and not in a sound document."""
    assert list(find_faults(faulty())) == []
    assert told in list(find_faults(faulty(**changes)))


class _Answers:
    """Stands in for the worker."""

    def __init__(self, outcome: Outcome) -> None:
        self._outcome = outcome

    def __call__(self, cases: Iterator[FuzzCase]) -> Iterator[object]:
        from fuzz.running import Result

        for case in cases:
            yield Result(case=case, **self._outcome._asdict())


def test_a_failure_is_kept_with_its_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The run ends with 1, the file and what it caused lie in the folder."""
    monkeypatch.setattr("fuzz.__main__.run_cases", _Answers(Outcome(FAILED, "KeyError in x.py:f", "Traceback …")))
    assert main(["--count", "1", "--format", "txt", "--folder", str(tmp_path)]) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["results.tsv", "txt-0-0.txt", "txt-0-0.txt.log"]
    assert "Traceback" in (tmp_path / "txt-0-0.txt.log").read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="limits are those of POSIX")
def test_the_worker_answers_and_tells_what_a_file_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    """One result for each case, in order, with time and memory."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    monkeypatch.chdir(Path(__file__).parents[1])
    results = list(run_cases([FuzzCase(Kind.TXT, 1, number) for number in range(2)]))
    assert [result.case.number for result in results] == [0, 1]
    assert all(result.result != FAILED for result in results)
    assert json.dumps([result.seconds for result in results])


def test_the_guided_run_says_how_to_install_what_it_needs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without atheris there is a line, not a traceback."""
    monkeypatch.setitem(sys.modules, "atheris", None)
    assert guided.main(["txt", "--seconds", "1"]) == 2
    assert "pip install atheris" in capsys.readouterr().err
