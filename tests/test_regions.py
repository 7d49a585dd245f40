"""The administrative divisions: names, levels and what lies in what."""

from __future__ import annotations

from pathlib import Path

import pytest
from timing import fastest

from align.bundled import bundled
from align.errors import MappingError
from align.knowledge.regions import Regions, load_regions, read_regions
from align.model import Level

HEADER = "code\tname\tshort\tlevel\tparent"
EARLIER = "code\tname\tnow"


@pytest.fixture(scope="module")
def regions() -> Regions:
    return load_regions()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("山东省", "370000"),
        ("山东", "370000"),
        ("济南", "370100"),
        ("济南市", "370100"),
        ("上海市", "310000"),
        ("内蒙古", "150000"),
        ("广西壮族自治区", "450000"),
        ("西藏", "540000"),
        ("吉林", "220000"),
        ("六盘水市水城区", "520204"),
        ("贵州省六盘水市水城区", "520204"),
        ("水城县", "520204"),
        ("重庆市綦江区", "500110"),
        ("綦江县", "500110"),
        ("北京市朝阳区", "110105"),
        ("黔西南州", "522300"),
        ("黔西南", "522300"),
        ("湖北省恩施州利川市", "422802"),
        ("六枝特区", "520203"),
        ("神农架林区", "429021"),
        ("鞍山市铁东区", "210302"),
    ],
)
def test_names_lead_to_codes(regions: Regions, name: str, code: str) -> None:
    """Full, short, composite and earlier names lead to the division that bears them now."""
    found = regions.find(name)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("name", ["", "朝阳区", "鼓楼区", "铜峪区", "云川省", "安岭市铜峪区", "区", "北京市铜峪区"])
def test_ambiguous_and_unknown_names_lead_nowhere(regions: Regions, name: str) -> None:
    """A name of several places, or of none, is not guessed at."""
    assert regions.find(name) is None


def test_inside_settles_an_ambiguous_name(regions: Regions) -> None:
    """Of the places of one name, the one inside the given region is meant."""
    beijing = regions.by_code["110000"]
    found = regions.find("朝阳区", inside=beijing)
    assert found is not None
    assert found.code == "110105"


def test_ancestors_run_from_city_to_province(regions: Regions) -> None:
    """The regions above a district, nearest first."""
    district = regions.by_code["520204"]
    assert [region.code for region in regions.ancestors(district)] == ["520200", "520000"]


def test_is_inside(regions: Regions) -> None:
    """A region lies in itself and in those above it, in no other."""
    district, city, other = (regions.by_code[code] for code in ("520204", "520200", "500000"))
    assert regions.is_inside(district, city)
    assert regions.is_inside(city, city)
    assert not regions.is_inside(city, district)
    assert not regions.is_inside(district, other)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("支持济南、青岛建设先导区", ["济南市", "青岛市"]),
        ("湖北省博物馆三期", ["湖北省"]),
        ("襄阳市樊城区污水处理厂", ["襄阳市", "樊城区"]),
        ("推广安全生产经验，整治入海口", []),
        ("搭建平台中介服务体系", []),
        ("世界大同与集中卫生防疫", []),
    ],
)
def test_mentions(regions: Regions, text: str, names: list[str]) -> None:
    """Places named in a text, and none read into everyday words."""
    assert [mention.region.name for mention in regions.mentions(text)] == names


def test_mentions_tell_where(regions: Regions) -> None:
    """A mention's range covers the name in the text."""
    text = "在青岛市建设"
    mention = regions.mentions(text)[0]
    assert text[mention.start : mention.end] == "青岛市"


def test_levels_follow_the_table(regions: Regions) -> None:
    """Municipalities are provinces, their districts counties."""
    assert regions.by_code["500000"].level is Level.PROVINCE
    assert regions.by_code["500110"].level is Level.COUNTY
    assert regions.by_code["370100"].level is Level.CITY


def test_every_parent_is_of_a_higher_level(regions: Regions) -> None:
    """The table is a tree that runs downwards."""
    for region in regions.by_code.values():
        if region.parent_code:
            assert regions.by_code[region.parent_code].level.rank < region.level.rank


def test_loading_costs_little_more_than_reading() -> None:
    """The table loads within thirty times what splitting its lines takes in the same run."""
    folder = bundled("mappings", "regions")
    split = fastest(
        lambda: [line.split("\t") for line in (folder / "divisions.tsv").read_text(encoding="utf-8").splitlines()]
    )
    assert fastest(lambda: read_regions(folder)) < 30 * split + 0.03


@pytest.mark.parametrize(
    ("divisions", "earlier", "problem"),
    [
        (["110000\t甲省\t甲\tprovince\t", "110000\t乙省\t乙\tprovince\t"], [], "重复"),
        (["110000\t甲省\t甲\tregion\t"], [], "级别"),
        (["110100\t甲市\t甲\tcity\t110000"], [], "上级代码"),
        (["110000\t甲省\t甲\tprovince\t"], ["110900\t丙省\t120000"], "现行代码"),
    ],
)
def test_broken_tables_are_refused(tmp_path: Path, divisions: list[str], earlier: list[str], problem: str) -> None:
    """Errors name what is wrong and the line."""
    (tmp_path / "divisions.tsv").write_text("\n".join([HEADER, *divisions]), encoding="utf-8")
    (tmp_path / "earlier.tsv").write_text("\n".join([EARLIER, *earlier]), encoding="utf-8")
    with pytest.raises(MappingError, match=problem):
        read_regions(tmp_path)
