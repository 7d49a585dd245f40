"""The child process: pictures on standard input, what was recognised on standard output, until the input ends.

A request is a line of JSON (``[width, height]``) and the pixels; an answer a line of JSON, ``{"problem": …}`` where the
picture could not be recognised. The process opens no connection, whatever the libraries in it may try, and has a
limit of memory where the system knows one.
"""

from __future__ import annotations

import json
import os
import sys
from typing import BinaryIO

from align.recognising.engine import Engine
from align.recognising.recognition import CHANNELS, Picture, render_recognised

# An A4 page takes 1.5 gigabytes of addresses, the largest picture 2.5.
MEMORY = 4 * 1024**3
_CONNECTING = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname")


def main() -> None:
    """Answers one picture after the other."""
    sys.addaudithook(_refuse_connections)
    if sys.platform == "linux":
        _limit_memory()
    answers = _claim_output()
    engine: Engine | None = None
    while (picture := _read(sys.stdin.buffer)) is not None:
        try:
            engine = engine or Engine()
            answer = render_recognised(engine.recognise(picture))
        except MemoryError:
            answer = json.dumps({"problem": "内存不足"})
        # Whatever the engine raises, the picture was not recognised, and the next one may be.
        except Exception as error:
            answer = json.dumps({"problem": f"识别程序出错（{type(error).__name__}）"})
        answers.write(answer.encode() + b"\n")
        answers.flush()


def _refuse_connections(event: str, _: tuple[object, ...]) -> None:
    if event in _CONNECTING:
        raise ConnectionRefusedError("recognition works without a network")


def _limit_memory() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _claim_output() -> BinaryIO:
    """Standard output for the answers alone: what libraries print goes nowhere."""
    own = os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)
    return own


def _read(requests: BinaryIO) -> Picture | None:
    head = requests.readline()
    if not head:
        return None
    width, height = json.loads(head)
    size = width * height * CHANNELS
    pixels = requests.read(size)
    return Picture(width=width, height=height, pixels=pixels) if len(pixels) == size else None
