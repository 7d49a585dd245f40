"""What documents say about their own numbers."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from factories import make_claim, make_indicator
from plan_texts import SAMPLES, SHARED, outline_source, read_plan_text, read_shared

from align.knowledge.claim_patterns import load_claim_patterns
from align.knowledge.indicators import load_catalogue
from align.knowledge.units import load_units
from align.model import Claim, Nature, Origin
from align.parsing.claims import find_claims
from align.parsing.counting import count_entries, parse_count
from align.parsing.indicators import find_indicators
from align.parsing.projects import find_projects
from align.source import Source

FILLER = "\n".join(["推进城镇污水处理提质增效，实施管网混错接改造和雨污分流，新建改造污水管网。"] * 5)


def claims_in(text: str) -> tuple[Claim, ...]:
    return claims_of(read_plan_text(f"青石市“十四五”生态环境保护规划\n{text}\n{FILLER}"))


def claims_of(source: Source) -> tuple[Claim, ...]:
    _, outline, meta = outline_source(source)
    indicators = find_indicators(source, outline, load_catalogue(), load_units(), meta.period)
    return find_claims(source, outline, indicators=indicators, projects=find_projects(source, outline))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("规划设置主要指标19项，指导全市工作。", [("indicator_count", "19")]),
        ("规划提出20个主要指标。", [("indicator_count", "20")]),
        ("规划确定二十四项发展指标。", [("indicator_count", "24")]),
        ("共设21项指标。", [("indicator_count", "21")]),
        ("规划指标共计22个。", [("indicator_count", "22")]),
        ("主要指标共4类21项。", [("indicator_count", "21")]),
        ("包括4大类20项指标。", [("indicator_count", "20")]),
        (
            "共18项指标，其中约束性指标11项，预期性指标7项。",
            [("indicator_count", "18"), ("binding_count", "11"), ("expected_count", "7")],
        ),
        ("设置约束性指标十二项、预期性指标八项。", [("binding_count", "12"), ("expected_count", "8")]),
        ("明确16项约束性指标、4项预期性指标。", [("binding_count", "16"), ("expected_count", "4")]),
        ("其中11项为约束性指标。", [("binding_count", "11")]),
        ("规划部署六个方面重点任务。", [("task_count", "6")]),
        ("在重点任务部分安排了11个方面的内容。", [("task_count", "11")]),
        ("规划提出保障措施6项。", [("measure_count", "6")]),
        ("规划谋划了12方面重点任务。", [("task_count", "12")]),
        ("规划明确八大任务。", [("task_count", "8")]),
        ("规划提出8项重点任务。", [("task_count", "8")]),
        ("全市共谋划实施重点工程46项，匡算总投资58.3亿元。", [("project_count", "46"), ("investment", "58.3")]),
        ("谋划35项重点工程，总投资120.25亿元。", [("project_count", "35"), ("investment", "120.25")]),
        ("规划建设60个供水项目，总投资180000万元。", [("project_count", "60"), ("investment", "18")]),
        ("安排重大项目共120个，总投资90亿元。", [("project_count", "120"), ("investment", "90")]),
        ("《规划》分章叙述，共六章20节。", [("chapter_count", "6")]),
        ("《规划》全文共10章。", [("chapter_count", "10")]),
        ("规划提出六大保障措施。", [("measure_count", "6")]),
        ("从环境治理、风险防控和生态保护等3个方面安排。", [("measure_count", "3")]),
        ("涵盖环境质量、总量减排、风险控制、生态安全等四大类。", [("measure_count", "4")]),
        # not about the document itself
        ("完成268个行政村环境综合整治。", []),
        ("督察反馈的43项问题完成整改39项。", []),
        ("“十三五”规划确定的18项指标全部完成。", []),
        ("“十三五”设置的18项主要指标如期实现。", []),
        ("大力推进“三大任务、一大平台”建设。", []),
        ("这是一项重大任务。", []),
        ("新建改造污水管网260公里，涉及6个乡镇。", []),
        ("各县、各部门7个方面分值平均。", []),
        ("建成省级绿色矿山6座以上。", []),
        ("规划范围包括4个区、5个县。", []),
        ("2023年底前完成12项整治。", []),
    ],
)
def test_sentences(sentence: str, expected: list[tuple[str, str]]) -> None:
    """Each way of stating a number of one's own, and none of the numbers of something else."""
    found = [(claim.kind.value, claim.declared) for claim in claims_in(sentence)]
    assert found == [(kind, Decimal(number)) for kind, number in expected]


TABLE = """表1 主要指标
序号 | 指标 | 单位 | 2020年 | 2025年 | 属性
1 | 森林覆盖率 | % | 31.2 | 32.5 | 约束性
2 | 细颗粒物（PM2.5）年均浓度 | 微克/立方米 | 39 | 34 | 约束性
3 | 农村生活污水治理率 | % | 25 | 40 | 预期性
"""


@pytest.mark.parametrize(
    ("sentence", "consistent", "detail"),
    [
        ("规划设置指标3项，其中约束性指标2项，预期性指标1项。", [True, True, True], "2+1=3，与总数相符"),
        ("规划设置指标4项，其中约束性指标2项，预期性指标2项。", [False, True, False], "2+2=4，与总数相符"),
        ("规划设置指标3项，其中约束性指标1项，预期性指标1项。", [True, False, True], "1+1=2，与总数3不符"),
    ],
)
def test_indicators_are_counted_in_the_table(sentence: str, consistent: list[bool], detail: str) -> None:
    """Totals and natures against the rows of the indicator table, and the parts against the total."""
    found = claims_in(f"{FILLER}\n一、规划目标\n{sentence}\n{TABLE}")
    assert [claim.consistent for claim in found] == consistent
    assert found[0].detail == detail


def test_nothing_listed_is_not_counted() -> None:
    """Without a list there is no actual number, but the parts are still added up."""
    total, *_ = claims_in("共18项指标，其中约束性指标11项，预期性指标7项。")
    assert total.actual is None
    assert total.consistent is None
    assert total.detail == "11+7=18，与总数相符"


@pytest.mark.parametrize(("declared", "actual"), [("三", 3), ("四", 3)])
def test_tasks_are_counted_under_their_chapter(declared: str, actual: int) -> None:
    """The parts of the chapter called 任务 are the tasks."""
    body = "推进各项治理工作，持续改善环境质量，确保群众满意度不断提升。"
    text = f"规划部署{declared}个方面重点任务。\n{FILLER}\n一、重点任务\n（一）治理大气\n{body}\n（二）治理河流\n{body}\n（三）治理土壤\n{body}\n二、保障措施\n（一）加强领导\n{body}"
    claim = claims_in(text)[0]
    assert (claim.kind.value, claim.actual) == ("task_count", Decimal(actual))


def test_chapters_of_tasks_are_counted_where_no_chapter_is_called_so() -> None:
    """Then each chapter of tasks is one."""
    body = "推进各项治理工作，持续改善环境质量，确保群众满意度不断提升。"
    chapters = "".join(
        f"第{number}章 {title}\n{body}\n{body}\n"
        for number, title in zip(
            "一二三四五", ["规划基础", "总体要求", "推动绿色发展", "改善水环境", "保障措施"], strict=True
        )
    )
    claim = claims_in(f"规划部署两大任务。\n{body}\n{body}\n{chapters}")[0]
    assert (claim.declared, claim.actual) == (2, 2)


def test_projects_and_money_are_summed() -> None:
    """A total that its parts do not add up to."""
    text = f"{FILLER}\n四、重点工程\n共谋划重点工程17项，匡算总投资24亿元，其中：\n绿色类9项，投资12.6亿元；大气类8项，投资9.4亿元。\n五、保障措施"
    found = {claim.kind.value: claim for claim in claims_in(text)}
    assert found["project_count"].consistent is True
    assert found["investment"].actual == Decimal("22")
    assert found["investment"].consistent is False


def test_the_total_before_its_shares_is_not_counted_with_them() -> None:
    found = claims_in(
        "四、重点工程\n共安排重点工程9项，估算总投资6.5亿元。其中：大气类4项，投资3亿元；水类5项，投资3.2亿元。"
    )
    assert [(claim.kind.value, claim.declared, claim.actual) for claim in found] == [
        ("project_count", 9, 9),
        ("investment", Decimal("6.5"), Decimal("6.2")),
    ]


def test_groups_of_indicators_are_summed_where_no_table_lists_them() -> None:
    (found,) = claims_in("二、说明\n设置环境治理5项、生态保护3项、风险防控2项，共11项指标。")
    assert (found.declared, found.actual, found.consistent) == (11, 10, False)


def test_an_annex_goes_before_the_split_in_the_sentence() -> None:
    """Where the projects themselves are listed, they are counted; the split is told beside."""
    annex = "附件1\n青石市重大项目一览\n序号|项目名称|计划投资（万元）\n1|东山小学|10000\n2|西河小学|20000\n3|南湖小学|5000\n4|北塔小学|5000\n"
    text = f"{FILLER}\n四、重点工程\n规划建设3个学校项目，总投资3亿元，其中东区1个、西区1个、南区1个。\n五、保障措施\n{FILLER}\n{annex}"
    found = {claim.kind.value: claim for claim in claims_in(text)}
    assert found["project_count"].actual == 4
    assert found["project_count"].detail == "1+1+1=3，与总数相符"
    assert found["investment"].actual == Decimal("4")


def test_chapters_spoken_of_in_an_explanation_are_counted() -> None:
    """A text about the plan lists its chapters in words, ranges among them."""
    text = f"《规划》共六章。第一章回顾成效，第二章明确目标，第三章至第五章部署任务，第六章提出保障。\n{FILLER}"
    assert claims_in(text)[0].actual == 6


def test_money_of_a_single_project_is_no_total() -> None:
    """The investment of a project in the list is its own."""
    text = f"{FILLER}\n四、重点工程\n（一）老城区管网改造工程。改造管网42公里，总投资2.4亿元。\n（二）智慧平台项目。总投资0.3亿元。\n五、保障措施"
    assert claims_in(text) == ()


def test_spans_and_ids() -> None:
    """Each claim is the exact clause in the source, under an id of its own."""
    source = read_plan_text(f"青石市规划\n共18项指标，\n其中约束性指标１１项，预期性指标7项。\n{FILLER}")
    found = claims_of(source)
    assert [claim.text for claim in found] == ["共18项指标", "其中约束性指标１１项", "预期性指标7项"]
    assert len({claim.id for claim in found}) == 3


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("19", "19"),
        ("165.135", "165.135"),
        ("十一", "11"),
        ("两", "2"),
        ("二十四", "24"),
        ("一百二十", "120"),
        ("多", None),
        ("", None),
    ],
)
def test_numbers(text: str, number: str | None) -> None:
    """Arabic and Chinese numbers."""
    assert parse_count(text) == (None if number is None else Decimal(number))


@pytest.mark.parametrize(
    ("text", "declared", "entries"),
    [
        ("水、气、土", 3, 3),
        ("水、气和土", 3, 3),
        ("文化和旅游、教育、卫生", 3, 3),
        ("环境治理、风险防控和生态保护", 3, 3),
        ("并参照市、区规划对质量改善、总量减排、风险控制", 3, 3),
        ("水、气、土", 5, 3),
        ("水、气和土", 5, 3),
    ],
)
def test_entries(text: str, declared: int, entries: int) -> None:
    """A reading that gives the declared number is taken; without one the plain count stands."""
    patterns = load_claim_patterns()
    assert count_entries(text, declared, leads=patterns.leads, joints=patterns.joints) == entries


def test_tables_with_unknown_natures_are_not_split() -> None:
    """If one indicator has no nature, the binding ones cannot be counted."""
    source = read_plan_text(f"青石市规划\n其中约束性指标1项。\n{FILLER}")
    outline = outline_source(source)[1]
    rows = tuple(
        make_indicator(name=name, nature=nature, origin=Origin.TABLE, table=0)
        for name, nature in (("甲", Nature.BINDING), ("乙", None))
    )
    claim = find_claims(source, outline, indicators=rows, projects=())[0]
    assert claim.actual is None


@pytest.mark.real
@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not here")
def test_sample_explanation() -> None:
    """The numbers of a real explanation of a plan: counted where it lists, open where it does not."""
    found = {claim.kind.value: claim for claim in claims_of(read_shared(next(SAMPLES.glob("000*.txt"))))}
    expected = {
        "indicator_count": "18",
        "binding_count": "11",
        "expected_count": "7",
        "task_count": "11",
        "project_count": "35",
        "investment": "165.135",
        "chapter_count": "5",
    }
    for kind, number in expected.items():
        assert found[kind].declared == Decimal(number), kind
    assert found["indicator_count"].detail == "11+7=18，与总数相符"
    assert (found["task_count"].actual, found["chapter_count"].actual) == (11, 5)
    assert found["investment"].actual is None


@pytest.mark.real
@pytest.mark.skipif(not SHARED.exists(), reason="the gold example is not here")
@pytest.mark.parametrize("side", ["upper", "lower"])
def test_gold_example(side: str) -> None:
    """Every claim of the gold case is found and counted as the expert did."""
    folder = SHARED / "gold" / "example"
    found = claims_of(read_shared(folder / f"{side}.txt"))
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))["claims"]
    for claim in (entry for entry in gold if entry["doc"] == side):
        match = [c for c in found if c.kind.value == claim["kind"] and c.declared == Decimal(str(claim["declared"]))]
        assert match, claim["quote"]
        assert match[0].text in claim["quote"] or claim["quote"] in match[0].text
        assert match[0].consistent is claim["consistent"], claim["quote"]


@pytest.mark.parametrize(
    ("declared", "actual", "consistent"),
    [("9.36", "9.358", True), ("9.4", "9.358", True), ("9.36", "9.35", False), ("28", "28", True), ("28", "27", False)],
)
def test_a_declared_number_is_held_to_what_it_writes_out(declared: str, actual: str, *, consistent: bool) -> None:
    """9.36亿元 is right for 93580万元."""
    assert make_claim(declared=Decimal(declared), actual=Decimal(actual)).consistent is consistent
