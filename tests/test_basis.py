"""The grounds a plan cites."""

from __future__ import annotations

import pytest
from plan_texts import SAMPLES, outline_source, read_plan_text, read_shared

from align.model import Basis
from align.parsing.basis import find_basis
from align.source import Source

FILLER = "\n".join(["推进城镇污水处理提质增效，实施管网混错接改造和雨污分流，新建改造污水管网。"] * 5)


def basis_of(source: Source) -> tuple[Basis, ...]:
    _, outline, meta = outline_source(source)
    return find_basis(source, outline, meta)


def basis_in(preamble: str, chapter: str = "") -> list[tuple[str, str | None]]:
    text = f"铜峪区“十四五”水利规划\n{preamble}\n一、规划背景\n{FILLER}\n{chapter}\n二、主要任务\n{FILLER}"
    return [(basis.title, basis.number) for basis in basis_of(read_plan_text(text))]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("根据《中华人民共和国水法》，制定本规划。", [("中华人民共和国水法", None)]),
        (
            "依据《安岭市“十四五”水利规划》（安政办发〔2022〕14号）等文件，编制本规划。",
            [("安岭市“十四五”水利规划", "安政办发〔2022〕14号")],
        ),
        (
            "按照《水利发展规划编制通知》（云水〔2019〕181号）要求，结合《铜峪区国民经济和社会发展第十四个五年规划纲要》等，编制本规划。",
            [("水利发展规划编制通知", "云水〔2019〕181号"), ("铜峪区国民经济和社会发展第十四个五年规划纲要", None)],
        ),
        ("为贯彻落实《云川水网规划》，制定本方案。", [("云川水网规划", None)]),
        ("根据《安岭市水利规划（征求意见稿）》，制定本规划。", [("安岭市水利规划（征求意见稿）", None)]),
        ("根据《安岭市水利规划》（征求意见稿），制定本规划。", [("安岭市水利规划（征求意见稿）", None)]),
        ("根据《云川省实施〈水法〉办法》和《水法》，制定本规划。", [("云川省实施〈水法〉办法", None), ("水法", None)]),
        ("根据《水法》《水法》，制定本规划。", [("水法", None)]),
        (
            "根据国家、云川省和安岭市“十四五”水利规划，制定本规划。",
            [("国家“十四五”水利规划", None), ("云川省“十四五”水利规划", None), ("安岭市“十四五”水利规划", None)],
        ),
        ("在与省、市“十四五”水利规划进行衔接的基础上，编制本规划。", []),
        ("按照省、市“十四五”水利规划，编制本规划。", [("省“十四五”水利规划", None), ("市“十四五”水利规划", None)]),
        ("根据国家和云川省有关规划计划，制定本规划。", [("国家和云川省有关规划计划", None)]),
        # not grounds
        ("根据国家和省有关部署要求，编制本规划。", []),
        ("《铜峪区“十四五”水利规划》（以下简称《规划》）根据《水法》编制。", [("水法", None)]),
        ("《水法》实施以来，根据《防洪法》制定本规划。", [("防洪法", None)]),
        ("落实《河长制意见》，推进河湖治理。", []),
        ("五年来，《水利规划》各项任务全面完成。", []),
    ],
)
def test_preamble(sentence: str, expected: list[tuple[str, str | None]]) -> None:
    """Only what the plan rests on: 根据 … 制定本规划."""
    assert basis_in(sentence) == expected


def test_a_chapter_on_grounds_counts_whole() -> None:
    """Every title in the chapter 编制依据, in order, each once, the plan itself left out."""
    chapter = "（一）编制依据\n《水法》；《云川省水网规划》（云政发〔2021〕23号）；《铜峪区“十四五”水利规划》；《水法》；《安岭市水利规划》（2021年10月印发）。"
    assert basis_in("推进水利发展。", chapter) == [
        ("水法", None),
        ("云川省水网规划", "云政发〔2021〕23号"),
        ("安岭市水利规划", None),
    ]


def test_dates_beside_a_title() -> None:
    """A date in parentheses after a title is the date of issue."""
    source = read_plan_text(f"铜峪区水利规划\n根据《安岭市水利规划》（2021年10月8日印发），制定本规划。\n{FILLER}")
    assert [basis.issued for basis in basis_of(source)] == ["2021-10-08"]


def test_tasks_are_no_grounds() -> None:
    """落实《…》 in a chapter of tasks is a task, even where something is to be drawn up."""
    text = f"铜峪区水利规划\n{FILLER}\n{FILLER}\n{FILLER}\n一、主要任务\n（一）防洪\n根据《防洪法》编制防洪预案，制定本地细则。{FILLER}"
    assert basis_of(read_plan_text(text)) == ()


def test_text_is_the_exact_slice() -> None:
    """The citation as it stands in the source, number and all."""
    source = read_plan_text(f"铜峪区水利规划\n根据《安岭市 水利规划》(安政发[2022]1号)，制定本规划。\n{FILLER}")
    (basis,) = basis_of(source)
    assert basis.text == "《安岭市 水利规划》(安政发[2022]1号)"
    assert basis.text == basis.span.slice(source.text)
    assert basis.number == "安政发〔2022〕1号"


@pytest.mark.real
@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not here")
@pytest.mark.parametrize(("name", "count", "numbers"), [("000", 5, 0), ("002", 4, 2)])
def test_samples(name: str, count: int, numbers: int) -> None:
    """Both samples cite their upper plans, one of them without any number."""
    found = basis_of(read_shared(next(SAMPLES.glob(f"{name}*.txt"))))
    assert len(found) == count
    assert sum(basis.number is not None for basis in found) == numbers
