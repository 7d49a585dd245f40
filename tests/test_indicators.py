"""Indicators found in tables and in target sentences."""

from __future__ import annotations

import pytest
from indicator_plans import LOWER_TABLE, UPPER_TABLE, read_plan
from timing import fastest

from align.model import Indicator, Nature, Origin
from align.target import TargetKind


def _rows(table: str, **fields) -> tuple[Indicator, ...]:
    text = f"山前区“十四五”生态环境保护规划\n一、规划目标\n到2025年，环境持续改善。\n表1 主要指标\n{table}\n二、重点任务\n推进治理。\n"
    return read_plan(text, **fields).indicators


def _found(sentence: str) -> tuple[Indicator, ...]:
    text = f"山前区“十四五”规划\n一、规划目标\n{sentence}\n二、重点任务\n到2025年，清洁取暖率达到98%。\n"
    return read_plan(text).indicators


def _prose(sentence: str) -> list[tuple[str, str | None]]:
    return [(found.name, found.target) for found in _found(sentence)]


def test_a_table_with_numbers_natures_and_notes() -> None:
    found = read_plan(UPPER_TABLE).indicators
    assert len(found) == 7
    first, lake, nox = found[0], found[2], found[3]
    assert (first.name, first.unit, first.baseline, first.target) == ("PM2.5年均浓度", "μg/m3", "40", "35")
    assert (first.base_year, first.target_year, first.nature) == (2020, 2025, Nature.BINDING)
    assert (lake.name, lake.category) == ("翠湖总氮浓度", "环境质量")
    assert lake.note == "翠湖位于云岭县境内，由云岭县负责落实"
    assert (nox.baseline, nox.target, nox.parsed.kind) == (None, "[0.35]", TargetKind.CUMULATIVE_AMOUNT)
    assert nox.note is not None


def test_text_is_the_exact_slice_and_ids_are_unique() -> None:
    for text in (UPPER_TABLE, LOWER_TABLE):
        plan = read_plan(text)
        for found in plan.indicators:
            assert found.text == found.span.slice(plan.source.text)
            assert found.name[:2] in found.text
        assert len({found.id for found in plan.indicators}) == len(plan.indicators)


def test_ids_do_not_hang_on_the_other_rows() -> None:
    shorter = UPPER_TABLE.replace("\t2\t空气质量优良天数比率\t%\t80.0\t85.2\t约束性\n", "")
    ids = {found.id for found in read_plan(UPPER_TABLE).indicators}
    assert {found.id for found in read_plan(shorter).indicators} < ids


HEADERS = [
    "序号|指标|单位|2020年|2025年|属性\n1|林木抚育率|%|40|60|约束性",
    "指标名称|计量单位|2025年目标值|2020年现状值|指标性质\n林木抚育率|%|60|40|约束性",
    "类别|指标|2020年|2025年|属性\n生态|林木抚育率（%）|40|60|约束性",
    "类型|指标（单位）|基期值|目标值|性质\n生态|林木抚育率（%）|40|60|约束性",
    "指标||2020年|2025年|属性\n生态|林木抚育率（%）|40|60|约束性",
    "指标|单位|2020年|2023年|2025年|2035年|属性\n林木抚育率|%|40|50|60|80|约束性",
    "序号|属性|指标|单位|现状|目标\n1|约束性|林木抚育率|%|40|60",
    "序号|指标|单位|2020年|2025年|责任单位|属性\n1|林木抚育率|%|40|60|林业局|约束性",
    "主要指标一览表|||||\n序号|指标|单位|2020年|2025年|属性\n1|林木抚育率|%|40|60|约束性",
    "序号|指标|单位|规划目标|规划目标|属性\n序号|指标|单位|2020年|2025年|属性\n1|林木抚育率|%|40|60|约束性",
    "一级指标|二级指标|单位|2020年|2025年|属性\n生态|林木抚育率|%|40|60|约束性",
    "序号|项目|单位|2020年|2025年|属性\n1|林木抚育率|%|40|60|约束性",
]


@pytest.mark.parametrize("table", HEADERS)
def test_headers_in_any_form(table: str) -> None:
    (found,) = _rows(table)
    assert (found.name, found.unit, found.baseline, found.target) == ("林木抚育率", "%", "40", "60")
    assert found.nature is Nature.BINDING


OTHER_TABLES = [
    "序号|项目名称|建设内容|投资（亿元）\n1|管网改造|新建管网12公里|3.5",
    "序号|任务|责任单位|完成时限\n1|推进治理|生态环境局|2025年",
    "序号|指标|2025年目标|责任单位\n1|林木抚育率|60|林业局",
    "工程类别|项目数（个）|总投资（亿元）\n水|12|3.4\n合计|12|3.4",
    "街道|人口（万人）|面积（平方公里）\n东街|3|12",
]


@pytest.mark.parametrize("table", OTHER_TABLES)
def test_other_tables_yield_nothing(table: str) -> None:
    assert _rows(table) == ()


def test_category_rows_may_tell_the_nature() -> None:
    table = "指标|单位|2020年|2025年\n（一）约束性指标|||\n林木抚育率|%|40|60\n（二）预期性指标|||\n绿道密度|公里|1|2"
    assert [(found.name, found.nature) for found in _rows(table)] == [
        ("林木抚育率", Nature.BINDING),
        ("绿道密度", Nature.ANTICIPATORY),
    ]


def test_change_columns_serve_where_no_target_year_value_is_given() -> None:
    table = "指标|单位|2020年|2025年|年均[累计]|属性\n产值增长|%|—|—|6|预期性\n能耗强度降低|%|—|—|[13]|约束性"
    first, second = _rows(table)
    assert (first.target, first.parsed.kind) == ("6", TargetKind.ANNUAL_PERCENT)
    assert (second.target, second.parsed.kind) == ("[13]", TargetKind.CUMULATIVE_PERCENT)


def test_a_table_in_pieces_is_read_through() -> None:
    table = "指标||2025年|属性\n生态|林木抚育率（%）|60|约束性\n\n文化|绿道总长度（公里）|200|预期性\n|公园数量（个）|12|预期性"
    assert [(found.category, found.name, found.unit) for found in _rows(table)] == [
        ("生态", "林木抚育率", "%"),
        ("文化", "绿道总长度", "公里"),
        ("文化", "公园数量", "个"),
    ]


def test_notes_by_row_number_and_by_mark() -> None:
    table = (
        "序号|指标|单位|2020年|2025年|属性\n1|林木抚育率|%|40|60|约束性\n2|绿道密度①|公里|1|2|预期性\n3|公园数量|个|3|5|预期性\n"
        "说明：第1、3项由市里统一核定；①绿道指慢行绿道。"
    )
    assert [found.note for found in _rows(table)] == [
        "第1、3项由市里统一核定",
        "绿道指慢行绿道",
        "第1、3项由市里统一核定",
    ]


def test_dashes_are_no_values_and_brackets_that_are_no_unit_stay() -> None:
    table = "指标|单位|2020年|2025年|属性\n陈列展览数量（含临时展览）|—|/|≥20|预期性"
    (found,) = _rows(table)
    assert (found.name, found.unit, found.baseline, found.target) == ("陈列展览数量（含临时展览）", None, None, "≥20")


def test_the_unit_column_comes_before_the_unit_in_the_name() -> None:
    (found,) = _rows("指标|单位|2020年|2025年|属性\n用水总量（亿立方米）|万立方米|3|5|预期性")
    assert (found.name, found.unit) == ("用水总量", "万立方米")


def test_sub_items_keep_the_name_they_belong_to() -> None:
    table = "类别|指标||2020年|2025年|属性\n减排|主要污染物减排量（吨）|氨氮|—|30|约束性\n减排|主要污染物减排量（吨）|总磷|—|5|约束性"
    names = ["主要污染物减排量（氨氮）", "主要污染物减排量（总磷）"]
    assert [(found.name, found.unit) for found in _rows(table)] == [(name, "吨") for name in names]


def test_rows_without_their_merged_cells_are_moved_into_place() -> None:
    table = "一级|二级|十三五期间|2025目标\n更公平|校际均衡系数|0.40|0.36\n入园率（%）|90|95\n学位数量（个）|学前段|300|400\n义务段|500|600"
    assert [(found.name, found.unit, found.baseline, found.target) for found in _rows(table)] == [
        ("校际均衡系数", None, "0.40", "0.36"),
        ("入园率", "%", "90", "95"),
        ("学位数量（学前段）", "个", "300", "400"),
        ("学位数量（义务段）", "个", "500", "600"),
    ]


PROSE = [
    ("农村生活污水治理率由2020年的31%提高到45%以上。", [("农村生活污水治理率", "45%以上")]),
    ("到2025年，森林覆盖率达到41%以上。", [("森林覆盖率", "41%以上")]),
    (
        "PM2.5浓度下降到35微克/立方米，优良天数比率达到85.2%。",
        [("PM2.5浓度", "35微克/立方米"), ("优良天数比率", "85.2%")],
    ),
    ("到2025年，全区矿井水处理率提高到95%左右。", [("矿井水处理率", "95%左右")]),
    (
        "国控断面优良比例、城市饮用水水源达标率均保持100%。",
        [("国控断面优良比例", "100%"), ("城市饮用水水源达标率", "100%")],
    ),
    ("农膜回收率，秸秆综合利用率均达到90%。", [("农膜回收率", "90%"), ("秸秆综合利用率", "90%")]),
    (
        "受污染耕地、污染地块安全利用率达到上级要求。",
        [("受污染耕地安全利用率", "达到上级要求"), ("污染地块安全利用率", "达到上级要求")],
    ),
    (
        "主要污染物排放削减比例、单位GDP二氧化碳排放降低比例完成市下达的任务。",
        [("主要污染物排放削减比例", "完成市下达的任务"), ("单位GDP二氧化碳排放降低比例", "完成市下达的任务")],
    ),
    ("城市、县城污水处理率分别达到98%和95%以上。", [("城市污水处理率", "98%"), ("县城污水处理率", "95%以上")]),
    ("化肥、农药利用率均达到43%。", [("化肥利用率", "43%"), ("农药利用率", "43%")]),
    ("数字农业覆盖率和农机作业率分别超过70%和50%。", [("数字农业覆盖率", "70%"), ("农机作业率", "50%")]),
    ("全区PM2.5浓度稳中有降，森林覆盖率不减少。", [("PM2.5浓度", "稳中有降"), ("森林覆盖率", "不减少")]),
    ("重复用水率比2020年提高2个百分点。", [("重复用水率", "2个百分点")]),
    ("单位工业增加值二氧化碳排放下降18%。", [("单位工业增加值二氧化碳排放下降", "18%")]),
    ("主要预期目标：力争农机作业率达到60%以上。", [("农机作业率", "60%以上")]),
    ("新生儿死亡率、儿童死亡率分别不高于3‰和5‰。", [("新生儿死亡率", "3‰"), ("儿童死亡率", "5‰")]),
    (
        "第一、二、三产业占比分别达到13%、51%和36%。",
        [("第一产业占比", "13%"), ("第二产业占比", "51%"), ("第三产业占比", "36%")],
    ),
    ("疫苗接种率达到百分之九十以上。", [("疫苗接种率", "百分之九十以上")]),
    ("劣Ⅴ类断面比例保持为0。", [("劣V类断面比例", "保持为0")]),
    (
        "高血压患者、糖尿病患者规范管理率分别达到68%和66%。",
        [("高血压患者规范管理率", "68%"), ("糖尿病患者规范管理率", "66%")],
    ),
    ("地下水点位水质达到上级要求。", [("地下水点位水质", "达到上级要求")]),
    ("到2025年，培育数字化标杆企业50家，清洁取暖率达到90%。", [("数字化标杆企业", "50家"), ("清洁取暖率", "90%")]),
    ("绿道里程达到200公里，环境风险得到有效管控。", [("绿道里程", "200公里")]),
]
NO_INDICATORS = [
    "到2025年，生态环境质量持续改善，主要污染物排放总量明显减少。",
    "展望2035年，森林覆盖率达到50%。",
    "到2035年，森林覆盖率达到50%，美丽山前基本建成。",
    "2020年，森林覆盖率达到38.2%。",
    "“十三五”期间，森林覆盖率提高到38.2%。",
    "设置主要指标18项，其中约束性指标11项。",
    "规划范围为全区，总面积为1230平方公里。",
    "建成省级园区5个，培育企业20家。",
    "人民群众的获得感、幸福感进一步增强。",
    "坚持系统治理、源头治理，实施三大工程。",
]


def test_the_value_of_today_is_the_baseline() -> None:
    """由2020年的31%提高到45%: one number is today's, the other is the target."""
    (indicator,) = _found("农村生活污水治理率由2020年的31%提高到45%以上。")
    assert (indicator.baseline, indicator.target) == ("31%", "45%以上")
    (falling,) = _found("PM2.5浓度在2020年30微克/立方米的基础上稳中有降。")
    assert (falling.unit, falling.baseline, falling.target) == ("微克/立方米", "30", "稳中有降")


@pytest.mark.parametrize(("sentence", "expected"), PROSE)
def test_targets_in_sentences(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert _prose(sentence) == expected


@pytest.mark.parametrize("sentence", NO_INDICATORS)
def test_sentences_without_targets(sentence: str) -> None:
    assert _prose(sentence) == []


def test_a_sentence_that_repeats_the_table_is_not_a_second_indicator() -> None:
    told = "到2025年，全市环境质量持续改善。"
    more = told + "细颗粒物浓度降至35微克/立方米，农村生活污水治理率达到45%，矿井水利用率达到80%。"
    found = read_plan(UPPER_TABLE.replace(told, more)).indicators
    assert [(one.name, one.origin) for one in found[7:]] == [("矿井水利用率", Origin.PROSE)]


def test_scope_year_and_concept_of_a_sentence() -> None:
    plan = read_plan("山前区规划\n一、规划目标\n到2024年，地表水省控以上断面优良比例达到95%。\n")
    (found,) = plan.indicators
    assert (found.scope, found.target_year, found.concept) == ("国省控", 2024, "WATER_GOOD")
    assert found.text == found.span.slice(plan.source.text)


def test_reading_time_grows_with_the_text() -> None:
    """Ten times the text takes at most twenty times as long."""
    line = "到2025年，全区生态环境质量持续改善，森林覆盖率达到41%以上，绿色生产生活方式逐步形成，治理能力不断增强。\n"
    short = fastest(lambda: read_plan(f"山前区规划\n一、规划目标\n{line * 30}"))
    assert fastest(lambda: read_plan(f"山前区规划\n一、规划目标\n{line * 300}")) < 20 * short


def test_an_open_bracket_in_a_long_name_costs_no_more_than_its_length() -> None:
    """Damage may leave a cell of ten thousand characters behind a bracket that nothing closes."""
    tables = [f"序号\t指标\t单位\t2025年\n1\t绿化率（{'字' * length}\t%\t43\n" for length in (1_000, 20_000)]
    short, long = (fastest(lambda table=table: _rows(table)) for table in tables)
    assert long < 20 * short


def test_the_name_may_tell_what_a_prose_value_is_counted_per() -> None:
    (found,) = _found("到2025年，主要农作物亩均化肥用量降至15公斤。")
    assert (found.unit, found.target) == ("公斤/亩", "15公斤")


def test_a_table_without_units_takes_them_from_its_values() -> None:
    table = "指标|2020年|2025年|属性\n办件平均时长|96小时|48小时以内|约束性\n企业收入|3万元|稳步增长|预期性"
    assert [(found.unit, found.target) for found in _rows(table)] == [("小时", "48小时以内"), ("万元", "稳步增长")]


def test_a_change_in_the_target_makes_the_name_that_of_the_change() -> None:
    table = "指标（单位）|2020年|2025年|属性\n万元地区生产总值用水量（%）|/|较2020年下降16%|约束性"
    (found,) = _rows(table)
    assert found.concept == "GDP_WATER"


def test_a_sentence_that_shortens_a_row_is_no_second_indicator() -> None:
    text = (
        "山前区“十四五”规划\n一、规划目标\n到2025年，核心产业增加值占比达到10.5%。\n表1 主要指标\n"
        "指标|单位|2020年|2025年|属性\n数字经济核心产业增加值占地区生产总值比重|%|8|10.5|预期性\n二、重点任务\n推进治理。\n"
    )
    assert len(read_plan(text).indicators) == 1


@pytest.mark.parametrize(
    ("statement", "nature"),
    [
        ("将农村生活污水治理率由预期性提升为约束性指标。", Nature.BINDING),
        ("农村生活污水治理率暂按预期性指标管理。", Nature.ANTICIPATORY),
        ("森林覆盖率、农村生活污水治理率均为约束性指标。", Nature.BINDING),
        ("其中11项为约束性指标。", None),
        ("垃圾处理率由预期性调整为约束性。", None),
    ],
)
def test_a_sentence_may_tell_the_nature(statement: str, nature: Nature | None) -> None:
    text = f"山前区“十四五”规划\n一、规划目标\n农村生活污水治理率达到45%。\n二、说明\n{statement}\n"
    (found,) = read_plan(text).indicators
    assert found.nature is nature
