"""Verdicts on the grounds of the lower plan."""

from __future__ import annotations

from typing import Any

import pytest
from factories import make_basis, make_meta, make_plan, make_source

from align.judging.basis import judge_basis
from align.knowledge.document_rules import load_document_rules
from align.knowledge.instruments import load_instruments
from align.model import Basis, DocumentKind, Level
from align.results import BasisFinding, Severity
from align.spans import Span

RULES = load_document_rules()
UPPER = "安岭市“十四五”水利发展规划"
OUTLINE = make_basis(
    title="铜峪区国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要", number="铜政发〔2021〕1号"
)
LAW = make_basis(title="中华人民共和国水法")
NOISE_ACT, NOISE_LAW = "中华人民共和国环境噪声污染防治法", "中华人民共和国噪声污染防治法"
AIR = "中华人民共和国大气污染防治法"
ACTIONS = "空气质量持续改善行动计划"


def judge(*basis: Basis, upper: dict[str, Any] | None = None, **lower: Any) -> tuple[BasisFinding, ...]:
    above: dict[str, Any] = {"title": UPPER, "number": "安政发〔2021〕40号", "issued": "2021-12-01", "path": "a.txt"}
    below: dict[str, Any] = {"title": "铜峪区“十四五”水利发展规划", "region": "铜峪区", "level": Level.COUNTY}
    below |= {"issued": "2022-05-01", "path": "b.txt"}
    return judge_basis(
        make_plan(meta=make_meta(**(above | (upper or {})))),
        make_plan(meta=make_meta(**(below | lower)), basis=basis),
        RULES,
        load_instruments(),
    )


def reasons(found: tuple[BasisFinding, ...], severity: Severity) -> list[str]:
    return [finding.reason for finding in found if finding.severity is severity]


@pytest.mark.parametrize(
    "title",
    [
        UPPER,
        "安岭市水利发展“十四五”规划",
        "安岭市“十四五”水利发展规划（2021—2025年）",
        "云川省安岭市“十四五”水利发展规划",
    ],
)
def test_the_upper_plan_is_recognised(title: str) -> None:
    """However the title is put: period before or after, years added, province before."""
    found = judge(make_basis(title=title, number="安政发〔2021〕40号"), OUTLINE)
    assert [finding.severity for finding in found] == [Severity.INFO]
    assert "安政发〔2021〕40号" in found[0].reason


@pytest.mark.parametrize(
    "title",
    [
        "云川省“十四五”水利发展规划",
        "安岭市“十三五”水利发展规划",
        "安岭市“十四五”林业发展规划",
        "安岭市第十四个五年规划纲要",
    ],
)
def test_another_plan_is_not_taken_for_it(title: str) -> None:
    """Another place, period or sector is another plan."""
    found = judge(make_basis(title=title, number="云政发〔2021〕2号"), OUTLINE)
    assert any(UPPER in reason for reason in reasons(found, Severity.MINOR))


def test_the_number_alone_is_enough() -> None:
    """A citation under another title but with the upper plan's number is the upper plan."""
    found = judge(make_basis(title="市水利规划", number="安政发〔2021〕40号"), OUTLINE)
    assert [finding.severity for finding in found] == [Severity.INFO]


def test_no_grounds_at_all() -> None:
    """A full plan without grounds is asked for them."""
    (finding,) = judge()
    assert (finding.severity, finding.basis) == (Severity.MINOR, None)
    assert finding.reason.startswith("规划中未见编制依据")


def test_an_explanation_shows_nothing_missing() -> None:
    """For a text about the plan the same is a notice about the material."""
    for found in (judge(kind=DocumentKind.EXPLANATION), judge(OUTLINE, kind=DocumentKind.INTERPRETATION)):
        assert {finding.severity for finding in found} == {Severity.NOTICE}
        assert "所附材料中" in found[0].reason


def test_a_draft_of_the_upper_plan() -> None:
    """征求意见稿 is not the plan as issued."""
    found = judge(make_basis(title=f"{UPPER}（征求意见稿）"), OUTLINE)
    assert "征求意见稿" in reasons(found, Severity.MINOR)[0]


def test_a_wrong_number_of_the_upper_plan() -> None:
    """Both numbers are told."""
    found = judge(make_basis(title=UPPER, number="安政发〔2021〕4号"), OUTLINE)
    (reason,) = reasons(found, Severity.MINOR)
    assert "安政发〔2021〕4号" in reason
    assert "安政发〔2021〕40号" in reason


@pytest.mark.parametrize(
    ("upper", "lower", "reversed_order"),
    [
        ("2022-06-01", "2022-05-01", True),
        ("2022-05-02", "2022-05-01", True),
        ("2022-06", "2022-05-01", True),
        ("2022-05", "2022-05-01", False),
        ("2022-05-01", "2022-05-01", False),
        ("2021-12-01", "2022-05-01", False),
        (None, "2022-05-01", False),
        ("2022-06-01", None, False),
    ],
)
def test_order_of_issue(upper: str | None, lower: str | None, *, reversed_order: bool) -> None:
    """时序倒挂 only where the dates known show it."""
    found = judge(make_basis(title=UPPER, number="安政发〔2021〕40号"), OUTLINE, upper={"issued": upper}, issued=lower)
    assert any("时序倒挂" in reason for reason in reasons(found, Severity.MAJOR)) is reversed_order


@pytest.mark.parametrize(
    ("basis", "severity", "word"),
    [
        (make_basis(title="云川省水网规划（征求意见稿）", number="云水〔2021〕1号"), Severity.MINOR, "征求意见稿"),
        (make_basis(title="云川省水网规划", number="云政发〔2023〕9号"), Severity.MINOR, "2023年"),
        (make_basis(title="云川省“十五五”水网规划", number="云政发〔2021〕9号"), Severity.MINOR, "2026—2030年"),
        (make_basis(title="云川省“十三五”水网规划", number="云政发〔2016〕9号"), Severity.NOTICE, "届满"),
        (make_basis(title="国家和云川省有关规划计划", text="国家和云川省有关规划计划"), Severity.NOTICE, "概括引用"),
        (make_basis(title="云川省水网规划"), Severity.NOTICE, "未注文号"),
    ],
)
def test_other_grounds(basis: Basis, severity: Severity, word: str) -> None:
    """Drafts, plans of a later or an expired period, general references, missing numbers."""
    found = judge(make_basis(title=UPPER, number="安政发〔2021〕40号"), OUTLINE, basis)
    assert any(word in reason for reason in reasons(found, severity)), [f.reason for f in found]


def test_laws_need_no_number() -> None:
    """A law is not asked for a document number."""
    found = judge(make_basis(title=UPPER, number="安政发〔2021〕40号"), OUTLINE, LAW)
    assert not any("未注文号" in finding.reason for finding in found)


@pytest.mark.parametrize(
    ("title", "basis", "lacking"),
    [
        ("铜峪区“十四五”水利发展规划", (LAW,), True),
        ("铜峪区“十四五”水利发展规划", (LAW, OUTLINE), False),
        ("铜峪区水利行动方案", (LAW,), False),
        ("铜峪区国民经济和社会发展第十四个五年规划纲要", (LAW,), False),
    ],
)
def test_own_outline(title: str, basis: tuple[Basis, ...], *, lacking: bool) -> None:
    """A sectoral 规划 rests on the outline of its own place; the outline itself and action plans do not."""
    found = judge(*basis, title=title)
    assert any("规划纲要，请补充" in finding.reason for finding in found) is lacking


def test_an_upper_text_without_title_cannot_be_looked_for() -> None:
    """A file name is not compared with cited titles."""
    found = judge(LAW, OUTLINE, upper={"title": "upper", "path": "upper.txt", "number": None})
    assert any("未载题名" in reason for reason in reasons(found, Severity.NOTICE))
    assert not any("《upper》" in finding.reason for finding in found)


# ---------------------------------------------------------------- the table of instruments


def about(found: tuple[BasisFinding, ...], word: str) -> list[tuple[Severity, str]]:
    return [(finding.severity, finding.reason) for finding in found if word in finding.reason]


@pytest.mark.parametrize(
    ("issued", "number", "period", "severity", "word"),
    [
        ("2023-05-01", None, (2021, 2025), Severity.MINOR, "请更新"),
        ("2022-06-05", None, (2021, 2025), Severity.MINOR, "请更新"),
        ("2022-07", None, (2021, 2025), Severity.MINOR, "请更新"),
        ("2022-06-04", None, (2021, 2025), None, ""),
        ("2022-05", None, (2021, 2025), None, ""),
        ("2022-06", None, (2021, 2025), Severity.NOTICE, "印发日期只知为2022-06，请核实"),
        (None, "铜政发〔2023〕3号", (2021, 2025), Severity.MINOR, "请更新"),
        (None, "铜政发〔2021〕3号", (2021, 2025), None, ""),
        (None, "铜政发〔2022〕3号", (2021, 2025), Severity.NOTICE, "印发日期只知为2022年，请核实"),
        (None, None, (2021, 2025), Severity.NOTICE, "未载明印发日期，请核实"),
        (None, None, (2026, 2030), Severity.NOTICE, "未载明印发日期，请核实"),
        (None, None, (2016, 2020), None, ""),
    ],
)
def test_a_law_that_had_been_replaced(
    issued: str | None, number: str | None, period: tuple[int, int], severity: Severity | None, word: str
) -> None:
    """By the plan's date, else the year of its number; where neither decides, it is asked, never guessed."""
    old = make_basis(title=NOISE_ACT)
    found = about(judge(OUTLINE, old, issued=issued, number=number, period=period), "噪声")
    if severity is None:
        assert found == []
        return
    ((told, reason),) = found
    assert told is severity
    assert f"2022-06-05被《{NOISE_LAW}》替代" in reason
    assert word in reason


def test_a_law_in_force_is_not_spoken_of() -> None:
    """The same under their new name, and laws that are known and unchanged."""
    found = judge(OUTLINE, LAW, make_basis(title=NOISE_LAW), issued="2023-05-01")
    assert about(found, "水法") == about(found, "噪声") == []


@pytest.mark.parametrize(
    ("issued", "severity", "word"),
    [
        ("2024-03-01", Severity.MINOR, "请改引印发稿"),
        ("2023-11-01", Severity.MINOR, "请核对是否已印发"),
        ("2023-11", Severity.NOTICE, "请核实"),
        (None, Severity.NOTICE, "请核实"),
    ],
)
def test_a_draft_whose_final_is_known(issued: str | None, severity: Severity, word: str) -> None:
    """The final text is named with date and number once it was there; before, a draft is only a draft."""
    draft = make_basis(title=f"{ACTIONS}（征求意见稿）", number="环办便函〔2023〕1号")
    ((told, reason),) = about(judge(OUTLINE, draft, issued=issued, number=None), ACTIONS)
    assert told is severity
    assert word in reason
    assert ("国发〔2023〕24号" in reason) is (issued != "2023-11-01")


def test_codified_laws_are_told_once() -> None:
    """One notice for all of them, worded as not yet confirmed; none before the code took effect."""
    laws = [make_basis(title=title) for title in (AIR, "土壤污染防治法", NOISE_LAW)]
    after = {"issued": "2026-09-01", "number": None, "period": (2026, 2030)}
    ((severity, reason),) = about(judge(OUTLINE, *laws, **after), "法典")
    assert severity is Severity.NOTICE
    assert "2026-08-15" in reason
    assert "待核" in reason
    assert "依据可能失效、需更新，请核" in reason
    assert all(title in reason for title in ("大气污染防治法", "土壤污染防治法", "噪声污染防治法"))
    assert about(judge(OUTLINE, *laws, issued="2026-08-14", number=None), "法典") == []
    assert about(judge(OUTLINE, *laws, issued=None, number=None, period=(2021, 2025)), "法典") == []
    ((severity, reason),) = about(judge(OUTLINE, *laws, issued=None, number=None, period=(2026, 2030)), "法典")
    assert "请核实" in reason
    assert about(judge(OUTLINE, LAW, make_basis(title="中华人民共和国生态环境法典"), **after), "法典") == []


@pytest.mark.parametrize(
    ("title", "number", "wrong"),
    [
        ("水污染防治行动计划", "国发〔2015〕7号", True),
        ("国务院关于印发水污染防治行动计划的通知", "国发〔2013〕37号", True),
        ("水污染防治行动计划", "国发〔2015〕17号", False),
        ("水污染防治行动计划", "国发[2015]17号", False),
        ("突发事件应急预案管理办法", "国办发〔2013〕101号", False),
        ("云川省水污染防治行动计划", "云政发〔2015〕60号", False),
        ("中共中央 国务院关于深入打好污染防治攻坚战的意见", "中发〔2021〕1号", False),
        ("乡村水电振兴方案", "国发〔2015〕17号", True),
        ("国务院水污染防治行动计划（水十条）全文", "国发〔2015〕17号", False),
        ("“十四五”县域高中发展提升行动计划", "教基〔2021〕8号", False),
        ("博物馆条例", "国务院令第695号", False),
    ],
)
def test_numbers_are_compared(title: str, number: str, *, wrong: bool) -> None:
    """A known document under another number, or a known number under another title; what is not known is left alone."""
    found = about(judge(OUTLINE, make_basis(title=title, number=number), issued="2022-05-01"), "请核对")
    assert [number in reason for severity, reason in found if severity is Severity.NOTICE] == ([True] if wrong else [])


@pytest.mark.parametrize(
    ("beside", "issued", "older"),
    [
        ("（2016年修正）", "2022-05-01", True),
        ("（2016 年修正）", "2022-05-01", True),
        ("（2020年修订）", "2022-05-01", False),
        ("（2016年修正）", "2020-08-31", False),
        ("（2016年修正）", None, False),
        ("", "2022-05-01", False),
    ],
)
def test_an_older_version(beside: str, issued: str | None, *, older: bool) -> None:
    """The year of revision beside a law, against the revision in force when the plan was issued."""
    title = "《中华人民共和国固体废物污染环境防治法》"
    basis = make_basis(title=title[1:-1], text=title, span=Span(0, len(title)))
    lower = make_plan(
        meta=make_meta(issued=issued, number=None), source=make_source(text=f"{title}{beside}；"), basis=(basis,)
    )
    found = judge_basis(make_plan(meta=make_meta(title=UPPER)), lower, RULES, load_instruments())
    assert ("2020-09-01" in "".join(finding.reason for finding in found)) is older


@pytest.mark.parametrize(
    ("issued", "later"), [("2021-12-01", True), ("2022-01-18", True), ("2022-01-19", False), ("2022-03", False)]
)
def test_a_document_issued_after_the_plan(issued: str, *, later: bool) -> None:
    """By its known date, though the citation has no number to tell it; a law adopted but not in force is no matter."""
    cited = make_basis(title="农业农村污染治理攻坚战行动方案（2021—2025年）")
    found = judge(OUTLINE, cited, make_basis(title="中华人民共和国湿地保护法"), issued=issued, period=(2021, 2025))
    assert [severity for severity, _ in about(found, "时序倒挂") if "污染治理" in _] == [Severity.MINOR] * later
    assert about(found, "湿地") == []


def newer(*basis: Basis, text: str = "推进水利发展。", **lower: Any) -> list[str]:
    """The notices of a water plan on what was issued since its base year."""
    below: dict[str, Any] = {"title": "铜峪区“十四五”水利发展规划", "region": "铜峪区", "level": Level.COUNTY}
    below |= {"sector": "水利", "issued": "2022-05-01", "number": None}
    plan = make_plan(meta=make_meta(**(below | lower)), source=make_source(text=text), basis=basis)
    found = judge_basis(make_plan(meta=make_meta(title=UPPER, issued="2021-12-01")), plan, RULES, load_instruments())
    assert {finding.severity for finding in found if "基准年" in finding.reason} <= {Severity.NOTICE}
    return [finding.reason for finding in found if "基准年" in finding.reason]


GROUNDS = (make_basis(title=UPPER), OUTLINE, LAW)
WATER = "“十四五”水安全保障规划"


def test_what_was_issued_since_the_base_year() -> None:
    """One notice, the most important first, with its date."""
    (reason,) = newer(*GROUNDS)
    assert reason.index(WATER) < reason.index("2021-04-02")
    assert reason.startswith("规划基准年为2020年，印发于2022-05-01，编制滞后")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"issued": None}, "no date"),
        ({"issued": "2021-03-01"}, "nothing issued yet"),
        ({"period": None}, "no base year"),
        ({"title": "铜峪区“十四五”殡葬事业规划", "sector": None}, "no sector"),
        ({"level": None}, "no level"),
    ],
)
def test_without_date_base_or_sector_nothing_is_asked_for(changes: dict[str, Any], why: str) -> None:
    """What cannot be dated is not guessed."""
    assert newer(*GROUNDS, **changes) == [], why


def test_a_plan_without_a_list_of_grounds_is_not_asked() -> None:
    """Two citations in a preamble are no list."""
    assert newer(*GROUNDS[:2]) == []


@pytest.mark.parametrize(
    ("basis", "text"),
    [
        ((make_basis(title=WATER),), "推进水利发展。"),
        ((make_basis(title="国家“十四五”水安全保障规划实施方案"),), "推进水利发展。"),
        ((), "落实《“十四五”水安全\n保障规划》，推进水利发展。"),
    ],
)
def test_what_is_mentioned_anywhere_is_taken_in(basis: tuple[Basis, ...], text: str) -> None:
    """As a ground, in the body, or by a place's own document on the same subject."""
    assert not any(WATER in reason for reason in newer(*GROUNDS, *basis, text=text))


def test_what_came_shortly_before_the_plan_is_left_aside() -> None:
    """A document cannot be taken in within weeks; of another period it is not asked for."""
    assert not any(WATER in reason for reason in newer(*GROUNDS, issued="2022-02-20"))
    assert not any(WATER in reason for reason in newer(*GROUNDS, issued="2022-05-01", period=(2026, 2030)))


def test_an_explanation_is_spoken_of_as_material() -> None:
    """A text about the plan shows only what the material tells, and its date is not the plan's."""
    (reason,) = newer(*GROUNDS, kind=DocumentKind.EXPLANATION)
    assert "所附材料日期为2022-05-01" in reason
    assert "所附材料中未见引用" in reason


def test_known_numbers_are_offered() -> None:
    """A missing number is told where it is known, and not asked for where there is none."""
    cited = [make_basis(title=title) for title in ("水污染防治行动计划", "中国教育现代化2035", "城市排水规范")]
    ((_, reason),) = about(judge(OUTLINE, *cited), "未注文号")
    assert "可补注国发〔2015〕17号" in reason
    assert "现代化" not in reason
    assert "城市排水规范" not in reason
