"""Indicators of real documents: every row found, every value as written, verdicts as experts gave them."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest
from indicator_plans import read_plan

from align.judging.targets import judge_indicators
from align.knowledge.indicator_rules import load_judging_rules
from align.knowledge.indicators import load_catalogue
from align.matching.indicators import match_indicators
from align.model import DocumentKind, Indicator, Level, Plan

SHARED = Path(__file__).parents[2] / "shared"
pytestmark = [pytest.mark.real, pytest.mark.skipif(not SHARED.exists(), reason="the real documents are not here")]


def _plain(text: str | None) -> str:
    return re.sub(r"[\s（）()“”]", "", unicodedata.normalize("NFKC", text or "")).lower()


def _read(path: Path, level: Level, region: str, kind: DocumentKind = DocumentKind.FULL_TEXT) -> Plan:
    return read_plan(path.read_text(encoding="utf-8"), level=level, region=region, kind=kind)


def _pair(name: str) -> tuple[Plan, Plan, Path]:
    if name == "example":
        folder = SHARED / "gold" / "example"
        upper = _read(folder / "upper.txt", Level.CITY, "安岭市")
        return upper, _read(folder / "lower.txt", Level.COUNTY, "铜峪区"), folder / "gold.json"
    texts = SHARED / "real" / "texts"
    upper = _read(texts / "national_cn_heritage_145.txt", Level.NATION, "全国")
    lower = _read(texts / "province_hubei_heritage_145.txt", Level.PROVINCE, "湖北省")
    return upper, lower, SHARED / "gold" / "heritage_nation_hubei.gold.json"


def _values(found: Indicator) -> tuple[str, ...]:
    nature = found.nature.value if found.nature else None
    return tuple(_plain(one) for one in (found.name, found.unit, found.baseline, found.target, nature))


@pytest.mark.parametrize("name", ["example", "heritage"])
def test_values_and_verdicts_agree_with_the_experts(name: str) -> None:
    upper, lower, path = _pair(name)
    gold = json.loads(path.read_text(encoding="utf-8"))["indicators"]
    keys = ("name", "unit", "baseline", "target", "nature")
    for side, plan in (("upper", upper), ("lower", lower)):
        wanted = {tuple(_plain(entry[side][key]) for key in keys) for entry in gold if entry[side]}
        assert {_values(found) for found in plan.indicators} == wanted
    catalogue = load_catalogue()
    pairs = match_indicators(upper, lower, catalogue)
    findings = judge_indicators(pairs, upper, lower, load_judging_rules(), catalogue)
    told = {
        (_plain(one.upper.name if one.upper else None), _plain(one.lower.name if one.lower else None)): one
        for one in findings
    }
    right = 0
    for entry in gold:
        names = tuple(_plain((entry[side] or {}).get("name")) for side in ("upper", "lower"))
        found = told.get((names[0], names[1]))
        right += found is not None and found.verdict.value == entry["verdict"]
    assert right / len(gold) >= 0.92


def test_the_explanation_states_nine_indicators_three_of_them_with_values() -> None:
    (path,) = (SHARED / "samples").glob("000_*.txt")
    found = _read(path, Level.COUNTY, "水城区", DocumentKind.EXPLANATION).indicators
    assert len(found) == 9
    assert sorted(str(one.parsed.value) for one in found if one.parsed.value is not None) == ["100", "100", "98.9"]
