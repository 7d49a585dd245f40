"""The notebook on the nation and the provinces: skips itself without its data, and is right with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from notebook_runs import code_of, run_cells

NOTEBOOK = Path(__file__).parents[1] / "notebooks" / "02_provinces.ipynb"
FACTS = Path(__file__).parents[2] / "shared" / "real" / "facts"


def test_no_output_is_kept() -> None:
    code = code_of(NOTEBOOK)
    assert code
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)


def test_without_its_data_it_says_so_and_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PLAN_ALIGN_FACTS", raising=False)
    names, printed = run_cells(NOTEBOOK)
    assert "PLAN_ALIGN_FACTS" in printed
    assert "frame" not in names


def test_a_row_of_the_facts_becomes_rows_of_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words are moved, numbers stay: remarks, arrows, yearly rates, several indicators in one cell."""
    monkeypatch.delenv("PLAN_ALIGN_FACTS", raising=False)
    split = run_cells(NOTEBOOK)[0]["split_row"]
    assert split("森林覆盖率", "目标值=26%→27%(约束性)", "约束性") == [["森林覆盖率", "26%", "27%", "", "约束性", ""]]
    assert split("研发投入增长", "2025 年=7%; 2030 年/年均=年均 9% 左右; 属性=预期性", "预期性") == [
        ["研发投入增长", "7%", "", "年均 9% 左右", "预期性", ""]
    ]
    assert split("城镇化率", "目标值=—(未公布;2025年为65%)", "") == [
        ["城镇化率", "", "未给出数值", "", "", "未公布;2025年为65%"]
    ]
    assert split("城镇化率", "目标值=年均提高1个百分点以上,达到63%", "") == [
        ["城镇化率", "", "达到63%", "年均提高1个百分点以上", "", ""]
    ]
    assert split("特色指标", "目标值=预期寿命 78 岁;粮食综合生产能力稳定在 90 万吨以上", "") == [
        ["预期寿命", "", "78 岁", "", "", ""],
        ["粮食综合生产能力", "", "稳定在 90 万吨以上", "", "", ""],
    ]
    assert split("草原盖度 / 森林覆盖率", "目标值=59.5% / ≥2.6%", "") == [
        ["草原盖度", "", "59.5%", "", "", ""],
        ["森林覆盖率", "", "≥2.6%", "", "", ""],
    ]


# (province, national indicator) -> the value as the source has it, and where it stands; read against the source row by row.
EXPECTED = {
    ("湖南省", "常住人口城镇化率"): ("67.5%", "below_total"),
    ("湖南省", "全社会研发经费投入增长"): ("年均7.5%以上", "stricter"),
    ("湖南省", "每万人口高价值发明专利拥有量"): ("14件", "below_total"),
    ("湖南省", "数字经济核心产业增加值占 GDP 比重"): ("9%", "below_total"),
    ("湖南省", "人均预期寿命"): ("80.2岁", "stricter"),
    ("湖南省", "地级及以上城市细颗粒物(PM2.5)浓度"): ("31.3微克/立方米", "below_total"),
    ("湖南省", "优良水体比例"): ("90.9%", "stricter"),
    ("湖南省", "森林覆盖率"): ("54.11%", "stricter"),
    ("湖南省", "能源综合生产能力"): ("5160万吨标准煤", "not_comparable"),
    ("湖南省", "养老机构护理型床位占比"): (None, "unseen"),
    ("河北省", "常住人口城镇化率"): ("69.5%左右", "below_total"),
    ("河北省", "每万人口高价值发明专利拥有量"): ("7.6件", "below_total"),
    ("河北省", "劳动年龄人口平均受教育年限"): ("11.7年", "equal"),
    ("河北省", "人均预期寿命"): ("提高到80岁", "equal"),
    ("河北省", "森林覆盖率"): ("27.67%", "stricter"),
    ("河北省", "居民人均可支配收入增长"): ("与GDP增长同步", "equal"),
    ("河北省", "单位 GDP 二氧化碳排放降低"): ("达到国家要求", "deferred"),
    ("天津市", "常住人口城镇化率"): ("稳定在 86% 以上", "stricter"),
    ("天津市", "每万人口高价值发明专利拥有量"): ("32 件", "stricter"),
    ("天津市", "数字经济核心产业增加值占 GDP 比重"): ("14% 左右", "stricter"),
    ("天津市", "人均预期寿命"): ("83.2 岁", "stricter"),
    ("西藏自治区", "常住人口城镇化率"): ("2030 年 45%", "below_total"),
    ("西藏自治区", "非化石能源占能源消费总量比重"): ("53%", "stricter"),
    ("西藏自治区", "森林覆盖率"): ("12.61%", "below_total"),
    ("西藏自治区", "人均预期寿命"): ("74.7 岁", "below_total"),
    ("甘肃省", "常住人口城镇化率"): ("达到63%", "below_total"),
    ("甘肃省", "全社会研发经费投入增长"): ("年均增长9.5%", "stricter"),
    ("甘肃省", "劳动年龄人口平均受教育年限"): ("达到10.5年", "below_total"),
    ("甘肃省", "森林覆盖率"): ("提高到13.52%", "below_total"),
    ("黑龙江省", "常住人口城镇化率"): ("71%", "equal"),
    ("黑龙江省", "粮食综合生产能力"): ("完成国家下达目标", "deferred"),
    ("黑龙江省", "人均预期寿命"): ("80.43 岁", "stricter"),
    ("黑龙江省", "劳动年龄人口平均受教育年限"): ("11.7 年", "equal"),
    ("贵州省", "人均预期寿命"): ("78 岁左右", "below_total"),
    ("云南省", "人均预期寿命"): (None, "unseen"),
    ("云南省", "常住人口城镇化率"): ("未给出数值", "qualitative"),
    ("北京市", "常住人口城镇化率"): ("未给出数值", "qualitative"),
    ("青海省", "森林覆盖率"): ("≥2.63%", "below_total"),
}


@pytest.mark.real
@pytest.mark.skipif(not FACTS.is_dir(), reason="the facts are not here")
def test_every_province_against_the_nation(monkeypatch: pytest.MonkeyPatch) -> None:
    """The nation's indicators of 2026–2030 against those of 31 provinces."""
    monkeypatch.setenv("PLAN_ALIGN_FACTS", str(FACTS))
    names, printed = run_cells(NOTEBOOK)
    frame = names["frame"]
    assert frame["region"].nunique() == 31
    assert frame["indicator"].nunique() == 21
    found = {}
    for row in frame.itertuples():
        name = row.indicator.split("(万")[0].replace(" ", "")
        value = None if row.lower_target is None or str(row.lower_target) == "<NA>" else row.lower_target
        found[row.region, name] = (value, row.standing)
    named = {(region, name.replace(" ", "")): told for (region, name), told in EXPECTED.items()}
    wrong = {key: (found.get(key), told) for key, told in named.items() if found.get(key) != told}
    assert wrong == {}
    # A national total or average is nobody's own target.
    assert "looser" not in set(frame["standing"])
    # What the source has no number for is no verdict.
    silent = {"云南省", "内蒙古自治区", "新疆维吾尔自治区"}
    compared = frame[frame["standing"].isin(["stricter", "equal", "below_total"])]
    assert silent.isdisjoint(compared["region"])
    assert "资料里没有一项可比数值的" in printed
