"""Pairing named projects, and the verdicts on them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from factories import make_meta, make_plan, make_project
from hypothesis import given
from hypothesis import strategies as st

from align.judging.projects import judge_projects
from align.knowledge.document_rules import load_document_rules
from align.knowledge.regions import load_regions
from align.matching.projects import match_projects
from align.model import DocumentKind, Level, Plan, Project
from align.results import ProjectFinding, ProjectVerdict, Severity

RULES = load_document_rules()
REGIONS = load_regions()


def plan_of(*projects: Project, **meta: Any) -> Plan:
    return make_plan(projects=projects, meta=make_meta(**{"region": "铜峪区", "level": Level.COUNTY, **meta}))


def judge(upper: Plan, lower: Plan) -> tuple[ProjectFinding, ...]:
    return judge_projects(upper, lower, match_projects(upper, lower, RULES, REGIONS), RULES, REGIONS)


@pytest.mark.parametrize(
    ("upper", "lower", "same"),
    [
        ("老城区排水管网改造工程", "老城区排水管网改造项目", True),
        ("老城区排水管网改造工程", "老城区排水管网改造", True),
        ("排水管网改造工程", "铜峪老城区排水管网改造工程", True),
        ("文物平安工程", "湖北文物平安工程", True),
        ("智慧矿区综合管理平台建设项目", "智慧矿区管理平台建设工程", True),
        ("废弃采坑治理工程（一期）", "废弃采坑治理工程", True),
        ("排水管网改造工程", "道路照明改造工程", False),
        ("农村生活污水治理工程", "农村生活垃圾治理工程", False),
        ("大气治理工程", "水治理工程", False),
        ("水库工程", "清水河水库除险加固工程", False),
    ],
)
def test_names(upper: str, lower: str, *, same: bool) -> None:
    """Kind words and places do not tell projects apart, what is built does."""
    found = match_projects(plan_of(make_project(name=upper)), plan_of(make_project(name=lower)), RULES, REGIONS)
    assert bool(found) is same


def test_each_project_is_paired_once_with_the_likest() -> None:
    """Of two answers the nearer name is taken, and the other one stays free."""
    near, far = make_project(name="清水河水库除险加固工程"), make_project(name="清水河水库除险加固和扩容工程")
    (match,) = match_projects(plan_of(make_project(name="清水河水库除险加固项目")), plan_of(far, near), RULES, REGIONS)
    assert match.lower == near


@given(st.lists(st.sampled_from(["清水河水库", "清水河水厂", "北塔小学", "北塔中学", "南湖医院"]), max_size=5))
def test_no_project_in_two_pairs(names: list[str]) -> None:
    """Whatever the lists, a pairing is one to one."""
    projects = tuple(make_project(name=name, id=f"p{number}") for number, name in enumerate(names))
    found = match_projects(plan_of(*projects), plan_of(*projects), RULES, REGIONS)
    assert len(found) == len(projects)
    assert len({match.lower.id for match in found}) == len(found)


def test_summary_rows_are_no_projects() -> None:
    """大气类9项 is a row of a summary; it is neither paired nor judged."""
    row, single = make_project(name="大气治理类", count=9), make_project(name="能力建设类", id="x")
    assert judge(plan_of(row, single), plan_of(row, single)) == ()


@pytest.mark.parametrize(
    ("project", "lower", "verdict", "severity"),
    [
        (
            {"name": "铜峪河综合治理工程", "text": "铜峪河综合治理工程（铜峪区）"},
            {},
            ProjectVerdict.NOT_LISTED,
            Severity.MAJOR,
        ),
        (
            {"name": "铜峪区污水厂扩建工程"},
            {"kind": DocumentKind.EXPLANATION},
            ProjectVerdict.NOT_LISTED,
            Severity.NOTICE,
        ),
        ({"name": "平湖县污水处理厂扩建工程"}, {}, ProjectVerdict.NOT_APPLICABLE, Severity.INFO),
        (
            {"name": "襄阳市污水处理厂扩建工程"},
            {"region": "水城区", "region_code": "520204"},
            ProjectVerdict.NOT_APPLICABLE,
            Severity.INFO,
        ),
        (
            {"name": "六盘水市水源保护工程"},
            {"region": "水城区", "region_code": "520204"},
            ProjectVerdict.NOT_LISTED,
            Severity.NOTICE,
        ),
        ({"name": "生物多样性监测工程"}, {}, ProjectVerdict.NOT_LISTED, Severity.NOTICE),
        ({"name": "重点区域监测网络工程"}, {}, ProjectVerdict.NOT_LISTED, Severity.NOTICE),
        ({"name": "工业园区污水工程"}, {}, ProjectVerdict.NOT_LISTED, Severity.NOTICE),
        (
            {"name": "数字全国监测工程", "text": "全国监测工程"},
            {"region": "全国", "level": Level.NATION},
            ProjectVerdict.NOT_LISTED,
            Severity.NOTICE,
        ),
    ],
)
def test_projects_not_taken_up(
    project: dict[str, Any], lower: dict[str, Any], verdict: ProjectVerdict, severity: Severity
) -> None:
    """Grave only where the upper plan names the place; elsewhere is not applicable; nowhere is for the reader to check."""
    (finding,) = judge(plan_of(make_project(**project), region="安岭市"), plan_of(**lower))
    assert (finding.verdict, finding.severity) == (verdict, severity), finding.reason
    assert finding.lower is None


@pytest.mark.parametrize(
    ("above", "below", "severity"),
    [("2.4", "2.4", Severity.INFO), ("2.4", "2.1", Severity.NOTICE), ("2.4", None, Severity.INFO)],
)
def test_projects_taken_up(above: str, below: str | None, severity: Severity) -> None:
    """Listed; another investment is told with both amounts."""
    upper = make_project(name="管网改造工程", investment=Decimal(above))
    lower = make_project(name="管网改造项目", investment=None if below is None else Decimal(below))
    (finding,) = judge(plan_of(upper), plan_of(lower))
    assert (finding.verdict, finding.severity) == (ProjectVerdict.LISTED, severity)
    if severity is Severity.NOTICE:
        assert "2.1亿元" in finding.reason
        assert "2.4亿元" in finding.reason


def test_what_the_lower_plan_adds() -> None:
    """A project of the lower plan alone is 本级新增, for the record."""
    (finding,) = judge(plan_of(), plan_of(make_project(name="“智慧矿区”平台项目")))
    assert (finding.verdict, finding.severity, finding.upper) == (ProjectVerdict.EXTRA, Severity.INFO, None)
    assert "‘智慧矿区’平台项目" in finding.reason
