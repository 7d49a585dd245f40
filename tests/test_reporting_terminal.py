"""The terminal: no line wider than the console, every gap shown or counted, no markup taken from a plan."""

import re
from dataclasses import replace

import factories as make
import pytest
from alignment_sample import make_sample
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from align.reporting.explanation import build_explanation
from align.reporting.jsonfile import build_result
from align.reporting.passage import split_lines
from align.reporting.report import build_report
from align.reporting.terminal import build_outline_screen, build_screen
from align.results import Severity, TaskVerdict, Weakening

CLOSING = tuple("，。、；：？！）】》〉〕")


def draw(renderable, width=100):
    console = Console(width=width, record=True, file=open("/dev/null", "w"))  # noqa: SIM115 - the recording is read
    console.print(renderable)
    return console.export_text()


def squeeze(text):
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_no_line_is_wider_than_the_console(width):
    sample = make_sample()
    for renderable in (
        build_screen(sample),
        build_outline_screen(sample.upper),
        build_explanation(build_result(sample), "TASK-001"),
    ):
        assert max(cell_len(line) for line in draw(renderable, width).splitlines()) <= width


@pytest.mark.parametrize("width", [80, 120])
def test_no_line_begins_with_a_closing_mark(width):
    for line in draw(build_screen(make_sample(), limit=99), width).splitlines():
        assert not line.strip(" │").startswith(CLOSING)


def test_gaps_beyond_the_limit_are_counted_with_where_to_find_them():
    text = squeeze(draw(build_screen(make_sample(), limit=2)))
    assert "一般（9项）" in text
    assert "另有7项未列出，完整清单见网页报告（html）或电子表格报告（xlsx）" in text
    assert "TASK-009" not in text


def test_severities_come_gravest_first():
    text = squeeze(draw(build_screen(make_sample())))
    places = [text.index(f"{severity.label}（") for severity in list(Severity)[:4]]
    assert places == sorted(places)


def test_counts_stand_with_their_denominator():
    text = squeeze(draw(build_screen(make_sample())))
    assert "上级任务共18项，其中已衔接5、部分衔接6、未衔接5、不适用2" in text


def test_brackets_of_a_plan_are_not_markup():
    task = make.make_task(text="比2020年下降[18]%，见[bold]专栏[/bold]")
    text = draw(build_screen(make.make_judgements(tasks=(make.make_task_finding(task=task),))))
    assert "比2020年下降[18]%，见[bold]专栏[/bold]" in text


def test_control_characters_of_a_plan_do_not_reach_the_terminal():
    task = make.make_task(text="完成\x1b[2J整治")
    text = draw(build_screen(make.make_judgements(tasks=(make.make_task_finding(task=task),))))
    assert "\x1b" not in text
    assert "完成[2J整治" in text


def test_nothing_found_is_still_a_screen_that_says_so():
    text = squeeze(draw(build_screen(make.make_judgements())))
    assert "共核对0项" in text
    assert "未识别到任务" in text


def test_several_uppers_are_named_at_each_gap():
    sample = make_sample()
    other = replace(sample, upper=replace(sample.upper, meta=make.make_meta(title="云川省规划")))
    text = draw(build_screen((sample, other)))
    assert "U2-TASK-001" in text
    assert "《云川省规划》" in text


def test_units_stand_beside_numbers_only():
    text = squeeze(draw(build_screen(make_sample()), 160))
    assert "34μg/m3" in text
    assert "93左右（%）" in text
    assert "完成市级下达任务万吨" not in text


def test_the_outline_shows_divisions_indicators_claims_and_notices():
    sample = make_sample()
    plan = replace(sample.upper, claims=(make.make_claim(),), warnings=(make.make_notice(),))
    text = squeeze(draw(build_outline_screen(plan)))
    for expected in ("第一节推动绿色低碳转型", "任务4", "[0.48]", "不符｜指标数：声明19，实计18", "扫描图像"):
        assert expected in text


def test_an_explanation_lays_out_the_score_as_the_sum_it_is():
    text = squeeze(draw(build_explanation(build_result(make_sample()), "TASK-001")))
    for expected in ("任务目录", "+2.00", "+0.75", "合计+2.75", "把握度：0.83", "要点1："):
        assert expected in text


def test_an_explanation_is_found_by_id_and_shows_the_rejected_passage():
    finding = make.make_task_finding(rejected=make.make_match(text="近似的句子"))
    judgements = make.make_judgements(tasks=(finding,))
    assert "近似，但未作为响应：近似的句子" in draw(build_explanation(build_result(judgements), finding.task.id))
    assert "森林覆盖率" in draw(
        build_explanation(build_result(make.make_judgements(indicators=(make.make_indicator_finding(),))), "IND-001")
    )


@pytest.mark.parametrize("number", ["TASK-001", "U2-TASK-001", "IND-001", "PRJ-001", "BAS-001", "CLM-001", "STR-001"])
def test_every_kind_of_finding_is_explained_by_its_number_in_the_report(number):
    """The numbers are those of the reports, with or without the number of the pair."""
    sample = make_sample()
    entry = next(entry for entry in build_report(sample).entries if entry.number == number.removeprefix("U2-"))
    text = squeeze(draw(build_explanation(build_result(sample), number)))
    assert squeeze(entry.reason) in text
    assert all(squeeze(quote.text) in text for quote in (*entry.upper, *entry.lower))


def test_a_passage_that_came_near_is_shown_with_its_place_where_nothing_answers():
    near = make.make_match(text="近似的句子", division=("三、重点任务", "（一）治水"))
    result = build_result(make.make_judgements(tasks=(make.make_task_finding(matches=(), rejected=near),)))
    text = squeeze(draw(build_explanation(result, "TASK-001")))
    assert "本级【近似，但未作为响应】近似的句子三、重点任务＞（一）治水" in text


@pytest.mark.parametrize(
    ("finding", "remedy"),
    [
        ({"verdict": TaskVerdict.PARTIAL, "missing_points": ("每季公布",), "weakened": ()}, "写明“每季公布”"),
        ({"verdict": TaskVerdict.MISSING, "matches": ()}, "作出安排，回应"),
        ({"verdict": TaskVerdict.COVERED}, "口号、往年成绩"),
        ({"verdict": TaskVerdict.NOT_APPLICABLE}, "由审查人确认"),
        (
            {
                "verdict": TaskVerdict.PARTIAL,
                "missing_points": (),
                "weakened": (Weakening(upper="严禁", lower="引导"),),
            },
            "把“引导”恢复为“严禁”",
        ),
    ],
)
def test_an_explanation_says_what_would_change_the_verdict(finding, remedy):
    """In words a planner can act on."""
    result = build_result(make.make_judgements(tasks=(make.make_task_finding(**finding),)))
    assert remedy in squeeze(draw(build_explanation(result, "TASK-001")))


def test_an_unknown_finding_is_a_key_error():
    with pytest.raises(KeyError):
        build_explanation(build_result(make_sample()), "TASK-999")


@given(st.text(alphabet="生态环境，。（）〔2022〕PM2.5 abc\n", max_size=80), st.integers(min_value=4, max_value=30))
def test_lines_fit_and_lose_nothing_but_blanks(text, width):
    lines = split_lines(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert squeeze("".join(lines)) == squeeze(text)


def test_numbers_and_words_are_not_broken():
    assert split_lines("到2025年PM2.5浓度", 9) == ["到2025年", "PM2.5浓度"]
    assert split_lines("文号〔2022〕6号", 11) == ["文号", "〔2022〕6号"]


def test_joined_signs_are_one():
    """A sign put together of several characters is as wide as it shows, and is not broken."""
    assert split_lines("说明👩\u200d💻完", 4) == ["说明", "👩\u200d💻完"]
    assert split_lines("致电☎\ufe0f问", 6) == ["致电☎\ufe0f", "问"]
