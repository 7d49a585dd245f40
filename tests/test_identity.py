"""Who made a plan, for where and when."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plan_texts import REAL_TEXTS, SAMPLES, outline_source, read_plan_text, read_shared

from align.model import DocumentKind, Level, Meta
from align.parsing.identity import find_meta_gaps

BODY = "为加快生态文明建设，根据有关要求，制定本规划，作为今后五年全市工作的行动指南和重要依据，请各地各部门结合实际认真贯彻执行，并做好相关衔接工作。"
# A text of a title and one paragraph would be taken for a hard-wrapped one.
BODY = "\n".join([BODY] * 4)


def meta_of(text: str, path: str = "文件.txt") -> Meta:
    return outline_source(read_plan_text(text, path))[2]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"铜峪区“十四五”生态环境保护规划\n{BODY}", "铜峪区“十四五”生态环境保护规划"),
        (f"云川省文物事业发展\n“十四五”规划\n云川省文物局\n{BODY}", "云川省文物事业发展“十四五”规划"),
        (
            f"云川省国民经济和社会发展第十四个五年规划\n和二〇三五年远景目标纲要\n{BODY}",
            "云川省国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要",
        ),
        (
            f"关于《铜峪区“十四五”水利规划》\n的起草说明\n一、起草背景\n{BODY}",
            "铜峪区“十四五”水利规划",
        ),
        (f"《铜峪区“十四五”水利规划（2021—2025年）》 政策解读\n{BODY}", "铜峪区“十四五”水利规划（2021—2025年）"),
        (
            f"安岭市人民政府办公室关于印发《安岭市教育发展规划》的通知\n安政办发〔2022〕8号\n{BODY}",
            "安岭市教育发展规划",
        ),
        (f"安岭市人民政府关于印发\n“十四五”水利发展规划的通知\n{BODY}", "“十四五”水利发展规划"),
        (f"《安岭市教育事业十四五发展规划》\n（征求意见稿）\n2021年3月2日\n{BODY}", "安岭市教育事业十四五发展规划"),
        (f"31 安岭市国土空间生态修复规划\n（2021 年-2035 年）\n（草案）\n{BODY}", "安岭市国土空间生态修复规划"),
        (f"+ #! +安岭市生态安全格局专项规划\n（草案）\n{BODY}", "安岭市生态安全格局专项规划"),
        (f"II安岭市内涝治理“十四五”规划\n{BODY}", "安岭市内涝治理“十四五”规划"),
        (f"第九条 本细则自发布之日起施行。 安岭市水利发展规划\n{BODY}", "安岭市水利发展规划"),
        (f"2021年12月24日文物保护“十四五”专项规划\n{BODY}", "文物保护“十四五”专项规划"),
        (
            f"中共安岭市委、安岭市人民政府关于提高防灾能力的意见\n\n{BODY}",
            "中共安岭市委、安岭市人民政府关于提高防灾能力的意见",
        ),
        (
            f"安岭市推动智能传感器产业发展行动计划（2021-2023年）\n{BODY}",
            "安岭市推动智能传感器产业发展行动计划（2021-2023年）",
        ),
    ],
)
def test_titles(text: str, title: str) -> None:
    """The plan's own title: out of notices and explanations, put together from two lines, noise taken off."""
    assert meta_of(text).title == title


def test_a_text_without_title_takes_the_file_name_and_says_so() -> None:
    """Nothing is read from the file name, and the reader is told."""
    meta = meta_of(f"{BODY}\n一、总体要求\n{BODY}", "安岭市“十四五”水利规划.txt")
    assert meta.title == "安岭市“十四五”水利规划"
    assert (meta.period, meta.sector) == (None, None)
    assert "identity.no_title" in [gap.code for gap in find_meta_gaps(meta)]


@pytest.mark.parametrize(
    ("text", "level", "region", "code"),
    [
        (f"铜峪区“十四五”水利规划\n{BODY}", Level.COUNTY, "铜峪区", None),
        (f"安岭市“十四五”水利规划\n各县（区）人民政府负责。{BODY}", Level.CITY, "安岭市", None),
        (f"云川省“十四五”水利规划\n{BODY}", Level.PROVINCE, "云川省", None),
        (f"云川省安岭市铜峪区水利规划\n{BODY}", Level.COUNTY, "铜峪区", None),
        (f"安岭市清河市水利发展规划\n{BODY}", Level.COUNTY, "清河市", None),
        (f"绿原旗“十四五”水利规划\n{BODY}", Level.COUNTY, "绿原旗", None),
        (f"白岭苗族自治县“十四五”水利规划\n{BODY}", Level.COUNTY, "白岭苗族自治县", None),
        (f"山东省“十四五”水利规划\n{BODY}", Level.PROVINCE, "山东省", "370000"),
        (f"上海市“十四五”水利规划\n{BODY}", Level.PROVINCE, "上海市", "310000"),
        (f"重庆市綦江区“十四五”水利规划\n{BODY}", Level.COUNTY, "綦江区", "500110"),
        (f"恩施州“十四五”水利规划\n{BODY}", Level.CITY, "恩施土家族苗族自治州", "422800"),
        (f"数字山东2021行动方案\n{BODY}", Level.PROVINCE, "山东省", "370000"),
        (f"国务院办公厅关于印发“十四五”水利发展规划的通知\n国办发〔2021〕99号\n{BODY}", Level.NATION, "全国", None),
        (f"中华人民共和国水利发展规划\n{BODY}", Level.NATION, "全国", None),
        (
            "我省水利发展很快，山东省近年来投入很大。到2025年，全省、全山东省水平提升。\n一、总体要求\n全省发展。",
            Level.PROVINCE,
            "山东省",
            "370000",
        ),
        ("我国水利发展很快。我国要加快步伐，制定本规划。\n一、总体要求\n推进工作。", Level.NATION, "全国", None),
        ("推进工作，制定本规划。\n一、总体要求\n推进工作。", None, None, None),
        (
            "推进工作，制定本规划。\n一、总体要求\n推进工作。\n济南市水利局办公室 2022年3月1日印发",
            Level.CITY,
            "济南市",
            "370100",
        ),
    ],
)
def test_level_and_region(text: str, level: Level | None, region: str | None, code: str | None) -> None:
    """From the title, the issuer, the signature, or clear words of the text; else nothing."""
    meta = meta_of(text)
    assert (meta.level, meta.region, meta.region_code) == (level, region, code)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"安岭市水利发展规划\n{BODY}", DocumentKind.FULL_TEXT),
        (f"安岭市水利发展规划\n（征求意见稿）\n{BODY}", DocumentKind.DRAFT),
        (f"安岭市水利发展规划（草案）\n{BODY}", DocumentKind.DRAFT),
        (f"关于《安岭市水利发展规划》的起草说明\n{BODY}", DocumentKind.EXPLANATION),
        (f"《安岭市水利发展规划》编制说明\n{BODY}", DocumentKind.EXPLANATION),
        (f"《安岭市水利发展规划》政策解读\n{BODY}", DocumentKind.INTERPRETATION),
        (f"安岭市水利发展规划\n{BODY}\n一、过程\n广泛征求意见，形成征求意见稿。", DocumentKind.FULL_TEXT),
    ],
)
def test_kind(text: str, kind: DocumentKind) -> None:
    """By marks in the opening; a mention of a draft in the body does not make the plan one."""
    assert meta_of(text).kind is kind


@pytest.mark.parametrize(
    ("text", "number", "issued"),
    [
        (f"安岭市水利规划\n安政发〔2022〕31号\n2022年3月18日\n{BODY}", "安政发〔2022〕31号", "2022-03-18"),
        (f"安岭市水利规划\n安政发[2022]31号\n{BODY}", "安政发〔2022〕31号", None),
        (f"安岭市水利规划\n2021年9月\n{BODY}", None, "2021-09"),
        (f"安岭市水利规划\n为落实《通知》（水规计〔2021〕4号），制定本规划。\n{BODY}", None, None),
        (f"《安岭市水利规划》政策解读\n《安岭市水利规划》于2021年12月31日印发实施。{BODY}", None, "2021-12-31"),
        (f"安岭市水利规划\n{BODY}\n安岭市水利局办公室 2021 年 10 月 27 日印发", None, "2021-10-27"),
        (f"安岭市水利规划\n{BODY}\n安岭市人民政府\n2019年5月17日", None, "2019-05-17"),
        (f"安岭市水利规划\n2020年8月，市政府作出部署，要求编制规划。\n{BODY}", None, None),
        (f"安岭市水利纲要\n（2001年2月16日安岭市人民代表大会通过）\n{BODY}", None, "2001-02-16"),
    ],
)
def test_number_and_date(text: str, number: str | None, issued: str | None) -> None:
    """The document's own number and date, not those of what it cites or tells."""
    meta = meta_of(text)
    assert (meta.number, meta.issued) == (number, issued)


@pytest.mark.parametrize(
    ("title", "sector"),
    [
        ("铜峪区“十四五”生态环境保护规划", "生态环境保护"),
        ("云川省文物事业发展“十四五”规划", "文物"),
        ("“十四五”文物保护和科技创新规划", "文物"),
        ("云川省“十四五”教育事业发展规划", "教育"),
        ("云川省国民经济和社会发展第十个五年计划纲要", "国民经济和社会发展"),
        ("安岭市“十四五”殡葬设施规划", "殡葬设施"),
        ("安岭市人民政府关于加强湿地公园管理的意见", "加强湿地公园管理的"),
    ],
)
def test_sector(title: str, sector: str) -> None:
    """The first sector the title names, else what it says between place and kind."""
    assert meta_of(f"{title}\n{BODY}").sector == sector


def test_period_under_the_title() -> None:
    """Years in parentheses under the title go before the five-year plan in it."""
    assert meta_of(f"铜峪区“十四五”水利规划\n（2021—2035年）\n{BODY}").period == (2021, 2035)


def test_ids_are_stable_and_follow_the_text() -> None:
    """The same text gets the same id, another text another."""
    first, again, other = (meta_of(f"铜峪区水利规划\n{body}") for body in (BODY, BODY, BODY + "。"))
    assert first.id == again.id != other.id


@given(st.text(alphabet="规划市区省“”《》（）0123456789年 \n。，一、第章", max_size=120))
def test_any_text_gets_an_identity(text: str) -> None:
    """Whatever the text, a meta comes back with a title."""
    assert meta_of(text or "x").title


@pytest.mark.real
@pytest.mark.skipif(not REAL_TEXTS.exists(), reason="the real documents are not here")
def test_real_plans_are_known() -> None:
    """Level and region of all 28 real plans; the period of those whose text has a title with one."""
    index = REAL_TEXTS.parent / "index.tsv"
    levels = {"national": Level.NATION, "national-ministry": Level.NATION}
    with index.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            meta = outline_source(read_shared(REAL_TEXTS / row["file"]))[2]
            expected = levels.get(row["level"]) or {level.value: level for level in Level}[row["level"]]
            assert (meta.level, meta.region) == (expected, row["region"]), row["file"]
            if meta.period is not None and "-" in row["period"].rstrip("-"):
                assert "-".join(map(str, meta.period)) == row["period"], row["file"]


@pytest.mark.real
@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not here")
@pytest.mark.parametrize(
    ("name", "kind", "region"),
    [("000", DocumentKind.EXPLANATION, "水城区"), ("002", DocumentKind.INTERPRETATION, "綦江区")],
)
def test_samples_are_known(name: str, kind: DocumentKind, region: str) -> None:
    """Both samples are texts about a county's plan."""
    meta = outline_source(read_shared(next(SAMPLES.glob(f"{name}*.txt"))))[2]
    assert (meta.kind, meta.region, meta.level, meta.period) == (kind, region, Level.COUNTY, (2021, 2025))
