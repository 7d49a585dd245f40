"""Keeps the child process that recognises: starts it when first needed, ends it when a picture takes too long.

Pictures are hostile until read, and the libraries that read them are large and not in Python: they run in a process of
their own, so that whatever befalls it costs a page and not the run.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from threading import Timer
from types import TracebackType

from align.recognising.recognition import Picture, Recognised, RecognitionError, parse_recognised

# A page takes two to eight seconds on two cores, the first with loading the models five more.
SECONDS = 120
_PROGRAM = "import sys; sys.path[:] = sys.argv[1:]; from align.recognising.worker import main; main()"
# Libraries of arithmetic start a thread per core otherwise, each with memory of its own.
_QUIET = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}


class SupervisedRecogniser:
    """Recognises pictures in a child process, one at a time; the process is kept until :meth:`close`.

    Args:
        program: what the child runs; its arguments are the folders modules are looked for in.
        seconds: how long a picture may take.
        engine: name and version of what the child recognises with.
    """

    def __init__(self, program: str = _PROGRAM, seconds: float = SECONDS, engine: str = "") -> None:
        self.engine = engine
        self._command = [sys.executable, "-c", program, *sys.path]
        self._seconds = seconds
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> SupervisedRecogniser:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def recognise(self, picture: Picture) -> Recognised:
        """The text and rules of a picture.

        Raises:
            RecognitionError: it took too long, too much memory, or failed otherwise.
        """
        child = self._child or self._start()
        late: list[bool] = []

        def stop() -> None:
            late.append(True)
            child.kill()

        timer = Timer(self._seconds, stop)
        timer.start()
        try:
            answer = _ask(child, picture)
        except OSError:
            answer = b""
        except BaseException:
            # an interruption in the middle of an answer leaves a child that nobody can talk to any more
            self.close()
            raise
        finally:
            timer.cancel()
        if not answer.endswith(b"\n"):
            self.close()
            told = f"超过 {self._seconds:g} 秒未完成，已停止" if late else "识别程序异常退出（可能内存不足）"
            raise RecognitionError(told)
        return _parse(answer.decode())

    def close(self) -> None:
        """Ends the child, if there is one."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.communicate()

    def _start(self) -> subprocess.Popen[bytes]:
        try:
            self._child = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                env={**os.environ, **_QUIET},
            )
        except OSError as error:
            raise RecognitionError("识别程序无法启动") from error
        return self._child


def _ask(child: subprocess.Popen[bytes], picture: Picture) -> bytes:
    if child.stdin is None or child.stdout is None:
        raise OSError("no pipes")
    child.stdin.write(json.dumps((picture.width, picture.height)).encode() + b"\n")
    child.stdin.write(picture.pixels)
    child.stdin.flush()
    return child.stdout.readline()


def _parse(answer: str) -> Recognised:
    try:
        return parse_recognised(answer)
    except ValueError as error:
        told = json.loads(answer) if answer.startswith("{") else {}
        raise RecognitionError(str(told.get("problem", "识别程序的回答无法读懂"))) from error
