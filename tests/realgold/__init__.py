"""Gold for real plans, kept without their sentences: where in the texts a requirement and its answers stand.

``cases/<name>.json`` names the two texts with their SHA-256, and gives for each requirement its place ``[start, end]`` in
characters of the upper text, its verdict, the places of its answers in the lower text, what is lacking (a place in the
upper text, or words of the judge), and the verdict of a second judge who saw only the questions. The texts stand beside
the project; a case whose texts are absent, or others than those judged, is left out.

``python -m realgold`` (with ``tests`` on the path) turns such cases into folders that ``plan-align evaluate`` reads, and
newly judged folders into such cases.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from sklearn.metrics import accuracy_score, cohen_kappa_score

from align.evaluation.gold import GoldCase, build_case

CASES = Path(__file__).parent / "cases"
HELD_BACK = frozenset({"revheritage", "sensor"})
"""Cases that nothing is fitted or tuned on."""

WEIGHT = 0.25
"""What a requirement of these counts beside one of ``corpora/gold`` when weights are fitted: chosen leave-one-case-out
among .1, .25, .5 and 1 (see CHANGELOG.md)."""


def read_real_cases(texts: Path) -> tuple[GoldCase, ...]:
    """The cases whose two texts stand in a folder, by name."""
    return tuple(
        replace(build_case(data, upper, lower), is_test=data["case"] in HELD_BACK)
        for data, upper, lower in unpack_cases(texts)
    )


def unpack_cases(texts: Path) -> Iterator[tuple[dict[str, Any], Path, Path]]:
    """The content of each gold file with its quotes, and the paths of its two texts."""
    for file in sorted(CASES.glob("*.json")):
        data = json.loads(file.read_text(encoding="utf-8"))
        paths = [texts / data[side]["file"] for side in ("upper", "lower")]
        if all(path.is_file() for path in paths) and all(
            _digest(path) == data[side]["sha256"] for path, side in zip(paths, ("upper", "lower"), strict=True)
        ):
            yield quote_case(data, *(path.read_text(encoding="utf-8") for path in paths)), *paths


def quote_case(data: dict[str, Any], upper: str, lower: str) -> dict[str, Any]:
    """The content of a gold file, its quotes taken from the texts."""
    tasks = [
        {
            "id": task["id"],
            "quote": _take(upper, task["at"]),
            "verdict": task["verdict"],
            "lower_quotes": [_take(lower, place) for place in task["answers"]],
            "missing_points": [one if isinstance(one, str) else _take(upper, one) for one in task["lacking"]],
        }
        for task in data["tasks"]
    ]
    extra = [_take(lower, place) for place in data["local_extra"]]
    return {
        "case": data["case"],
        "weight": WEIGHT,
        "tasks": tasks,
        "local_extra": extra,
        "indicators": [],
        "claims": [],
    }


def place_case(gold: dict[str, Any], second: dict[str, Any], upper: Path, lower: Path) -> dict[str, Any]:
    """A case by places instead of quotes.

    Args:
        gold: the content of a gold file, every quote exactly once in its text.
        second: the answers of the second judge to the same questions.
        upper: the upper text.
        lower: the lower text.

    Raises:
        ValueError: a quote is not in its text, or more than once.
    """
    above, below = (path.read_text(encoding="utf-8") for path in (upper, lower))
    again = {task["id"]: task["verdict"] for task in second["tasks"]}
    return {
        "case": gold["case"],
        "upper": {"file": upper.name, "sha256": _digest(upper)},
        "lower": {"file": lower.name, "sha256": _digest(lower)},
        "tasks": [
            {
                "id": task["id"],
                "at": _place(above, task["quote"]),
                "verdict": task["verdict"],
                "second": again[task["id"]],
                "answers": [_place(below, quote) for quote in task["lower_quotes"]],
                "lacking": [_place(above, one) if above.count(one) == 1 else one for one in task["missing_points"]],
            }
            for task in gold["tasks"]
        ],
        "local_extra": [_place(below, quote) for quote in gold["local_extra"]],
    }


def agree(data: dict[str, Any]) -> tuple[float, float]:
    """How far the two judges agree on a case: the share of like verdicts, and Cohen's kappa."""
    first, second = ([task[key] for task in data["tasks"]] for key in ("verdict", "second"))
    return float(accuracy_score(first, second)), float(cohen_kappa_score(first, second))


def _place(text: str, quote: str) -> list[int]:
    if text.count(quote) != 1:
        raise ValueError(f"stands {text.count(quote)} times in its text: {quote}")
    start = text.index(quote)
    return [start, start + len(quote)]


def _take(text: str, place: list[int]) -> str:
    start, end = place
    return text[start:end]


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
