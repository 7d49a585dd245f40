"""The table of laws, plans, policies and standards by date, and how cited titles are found in it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from factories import make_basis
from plan_texts import REAL_TEXTS

from align.bundled import bundled
from align.errors import MappingError
from align.judging.instruments import find_cited
from align.knowledge.instruments import (
    Instruments,
    fold_number,
    load_instruments,
    read_instruments,
)
from align.model import Level

FOLDER = bundled("mappings", "instruments")
KNOWN = load_instruments()
WAR = "中共中央 国务院关于深入打好污染防治攻坚战的意见"


def named(title: str, known: Instruments = KNOWN) -> str | None:
    found = known.find(title)
    return found.title if found else None


@pytest.mark.parametrize(
    ("cited", "title"),
    [
        ("中华人民共和国水法", "中华人民共和国水法"),
        ("水法", "中华人民共和国水法"),
        ("固体废物污染防治法", "中华人民共和国固体废物污染环境防治法"),
        ("中华人民共和国水法（2016年修正）", "中华人民共和国水法"),
        ("环境噪声污染防治法", "中华人民共和国环境噪声污染防治法"),
        ("中华人民共和国噪声污染防治法", "中华人民共和国噪声污染防治法"),
        ("国务院关于印发水污染防治行动计划的通知", "水污染防治行动计划"),
        ("国务院关于印发《水污染防治行动计划》的通知", "水污染防治行动计划"),
        ("关于印发水污染防治行动计划的通知", "水污染防治行动计划"),
        ("水十条", "水污染防治行动计划"),
        ("中共中央国务院关于深入打好污染防治攻坚战的意见", WAR),
        ("中共中央、国务院关于深入打好污染防治攻坚战的意见", WAR),
        ("关于深入打好污染防治攻坚战的意见", WAR),
        ("生态环境部等18部门关于印发减污降碳协同增效实施方案的通知", "减污降碳协同增效实施方案"),
        ("农业农村污染治理攻坚战行动方案", "农业农村污染治理攻坚战行动方案（2021—2025年）"),
        ("农业农村污染治理攻坚战行动方案（2021-2025年）", "农业农村污染治理攻坚战行动方案（2021—2025年）"),
        ("农业农村污染治理攻坚战行动计划", "农业农村污染治理攻坚战行动计划"),
        ("排污许可管理办法", "排污许可管理办法"),
        ("排污许可管理办法（试行）", "排污许可管理办法（试行）"),
        ("国家危险废物名录（2021年版）", "国家危险废物名录（2021年版）"),
        ("山水林田湖草生态保护修复工程指南", "山水林田湖草生态保护修复工程指南（试行）"),
        (
            "国务院办公厅转发国家发展改革委等部门关于加快推进城镇环境基础设施建设指导意见的通知",
            "关于加快推进城镇环境基础设施建设的指导意见",
        ),
        ("十四五国民健康规划", "“十四五”国民健康规划"),
        (
            "国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要",
            "中华人民共和国国民经济和社会发展第十四个五年规划和2035年远景目标纲要",
        ),
        # another place, another instrument, or one that cannot be told
        ("云川省水污染防治行动计划", None),
        ("云川省实施〈中华人民共和国水法〉办法", None),
        ("中共云川省委关于深入打好污染防治攻坚战的意见", None),
        ("中共云川省委、云川省人民政府关于深入打好污染防治攻坚战的实施意见", None),
        ("云川省教育厅关于加强教育督导的意见", None),
        ("云川省“十四五”国民健康规划", None),
        ("水污染防治工作方案", None),
        ("国家危险废物名录", None),
        ("云川省国民经济和社会发展第十四个五年规划和2035年远景目标纲要", None),
    ],
)
def test_titles_however_they_are_put(cited: str, title: str | None) -> None:
    """Issuer, 关于印发…的通知, name of the nation and years may stand or not; a place makes it another instrument."""
    assert named(cited) == title


@pytest.mark.parametrize(
    ("cited", "found"),
    [
        ("医疗机构设置规划指导原则（2021—2025年）", True),
        ("医疗机构设置规划指导原则（2016—2020年）", False),
        ("智能制造发展规划（2016-2020年）", True),
        ("“十二五”智能制造发展规划", False),
        ("水污染防治行动计划（征求意见稿）", True),
    ],
)
def test_another_period_is_another_instrument(cited: str, *, found: bool) -> None:
    """Years in parentheses need not stand, but where they do they must agree."""
    assert (find_cited(make_basis(title=cited), KNOWN) is not None) is found


@pytest.mark.parametrize(
    "number", ["国发〔2015〕17号", "国发[2015]17号", "国发（2015）17号", "国发〔2015〕 17 号", "国发〔2015〕第17号"]
)
def test_numbers_however_they_are_put(number: str) -> None:
    """Brackets of any kind, spaces, 第."""
    assert [one.title for one in KNOWN.numbered(number)] == ["水污染防治行动计划"]


def test_every_row_is_found_by_its_own_names() -> None:
    """Title and aliases lead back to the row, with and without the name of the nation."""
    for one in KNOWN.all:
        for name in (one.title, *one.aliases, one.title.removeprefix("中华人民共和国")):
            assert KNOWN.find(name) is one, name


def test_the_table_is_wide_enough() -> None:
    """Every sector has laws or regulations, documents, and some that its plans should know."""
    sectors = set(KNOWN.rules.sectors)
    assert {path.stem for path in FOLDER.glob("*.tsv")} == sectors
    for sector in sectors:
        rows = [one for one in KNOWN.all if one.sector == sector]
        assert len(rows) >= 20, sector
        assert any(one.kind.is_document for one in rows)
        assert any(not one.kind.is_document for one in rows)
        assert any(one.rank for one in rows)
    assert len(KNOWN.all) >= 200


def test_numbers_are_of_their_day() -> None:
    """The year in the number of a document is that of its issue; numbers are written in one form."""
    for one in KNOWN.all:
        assert all(fold_number(number) == number for number in one.numbers if "〔" in number), one.title
        years = [match[1] for number in one.numbers if (match := re.search(r"〔(\d{4})〕", number))]
        if years and one.issued:
            # A paper on rural work is numbered No. 1 of its year, a plan approved in December printed in January.
            assert abs(int(years[0]) - int(one.issued[:4])) <= 1, one.title


def test_successors_are_newer() -> None:
    """What replaces an instrument was there by the day the other ended."""
    titles = {one.title: one for one in KNOWN.all}
    replaced = [one for one in KNOWN.all if one.replaced_by]
    assert len(replaced) >= 15
    for one in replaced:
        successor = titles[one.replaced_by or ""]
        assert successor.issued is not None
        assert one.ended is not None
        assert successor.issued <= one.ended, one.title


def test_the_codified_laws_are_marked() -> None:
    """The laws merged into the code are ten, all marked as not compared with the official text."""
    code = "中华人民共和国生态环境法典"
    merged = [one for one in KNOWN.all if one.replaced_by == code]
    assert len(merged) == 10
    assert {(one.ended, one.checked) for one in merged} == {("2026-08-15", False)}
    assert all("未与官方文本核对" in one.note for one in merged)
    assert [one for one in KNOWN.all if not one.checked and one.replaced_by != code] == []


def test_levels_and_sectors() -> None:
    """What is for provinces and cities does not concern counties; a title tells its sectors."""
    hub = KNOWN.find("“十四五”时期“无废城市”建设工作方案")
    assert hub is not None
    assert [level for level in Level if hub.concerns(level)] == [Level.PROVINCE, Level.CITY]
    assert KNOWN.rules.sectors_of("铜峪区“十四五”生态环境保护规划") == {"environment"}
    assert KNOWN.rules.sectors_of("铜峪区数字乡村振兴规划") == {"digital", "rural"}
    assert KNOWN.rules.sectors_of("铜峪区殡葬事业规划") == frozenset()


@pytest.mark.parametrize(
    ("name", "sound", "broken", "said"),
    [
        ("water.tsv", "\t2024-05-01\t", "\t2024-13-01\t", "日期"),
        ("water.tsv", "\t2024-05-01\t", "\t2024.5.1\t", "日期"),
        ("water.tsv", "\t2021-10-01\t室外排水设计标准\t", "\t2005-10-01\t室外排水设计标准\t", "早于"),
        ("water.tsv", "\t2021-10-01\t室外排水设计标准\t", "\t2021-10-01\t室内排水设计标准\t", "没有替代"),
        ("water.tsv", "\t2021-10-01\t室外排水设计标准\t", "\t2021-10-01\t\t", "说明"),
        ("water.tsv", "\t2021-10-01\t室外排水设计标准\t", "\t\t室外排水设计标准\t", "废止日期"),
        ("water.tsv", "\tlaw\t", "\tact\t", "类别"),
        ("water.tsv", "province|city", "province|town", "层级"),
        ("water.tsv", "\tpolicy\t\t2\t", "\tpolicy\t\t7\t", "重要程度"),
        ("environment.tsv", "\t待核\t", "\t也许\t", "核对情况"),
        ("water.tsv", "\t公开\t", "\t\t", "来源"),
        ("water.tsv", "防洪标准\t", "关于防洪标准\t", "排序"),
        ("water.tsv", "防洪标准\t\t", "防洪标准\t节水\t", ""),
        ("water.tsv", "防洪标准\t\t", "防洪标准\t水法\t", "题名重复"),
        ("rules.toml", "lead_days = 60", "", "lead_days"),
        ("rules.toml", 'water = ["水利"', 'waters = ["水利"', "领域"),
    ],
)
def test_broken_tables_are_refused(tmp_path: Path, name: str, sound: str, broken: str, said: str) -> None:
    """One wrong entry, and the complaint names file, line and what is wrong; a harmless change is taken."""
    folder = tmp_path / "instruments"
    shutil.copytree(FOLDER, folder)
    text = (folder / name).read_text(encoding="utf-8")
    assert sound in text
    (folder / name).write_text(text.replace(sound, broken, 1), encoding="utf-8")
    if not said:
        assert read_instruments(folder).find("节水") is not None
        return
    with pytest.raises(MappingError, match=rf"(?:\w+\.tsv|rules\.toml) 第 \d+ 行.*{said}"):
        read_instruments(folder)


@pytest.mark.real
@pytest.mark.skipif(not REAL_TEXTS.exists(), reason="shared material absent")
def test_sources_among_the_real_texts_name_the_instrument() -> None:
    """A row that gives a real text as its source is named there."""
    rows = [one for one in KNOWN.all if one.source.endswith(".txt")]
    assert len(rows) >= 15
    for one in rows:
        text = re.sub(r"[\W_]+", "", (REAL_TEXTS / one.source).read_text(encoding="utf-8"))
        named_there = [KNOWN.fold(name) in text for name in (one.title, *one.aliases)]
        assert any(named_there) or one.source.startswith(("national_cn_", "national_miit_smart")), one.title
