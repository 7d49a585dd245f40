"""Slips of the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from factories import make_meta
from plan_texts import REAL_TEXTS, SAMPLES, SHARED, clean_source, outline_source, read_plan_text, read_shared

from align.errors import MappingError
from align.knowledge.defect_rules import read_defect_rules
from align.knowledge.regions import load_regions
from align.model import Level, Meta
from align.parsing.defects import find_defects
from align.source import Notice

DISTRICT = make_meta(level=Level.COUNTY, region="铜峪区")
COUNTY = make_meta(level=Level.COUNTY, region="平湖县")
COUNTY_CITY = make_meta(level=Level.COUNTY, region="清河市")
CITY = make_meta(level=Level.CITY, region="安岭市")
ZONE = make_meta(level=Level.COUNTY, region="六枝特区")


def defects_in(text: str, meta: Meta = DISTRICT) -> tuple[Notice, ...]:
    source = read_plan_text(text)
    return find_defects(source, clean_source(source), meta, load_regions())


@pytest.mark.parametrize(
    ("text", "meta", "expected"),
    [
        ("加快构建安全格局。。", DISTRICT, [("defect.repeated_mark", "。。")]),
        ("持续改善，，稳步提升。", DISTRICT, [("defect.repeated_mark", "，，")]),
        ("优化布局、，推进治理。", DISTRICT, [("defect.clashing_marks", "、，")]),
        ("[bookmark: _GoBack]（一）总体框架", DISTRICT, [("defect.conversion_mark", "[bookmark: _GoBack]")]),
        ("详见错误!未找到引用源。", DISTRICT, [("defect.conversion_mark", "错误!未找到引用源。")]),
        ("广泛征求各区、部门意见。", DISTRICT, [("defect.missing_each", "各区、部门")]),
        ("督促各县、单位落实责任。", CITY, [("defect.missing_each", "各县、单位")]),
        ("断面达到或优III类比例提高。", DISTRICT, [("defect.missing_word", "优")]),
        ("逐年提高水环境质。", DISTRICT, [("defect.truncated_word", "水环境质")]),
        ("健全体制机，完善制度。", DISTRICT, [("defect.truncated_word", "体制机")]),
        ("推进生物多样、湿地保护。", DISTRICT, [("defect.truncated_word", "生物多样")]),
        ("减少兽药、抗生素、使用量，并做好回收。", DISTRICT, [("defect.stray_comma", "减少兽药、抗生素、使用量")]),
        ("到2035年，全市山水焕然一新。", DISTRICT, [("defect.scope_word", "全市山水焕然一新")]),
        ("全县生态环境明显改善。", DISTRICT, [("defect.scope_word", "全县生态环境明显改善")]),
        ("全区生态环境明显改善。", COUNTY, [("defect.scope_word", "全区生态环境明显改善")]),
        ("全县生态环境明显改善。", CITY, [("defect.scope_word", "全县生态环境明显改善")]),
        ("立足特区资源条件安排项目。", DISTRICT, [("defect.wrong_kind_of_place", "特区")]),
        ("落实《安岭市水利规划，推进治理。", DISTRICT, [("defect.unpaired_mark", "《")]),
        ("推进“无废城市建设。", DISTRICT, [("defect.unpaired_mark", "“")]),
        ("完善监测网络（含噪声，推进治理。", DISTRICT, [("defect.unpaired_mark", "（")]),
        # nothing wrong
        ("持续改善，稳步提升。", DISTRICT, []),
        ("稳步提升水环境质量。", DISTRICT, []),
        ("推进生物多样性保护，健全体制机制。", DISTRICT, []),
        ("征求各区、各部门意见。", DISTRICT, []),
        ("减少化肥、农药使用量，提高利用率。", DISTRICT, []),
        ("固废堆存量超过4000万吨，占全市总量的近四成。", DISTRICT, []),
        ("全市平均水平为35%，全市排名第三。", DISTRICT, []),
        ("位居全市前列，全市第一。", DISTRICT, []),
        ("全区生态环境明显改善。", DISTRICT, []),
        ("全市生态环境明显改善。", COUNTY_CITY, []),
        ("全市生态环境明显改善。", CITY, []),
        ("结合特区实际安排。", ZONE, []),
        ("借鉴经济特区经验，与六枝特区开展合作。", DISTRICT, []),
        ("香港特别行政区代表来访。", DISTRICT, []),
        ("落实以下要求：1）治水；2）治气。", DISTRICT, []),
        ("《水法》“三线一单”（试行）齐全。", DISTRICT, []),
        ('“AI泉城"行动持续推进。', DISTRICT, []),
        ("“十四五”——关键时期……稳步推进。", DISTRICT, []),
    ],
)
def test_slips(text: str, meta: Meta, expected: list[tuple[str, str]]) -> None:
    """Each slip once, with the exact characters; sound sentences give none."""
    assert [(notice.code, notice.text) for notice in defects_in(text, meta)] == expected


def test_spans_are_exact_in_the_source() -> None:
    """Where a slip is shown is where it stands, spaces and full-width forms in the source notwithstanding."""
    text = "第 一 行。\n全市 面貌２改观。"
    (notice,) = defects_in(text)
    assert notice.span is not None
    assert notice.span.slice(text) == notice.text == "全市 面貌２改观"


def test_many_unpaired_marks_are_told_once() -> None:
    """A badly converted text gives one notice with the number."""
    found = defects_in("\n\n".join(f"{number}推进《甲项整治，持续改善环境质量。" for number in "甲乙丙丁戊己"))
    assert [notice.code for notice in found] == ["defect.unpaired_marks"]
    assert "6处" in found[0].message


def test_tables_are_left_alone() -> None:
    """A cell that happens to end in a stump is no slip."""
    found = defects_in("表1 指标\n序号 | 指标 | 单位\n1 | 水环境质、 | %\n2 | 空气质、 | %\n3 | 土壤、、 | %")
    assert found == ()


SLIPS = "code\twhere\tpattern\tmessage\tbad\tgood"


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("defect.x\tclean\t(?P<slip>甲)\t错\t乙\t", "未命中"),
        ("defect.x\tclean\t(?P<slip>甲)\t错\t甲\t甲乙", "不应命中"),
        ("defect.x\tclean\t甲\t错\t甲\t", "slip"),
        ("defect.x\tclean\t(?P<slip>甲\t错\t甲\t", "正则"),
        ("defect.x\tthere\t(?P<slip>甲)\t错\t甲\t", "where"),
    ],
)
def test_broken_rules_are_refused(tmp_path: Path, row: str, problem: str) -> None:
    """A pattern must do what its examples say."""
    (tmp_path / "slips.tsv").write_text(f"{SLIPS}\n{row}\n", encoding="utf-8")
    (tmp_path / "truncated.tsv").write_text("stem\twhole\n", encoding="utf-8")
    (tmp_path / "scopes.tsv").write_text("ends\twrong\n", encoding="utf-8")
    (tmp_path / "scope_context.toml").write_text("reference_after = ['平均']\nspecial_zones = []\n", encoding="utf-8")
    with pytest.raises(MappingError, match=problem):
        read_defect_rules(tmp_path)


def found_in(path: Path) -> tuple[Notice, ...]:
    source = read_shared(path)
    lines, _, meta = outline_source(source)
    return find_defects(source, lines, meta, load_regions())


@pytest.mark.real
@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not here")
def test_sample_slips_are_all_found() -> None:
    """The six slips a reader marked in a real document."""
    texts = [notice.text for notice in found_in(next(SAMPLES.glob("000*.txt")))]
    for slip in ("特区", "各区、部门", "水环境质", "[bookmark: _GoBack]"):
        assert slip in texts
    assert texts.count("。。") == 2
    assert any(text.startswith("全市") for text in texts)
    assert len(texts) <= 9


@pytest.mark.real
@pytest.mark.skipif(not SHARED.exists(), reason="the real documents are not here")
def test_real_plans_give_few_slips() -> None:
    """Among 28 real plans only the one with broken quotes gets a notice."""
    found = {path.name: found_in(path) for path in sorted(REAL_TEXTS.glob("*.txt"))}
    assert sum(len(notices) for notices in found.values()) <= 3
    assert [n.code for n in found["national_ncha_revheritage_145.txt"]] == ["defect.unpaired_marks"]
