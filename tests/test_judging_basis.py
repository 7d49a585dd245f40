"""Verdicts on the grounds of the lower plan."""

from __future__ import annotations

from typing import Any

import pytest
from factories import make_basis, make_meta, make_plan

from align.judging.basis import judge_basis
from align.knowledge.document_rules import load_document_rules
from align.model import Basis, DocumentKind, Level
from align.results import BasisFinding, Severity

RULES = load_document_rules()
UPPER = "安岭市“十四五”水利发展规划"
OUTLINE = make_basis(
    title="铜峪区国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要", number="铜政发〔2021〕1号"
)
LAW = make_basis(title="中华人民共和国水法")


def judge(*basis: Basis, upper: dict[str, Any] | None = None, **lower: Any) -> tuple[BasisFinding, ...]:
    above: dict[str, Any] = {"title": UPPER, "number": "安政发〔2021〕40号", "issued": "2021-12-01", "path": "a.txt"}
    below: dict[str, Any] = {"title": "铜峪区“十四五”水利发展规划", "region": "铜峪区", "level": Level.COUNTY}
    below |= {"issued": "2022-05-01", "path": "b.txt"}
    return judge_basis(
        make_plan(meta=make_meta(**(above | (upper or {})))),
        make_plan(meta=make_meta(**(below | lower)), basis=basis),
        RULES,
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
    found = judge(make_basis(title=title, number="安政发〔2021〕40号"), OUTLINE, LAW)
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
