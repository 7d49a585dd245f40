"""Which plans of a library answer to which."""

from __future__ import annotations

from pathlib import Path

import pytest
from library_plans import make_library_plan

from align.knowledge.regions import load_regions
from align.libraries import LibraryPair, LibraryPlan, PlanLibrary
from align.library.ordering import GENERAL_SECTOR
from align.library.pairing import find_pairs, find_parents, sort_by_place, take_pairs
from align.model import DocumentKind, Level

NATION = make_library_plan(file="国.txt", level=Level.NATION, region="全国")
PROVINCE = make_library_plan(file="省.txt", level=Level.PROVINCE, region="琮岭省")
CITY = make_library_plan(file="市.txt", level=Level.CITY, region="鹭陵市", parent="琮岭省")
OTHER_CITY = make_library_plan(file="他市.txt", level=Level.CITY, region="云崖市", parent="琮岭省")
COUNTY = make_library_plan(file="县.txt", parent="鹭陵市")


def pairs_of(*plans: LibraryPlan) -> list[tuple[str, str, bool]]:
    """Lower and upper file of the wanted pairs, and whether nothing lies between."""
    found, _ = find_pairs(plans, load_regions())
    return [(pair.lower, pair.upper, pair.direct) for pair in found if pair.wanted]


def doubts_of(*plans: LibraryPlan) -> str:
    """What is said of the pairs."""
    return "\n".join(find_pairs(plans, load_regions())[1])


def test_a_plan_answers_to_all_levels_above() -> None:
    """The nearest first, and it alone is direct."""
    found = pairs_of(NATION, PROVINCE, CITY, COUNTY)
    assert [pair for pair in found if pair[0] == "县.txt"] == [
        ("县.txt", "市.txt", True),
        ("县.txt", "省.txt", False),
        ("县.txt", "国.txt", False),
    ]
    assert [pair for pair in found if pair[0] == "市.txt"] == [("市.txt", "省.txt", True), ("市.txt", "国.txt", False)]


def test_a_county_answers_to_its_own_city_alone() -> None:
    """Another city of the province is not above it."""
    assert ("县.txt", "他市.txt") not in [pair[:2] for pair in pairs_of(PROVINCE, CITY, OTHER_CITY, COUNTY)]


@pytest.mark.parametrize(
    ("fields", "paired"),
    [
        ({}, True),
        ({"sector": "水利"}, False),
        ({"period": (2026, 2030)}, False),
        ({"period": (2021, 2035)}, True),
        ({"period": None}, True),
    ],
    ids=["same", "other field", "other years", "longer", "no years told"],
)
def test_field_and_years_must_meet(fields: dict[str, object], paired: bool) -> None:
    """Plans for other fields or other years are no pair."""
    upper = make_library_plan(**{"file": "市.txt", "level": Level.CITY, "region": "鹭陵市", **fields})
    assert bool(pairs_of(upper, COUNTY)) is paired


def test_known_places_lie_where_the_table_says() -> None:
    """By their codes, whatever else the library holds."""
    city = make_library_plan(file="市.txt", level=Level.CITY, region="六盘水市", region_code="520200")
    inside = make_library_plan(file="内.txt", region="水城区", region_code="520204")
    outside = make_library_plan(file="外.txt", region="涪陵区", region_code="500102")
    plans, doubts = find_parents((city, inside, outside), {}, load_regions())
    assert [plan.parent for plan in plans] == ["贵州省", "六盘水市", "重庆市"]
    assert doubts == ()
    assert pairs_of(*plans) == [("内.txt", "市.txt", True)]


def test_an_unknown_place_lies_in_the_one_its_text_names_most() -> None:
    """Not in one that is named in passing."""
    plain = make_library_plan()
    text = "鹭陵市下达的任务由本县承担，按照鹭陵市规划落实；与云崖市交界的河段共同治理。"
    plans, doubts = find_parents((CITY, OTHER_CITY, plain), {"县.txt": text}, load_regions())
    assert plans[2].parent == "鹭陵市"
    assert doubts == ()


def test_a_guess_is_told() -> None:
    """One city and no word of it: taken, but to be looked at; two cities and no word: not taken."""
    plain = make_library_plan()
    plans, doubts = find_parents((CITY, plain), {"县.txt": "本县加强治理。"}, load_regions())
    assert plans[1].parent == "鹭陵市"
    assert "只按层级推定" in doubts[0]
    plans, doubts = find_parents((CITY, OTHER_CITY, plain), {"县.txt": "鹭陵市与云崖市。"}, load_regions())
    assert plans[2].parent is None
    assert "上级地区" in doubts[0]


def test_a_told_parent_stays() -> None:
    """Whatever the text says."""
    plans, _ = find_parents((CITY, OTHER_CITY, COUNTY), {"县.txt": "云崖市云崖市"}, load_regions())
    assert plans[2].parent == "鹭陵市"


def test_the_plan_itself_goes_before_texts_about_it() -> None:
    """Drafts and explanations are not held against the plan below; alone they are."""
    draft = make_library_plan(
        file="市稿.txt", level=Level.CITY, region="鹭陵市", parent="琮岭省", kind=DocumentKind.DRAFT
    )
    assert pairs_of(CITY, draft, COUNTY) == [("县.txt", "市.txt", True)]
    assert pairs_of(draft, COUNTY) == [("县.txt", "市稿.txt", True)]


def test_copies_are_compared_once() -> None:
    """And said so; two different plans of one place and field are both compared, and said so too."""
    copy = make_library_plan(file="县副本.txt", parent="鹭陵市", sha256=COUNTY.sha256)
    assert pairs_of(CITY, COUNTY, copy) == [("县.txt", "市.txt", True)]
    assert "同一份文件" in doubts_of(CITY, COUNTY, copy)
    later = make_library_plan(file="县二稿.txt", parent="鹭陵市")
    assert len(pairs_of(CITY, COUNTY, later)) == 2
    assert "都相同" in doubts_of(CITY, COUNTY, later)


def test_the_general_plan_beside_is_offered_only() -> None:
    """A plan for one field need not take up all that the general plan of its place says."""
    general = make_library_plan(file="县纲要.txt", sector=GENERAL_SECTOR, parent="鹭陵市")
    found, _ = find_pairs((CITY, general, COUNTY), load_regions())
    assert [(pair.upper, pair.wanted) for pair in found] == [("市.txt", True), ("县纲要.txt", False)]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"level": None}, "看不出层级"),
        ({"sector": None}, "看不出领域"),
        ({"region": None}, "看不出地区"),
        ({"parent": "云崖市"}, "没有找到"),
    ],
)
def test_what_finds_no_partner_is_told(fields: dict[str, object], told: str) -> None:
    """With the reason."""
    assert told in doubts_of(CITY, make_library_plan(**{"parent": "鹭陵市", **fields}))


def test_plans_stand_from_the_nation_down() -> None:
    """Each place before those in it."""
    other = make_library_plan(file="他县.txt", region="白崖县", parent="云崖市")
    ordered = sort_by_place((COUNTY, other, CITY, OTHER_CITY, PROVINCE, NATION))
    assert [plan.file for plan in ordered] == ["国.txt", "省.txt", "他市.txt", "他县.txt", "市.txt", "县.txt"]


def test_pairs_of_a_user_are_taken_as_they_are() -> None:
    """Once each, the nearest marked; a file that cannot be read is said."""
    broken = make_library_plan(file="坏.txt", problem="文件已损坏")
    given = [
        LibraryPair(lower="县.txt", upper="省.txt", direct=False),
        LibraryPair(lower="县.txt", upper="市.txt", direct=False),
        LibraryPair(lower="县.txt", upper="市.txt", direct=False),
        LibraryPair(lower="坏.txt", upper="市.txt", direct=False),
        LibraryPair(lower="县.txt", upper="国.txt", direct=False, wanted=False),
    ]
    pairs, doubts = take_pairs((NATION, PROVINCE, CITY, COUNTY, broken), given)
    assert [(pair.upper, pair.direct, pair.wanted) for pair in pairs] == [
        ("市.txt", True, True),
        ("省.txt", False, True),
        ("国.txt", False, False),
    ]
    assert "坏.txt未能读入" in doubts[0]


def test_a_place_names_its_only_plan() -> None:
    """Of several plans of a place each is named by its title."""
    other = make_library_plan(file="县水.txt", title="青桥县“十四五”水利发展规划", sector="水利")
    library = PlanLibrary(folder=Path("规划"), plans=(CITY, COUNTY, other), pairs=())
    assert [library.name(plan) for plan in library.plans] == [
        "鹭陵市",
        f"《{COUNTY.title}》",
        "《青桥县“十四五”水利发展规划》",
    ]
