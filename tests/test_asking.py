"""Asking a user's own language model: what is sent, what is remembered, and what happens when it fails."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from model_server import Reply, said, serve

from align.asking.asker import Asker
from align.asking.endpoint import Endpoint, EndpointError
from align.asking.prompts import Limits, Prompt
from align.asking.store import AnswerStore
from align.errors import InputError, OutputError

LIMITS = Limits(parallel=3, timeout=5, attempts=3, failures=2, max_tokens=100)
QUESTIONS = [Prompt(system="专家", user=f"第{number}问") for number in range(8)]


def echo(body: dict[str, Any]) -> Reply:
    """The question itself as the answer."""
    return said("答" + body["messages"][1]["content"])


def asker(
    url: str, folder: Path, *, limits: Limits = LIMITS, budget: int | None = None, model: str | None = None
) -> Asker:
    store = AnswerStore(folder / "answers.jsonl")
    return Asker(Endpoint(url, model, None, limits), store, limits, budget=budget, told=lambda *_: None)


def test_answers_come_in_the_order_of_the_questions(tmp_path: Path) -> None:
    """Several are under way at once, never more than allowed; the model is the first that the address lists."""
    told: list[tuple[int, int]] = []
    with serve(echo, delay=0.02) as server:
        endpoint = Endpoint(server.url, None, None, LIMITS)
        store = AnswerStore(tmp_path / "a.jsonl")
        answers = Asker(endpoint, store, LIMITS, budget=None, told=lambda *step: told.append(step))(QUESTIONS)
    assert answers.texts == tuple(f"答第{number}问" for number in range(8))
    assert (answers.model, answers.problems) == ("tiny", ())
    assert 1 < server.busiest <= LIMITS.parallel
    assert told == [(done, 8) for done in range(1, 9)]
    assert {body["temperature"] for body in server.bodies} == {0}
    assert server.bodies[0]["messages"][0] == {"role": "system", "content": "专家"}


def test_no_question_is_put_twice(tmp_path: Path) -> None:
    """A second run, and one cut off half way, ask only what is not yet answered."""
    with serve(echo) as server:
        asker(server.url, tmp_path)(QUESTIONS[:5])
        answers = asker(server.url, tmp_path)(QUESTIONS)
        assert answers.texts[0] == "答第0问"
        assert len(server.bodies) == 8
        asker(server.url, tmp_path, model="larger")(QUESTIONS[:1])
        assert len(server.bodies) == 9, "another model is another question"


def test_a_line_cut_short_loses_only_itself(tmp_path: Path) -> None:
    """After a crash in the middle of a line the file is still read and still written."""
    store = AnswerStore(tmp_path / "answers.jsonl")
    store.keep("a", "甲")
    with (tmp_path / "answers.jsonl").open("ab") as file:
        file.write('{"key": "b", "answer": "乙'.encode()[:-1])
    again = AnswerStore(tmp_path / "answers.jsonl")
    assert (again.find("a"), again.find("b")) == ("甲", None)
    again.keep("c", "丙")
    assert AnswerStore(tmp_path / "answers.jsonl").find("c") == "丙"


def test_answers_that_cannot_be_kept_are_said(tmp_path: Path) -> None:
    """No question is paid for that would have to be paid for again."""
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="PLAN_ALIGN_CACHE"):
        AnswerStore(tmp_path / "file" / "answers.jsonl").keep("a", "甲")


def test_the_budget_is_kept(tmp_path: Path) -> None:
    """Remembered answers cost nothing; the others are told as not asked."""
    with serve(echo) as server:
        asker(server.url, tmp_path)(QUESTIONS[:2])
        answers = asker(server.url, tmp_path, budget=3)(QUESTIONS)
    assert len(server.bodies) == 5
    assert answers.texts.count(None) == 3
    assert answers.problems == ("已到 --judge-budget 规定的次数（3 条）",)


def test_a_passing_error_is_tried_again(tmp_path: Path) -> None:
    """A busy server (429, 503) is asked once more, a refusal is not."""
    calls: list[int] = []

    def busy_once(body: dict[str, Any]) -> Reply:
        calls.append(1)
        return (503, "busy") if len(calls) == 1 else echo(body)

    with serve(busy_once) as server:
        assert asker(server.url, tmp_path)(QUESTIONS[:1]).texts == ("答第0问",)
    assert len(calls) == 2


def test_a_refusal_names_the_key(tmp_path: Path) -> None:
    """401 tells where the key comes from, and is not tried again."""
    with serve(lambda _: (401, "{}")) as server:
        answers = asker(server.url, tmp_path)(QUESTIONS[:1])
    assert answers.texts == (None,)
    assert "PLAN_ALIGN_JUDGE_KEY" in answers.problems[0]
    assert len(server.bodies) == 1


def test_a_dead_address_is_given_up(tmp_path: Path) -> None:
    """After some failures in a row nothing more is asked."""
    limits = replace(LIMITS, parallel=1, attempts=1)
    with serve(lambda _: (500, "内部错误")) as server:
        answers = asker(server.url, tmp_path, limits=limits)(QUESTIONS)
    assert len(server.bodies) == limits.failures
    assert answers.texts == (None,) * 8
    assert answers.problems == ("返回错误 500（内部错误）（2 条）", "连续失败，余下的不再询问（6 条）")


def test_an_address_nobody_listens_at(tmp_path: Path) -> None:
    """Nothing is answered, and the reason names the address."""
    limits = replace(LIMITS, attempts=1)
    answers = asker("http://127.0.0.1:9/v1", tmp_path, limits=limits)(QUESTIONS)
    assert answers.model is None
    assert answers.texts == (None,) * 8
    assert "连接不上 127.0.0.1:9" in answers.problems[0]


def test_a_slow_answer_is_not_waited_for(tmp_path: Path) -> None:
    """The time limit holds."""
    limits = replace(LIMITS, timeout=0.05, attempts=1)
    with serve(echo, delay=0.5) as server:
        answers = asker(server.url, tmp_path, limits=limits, model="tiny")(QUESTIONS[:1])
    assert answers.texts == (None,)
    assert "秒内没有回答" in answers.problems[0]


def test_an_older_server_is_asked_without_a_format(tmp_path: Path) -> None:
    """One that does not know ``response_format`` refuses once; from then on it is left out."""

    def old(body: dict[str, Any]) -> Reply:
        return (400, "unknown field") if "response_format" in body else echo(body)

    limits = replace(LIMITS, parallel=1)
    with serve(old) as server:
        assert asker(server.url, tmp_path, limits=limits)(QUESTIONS[:3]).texts.count(None) == 0
    assert ["response_format" in body for body in server.bodies] == [True, False, False, False]


@pytest.mark.parametrize(
    ("reply", "problem"),
    [
        ((200, "<html>"), "不是约定的格式"),
        ((200, "[]"), "不是约定的格式"),
        ((200, '{"choices": []}'), "回答是空的"),
        ((200, '{"choices": [{"message": {"content": null}}]}'), "回答是空的"),
        ((200, '{"choices": "x"}'), "回答是空的"),
        ((404, "not found"), "返回错误 404"),
    ],
)
def test_what_is_no_answer_is_said(reply: Reply, problem: str, tmp_path: Path) -> None:
    """Whatever a server sends back, no traceback."""
    with serve(lambda _: reply) as server:
        answers = asker(server.url, tmp_path, limits=replace(LIMITS, attempts=1))(QUESTIONS[:1])
    assert answers.texts == (None,)
    assert problem in answers.problems[0]


@pytest.mark.parametrize("models", [(200, "{}"), (200, '{"data": []}'), (200, '{"data": [3]}')])
def test_an_address_without_a_model_asks_for_its_name(models: Reply) -> None:
    """The option that names the model is told."""
    with serve(echo, models=models) as server, pytest.raises(EndpointError, match="--judge-model"):
        Endpoint(server.url, None, None, LIMITS).find_model()


@pytest.mark.parametrize(
    "url", ["", "10.0.0.8:8000", "file:///etc/passwd", "ftp://host/v1", "http://", "http://name:word@host/v1"]
)
def test_what_is_no_address_is_refused(url: str) -> None:
    """Only http and https, and no password in an address that reports and messages would repeat."""
    with pytest.raises(InputError, match="http://"):
        Endpoint(url, None, None, LIMITS)


@pytest.mark.parametrize("tail", ["", "/", "/chat/completions"])
def test_the_address_may_be_given_with_or_without_its_end(tail: str) -> None:
    """What people copy from their model's page works."""
    with serve(echo) as server:
        endpoint = Endpoint(server.url + tail, None, None, LIMITS)
        assert endpoint.ask(QUESTIONS[0]) == "答第0问"


def test_the_key_goes_to_the_address_and_nowhere_else(tmp_path: Path) -> None:
    """It is sent as a bearer token and never written down."""
    with serve(echo) as server:
        endpoint = Endpoint(server.url, None, "secret", LIMITS)
        Asker(endpoint, AnswerStore(tmp_path / "a.jsonl"), LIMITS, budget=None, told=lambda *_: None)(QUESTIONS[:1])
    assert server.keys == ["Bearer secret"]
    kept = (tmp_path / "a.jsonl").read_text(encoding="utf-8")
    assert "secret" not in kept
    assert json.loads(kept)["answer"] == "答第0问"
