"""The catalogue of indicators: its integrity, what names it recognises, and which it must keep apart."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from align.bundled import bundled
from align.errors import MappingError
from align.knowledge.indicator_rules import load_judging_rules
from align.knowledge.indicator_text import load_prose_words, load_table_words
from align.knowledge.indicators import Direction, Relation, load_catalogue
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
ACROSS_SECTORS = [
    ("国内生产总值(GDP)增长", "%", "GDP_GROWTH"),
    ("地区生产总值年均增速", "%", "GDP_GROWTH"),
    ("全员劳动生产率", "万元/人", "LABOR_PROD"),
    ("全员劳动生产率增长", "%", "LABOR_PROD_GROWTH"),
    ("城镇化率", "%", "URBAN_RATE"),
    ("户籍人口城镇化率", "%", "URBAN_RATE_HUKOU"),
    ("全社会研发经费投入增长", "%", "RD_GROWTH"),
    ("R&D经费支出占GDP比重", "%", "RD_INTENSITY"),
    ("研究与试验发展经费投入强度", "%", "RD_INTENSITY"),
    ("全社会研发经费投入", "亿元", "RD_AMOUNT"),
    ("每万人口高价值发明专利拥有量", "件", "PATENT_HV"),
    ("每万人发明专利拥有量", "件", "PATENT"),
    ("数字经济核心产业增加值占 GDP 比重", "%", "DE_CORE_SHARE"),
    ("数字经济核心产业增加值", "亿元", "DE_CORE"),
    ("数字经济增加值占地区生产总值比重", "%", "DE_SHARE"),
    ("城镇调查失业率", "%", "UNEMP"),
    ("城镇登记失业率", "%", "UNEMP_REG"),
    ("居民人均可支配收入增长", "%", "INCOME_GROWTH"),
    ("全市城镇居民人均可支配收入", "元", "INCOME_URBAN"),
    ("农民人均可支配收入", "元", "INCOME_RURAL"),
    ("城乡居民收入倍差", None, "INCOME_RATIO"),
    ("劳动年龄人口平均受教育年限", "年", "EDU_LABOR"),
    ("每千人口拥有医护人员数", "人", None),
    ("每千人口拥有执业医师数", "人", "DOCTOR"),
    ("每千常住人口注册护士数", "人", "NURSE"),
    ("每千人口医疗卫生机构床位数", "张", "BED"),
    ("养老机构护理型床位占比", "%", "ELDER_CARE_BED"),
    ("3岁以下婴幼儿入托率提高", "百分点", "TODDLER_RATE"),
    ("居民平均期望寿命", "岁", "LIFE_EXP"),
    ("孕产妇死亡率", "1/10万", "MATERNAL"),
    ("婴儿死亡率", "‰", "INFANT"),
    ("5岁以下儿童死亡率", "‰", "UNDER5"),
    ("非化石能源占能源消费总量比重", "%", "NONFOSSIL"),
    ("优良水体比例", "%", "WATER_GOOD"),
    ("粮食综合生产能力", "亿吨", "GRAIN_CAP"),
    ("粮食总产量", "万吨", "GRAIN_OUT"),
    ("能源综合生产能力", "亿吨标准煤", "ENERGY_CAP"),
    ("5G基站数（每万人）", "个", "G5_PER"),
    ("5G基站数", "个", "G5_NUM"),
    ("规上工业企业关键工序数控化率", "%", "CNC"),
    ("政务服务事项全程网办率", "%", "GOV_ONLINE"),
    ("电子社保卡申领率", "%", "E_SSCARD"),
    ("技术合同成交金额", "亿元", "TECH_CONTRACT"),
    ("学前教育毛入园率", "%", "PRE_GROSS"),
    ("义务教育巩固率", "%", "COMP_RETENTION"),
    ("高中毛入学率", "%", "SENIOR_GROSS"),
    ("高等教育毛入学率", "%", "HE_GROSS"),
    ("职业院校双师型教师占比", "%", "VOC_DOUBLE"),
    ("亿元GDP生产安全事故死亡率下降", "%", "SAFE_GDP_DROP"),
    ("人均应急避难场所面积", "平方米", "SHELTER_AREA"),
    ("煤矿百万吨死亡率", None, "COAL_DEATH"),
    ("用水总量", "亿立方米", "WATER_TOTAL"),
    ("万元地区生产总值用水量", "立方米/万元", "GDP_WATER_ABS"),
    ("万元地区生产总值用水量", "%", "GDP_WATER"),
    ("灌溉水有效利用系数", None, "IRRI"),
    ("堤防达标率", "%", "DIKE"),
    ("供水管网漏损率", "%", "LEAK"),
    ("供水管网漏损率降幅", "百分点", "LEAK_DROP"),
    ("耕地保有量", "万亩", "FARMLAND"),
    ("主要农作物耕种收综合机械化率", "%", "FARM_MECH"),
    ("高标准农田建设面积", "万亩", "HIGH_FARM_NEW"),
    ("新型储能装机", "万千瓦", "STORAGE"),
    ("全社会用电量", "亿千瓦时", "POWER_USE"),
    ("高铁里程", "公里", "HSR_KM"),
    ("港口货物吞吐量", "亿吨", "PORT_CARGO"),
    ("建制村快递通达率", "%", "EXPRESS_VILLAGE"),
    ("全国重点文物保护单位数量", "处", "RELIC_NAT"),
    ("博物馆数量", "家", "MUSEUM"),
    ("文化产业增加值占GDP比重", "%", "CULT_VA_SHARE"),
    ("旅游总收入", "亿元", "TOUR_INCOME"),
    ("人均公园绿地面积", "平方米", "PARK_PC"),
    ("居民人均可支配收入", "%", "INCOME_GROWTH"),
]
NEVER_MEET = [
    ("污水处理率", "SEW_COLLECT"),
    ("生活污水集中收集率", "SEW_TREAT"),
    ("农村生活污水治理率", "SEW_TREAT"),
    ("每千人口床位数", "DOCTOR"),
    ("每千人口注册护士数", "DOCTOR"),
    ("每千名老年人养老床位数", "BED"),
    ("小学毛入学率", "PRIMARY_NET"),
    ("高中阶段巩固率", "SENIOR_GROSS"),
    ("学前教育三年入园率", "PRE_GROSS"),
    ("研发经费投入增长", "RD_INTENSITY"),
    ("研发经费投入强度", "RD_GROWTH"),
    ("研发经费投入强度", "RD_AMOUNT"),
    ("数字经济核心产业增加值增长", "DE_CORE"),
    ("数字经济核心产业增加值", "DE_CORE_SHARE"),
    ("数字经济增加值占GDP比重", "DE_CORE_SHARE"),
    ("新生儿死亡率", "INFANT"),
    ("孕产妇死亡率", "INFANT"),
    ("7岁以下儿童健康管理率", "CHILD_MGMT"),
    ("60岁及以上老年人健康管理率", "ELDER_HEALTH"),
    ("农田灌溉用水量", "WATER_TOTAL"),
    ("灌溉用水量", "IRRI"),
    ("道路交通事故死亡人数", "ROAD_DEATH"),
    ("较大生产安全事故起数", "SAFE_MAJOR"),
    ("城乡居民收入", "INCOME_RATIO"),
    ("城镇居民人均消费支出", "INCOME_URBAN"),
    ("3A级旅游景区数量", "SCENIC_4A"),
    ("县级文物保护单位数量", "RELIC_PROV"),
    ("光伏装机容量", "WIND_CAP"),
    ("农产品网络零售额", "ECOM_RURAL"),
    ("千兆宽带用户数", "GIGA_SHARE"),
    ("每万人口发明专利拥有量", "PATENT_HV"),
    ("茶园绿色防控覆盖率", "GREEN_PEST"),
]
SECTORS = [
    "agriculture",
    "culture",
    "digital",
    "economy",
    "education",
    "emergency",
    "energy",
    "environment",
    "health",
    "science",
    "society",
    "transport",
    "urban",
    "water",
]
UNKNOWN = [
    "小学辍学率",
    "专利授权量",
    "居民人均消费支出",
    "图书馆数量",
    "医院床位数",
    "城市生活垃圾治理率",
    "主要污染物排放削减比例",
    "翠湖总氮浓度",
    "历史遗留矿山生态修复率",
]
CONTRARY = [
    ("城市生活污水处理率", "农村生活污水处理率"),
    ("农村生活污水治理率", "农村生活垃圾治理率"),
    ("森林覆盖率", "草原覆盖率"),
    ("PM2.5浓度", "PM2.5浓度下降"),
    ("化肥利用率", "农药利用率"),
    ("昼间达标率", "夜间达标率"),
    ("全国重点文保单位完好率", "县级文保单位完好率"),
    ("研发经费投入增长", "研发经费投入强度"),
    ("每千人口执业医师数", "每千人口注册护士数"),
    ("每万人口高价值发明专利拥有量", "每万人口发明专利拥有量"),
    ("孕产妇死亡率", "婴儿死亡率"),
    ("高血压患者规范管理率", "糖尿病患者规范管理率"),
    ("义务教育巩固率", "义务教育入学率"),
    ("风电装机容量", "光伏装机容量"),
    ("高速公路里程", "铁路里程"),
    ("人均公园绿地面积", "公园绿地面积"),
]


@pytest.mark.parametrize(("name", "unit", "concept"), RECOGNISED)
def test_names_are_recognised(name: str, unit: str | None, concept: str) -> None:
    found = CATALOGUE.find_concept(name, unit)
    assert found is not None
    assert found.id == concept


@pytest.mark.parametrize(("name", "unit", "concept"), ACROSS_SECTORS)
def test_names_of_other_sectors_are_recognised(name: str, unit: str | None, concept: str | None) -> None:
    found = CATALOGUE.find_concept(name, unit)
    assert (found and found.id) == concept


@pytest.mark.parametrize(("name", "concept"), NEVER_MEET)
def test_names_like_each_other_do_not_meet(name: str, concept: str) -> None:
    assert CATALOGUE.concept(concept)
    for unit in (None, "%", "个", "万元"):
        found = CATALOGUE.find_concept(name, unit)
        assert found is None or found.id != concept


def test_every_sector_has_its_indicators() -> None:
    """The catalogue is large, and no sector is there in name only."""
    files = sorted(bundled("mappings", "indicators", "catalogue").glob("*.tsv"))
    assert [path.stem for path in files] == SECTORS
    for path in files:
        ids = [
            line.split("\t")[0] for line in path.read_text(encoding="utf-8").splitlines() if line[:1] not in ("", "#")
        ]
        assert len(ids) > 20, path.stem
        assert ids[1:] == sorted(ids[1:]), path.stem
    assert len(CATALOGUE.concepts) >= 300


def test_most_indicators_have_several_spellings() -> None:
    told = [concept for concept in CATALOGUE.concepts if len({concept.name, *concept.aliases}) >= 4]
    assert len(told) >= 0.8 * len(CATALOGUE.concepts)


def test_growth_and_amount_are_kept_apart() -> None:
    """A yearly growth is recognised by its unit, but is never set against the amount."""
    assert CATALOGUE.find_concept("货物进出口总额", "亿元") == CATALOGUE.concept("TRADE")
    assert CATALOGUE.find_concept("货物进出口总额", "%") == CATALOGUE.concept("TRADE_GROWTH")
    assert CATALOGUE.find_relation("TRADE_GROWTH", "TRADE") is None
    assert CATALOGUE.find_relation("GDP_WATER", "GDP_WATER_ABS") is Relation.CHANGE


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


@pytest.mark.parametrize(
    ("first", "second", "apart"),
    [
        ("5a级景区数量", "4a级景区数量", True),
        ("3岁以下儿童管理率", "7岁以下儿童管理率", True),
        ("城乡居民收入", "城乡居民收入比", True),
        ("较2020年下降", "较2025年下降", False),
        ("声功能区达标率", "声环境功能区达标率", False),
    ],
)
def test_names_nearly_alike_are_told_apart(first: str, second: str, apart: bool) -> None:
    assert CATALOGUE.names.tell_apart(first, second) is apart


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("5G基站数（每万人）", "每万人5G基站数"),
        ("床位数（每千人口）", "每千人口床位数"),
        ("全市城镇居民人均可支配收入", "城镇居民人均可支配收入"),
        ("设区市PM2.5浓度", "PM2.5浓度"),
    ],
)
def test_names_are_brought_to_one_form(name: str, same: str) -> None:
    """What is counted per stays in the name, and a scope word within another word is no scope."""
    names = load_names()
    assert names.core(name) == names.core(same)
    assert names.core("城镇居民人均可支配收入") != names.core("居民人均可支配收入")


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
        ("\nECO_FOREST_COVER\t", "\nECO_FOREST_VOL\t", "重复"),
        ("\nECO_FOREST_COVER\t", "\nPUE\t", "重复"),
    ],
)
def test_a_broken_catalogue_is_refused(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    root = _copy(tmp_path) / "indicators"
    _replace(root / "catalogue" / "environment.tsv", old, new)
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
