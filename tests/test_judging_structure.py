"""Verdicts on the lower plan's structure and wording."""

from __future__ import annotations

from typing import Any

import pytest
from factories import make_division, make_meta, make_notice, make_plan, make_source

from align.judging.structure import judge_structure
from align.knowledge.defect_rules import load_defect_rules
from align.knowledge.document_rules import load_document_rules
from align.model import DocumentKind, Level, Plan, Role
from align.results import Severity
from align.spans import Span

RULES = load_document_rules()
CHAPTERS = tuple(
    make_division(id=role.value, role=role) for role in (Role.CONTEXT, Role.OBJECTIVES, Role.TASKS, Role.SAFEGUARDS)
)


def plan(text: str, *, divisions: Any = CHAPTERS, warnings: Any = (), **meta: Any) -> Plan:
    return make_plan(source=make_source(text=text), divisions=divisions, warnings=warnings, meta=make_meta(**meta))


def city(**meta: Any) -> Plan:
    return plan("上级规划全文", **{"level": Level.CITY, "region": "安岭市", **meta})


def district(**fields: Any) -> Plan:
    return plan("本级规划全文", **{"level": Level.COUNTY, "region": "铜峪区", **fields})


def codes(upper: Plan, lower: Plan) -> list[tuple[str, Severity]]:
    return [(finding.code, finding.severity) for finding in judge_structure(upper, lower, RULES)]


def test_a_sound_pair_gives_nothing() -> None:
    """A district's plan under its city's, of the same years and sector, with all its parts."""
    assert codes(city(), district()) == []


@pytest.mark.parametrize(
    ("upper", "lower", "expected"),
    [
        ({"level": Level.COUNTY}, {"level": Level.CITY}, ("structure.level_reversed", Severity.MAJOR)),
        ({"level": Level.COUNTY}, {}, ("structure.level_same", Severity.NOTICE)),
        ({"level": None}, {}, ("structure.level_unknown", Severity.NOTICE)),
        ({}, {"level": None}, ("structure.level_unknown", Severity.NOTICE)),
        ({"period": (2016, 2020)}, {}, ("structure.period_apart", Severity.MAJOR)),
        ({"period": (2018, 2022)}, {}, ("structure.period_differs", Severity.MINOR)),
        ({"period": (2017, 2030)}, {}, ("structure.period_within", Severity.INFO)),
        ({"sector": "教育"}, {}, ("structure.sector_differs", Severity.NOTICE)),
        (
            {"region": "山东省", "region_code": "370000", "level": Level.PROVINCE},
            {"region": "水城区", "region_code": "520204"},
            ("structure.region_outside", Severity.MAJOR),
        ),
        (
            {"region": "六盘水市", "region_code": "520200"},
            {"region": "云岩区", "region_code": "520103"},
            ("structure.region_outside", Severity.MAJOR),
        ),
        ({}, {"kind": DocumentKind.EXPLANATION}, ("structure.not_full_text", Severity.NOTICE)),
    ],
)
def test_pairs(upper: dict[str, Any], lower: dict[str, Any], expected: tuple[str, Severity]) -> None:
    """Each thing wrong with a pair gives its one finding."""
    assert codes(city(**upper), district(**lower)) == [expected]


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ({"period": None}, {}),
        ({"level": Level.NATION, "region": "全国"}, {"region_code": "520204"}),
        ({"level": Level.NATION, "region": "全国"}, {"level": Level.NATION, "region": "全国"}),
        ({"region": "六盘水市", "region_code": "520200"}, {"region": "水城区", "region_code": "520204"}),
        ({"region": "贵州省", "region_code": "520000", "level": Level.PROVINCE}, {"region_code": "520204"}),
        ({"sector": None}, {}),
    ],
)
def test_what_is_unknown_or_sound_is_not_held_against_a_pair(upper: dict[str, Any], lower: dict[str, Any]) -> None:
    """No finding from silence, and none where the place lies inside."""
    assert codes(city(**upper), district(**lower)) == []


def test_one_file_for_both() -> None:
    """The same file twice is a mistake that makes everything else pointless."""
    same = city()
    assert codes(same, same) == [("structure.same_file", Severity.CRITICAL)]


@pytest.mark.parametrize(
    ("role", "code"),
    [
        (Role.OBJECTIVES, "structure.no_objectives"),
        (Role.TASKS, "structure.no_tasks"),
        (Role.SAFEGUARDS, "structure.no_safeguards"),
    ],
)
def test_missing_parts(role: Role, code: str) -> None:
    """A full plan must have its parts; a text about it owes none."""
    divisions = tuple(division for division in CHAPTERS if division.role is not role)
    assert [found for found, _ in codes(city(), district(divisions=divisions))] == [code]
    explanation = codes(city(), district(divisions=divisions, kind=DocumentKind.EXPLANATION))
    assert [found for found, _ in explanation] == ["structure.not_full_text"]


def test_slips_are_told_in_place() -> None:
    """A slip keeps its code, span and text; what reading could not do is no slip."""
    slip = make_notice(code="defect.scope_word", message="以“全市”称全境", span=Span(0, 2), text="全市")
    (finding,) = judge_structure(city(), district(warnings=(slip, make_notice())), RULES)
    assert (finding.code, finding.severity, finding.text) == ("defect.scope_word", Severity.MINOR, "全市")
    assert finding.span == Span(0, 2)
    assert finding.reason == "以“全市”称全境。"


def test_every_slip_has_a_severity() -> None:
    """No code that the text stage gives is without a rule."""
    given = {slip.code for slip in load_defect_rules().slips}
    given |= {"defect.truncated_word", "defect.scope_word", "defect.wrong_kind_of_place"}
    given |= {"defect.unpaired_mark", "defect.unpaired_marks"}
    given |= {"contradiction.target", "contradiction.baseline"}
    assert given == {code for table, code in RULES.severities if table == "defects"}


def test_ids_differ() -> None:
    """Two slips of one kind and wording are two findings."""
    slips = tuple(make_notice(code="defect.repeated_mark", message="标点重复", span=Span(n, n + 1)) for n in (0, 5))
    found = judge_structure(city(), district(warnings=slips), RULES)
    assert len({finding.id for finding in found}) == 2
