"""Where the gold cases stand: the project's own, those of the demonstration, and those kept beside the project."""

from __future__ import annotations

import json
from pathlib import Path

from align.evaluation.gold import GoldCase, build_case, read_cases

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
OWN_FOLDERS = (ROOT / "corpora" / "gold", ROOT / "corpora" / "demo")
# Gold on real plans, which stand in a folder of their own.
REAL = {"heritage_nation_hubei": ("national_cn_heritage_145.txt", "province_hubei_heritage_145.txt")}


def read_all_cases() -> tuple[GoldCase, ...]:
    """All gold cases that are here, the project's own first.

    Raises:
        InputError: a case is incomplete or malformed.
    """
    shared = SHARED / "gold"
    beside = read_cases(shared) if shared.is_dir() else ()
    return (*read_own_cases(), *beside, *_read_real_cases())


def read_own_cases() -> tuple[GoldCase, ...]:
    """The gold cases of the project, with its test split."""
    return tuple(case for folder in OWN_FOLDERS for case in read_cases(folder))


def _read_real_cases() -> list[GoldCase]:
    cases = []
    for name, (upper, lower) in REAL.items():
        gold, texts = SHARED / "gold" / f"{name}.gold.json", SHARED / "real" / "texts"
        if gold.is_file() and texts.is_dir():
            cases.append(build_case(json.loads(gold.read_text(encoding="utf-8")), texts / upper, texts / lower))
    return cases
