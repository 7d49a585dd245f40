"""The plan texts that go on a round trip: those of the demonstration and both sides of every gold case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SIDES = ("upper", "lower")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A plan text; ``name`` is also the stem of the files made from it."""

    name: str
    path: Path


def find_cases(wanted: Sequence[str] = ()) -> tuple[Case, ...]:
    """The cases whose name holds one of the wanted words (``city``, ``water_province_city-lower``); all without words.

    Raises:
        LookupError: a word fits no case.
    """
    corpora = ROOT / "corpora"
    demo = [Case(name=f"demo-{path.stem}", path=path) for path in sorted((corpora / "demo").glob("*.txt"))]
    gold = [
        Case(name=f"{folder.name}-{side}", path=folder / f"{side}.txt")
        for folder in sorted((corpora / "gold").iterdir())
        for side in SIDES
        if (folder / f"{side}.txt").is_file()
    ]
    cases = (*demo, *gold)
    for word in wanted:
        if not any(word in case.name for case in cases):
            raise LookupError(word)
    return tuple(case for case in cases if not wanted or any(word in case.name for word in wanted))
