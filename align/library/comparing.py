"""The job of a library: one lower plan against each of its uppers, its results and reports written.

What is done is written down pair by pair (a record beside the results, named after everything it depends on), so that a run
that was broken off goes on where it stopped, and a run over unchanged plans compares nothing.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path

from align.alignment import Alignment
from align.errors import PlanAlignError
from align.libraries import LibraryPair, PairOutcome, PairRows, PairState, PlanFile
from align.library.cache import PlanCache
from align.library.telling import tell_mishap
from align.matching.mapped import MappedPlan
from align.model import Assignment
from align.pipeline import align_plans, read_alignment
from align.reportfiles import write_reports
from align.reporting.files import write_bytes
from align.reporting.frames import list_gap_rows, list_indicator_rows, list_task_rows
from align.reporting.jsonfile import build_result, render_json
from align.reporting.report import build_report

# The plans above are the same for many lower ones; they are few.
_UPPERS_AT_HAND = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class PairOrder:
    """A pair to be compared: where its result goes (``result`` in ``folder``) and the record that it was done.

    ``key`` stands for everything that the result depends on; a record with another key is of other plans or another program.
    """

    pair: LibraryPair
    upper: PlanFile
    folder: Path
    result: str
    record: Path
    key: str

    @property
    def is_done(self) -> bool:
        """Whether an earlier run has written both."""
        if not (self.folder / self.result).is_file():
            return False
        with suppress(OSError, EOFError, zlib.error), gzip.open(self.record, "rt", encoding="utf-8") as record:
            return record.readline().rstrip("\n") == self.key
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class LowerOrder:
    """A lower plan with all pairs it is to be compared in; ``reports`` by format, written where one of them is new."""

    lower: PlanFile
    pairs: tuple[PairOrder, ...]
    assigned: tuple[Assignment, ...]
    reports: tuple[tuple[str, Path], ...]


def compare_lower(order: LowerOrder) -> tuple[PairOutcome, ...]:
    """Compares a lower plan with each of its uppers; a pair that fails is told and stops no other."""
    alignments: dict[str, Alignment] = {}
    outcomes = tuple(_compare(order, pair, alignments) for pair in order.pairs)
    try:
        _write_reports(order, outcomes, alignments)
    except PlanAlignError as error:
        return tuple(replace(outcome, problem=outcome.problem or str(error)) for outcome in outcomes)
    return outcomes


def _compare(order: LowerOrder, each: PairOrder, alignments: dict[str, Alignment]) -> PairOutcome:
    kept = _read_record(each)
    if kept is not None:
        return PairOutcome(pair=each.pair, state=PairState.KEPT, result=each.result, rows=kept)
    try:
        alignment = align_plans(_map(each.upper), _map(order.lower), assigned=order.assigned)
        report = build_report(alignment)
        rows = PairRows(
            tasks=tuple(list_task_rows(report)),
            indicators=tuple(list_indicator_rows(report)),
            gaps=tuple(list_gap_rows(report)),
        )
        result = each.folder / each.result
        for file in (result, each.record):
            file.parent.mkdir(parents=True, exist_ok=True)
        each.record.unlink(missing_ok=True)  # of another version, which the result will no longer be of
        write_bytes(result, _pack(render_json(build_result(report))))
        write_bytes(each.record, _pack(f"{each.key}\n{json.dumps(asdict(rows), ensure_ascii=False)}"))
    except PlanAlignError as error:
        return PairOutcome(pair=each.pair, state=PairState.FAILED, problem=str(error))
    except Exception as error:  # one plan that the program cannot stand must not end the work on all others
        return PairOutcome(pair=each.pair, state=PairState.FAILED, problem=tell_mishap(error, "这两份文件"))
    alignments[each.result] = alignment
    return PairOutcome(pair=each.pair, state=PairState.DONE, result=each.result, rows=rows)


def _write_reports(order: LowerOrder, outcomes: Sequence[PairOutcome], alignments: dict[str, Alignment]) -> None:
    """Writes the reports that are missing, or all where a pair was compared anew.

    Raises:
        PlanAlignError: a report cannot be written, or the result of an earlier run cannot be read.
    """
    missing = {form: path for form, path in order.reports if alignments or not path.exists()}
    done = [outcome.result for outcome in outcomes if outcome.result]
    if not missing or not done:
        return
    folders = {each.result: each.folder for each in order.pairs}
    report = build_report([alignments.get(result) or read_alignment(folders[result] / result) for result in done])
    write_reports(report, missing)


def map_plan_file(plan: PlanFile) -> None:
    """Sees that it is kept where the texts of a plan stand in the catalogue; what goes wrong is told when it is compared."""
    with suppress(Exception):
        PlanCache().map(plan.path, plan.correction)


@lru_cache(maxsize=_UPPERS_AT_HAND)
def _map(plan: PlanFile) -> MappedPlan:
    return PlanCache().map(plan.path, plan.correction)


def _read_record(each: PairOrder) -> PairRows | None:
    """What an earlier run found, where its result still stands."""
    if not each.is_done:
        return None
    with suppress(OSError, ValueError, KeyError, TypeError, EOFError, zlib.error):
        kept = json.loads(gzip.decompress(each.record.read_bytes()).partition(b"\n")[2])
        return PairRows(**{name: tuple(kept[name]) for name in ("tasks", "indicators", "gaps")})
    return None


def _pack(text: str) -> bytes:
    """The same text always gives the same bytes."""
    return gzip.compress(text.encode(), compresslevel=6, mtime=0)
