"""Reads one file as the program does, and tells what came of it."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from align.errors import InputError
from align.model import Plan
from align.pipeline import build_plan
from align.reading.document import read_source
from fuzz.mutation import FuzzCase, make_file
from fuzz.properties import find_faults, find_plan_faults
from fuzz.standins import OddRecogniser, without_office

PLAN, REFUSED, FAILED = "plan", "refused", "failed"
# Of so many files one is read twice.
_TWICE = 5
_CHINESE = re.compile(r"[一-鿿]{2}")


class Outcome(NamedTuple):
    """What came of a file: a plan, a refusal, or a failure; ``where`` sorts failures, ``detail`` explains them."""

    result: str
    where: str = ""
    detail: str = ""


def examine_case(case: FuzzCase, folder: Path) -> Outcome:
    """What comes of the file of a case; the file is written into the folder and taken away again."""
    made = make_file(case)
    path = folder / f"{case.name}{made.suffix}"
    path.write_bytes(made.data)
    try:
        with without_office(case):
            return examine_file(path, twice=case.number % _TWICE == 0)
    finally:
        path.unlink()


def examine_file(path: Path, *, twice: bool = True) -> Outcome:
    """What comes of a file; read twice it must give the same twice."""
    try:
        plan = _read(path)
        faults = [*find_faults(plan.source), *find_plan_faults(plan)]
        if twice and _read(path) != plan:
            faults.append("read twice, two results")
    except InputError as error:
        return _judge_refusal(error)
    except Exception as error:
        return Outcome(FAILED, _place_of(error), "".join(traceback.format_exception(error, limit=-12))[-6000:])
    if faults:
        return Outcome(FAILED, faults[0], "\n".join(faults))
    return Outcome(PLAN)


def _read(path: Path) -> Plan:
    return build_plan(read_source(path, recogniser=OddRecogniser()))


def _judge_refusal(error: InputError) -> Outcome:
    """A refusal says in Chinese what and how to mend it, and is no disguise for a file that fills the memory."""
    if any(isinstance(cause, MemoryError) for cause in _causes(error)):
        return Outcome(FAILED, "MemoryError", "".join(traceback.format_exception(error)))
    if not (_CHINESE.search(error.problem) and _CHINESE.search(error.remedy)):
        return Outcome(FAILED, "a refusal that does not explain", str(error))
    return Outcome(REFUSED, error.problem)


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__


def _place_of(error: BaseException) -> str:
    """The kind of error and the innermost line of our own that it went through."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "/align/" in frame.filename.replace("\\", "/")]
    last = (own or frames)[-1]
    return f"{type(error).__name__} in {Path(last.filename).name}:{last.name}"
