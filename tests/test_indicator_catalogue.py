"""The catalogue of indicators: its integrity, what names it recognises, and which it must keep apart."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from align.bundled import bundled
from align.errors import MappingError
from align.knowledge.indicator_rules import load_judging_rules
from align.knowledge.indicator_text import load_prose_words, load_table_words
from align.knowledge.indicators import Direction, load_catalogue
from align.knowledge.names import drop_marks, load_names
from align.knowledge.targets import load_target_phrases
from align.model import Nature
from align.results import IndicatorVerdict, Severity

CATALOGUE = load_catalogue()

RECOGNISED = [
    ("PM2.5浓度", "μg/m3", "AIR_PM25_CONC"),
    ("细颗粒物（PM2.5）年均浓度①", "微克/立方米", "AIR_PM25_CONC"),
    ("PM₂.₅年平均浓度", None, "AIR_PM25_CONC"),
    ("PM2.5浓度下降率", "%", "AIR_PM25_DROP"),
    ("PM2.5浓度下降", "%", "AIR_PM25_DROP"),
    ("城区空气质量优良天数比例", "%", "AIR_AQI_GOOD"),
    ("全市空气质量优良天数", "天", "AIR_AQI_GOOD"),
    ("重度及以上污染天数比例", "%", "AIR_HEAVY_DAYS"),
    ("国控断面水质优良（达到或优于Ⅲ类）比例", "%", "WATER_GOOD"),
    ("地表水省考断面达到或好于III类水体比例", "%", "WATER_GOOD"),
    ("地表水劣五类水体比例", "%", "WATER_INF_V"),
    ("县级及以上城市集中式饮用水水源地水质达标率", "%", "DRINK_CITY"),
    ("单位GDP二氧化碳排放降低", "%", "CO2_INTENSITY"),
    ("万元地区生产总值二氧化碳排放下降", "%", "CO2_INTENSITY"),
    ("单位生产总值能源消耗降低", "%", "ENERGY_INTENSITY"),
    ("NOx重点工程减排量", "吨", "EMIS_NOX"),
    ("氮氧化物（NOx）排放总量减少", "%", "EMIS_NOX"),
    ("受污染耕地安全利用率", "%", "SOIL_FARM_SAFE"),
    ("污染地块安全利用率", "%", "SOIL_LAND_SAFE"),
    ("城市生活污水集中收集率", "%", "SEW_COLLECT"),
    ("县城污水处理率", "%", "SEW_TREAT"),
    ("农村生活污水治理率", "%", "RURAL_SEW"),
    ("森林覆盖率", "%", "ECO_FOREST_COVER"),
    ("森林蓄积量", "万立方米", "ECO_FOREST_VOL"),
    ("黑臭水体消除比例", "%", "WATER_BLACK_CITY"),
    ("城市建成区黑臭水体比例", "%", "WATER_BLACK_SHARE"),
    ("主要农作物化肥利用率", "%", "FERT_EFF"),
    ("主要农作物农药利用率", "%", "PEST_EFF"),
    ("城市功能区声环境夜间达标率", "%", "NOISE_NIGHT"),
    ("公众对生态环境质量满意度", "%", "GOV_SATIS"),
]
UNKNOWN = [
    "学前教育毛入园率",
    "每万人口发明专利拥有量",
    "城市生活垃圾治理率",
    "主要污染物排放削减比例",
    "翠湖总氮浓度",
    "博物馆数量",
    "历史遗留矿山生态修复率",
    "工业用水重复利用率",
]
CONTRARY = [
    ("城市生活污水处理率", "农村生活污水处理率"),
    ("农村生活污水治理率", "农村生活垃圾治理率"),
    ("森林覆盖率", "草原覆盖率"),
    ("PM2.5浓度", "PM2.5浓度下降"),
    ("化肥利用率", "农药利用率"),
    ("昼间达标率", "夜间达标率"),
    ("全国重点文保单位完好率", "县级文保单位完好率"),
]


@pytest.mark.parametrize(("name", "unit", "concept"), RECOGNISED)
def test_names_are_recognised(name: str, unit: str | None, concept: str) -> None:
    found = CATALOGUE.find_concept(name, unit)
    assert found is not None
    assert found.id == concept


@pytest.mark.parametrize("name", UNKNOWN)
def test_other_names_are_left_alone(name: str) -> None:
    assert CATALOGUE.find_concept(name, None) is None


@pytest.mark.parametrize(("first", "second"), CONTRARY)
def test_names_told_apart_by_a_word(first: str, second: str) -> None:
    assert CATALOGUE.names.are_contrary(first, second)
    assert not CATALOGUE.names.are_contrary(first, first)


@pytest.mark.parametrize("concept", CATALOGUE.concepts, ids=lambda concept: concept.id)
def test_every_alias_finds_its_own_concept(concept) -> None:
    for alias in (concept.name, *concept.aliases):
        assert CATALOGUE.find_concept(alias, None) in (concept, None), alias
    assert CATALOGUE.find_concept(concept.name, None) == concept


@pytest.mark.parametrize("concept", CATALOGUE.concepts, ids=lambda concept: concept.id)
def test_no_concept_is_taken_for_a_confusable_one(concept) -> None:
    for other in concept.confusable:
        assert concept.id in CATALOGUE.concept(other).confusable
        for alias in CATALOGUE.concept(other).aliases:
            found = CATALOGUE.find_concept(alias, None)
            assert found is None or found.id != concept.id, alias


def test_a_unit_that_cannot_be_speaks_against_a_concept() -> None:
    assert CATALOGUE.find_concept("森林覆盖率", "万吨") is None


@pytest.mark.parametrize(
    ("name", "concept", "direction", "known"),
    [
        ("PM2.5浓度", "AIR_PM25_CONC", Direction.LOWER, True),
        ("长江干流水质", "WATER_MAINSTEM", Direction.LEVEL, True),
        ("翠湖总氮浓度", None, Direction.LOWER, True),
        ("管网漏损率", None, Direction.LOWER, True),
        ("万元工业产值能耗下降", None, Direction.HIGHER, True),
        ("矿山修复率", None, Direction.HIGHER, True),
        ("展览场次", None, Direction.HIGHER, False),
    ],
)
def test_direction(name: str, concept: str | None, direction: Direction, known: bool) -> None:
    assert CATALOGUE.direction(name, concept) == (direction, known)


@pytest.mark.parametrize(
    ("name", "unit", "amount"),
    [
        ("博物馆数量", None, True),
        ("重点工程减排量", "万吨", True),
        ("年观众人数", "亿人次", True),
        ("森林覆盖率", "%", False),
        ("空气质量优良天数", "天", False),
        ("万元工业增加值用水量", "立方米/万元", False),
        ("教育现代化指数", None, False),
    ],
)
def test_amounts_that_add_up(name: str, unit: str | None, amount: bool) -> None:
    assert CATALOGUE.is_amount(name, unit) is amount


def test_scopes_are_read_from_names() -> None:
    names = load_names()
    assert [scope.value for scope in names.find_scopes("地表水省控及以上断面优良比例")] == ["国省控"]
    assert names.find_scopes("全国重点文物保护单位数量") == ()
    assert names.scopes_conflict("国考断面优良比例", "省控断面优良比例")
    assert not names.scopes_conflict("国考断面优良比例", "国控断面优良比例")
    assert not names.scopes_conflict("县级及以上城市水源达标率", "城区水源达标率")


def test_marks_are_dropped_and_superscripts_of_units_kept() -> None:
    assert drop_marks("总氮浓度②") == "总氮浓度"
    assert drop_marks("面积（km²）¹") == "面积（km²）"


def _copy(folder: Path) -> Path:
    target = folder / "mappings"
    for topic in ("indicators", "rules", "applicability"):
        shutil.copytree(bundled("mappings", topic), target / topic)
    return target


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("森林覆盖率\t林木覆盖率", "森林覆盖率\t草原植被盖度|林木覆盖率", "别名"),
        ("林木覆盖率|森林（林木）覆盖率\t%\thigher", "林木覆盖率\t%\tup", "取值"),
        ("林木覆盖率|森林（林木）覆盖率\t%\thigher", "林木覆盖率\t斗\thigher", "单位"),
    ],
)
def test_a_broken_catalogue_is_refused(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    root = _copy(tmp_path) / "indicators"
    _replace(root / "catalogue.tsv", old, new)
    with pytest.raises(MappingError, match=complaint):
        load_catalogue(root)


@pytest.mark.parametrize(
    ("file", "old", "new", "load"),
    [
        ("scopes.tsv", "国考\t", "国考 \t断面级别\t国控\tyes\tyes\n国考\t", load_names),
        ("scopes.tsv", "\tyes\tyes", "\tyes\tperhaps", load_names),
        ("synonyms.tsv", "cod\t化学需氧量", "cod\t氨氮|化学需氧量", load_names),
        ("counterparts.tsv", "\tcomplement", "\topposite", load_catalogue),
        ("counterparts.tsv", "IND_WATER_DROP", "NO_SUCH", load_catalogue),
        ("contrasts.tsv", "\tno", "\tmaybe", load_names),
        ("tables.toml", 'notes = "^', 'notes = "(^', load_table_words),
        ("prose.toml", "longest_name", "shortest_name", load_prose_words),
        ("matching.toml", "pair_threshold = 0.56", 'pair_threshold = "hoch"', load_catalogue),
        ("matching.toml", "pair_threshold =", "pear_threshold =", load_catalogue),
    ],
)
def test_broken_vocabularies_are_refused(tmp_path: Path, file: str, old: str, new: str, load) -> None:
    root = _copy(tmp_path) / "indicators"
    _replace(root / file, old, new)
    with pytest.raises(MappingError, match=file):
        load(root)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("rules/indicators.toml", 'verdict = "extra"', 'verdict = "surplus"'),
        ("rules/indicators.toml", 'severity = "critical"', 'severity = "fatal"'),
        ("rules/indicators.toml", 'cause = "total"', 'cause = "sum"'),
        ("rules/indicators.toml", '{ verdict = "extra", severity = "info" },', ""),
        ("rules/indicators.toml", 'boundary = "notice"', ""),
        ("applicability/indicators.tsv", "marine\t", "named_place\t"),
        ("applicability/indicators.tsv", "marine\t", "marine\t("),
    ],
)
def test_broken_rules_are_refused(tmp_path: Path, file: str, old: str, new: str) -> None:
    root = _copy(tmp_path)
    _replace(root / file, old, new)
    with pytest.raises(MappingError):
        load_judging_rules(root)


def test_a_phrase_example_that_is_not_matched_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "phrases.toml"
    shutil.copy(bundled("mappings", "targets", "phrases.toml"), path)
    _replace(path, 'examples = ["稳中有降"', 'examples = ["一句没有的话"')
    with pytest.raises(MappingError, match="一句没有的话"):
        load_target_phrases(path)


def test_severity_rules_are_raised_by_flags_and_capped_last() -> None:
    rules = load_judging_rules()
    missing = IndicatorVerdict.MISSING
    assert rules.severity(missing, nature=Nature.BINDING, assigned=True) is Severity.CRITICAL
    assert rules.severity(missing, nature=Nature.BINDING, assigned=False) is Severity.MAJOR
    assert rules.severity(missing, nature=None, assigned=False) is Severity.MINOR
    assert rules.severity(missing, nature=Nature.BINDING, assigned=True, caps=["not_full_text"]) is Severity.NOTICE
    equal = IndicatorVerdict.EQUAL
    assert rules.severity(equal, nature=None, assigned=True, flags=["nature_weakened"]) is Severity.CRITICAL
