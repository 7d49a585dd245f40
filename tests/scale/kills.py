"""Kills a comparison of a library on its way, again and again, and looks what was done twice and what was lost."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from align.library.batch import RECORDS, RESULTS
from scale.batches import Desk, finish_batch, list_kept, list_records, list_results, start_batch
from scale.watching import Usage

# How long after the chosen step a run may live on at most: steps take about a second.
_LONGEST = 0.8
# Past this share of the steps there may be nothing left to be killed.
_LATEST = 0.9

Stamps = Mapping[Path, tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The files there are, each with its inode and time, so that one that is written again is known: records of finished
    pairs, results, and what is kept of plans (which is touched when it is used, so its time is left out)."""

    records: Stamps
    results: Stamps
    kept: Stamps


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """What a killed run left behind, and what the next run wrote again of it."""

    finished: int
    read: int
    unfinished: int
    redone: int
    rewritten: int
    read_again: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a run with kills: each stop, the results and records that are not those of the undisturbed run, other
    files that differ, files left behind, and what the undisturbed run took."""

    stops: tuple[Stop, ...]
    pairs: int
    lost: tuple[str, ...]
    otherwise: tuple[str, ...]
    left: tuple[str, ...]
    undisturbed: Usage


def run_with_kills(calm: Desk, killed: Desk, kills: int, seed: int) -> Outcome:
    """Compares a library twice, the second time with kills at random moments, and sets the results side by side.

    Args:
        calm: where it is compared undisturbed.
        killed: where it is killed.
        kills: how often.
        seed: decides when.

    Raises:
        RuntimeError: a run failed, or ended before it was killed.
    """
    undisturbed = finish_batch(calm)
    total = _count_steps(calm)
    states = [_kill(killed, moment, total) for moment in _choose_moments(kills, random.Random(seed))]
    finish_batch(killed)
    after = [*states[1:], read_state(killed)]
    wanted, found = _read_below(calm.output), _read_below(killed.output)
    differing = [name for name in wanted if found.get(name) != wanted[name]]
    return Outcome(
        stops=tuple(compare_states(one, other) for one, other in zip(states, after, strict=True)),
        pairs=len(list_results(calm)),
        lost=tuple(name for name in differing if name.startswith((RESULTS, RECORDS))),
        otherwise=tuple(name for name in differing if not name.startswith((RESULTS, RECORDS))),
        left=tuple(sorted(set(found) - set(wanted))) + _list_left(calm, killed),
        undisturbed=undisturbed,
    )


def _choose_moments(kills: int, chance: random.Random) -> list[tuple[float, float]]:
    """For each kill the share of the steps that must be done, and how many seconds later it comes."""
    width = _LATEST / kills
    return [(chance.uniform(n, n + 1) * width, chance.uniform(0, _LONGEST)) for n in range(kills)]


def _count_steps(desk: Desk) -> int:
    """Plans read, plans mapped, pairs finished."""
    return len(list_kept(desk)) + len(list_records(desk))


def _kill(desk: Desk, moment: tuple[float, float], total: int) -> State:
    share, later = moment
    run = start_batch(desk)
    if run.watch(lambda: _count_steps(desk) >= share * total) is not None:
        raise RuntimeError("the run ended before it was killed")
    time.sleep(later)
    run.kill()
    return read_state(desk)


def read_state(desk: Desk) -> State:
    """What there is now."""
    return State(
        records=_stamp(list_records(desk)),
        results=_stamp(list_results(desk)),
        kept={file: (inode, 0) for file, (inode, _) in _stamp(list_kept(desk)).items()},
    )


def _stamp(files: Iterable[Path]) -> Stamps:
    told = ((file, file.stat()) for file in files)
    return {file: (one.st_ino, one.st_mtime_ns) for file, one in told}


def compare_states(before: State, after: State) -> Stop:
    return Stop(
        finished=len(before.records),
        read=len(before.kept),
        # the record of a pair is written after its result
        unfinished=len(before.results) - len(before.records),
        redone=_count_changed(before.records, after.records),
        rewritten=_count_changed(before.results, after.results),
        read_again=_count_changed(before.kept, after.kept),
    )


def _count_changed(before: Stamps, after: Stamps) -> int:
    return sum(after.get(file) != stamp for file, stamp in before.items())


def _read_below(folder: Path) -> dict[str, bytes]:
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def _list_left(calm: Desk, killed: Desk) -> tuple[str, ...]:
    """Files in the cache that the undisturbed run did not leave; both have the same plans and thus the same names."""
    wanted, found = (
        {file.relative_to(desk.cache).as_posix() for file in desk.cache.rglob("*") if file.is_file()}
        for desk in (calm, killed)
    )
    return tuple(sorted(found - wanted))
