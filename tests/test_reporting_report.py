"""Findings become numbered entries; gaps are ordered; counts carry what they are counted out of."""

from dataclasses import replace

import factories as make
import pytest
from alignment_sample import make_sample

from align.model import DocumentKind
from align.reporting.entries import CheckVerdict, Part
from align.reporting.report import build_report, count_grades, render_citation, render_conclusion
from align.results import IndicatorVerdict, Severity, TaskVerdict
from align.spans import Span


def finding_at(start, severity, verdict=TaskVerdict.MISSING):
    task = make.make_task(id=f"t{start}", span=Span(start, start + 3))
    return make.make_task_finding(task=task, severity=severity, verdict=verdict)


def test_numbers_follow_the_order_judged_within_each_part():
    report = build_report(make_sample())
    assert [e.number for e in report.of(Part.TASK)][:3] == ["TASK-001", "TASK-002", "TASK-003"]
    assert [e.number for e in report.of(Part.INDICATOR)][-1] == "IND-010"
    assert len({e.number for e in report.entries}) == len(report.entries)


def test_every_part_has_its_own_letters():
    assert len({part.prefix for part in Part}) == len(Part)


def test_gaps_are_gravest_first_then_in_upper_order():
    findings = (finding_at(30, Severity.MINOR), finding_at(9, Severity.MINOR), finding_at(20, Severity.CRITICAL))
    gaps = build_report(make.make_judgements(tasks=findings)).gaps
    assert [gap.id for gap in gaps] == ["t20", "t9", "t30"]


@pytest.mark.parametrize(
    ("verdict", "severity", "gap"),
    [
        (TaskVerdict.COVERED, Severity.INFO, False),
        (TaskVerdict.COVERED, Severity.NOTICE, True),
        (TaskVerdict.PARTIAL, Severity.INFO, False),
        (TaskVerdict.MISSING, Severity.MINOR, True),
        (TaskVerdict.NOT_APPLICABLE, Severity.INFO, False),
        (TaskVerdict.NOT_APPLICABLE, Severity.NOTICE, False),
    ],
)
def test_what_counts_as_a_gap(verdict, severity, gap):
    report = build_report(make.make_judgements(tasks=(finding_at(0, severity, verdict),)))
    assert bool(report.gaps) is gap


def test_a_grave_finding_is_a_gap_even_where_the_value_agrees():
    finding = make.make_indicator_finding(
        verdict=IndicatorVerdict.EQUAL, severity=Severity.CRITICAL, nature_changed=True
    )
    assert [gap.number for gap in build_report(make.make_judgements(indicators=(finding,))).gaps] == ["IND-001"]


def test_not_applicable_is_counted_apart_from_the_severities():
    counts = count_grades(build_report(make_sample()).entries)
    assert counts == {"严重": 2, "较重": 5, "一般": 9, "提示": 6, "信息": 16, "不适用": 3}
    assert sum(counts.values()) == len(build_report(make_sample()).entries)


def test_several_uppers_number_their_pairs_and_say_what_concerns_the_lower_plan_once():
    sample = make_sample()
    other = replace(sample, upper=replace(sample.upper, meta=make.make_meta(id="p", title="云川省规划")))
    report = build_report((sample, other))
    assert {e.number[:3] for e in report.entries} == {"U1-", "U2-"}
    assert [e.number for e in report.of(Part.STRUCTURE)] == ["U1-STR-001", "U1-STR-002"]
    assert len(report.of(Part.TASK)) == 2 * len(sample.tasks)
    assert report.upper_title(1) == "云川省规划"


def test_no_alignment_is_refused():
    with pytest.raises(ValueError, match="no alignment"):
        build_report(())


def test_a_claim_says_whether_it_holds():
    verdicts = [entry.verdict for entry in build_report(make_sample()).of(Part.CLAIM)]
    assert verdicts == [CheckVerdict.CONSISTENT, CheckVerdict.INCONSISTENT, CheckVerdict.UNCOUNTED]


def test_a_rejected_passage_is_quoted_as_such():
    finding = make.make_task_finding(rejected=make.make_match(text="近似的句子"))
    (entry,) = build_report(make.make_judgements(tasks=(finding,))).entries
    assert [(q.text, q.note) for q in entry.lower] == [("近似的句子", "近似，但未作为响应")]


def test_a_rejected_passage_is_not_quoted_beside_an_answer():
    finding = make.make_task_finding(matches=(make.make_match(),), rejected=make.make_match(text="近似的句子"))
    (entry,) = build_report(make.make_judgements(tasks=(finding,))).entries
    assert [q.text for q in entry.lower] == [make.TASK_TEXT]


def test_details_name_what_is_missing_weakened_or_changed():
    entries = {entry.number: entry for entry in build_report(make_sample()).entries}
    assert [(p.label, p.text) for p in entries["TASK-001"].points] == [
        ("缺失要素", "严禁新增钢铁、焦化产能"),
        ("强度变化", "严禁 → 严控；坚决遏制 → 严控"),
    ]
    assert ("指标性质", "约束性 → 预期性") in [(p.label, p.text) for p in entries["IND-006"].points]
    assert ("计量单位", "% → 天") in [(p.label, p.text) for p in entries["IND-002"].points]


def test_the_conclusion_cites_both_plans_and_all_counts():
    sentence = render_conclusion(build_report(make_sample()))
    assert "《青石市“十四五”生态环境保护规划》（青政发〔2022〕6号，2022-03-18）" in sentence
    assert "共核对 41 项：严重 2 项、较重 5 项、一般 9 项、提示 6 项、信息 16 项、不适用 3 项" in sentence


def test_a_citation_without_number_and_date_is_the_title_alone():
    meta = make.make_meta(title="《某规划》", number=None, issued=None)
    assert render_citation(meta) == "《某规划》"


def test_the_judges_words_are_kept_for_a_document_about_the_plan():
    finding = make.make_task_finding(reason="所附材料中未见对应内容。")
    lower = make.make_plan(meta=make.make_meta(kind=DocumentKind.EXPLANATION))
    (entry,) = build_report(make.make_judgements(lower=lower, tasks=(finding,))).entries
    assert entry.reason == "所附材料中未见对应内容。"
