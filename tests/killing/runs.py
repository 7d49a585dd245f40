"""One run: clients are started, killed at a random moment, and the store is compared with what they noted."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from alignment_sample import make_sample

from align.reporting.report import build_report
from align.reviewing.keeping.store import Store
from killing.clients import CLIENTS, DRAFT

_ROOT = Path(__file__).parents[2]
_LONGEST = 0.6
_PATIENCE = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a run: how many decisions were acknowledged, how many the store holds (with those of earlier runs), and
    which were acknowledged that it does not hold."""

    acknowledged: int
    held: int
    lost: tuple[str, ...]


def kill_once(file: Path, folder: Path, seed: int) -> Outcome:
    """Starts a client of each kind on a store, kills all of them at a random moment, and opens the store again.

    Args:
        file: a store with a draft ``d1``.
        folder: for the notes of the clients.
        seed: decides when they are killed.
    """
    moment = random.Random(seed)
    notes = [folder / f"{seed}-{kind}.txt" for kind in CLIENTS]
    clients = [_start(kind, file, f"r{seed}-{kind}", note) for kind, note in zip(CLIENTS, notes, strict=True)]
    try:
        _wait(notes)
        time.sleep(moment.uniform(0, _LONGEST))
    finally:
        for client in clients:
            client.send_signal(signal.SIGKILL)
        for client in clients:
            client.wait()
    with Store(file) as store:
        drafts = (DRAFT, *build_report(make_sample()).digests)
        held = {event.id for draft in drafts for event in store.find_events(draft)}
    acknowledged = {id for note in notes for id in _read(note)}
    return Outcome(acknowledged=len(acknowledged), held=len(held), lost=tuple(sorted(acknowledged - held)))


def _start(kind: str, file: Path, name: str, notes: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "killing.clients", kind, str(file), name, str(notes)]
    path = os.pathsep.join([str(_ROOT / "tests"), *filter(None, [os.environ.get("PYTHONPATH")])])
    return subprocess.Popen(command, env={**os.environ, "PYTHONPATH": path}, cwd=_ROOT)


def _wait(notes: list[Path]) -> None:
    """Until every client has had something acknowledged, so that none is killed before it writes."""
    until = time.monotonic() + _PATIENCE
    while not all(note.is_file() and note.stat().st_size for note in notes):
        if time.monotonic() > until:
            raise TimeoutError("a client recorded nothing")
        time.sleep(0.01)


def _read(notes: Path) -> list[str]:
    """The whole lines of the notes; the last one may have been cut off."""
    return notes.read_text(encoding="utf-8").rpartition("\n")[0].splitlines()
