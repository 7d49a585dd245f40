"""The judge with a language model: only what can be checked is believed, the rest goes by the rules."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from factories import make_clause
from hypothesis import given
from hypothesis import strategies as st

from align.asking.prompts import Answers, Prompt
from align.bundled import bundled
from align.errors import MappingError
from align.judging.opinion import Opinion
from align.judging.questions import Question, QuestionWriter
from align.judging.replies import Reply, ReplyError, read_reply
from align.knowledge.judge_wording import load_judge_wording
from align.matching.tasks import Candidate
from align.model import Plan
from align.pipeline import align_plans, read_plan
from align.results import JudgedBy, TaskVerdict
from align.tasking import build_advised_judge, load_coverage_judge, match_tasks

SHOWN = "要求：到2025年建成3个示范区，覆盖率达到90%\n[1]建成示范区2个。\n[2]开展  河道巡查，\n健全长效机制。"
PASSAGES = tuple(
    Candidate(clause=make_clause(id=f"c{number}", text=text, clean=text), canonical=None, score=0.5, comparisons=())
    for number, text in enumerate(("建成示范区2个。", "开展  河道巡查，\n健全长效机制。"))
)
QUESTION = Question(
    prompt=Prompt(system="", user=SHOWN), requirement="到2025年建成3个示范区，覆盖率达到90%", passages=PASSAGES
)


def answer(verdict: str, *quotes: tuple[object, object], **others: object) -> str:
    """An answer as it is asked for."""
    point = {
        "point": 1,
        "verdict": verdict,
        "quotes": [{"passage": number, "quote": words} for number, words in quotes],
    }
    return json.dumps(
        {"points": [point], "verdict": verdict, "missing": [], "reason": "", **others}, ensure_ascii=False
    )


def read(text: str) -> Reply:
    return read_reply(text, QUESTION)


@pytest.mark.parametrize(
    "form", ["{}", "```json\n{}\n```", "<think>{{先想一想}}</think>\n{}", "结论如下：\n{}\n以上。", '{{"a": 1}} {}']
)
def test_an_answer_is_found_whatever_stands_around_it(form: str) -> None:
    """Fences, thoughts and politeness do not matter."""
    reply = read(form.format(answer("covered", (1, "示范区2个"))))
    assert reply.verdict is TaskVerdict.COVERED
    assert [one.clause.id for one in reply.answers] == ["c0"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "不是约定的 JSON"),
        ("已衔接", "不是约定的 JSON"),
        ("{" * 5000, "不是约定的 JSON"),
        ('["verdict"]', "不是约定的 JSON"),
        (answer("good", (1, "示范区2个")), "没有给出约定的结论"),
        (answer("covered"), "没有可以核实的引文"),
        (answer("covered", (1, "建成示范区5个")), "没有可以核实的引文"),
        (answer("partial", (1, "示")), "没有可以核实的引文"),
        (answer("covered", (1, 7)), "没有可以核实的引文"),
        ('{"verdict": "covered", "points": {"quotes": 3}}', "没有可以核实的引文"),
    ],
)
def test_what_cannot_be_checked_is_not_believed(text: str, problem: str) -> None:
    """A verdict without a real quote is no verdict."""
    with pytest.raises(ReplyError, match=problem):
        read(text)


def test_a_quote_may_name_the_wrong_passage_and_lose_spaces() -> None:
    """The words decide where a quote stands; spaces and line breaks of a file are nobody's words."""
    reply = read(answer("covered", (1, "开展河道巡查，健全长效机制"), (99, "建成示范区"), (None, "河道巡查")))
    assert [one.clause.id for one in reply.answers] == ["c1", "c0"]


def test_no_number_is_invented() -> None:
    """A missing phrase or a reason with a figure that nobody wrote is left out."""
    told = read(
        answer("partial", (1, "示范区2个"), missing=["少1个示范区", "覆盖率90%", "", 3], reason="只有2个，缺口为33%")
    )
    assert told.missing == ("覆盖率90%",)
    assert told.reason == ""


def test_missing_has_neither_answers_nor_phrases() -> None:
    """What is quoted beside it is only near."""
    reply = read(answer("missing", (1, "示范区2个"), missing=["全部"], reason="无人回应。"))
    assert (reply.answers, reply.missing, reply.reason) == ((), (), "无人回应")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["points", "verdict", "quotes", "missing", "reason", "passage", "quote"]),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_any_json_is_read_or_refused(value: Any) -> None:
    """Whatever stands in an answer, it is a reply or a ``ReplyError``."""
    with suppress(ReplyError):
        read(json.dumps(value))


# ------------------------------------------------------------ the judge on a real pair


@cache
def demo(name: str) -> Plan:
    return read_plan(bundled("corpora", "demo", f"{name}.txt"))


Said = Callable[[Prompt], str | None]


def judge(said: Said) -> tuple[Opinion, Opinion, list[Prompt]]:
    """What a model that answers so makes of the demo, what the rules make of it, and the questions."""
    asked: list[Prompt] = []

    def ask(prompts: Sequence[Prompt]) -> Answers:
        asked.extend(prompts)
        return Answers(model="tiny", texts=tuple(said(prompt) for prompt in prompts), problems=("连接不上",))

    upper, lower = demo("city"), demo("district")
    links, _ = match_tasks(upper, lower)
    return build_advised_judge(ask).judge(links, upper, lower), load_coverage_judge().judge(links, upper, lower), asked


def first_passage(prompt: Prompt) -> str:
    """The first passage laid out in a question, without its place."""
    return prompt.user.rsplit("\n[1]〔", 1)[1].split("\n")[0].split("〕", 1)[1]


def test_without_an_answer_the_rules_judge_and_the_report_says_so() -> None:
    """An endpoint that fails costs nothing but the advice."""
    opinion, rules, asked = judge(lambda _: None)
    assert opinion.findings == rules.findings
    assert opinion.judge == rules.judge == "内置规则"
    assert [notice.code for notice in opinion.notices] == ["judge.unanswered"]
    assert f"未能判读 {len(asked)} 条" in opinion.notices[0].message


def test_unusable_answers_go_by_the_rules() -> None:
    """Talk instead of a verdict is counted and told."""
    opinion, rules, asked = judge(lambda _: "应当算已衔接")
    assert opinion.findings == rules.findings
    assert f"{len(asked)} 条回答不能采用" in opinion.notices[-1].message


def test_what_a_rule_settles_is_not_asked() -> None:
    """Not applicable by rule and the same text below: no model is needed."""
    opinion, rules, asked = judge(lambda _: '{"verdict": "missing", "points": []}')
    settled = [finding for finding in opinion.findings if finding.judged_by is JudgedBy.RULES]
    assert len(settled) == len(opinion.findings) - len(asked)
    assert any(finding.verdict is TaskVerdict.NOT_APPLICABLE for finding in settled)
    assert set(settled) <= set(rules.findings)
    assert all(f.verdict is TaskVerdict.MISSING for f in opinion.findings if f.judged_by is JudgedBy.MODEL)
    assert "语言模型 tiny" in opinion.judge


def test_quotes_become_matches_and_numbers_stay_with_the_rules() -> None:
    """A model that calls everything answered is overruled where a share or a deadline is not met."""
    opinion, _, _ = judge(lambda prompt: answer("covered", (1, first_passage(prompt)), reason="已有安排"))
    by_model = [finding for finding in opinion.findings if finding.judged_by is JudgedBy.MODEL]
    assert {finding.verdict for finding in by_model} == {TaskVerdict.COVERED, TaskVerdict.PARTIAL}
    for finding in by_model:
        assert len(finding.matches) == 1
        assert finding.reason.startswith("语言模型：已有安排")
        wanting = [point.split("：")[0] for point in finding.missing_points]
        assert set(wanting) <= {"时限", "时限推后", "量化要求"}
        assert bool(wanting) == (finding.verdict is TaskVerdict.PARTIAL)


def test_a_question_holds_one_requirement_and_numbered_passages() -> None:
    """The model sees the requirement, its points and the passages with their places, and nothing else of the plans."""
    upper, lower = demo("city"), demo("district")
    links, _ = match_tasks(upper, lower)
    wording = load_judge_wording()
    for link in links:
        question = QuestionWriter(wording).write(link, upper, lower)
        assert len(question.passages) <= wording.most_passages
        assert link.task.clean in question.prompt.user
        for number, one in enumerate(question.passages, start=1):
            assert f"[{number}]" in question.prompt.user
            assert one.clause.clean in question.prompt.user
        assert "$" not in question.prompt.user
        assert list(question.passages) == sorted(question.passages, key=lambda one: one.clause.span)


def test_the_alignment_names_its_judge() -> None:
    """Provenance and warnings carry what the judge said of itself."""

    def ask(prompts: Sequence[Prompt]) -> Answers:
        return Answers(model=None, texts=tuple(None for _ in prompts), problems=("连接不上 host",))

    alignment = align_plans(demo("city"), demo("district"), judge=build_advised_judge(ask))
    assert alignment.provenance.judge == "内置规则"
    assert any("连接不上 host" in notice.message for notice in alignment.warnings)


GOOD = bundled("mappings", "judge", "prompt.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("${passages}", "段落", "passages"),
        ("${points}", "${points}${extra}", "extra"),
        ("agree = ", "agreed = ", "agree"),
        ("most_passages = 14", "most_passages = 0", "most_passages"),
        ("parallel = 4", "threads = 4", "threads"),
        ("system = ", "systems = ", "system"),
    ],
)
def test_a_malformed_prompt_file_is_refused(old: str, new: str, problem: str, tmp_path: Path) -> None:
    """Whoever edits the prompt is told what is wrong with it."""
    assert old in GOOD
    (tmp_path / "prompt.toml").write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(MappingError, match=problem):
        load_judge_wording(tmp_path / "prompt.toml")
