"""Recognition runs in a process of its own, within limits, and is remembered."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest
from scan_sample import FakeRecogniser, grid, page, piece

from align.recognising.recognition import (
    Picture,
    Recognised,
    RecognitionError,
    parse_recognised,
    render_recognised,
)
from align.recognising.remembered import RememberedRecogniser
from align.recognising.supervised import SupervisedRecogniser

PICTURE = Picture(width=2, height=1, pixels=b"\xff\xff\xff\x00\x00\x00")
OTHER = Picture(width=1, height=2, pixels=b"\xff\xff\xff\x00\x00\x00")
FOUND = page(piece("专栏1“治水”", 1, 2, confidence=0.5), rules=grid(0, 0, [10, 10], 2))
# The worker with an engine of the test's own instead of the real one.
WORKER = """
import sys; sys.path[:] = sys.argv[1:]
import os, time
import align.recognising.engine as engine
from align.recognising.recognition import Piece, Recognised
class Engine:
    def recognise(self, picture):
        print("noise of a library")
        {body}
        return Recognised(width=picture.width, height=picture.height, pieces=(Piece(str(os.getpid()), (0, 0, 1, 1), 1.0),))
engine.Engine = Engine
from align.recognising.worker import main
main()
"""


def worker(body: str = "pass", seconds: float = 60) -> SupervisedRecogniser:
    return SupervisedRecogniser(WORKER.replace("{body}", body), seconds)


def process(recognised: Recognised) -> str:
    return recognised.pieces[0].text


def test_what_was_recognised_survives_its_file():
    """Text, boxes, confidence and rules come back as they were written."""
    assert parse_recognised(render_recognised(FOUND)) == FOUND


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"size": [1, 2], "pieces": [["a", [1], 1]], "rules": []}', "null"])
def test_other_texts_are_no_recognised_picture(text):
    """Anything else is refused with one kind of error."""
    with pytest.raises(ValueError, match="not a recognised picture"):
        parse_recognised(text)


def test_pictures_of_the_same_bytes_and_another_shape_differ():
    """The shape is part of what stands for a picture."""
    assert PICTURE.sha256 != OTHER.sha256


def test_a_picture_is_recognised_once(tmp_path: Path):
    """A second run takes what the first one kept, another version of the engine does not."""
    recogniser = FakeRecogniser(FOUND, page(), FOUND)
    assert RememberedRecogniser(recogniser, tmp_path, "1").recognise(PICTURE) == FOUND
    assert RememberedRecogniser(FakeRecogniser(), tmp_path, "1").recognise(PICTURE) == FOUND
    assert RememberedRecogniser(recogniser, tmp_path, "1").recognise(OTHER) == page()
    assert RememberedRecogniser(recogniser, tmp_path, "2").recognise(PICTURE) == FOUND
    assert len(recogniser.shown) == 3


def test_a_damaged_file_costs_only_the_time(tmp_path: Path):
    """What cannot be read is recognised again and kept anew; nothing half-written stays behind."""
    RememberedRecogniser(FakeRecogniser(FOUND), tmp_path, "1").recognise(PICTURE)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(kept.read_bytes()[:20])
    assert RememberedRecogniser(FakeRecogniser(FOUND), tmp_path, "1").recognise(PICTURE) == FOUND
    assert RememberedRecogniser(FakeRecogniser(), tmp_path, "1").recognise(PICTURE) == FOUND
    assert list(tmp_path.iterdir()) == [kept]


def test_a_folder_that_cannot_be_written_costs_only_the_time(tmp_path: Path):
    """Without a cache the picture is recognised all the same."""
    (tmp_path / "file").touch()
    assert RememberedRecogniser(FakeRecogniser(FOUND), tmp_path / "file" / "folder", "1").recognise(PICTURE) == FOUND


def test_a_failure_is_not_remembered(tmp_path: Path):
    """What failed once may succeed the next time."""
    recogniser = RememberedRecogniser(FakeRecogniser("内存不足", FOUND), tmp_path, "1")
    with pytest.raises(RecognitionError, match="内存不足"):
        recogniser.recognise(PICTURE)
    assert recogniser.recognise(PICTURE) == FOUND


def test_one_process_serves_all_pictures():
    """The models are loaded once; what libraries print does not get into the answers."""
    with worker() as recogniser:
        first, second = recogniser.recognise(PICTURE), recogniser.recognise(OTHER)
    assert (first.width, first.height, second.height) == (2, 1, 2)
    assert process(first) == process(second) != str(os.getpid())


def test_the_process_ends_with_its_document():
    """Nothing goes on running after the last picture."""
    with worker() as recogniser:
        number = int(process(recogniser.recognise(PICTURE)))
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def test_a_picture_that_takes_too_long_is_stopped():
    """The process is ended and the picture given up within its time; the next one has a new process."""
    body = "time.sleep(60 if picture.height == 1 else 0)"
    with worker(body, seconds=3) as recogniser:
        start = time.monotonic()
        with pytest.raises(RecognitionError, match="超过 3 秒"):
            recogniser.recognise(PICTURE)
        assert time.monotonic() - start < 6
        assert recogniser.recognise(OTHER).height == 2


def test_a_process_that_dies_costs_its_picture():
    """The run goes on with a new one."""
    with worker("picture.height == 1 and os._exit(9)") as recogniser:
        with pytest.raises(RecognitionError, match="异常退出"):
            recogniser.recognise(PICTURE)
        assert recogniser.recognise(OTHER).height == 2


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("raise ValueError('x')", "识别程序出错（ValueError）"),
        ("import socket; socket.create_connection(('127.0.0.1', 9))", "识别程序出错（ConnectionRefusedError）"),
        ("import socket; socket.getaddrinfo('example.invalid', 80)", "识别程序出错（ConnectionRefusedError）"),
        pytest.param(
            "bytes(5 * 1024**3)",
            "内存不足",
            marks=pytest.mark.skipif(sys.platform != "linux", reason="no limit of memory here"),
        ),
    ],
)
def test_what_goes_wrong_in_the_process_is_said(body, problem):
    """Errors, attempts to reach a network and too much memory fail the picture and nothing else."""
    with worker(f"if picture.height == 1: {body}") as recogniser:
        with pytest.raises(RecognitionError) as caught:
            recogniser.recognise(PICTURE)
        assert str(caught.value) == problem
        assert recogniser.recognise(OTHER).height == 2


def test_a_process_that_cannot_be_started_is_said(monkeypatch):
    """Without an interpreter to start there is a message, not a traceback."""
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with SupervisedRecogniser() as recogniser, pytest.raises(RecognitionError, match="无法启动"):
        recogniser.recognise(PICTURE)
