"""The order of a chain: from levels and places, from which plan cites which; wrong company is refused in one sentence."""

from __future__ import annotations

import pytest
from factories import make_meta, make_plan, make_source

from align.errors import InputError
from align.knowledge.naming import load_sectors
from align.knowledge.regions import load_regions
from align.library.ordering import GENERAL_SECTOR, order_plans
from align.model import Level, Plan

ENVIRONMENT = "生态环境保护"


def plan(
    region: str | None,
    level: Level | None,
    *,
    sector: str | None = ENVIRONMENT,
    code: str | None = None,
    text: str = "正文",
    title: str | None = None,
) -> Plan:
    meta = make_meta(
        region=region, level=level, sector=sector, region_code=code, title=title or f"{region}“十四五”{sector}规划"
    )
    return make_plan(meta=meta, source=make_source(text=text, path=f"{region}{sector}.txt"))


PROVINCE = plan("衡海省", Level.PROVINCE)
CITY = plan("泊川市", Level.CITY)
COUNTY = plan("霁原区", Level.COUNTY)


def order(*plans: Plan, as_given: bool = False):
    return order_plans(plans, load_regions(), as_given=as_given)


def told(*plans: Plan):
    """Each plan's label with its parents' labels."""
    ordered = order(*plans)
    return {each.label: [ordered[parent].label for parent in each.parents] for each in ordered}


def test_plans_are_put_in_order_of_their_levels() -> None:
    """Nation, province, city, county, each below the one before, in whatever order they are given."""
    nation = plan("全国", Level.NATION)
    ordered = order(COUNTY, PROVINCE, nation, CITY)
    assert [each.label for each in ordered] == ["全国", "衡海省", "泊川市", "霁原区"]
    assert [each.parents for each in ordered] == [(), (0,), (1,), (2,)]
    assert [each.level for each in ordered] == ["国家级", "省级", "市级", "县级"]


def test_a_skipped_level_is_bridged() -> None:
    """The county stands directly below the province where no city is given."""
    assert told(COUNTY, PROVINCE) == {"衡海省": [], "霁原区": ["衡海省"]}


def test_a_plan_may_have_several_parents() -> None:
    """本级纲要 and 上级同类规划 both stand above a plan for one field; a general plan stands below the one above it."""
    plans = [
        plan(region, level, sector=sector)
        for region, level in (("衡海省", Level.PROVINCE), ("泊川市", Level.CITY))
        for sector in (ENVIRONMENT, GENERAL_SECTOR)
    ]
    general, special = "·纲要", f"·{ENVIRONMENT}"
    assert told(*plans) == {
        f"衡海省{general}": [],
        f"衡海省{special}": [f"衡海省{general}"],
        f"泊川市{general}": [f"衡海省{general}"],
        f"泊川市{special}": [f"衡海省{special}", f"泊川市{general}"],
    }


def test_a_plan_without_its_like_above_answers_the_general_plan_above() -> None:
    """No plan for its field above: the general plan is what it answers to."""
    water = plan("霁原区", Level.COUNTY, sector="水利")
    city = [plan("泊川市", Level.CITY, sector=sector) for sector in (GENERAL_SECTOR, ENVIRONMENT)]
    assert told(*city, water)["霁原区"] == ["泊川市·纲要"]


def test_the_like_is_found_past_a_level_without_it() -> None:
    """The city's water plan is nothing to the district's environment plan where the province has one."""
    found = told(PROVINCE, plan("泊川市", Level.CITY, sector="水利"), COUNTY)
    assert found["霁原区"] == ["衡海省"]


def test_a_document_without_a_field_stands_in_the_chain() -> None:
    """A bare table of indicators does not tell its field, and may be the city's."""
    assert told(PROVINCE, plan("泊川市", Level.CITY, sector=None), COUNTY)["霁原区"] == ["泊川市"]


def test_two_places_of_one_level_are_told_apart_by_who_cites_whom() -> None:
    """A county-level city reads like a city; it cites the plan of the city it lies in."""
    below = plan("临渚市", Level.CITY, text=f"依据《{CITY.meta.title}》编制。")
    assert told(below, CITY) == {"泊川市": [], "临渚市": ["泊川市"]}


def test_places_must_lie_in_each_other() -> None:
    """Known places are held against the table of divisions."""
    province, inside = plan("山东省", Level.PROVINCE, code="370000"), plan("青岛市", Level.CITY, code="370200")
    outside = plan("杭州市", Level.CITY, code="330100")
    assert told(inside, province) == {"山东省": [], "青岛市": ["山东省"]}
    with pytest.raises(InputError, match="杭州市不在山东省行政区域内"):
        order(province, outside)


@pytest.mark.parametrize(
    ("plans", "problem"),
    [
        ((CITY, plan(None, None, title="某规划")), "看不出《某规划》是哪一级的规划"),
        ((PROVINCE, CITY, plan("南垛市", Level.CITY)), "同为市级，却是两个地方的规划"),
        ((PROVINCE, CITY, plan("泊川市", Level.CITY, title="泊川市环保规划")), "同为市级，领域也相同"),
    ],
)
def test_what_makes_no_chain_is_refused(plans: tuple[Plan, ...], problem: str) -> None:
    """One clear sentence with the way out, which then works."""
    with pytest.raises(InputError, match=problem) as refused:
        order(*plans)
    assert "--as-given" in str(refused.value)
    assert [each.parents for each in order(*plans, as_given=True)] == [(), (0,), (1,)][: len(plans)]


def test_the_same_plan_again_is_told_by_number() -> None:
    """Labels tell even equal plans apart."""
    assert [each.label for each in order(CITY, CITY, as_given=True)] == [
        "泊川市“十四五”生态环境保护规划（第 1 份）",
        "泊川市“十四五”生态环境保护规划（第 2 份）",
    ]


def test_one_plan_is_no_chain() -> None:
    """A mistake of the caller, not of a document."""
    with pytest.raises(ValueError, match="two plans"):
        order(CITY)


def test_the_general_sector_is_one_the_titles_tell() -> None:
    """The name is that of the table of sectors."""
    assert GENERAL_SECTOR in [sector.name for sector in load_sectors()]
