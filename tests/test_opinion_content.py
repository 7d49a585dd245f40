"""What the opinion says, before it is drawn: every gap once, in the words of the field, as the reviewers left it."""

from __future__ import annotations

import re
from dataclasses import replace

import factories as make
import pytest
from alignment_sample import make_sample

from align.bundled import bundled
from align.model import DocumentKind
from align.pipeline import align_plans
from align.reporting.entries import CheckVerdict, Part
from align.reporting.jsonfile import build_result, render_json
from align.reporting.opinion.blocks import Heading, Opinion
from align.reporting.opinion.content import build_opinion
from align.reporting.opinion.extracts import cut_text, name_matter, quote_inside
from align.reporting.opinion.overview import MATERIAL_MATTERS
from align.reporting.report import Report, build_report, render_counts
from align.reporting.resultfile import read_judgements
from align.reporting.reviews import Choice, Review, Standing
from align.reporting.summary import build_limit_table, build_material_table
from align.results import IndicatorVerdict, Severity, TaskVerdict

REPORT = build_report(make_sample())
ORDER = ("编制依据与时序", "目标指标", "重点任务", "重大工程", "规划结构", "保障措施与数字自洽", "口径与文字")


def body(opinion: Opinion) -> str:
    """The running text, one line per block."""
    parts = (opinion.materials, opinion.overview, opinion.remarks, opinion.contents, opinion.limits)
    return "\n".join(f"{block.text}{find_marks(block)}" for part in parts for block in part)


def find_marks(block) -> str:
    """The marks of a block, where its text does not hold them already."""
    return block.mark if isinstance(block, Heading) else ""


def all_marks(opinion: Opinion) -> list[str]:
    """Every mark in the findings."""
    runs = [run for block in opinion.remarks if not isinstance(block, Heading) for run in block.runs if run.is_mark]
    return [text for text in (*map(find_marks, opinion.remarks), *(run.text for run in runs)) if text]


def table(opinion: Opinion, name: str):
    return next(annex for annex in opinion.annexes if annex.title.endswith(name))


def count(number: str, text: str) -> int:
    """How often a finding is named; U1-TASK-001 is not TASK-001."""
    return len(re.findall(rf"(?<![\w-]){number}(?!\d)", text))


def review(entry, choice=Choice.CONFIRMED, standing=Standing.REVIEWED, **fields) -> dict:
    return {(entry.pair, entry.key): Review(standing=standing, choice=choice, reviewer="林", **fields)}


def find(part: Part, verdict=None, report: Report = REPORT):
    return next(e for e in report.gaps if e.part is part and verdict in (None, e.verdict))


def many(count: int, verdict=TaskVerdict.MISSING, severity=Severity.MINOR):
    """A pair of plans with so many tasks of a kind."""
    findings = tuple(
        make.make_task_finding(
            task=make.make_task(id=f"T{n}", text=f"推进第{n}项工作，完成整治"), verdict=verdict, severity=severity
        )
        for n in range(count)
    )
    return make.make_judgements(tasks=findings)


@pytest.fixture(scope="module")
def opinion() -> Opinion:
    return build_opinion(make_sample())


@pytest.mark.parametrize("gap", REPORT.gaps, ids=lambda gap: gap.number)
def test_every_gap_stands_once_in_the_text_and_once_in_the_list(opinion, gap):
    """Nobody has to answer a finding twice, and none is lost."""
    assert count(gap.number, body(opinion)) == 1
    assert table(opinion, "意见采纳情况表").column("number").count(gap.number) == 1


def test_every_gap_stands_once_however_they_are_told():
    """In full, in brief and in a list alike."""
    for total in (3, 15, 60):
        for severity in (Severity.CRITICAL, Severity.MAJOR, Severity.MINOR, Severity.NOTICE):
            judged = many(total, severity=severity)
            text = body(build_opinion(judged))
            assert {count(gap.number, text) for gap in build_report(judged).gaps} == {1}


def test_what_is_told_shorter_is_counted():
    """A long list says how many it holds."""
    text = body(build_opinion(many(60)))
    assert "以下 60 条归并列出" in text
    assert "一般意见（60 条）" in text


def test_the_order_is_that_of_the_field(opinion):
    """Domain rules §F1: documents, conclusion, parts in order, annexes, limits."""
    text = [block.text for part in (opinion.materials, opinion.overview, opinion.remarks) for block in part]
    headings = ("审查对象与材料", "总体结论", *ORDER)
    assert [title for title in text if title in headings] == list(headings)


def test_severities_come_gravest_first(opinion):
    """Within each part."""
    grades = ("严重意见", "较重意见", "一般意见", "需核实的提示")
    found: list[int] = []
    for block in opinion.remarks:
        if isinstance(block, Heading) and block.level == 1:
            found = []
        elif isinstance(block, Heading) and block.level == 2:
            found.append(next(n for n, grade in enumerate(grades) if block.text.startswith(grade)))
            assert found == sorted(set(found))


def test_the_conclusion_has_its_counts(opinion):
    """Never a verdict without the numbers behind it."""
    assert opinion.conclusion.endswith(render_counts(REPORT))
    assert "报批" in opinion.conclusion
    assert "基本一致" not in body(opinion)


def test_quotes_and_places_stand_with_what_must_be_mended(opinion):
    """Upper and lower plan are quoted, with line or page, for every grave finding."""
    text = body(opinion)
    for gap in REPORT.gaps:
        if gap.severity is Severity.CRITICAL and gap.part is Part.TASK:
            for side in (gap.upper, gap.lower):
                assert quote_inside(side[0].text, 110) in text
                assert side[0].place in text


def test_hints_are_never_bidden(opinion):
    """What is only to be checked is asked for, not ordered."""
    answers = table(opinion, "意见采纳情况表")
    grades, opinions = answers.column("grade"), answers.column("opinion")
    hints = [str(text) for grade, text in zip(grades, opinions, strict=True) if grade == "提示"]
    assert hints
    assert not any("必须" in text or "报批前" in text for text in hints)


def test_what_is_well_aligned_is_named(opinion):
    """The indicators that are met, by name and number."""
    met = [
        e.title
        for e in REPORT.of(Part.INDICATOR)
        if e.verdict in (IndicatorVerdict.EQUAL, IndicatorVerdict.STRICTER) and not e.is_gap
    ]
    assert met
    praise = next(block.text for block in opinion.overview if block.text.startswith("衔接较好的方面"))
    assert f"“{met[0]}”" in praise
    assert f" {len(set(met))} 项指标" in praise


def test_nothing_is_praised_where_there_is_nothing():
    """No empty compliments."""
    assert "衔接较好" not in body(build_opinion(many(3)))


def test_a_part_that_was_not_compared_is_not_called_clean():
    """No indicators above, no verdict on indicators."""
    text = body(build_opinion(many(3)))
    at = text.index("目标指标\n")
    assert "不等于没有问题" in text[at : at + 80]


def test_documents_and_limits_are_those_of_the_report(opinion):
    """They are decided once, in the tables of the report."""
    text = body(opinion)
    for matter, detail in (row.cells for row in build_limit_table(REPORT).rows):
        assert str(detail) in text, matter
    for title in build_material_table(REPORT).column("title"):
        assert str(title).strip("《》") in text


def test_matters_of_materials_are_known_to_the_table():
    """The limits that stand beside the documents keep the names the table gives them."""
    kinds = (DocumentKind.EXPLANATION, DocumentKind.INDICATOR_TABLE)
    told = {row.cells[0] for kind in kinds for row in build_limit_table(build_report(make_sample(kind=kind))).rows}
    assert set(MATERIAL_MATTERS) <= told


def test_a_text_about_a_plan_gets_no_verdict_on_approval():
    """Nothing can be missing from a plan that is not before us."""
    text = body(build_opinion(make_sample(kind=DocumentKind.EXPLANATION)))
    assert "不对规划能否报批作结论" in text
    assert "本级规划未见对应内容" not in text
    assert "所附材料中未见" in text
    assert "缺失的：" not in text
    assert "未衔接的：" not in text


@pytest.mark.parametrize(("total", "listed"), [(80, True), (81, False)])
def test_many_tasks_of_its_own_are_counted_only(total, listed):
    """They are a record, and nobody reads hundreds of them."""
    tasks = tuple(make.make_local_task(task=make.make_task(id=f"L{n}")) for n in range(total))
    opinion = build_opinion(make.make_judgements(local_tasks=tasks))
    assert any(annex.title.endswith("本级新增事项表") for annex in opinion.annexes) is listed
    assert (f"本级新增任务 {total} 条，数量较多" in body(opinion)) is not listed


def test_without_reviews_it_is_a_draft_of_the_machine(opinion):
    """It says so once, and marks no finding."""
    assert "机审初稿" in opinion.state
    assert all_marks(opinion) == []


def test_what_reviewers_dismissed_is_gone():
    """From the text and from every annex."""
    claim, task = find(Part.CLAIM), find(Part.TASK, TaskVerdict.MISSING)
    reviews = {
        **review(claim, Choice.CHANGED, verdict=CheckVerdict.DISMISSED),
        **review(task, Choice.CHANGED, verdict=TaskVerdict.COVERED),
    }
    opinion = build_opinion(REPORT.with_reviews(reviews))
    for gone in (claim.number, task.number):
        assert count(gone, body(opinion)) == 0
        assert not any(gone in annex.column("number") for annex in opinion.annexes)


def test_the_reviewers_own_words_stand_for_the_programs():
    """The opinion replaces the program's sentence, the wording its suggestion, in text and list."""
    task = find(Part.TASK, TaskVerdict.PARTIAL)
    reviews = review(task, comment="两处时限不一致。", wording="2024年底前全面完成")
    opinion = build_opinion(REPORT.with_reviews(reviews))
    answers = table(opinion, "意见采纳情况表")
    told = str(answers.column("opinion")[answers.column("number").index(task.number)])
    assert told == "两处时限不一致。建议修改为：“2024年底前全面完成”。"
    assert told.removesuffix("。")[:8] in body(opinion)
    assert "2024年底前全面完成" in body(opinion)


def test_why_it_does_not_apply_is_told_in_the_reviewers_words():
    """Not in those of a program that thought it applied."""
    task = find(Part.TASK, TaskVerdict.MISSING)
    opinion = build_opinion(REPORT.with_reviews(review(task, Choice.NOT_APPLICABLE, reason="本区无此类园区")))
    excluded = table(opinion, "不适用事项表")
    assert excluded.column("reason")[excluded.column("number").index(task.number)] == "本区无此类园区"
    assert count(task.number, body(opinion)) == 0


@pytest.mark.parametrize(
    ("choice", "standing", "mark"),
    [
        (Choice.CONFIRMED, Standing.REVIEWED, ""),
        (Choice.UNSURE, Standing.REVIEWED, "【存疑】"),
        (Choice.CONFIRMED, Standing.SUSPECT, "【待复核】"),
        (Choice.CHANGED, Standing.DISPUTED, "【有分歧】"),
        (None, Standing.OPEN, "【未复核】"),
    ],
)
def test_what_is_not_settled_is_marked(choice, standing, mark):
    """In a report under review, every finding that is not settled carries its mark, apart from its text."""
    indicator, task = find(Part.INDICATOR), find(Part.TASK)
    reviews = {**review(indicator, choice, standing), **review(task)}
    opinion = build_opinion(REPORT.with_reviews(reviews))
    blocks = [block for block in opinion.remarks if indicator.number in block.text]
    marks = [find_marks(one) if isinstance(one, Heading) else one.runs[1].text for one in blocks]
    assert marks == [mark]
    assert "机审初稿" not in opinion.state


def test_each_finding_of_a_list_has_its_own_mark():
    """Of sixty findings, fifty-nine are marked as not reviewed."""
    report = build_report(many(60))
    assert all_marks(build_opinion(report.with_reviews(review(report.gaps[0])))) == ["【未复核】"] * 59


def test_a_wholly_reviewed_opinion_says_so():
    """And carries no mark."""
    reviews = {key: value for gap in REPORT.gaps for key, value in review(gap).items()}
    opinion = build_opinion(REPORT.with_reviews(reviews))
    assert opinion.state == f"（所列意见 {len(REPORT.gaps)} 条均经人工复核）"
    assert all_marks(opinion) == []


def test_several_uppers_share_one_opinion():
    """All are named, and each finding says whose demand it is."""
    first = make_sample()
    meta = replace(first.upper.meta, title="远山省“十四五”生态环境保护规划", level=make.make_meta().level)
    second = replace(first, upper=replace(first.upper, meta=meta))
    opinion = build_opinion([first, second])
    assert all(title in opinion.opening for title in (first.upper.meta.title.strip("《》"), "远山省"))
    text = body(opinion)
    assert "编号 U2" in text
    numbers = [gap.number for gap in build_report([first, second]).gaps]
    assert any(number.startswith("U2-") for number in numbers)
    assert {count(number, text) for number in numbers} == {1}


def test_a_result_read_back_gives_the_same_opinion(tmp_path):
    """Reviewers work with saved results; the opinion on them is that on the plans."""
    city, district = (bundled("corpora", "demo", f"{name}.txt") for name in ("city", "district"))
    alignment = align_plans(city, district)
    path = tmp_path / "结果.json"
    path.write_text(render_json(build_result(alignment)), encoding="utf-8")
    assert build_opinion(read_judgements(path)) == build_opinion(alignment)


def test_extracts_are_cut_where_a_clause_ends():
    """And say that they are cut."""
    assert cut_text("完成排查，推进整治，建立台账", 10) == "完成排查，推进整治……"
    assert cut_text("完成排查", 10) == "完成排查"
    assert quote_inside("建设“无废城市”。", 20) == "建设‘无废城市’"
    assert name_matter("（省水利厅牵头）推动互联互通，保有量达到8万个", 12) == "推动互联互通"
    assert name_matter("（省水利厅牵头）", 12) == "（省水利厅牵头）"
