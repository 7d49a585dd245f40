"""Reads what a language model answered, and believes only what can be checked against the texts it was shown."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from align.judging.questions import Question
from align.matching.tasks import Candidate
from align.results import TaskVerdict

_THOUGHTS = re.compile(r"<think>.*?</think>", re.DOTALL)
_SPACE = re.compile(r"\s+")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
# Longer than this is no quote of a passage and no phrase, but a mistake.
_LONGEST_PHRASE = 120
_SHORTEST_QUOTE = 4
_ANSWERED = (TaskVerdict.COVERED, TaskVerdict.PARTIAL)


class ReplyError(ValueError):
    """An answer that cannot be used; the text says why, in Chinese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A model's verdict on a requirement: the passages it really quoted, what it finds missing, and its reason."""

    verdict: TaskVerdict
    answers: tuple[Candidate, ...]
    missing: tuple[str, ...]
    reason: str


def read_reply(text: str, question: Question) -> Reply:
    """The verdict in an answer.

    Args:
        text: the answer: a JSON object, whatever stands around it.
        question: what was asked.

    Raises:
        ReplyError: no such object, an unknown verdict, or a verdict that says answered without a real quote.
    """
    said = _read_object(text)
    try:
        verdict = TaskVerdict(str(said.get("verdict")))
    except ValueError as error:
        raise ReplyError("没有给出约定的结论") from error
    answers = _quoted(said, question.passages) if verdict in _ANSWERED else ()
    if verdict in _ANSWERED and not answers:
        raise ReplyError("没有可以核实的引文")
    known = {number for shown in _texts(question) for number in _NUMBER.findall(shown)}
    phrases = (phrase for phrase in _phrases(said.get("missing")) if known.issuperset(_NUMBER.findall(phrase)))
    reason = _tidy(told) if isinstance(told := said.get("reason"), str) else ""
    return Reply(
        verdict=verdict,
        answers=answers,
        missing=tuple(dict.fromkeys(phrases)) if verdict is TaskVerdict.PARTIAL else (),
        reason=reason if known.issuperset(_NUMBER.findall(reason)) else "",
    )


def _texts(question: Question) -> Iterator[str]:
    """What a model was shown of the plans: a number that stands in none of it is invented."""
    yield question.requirement
    yield from (one.clause.clean for one in question.passages)


def _read_object(text: str) -> dict[str, Any]:
    """The first JSON object that stands in an answer, past what a model thinks aloud and the fences it sets."""
    bare = _THOUGHTS.sub("", text)
    start = bare.find("{")
    while start >= 0:
        try:
            found, _ = json.JSONDecoder().raw_decode(bare, start)
        except (json.JSONDecodeError, RecursionError):
            start = bare.find("{", start + 1)
            continue
        if isinstance(found, dict) and "verdict" in found:
            return found
        start = bare.find("{", start + 1)
    raise ReplyError("不是约定的 JSON")


def _quoted(said: dict[str, Any], passages: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """The passages that hold one of the quotes word for word, in the order quoted; a wrong number is forgiven."""
    found: dict[str, Candidate] = {}
    for number, quote in _quotes(said):
        bare = _SPACE.sub("", quote)
        if len(bare) < _SHORTEST_QUOTE:
            continue
        named = passages[number - 1 : number] if number > 0 else ()
        for one in (*named, *passages):
            if bare in _SPACE.sub("", one.clause.clean):
                found.setdefault(one.clause.id, one)
                break
    return tuple(found.values())


def _quotes(said: dict[str, Any]) -> Iterator[tuple[int, str]]:
    """Every quote of every point, with the number of the passage it is said to stand in (0 where none is told)."""
    for point in _dicts(said.get("points")):
        if point.get("verdict") == TaskVerdict.MISSING.value:
            continue
        for quote in _dicts(point.get("quotes")):
            number, words = quote.get("passage"), quote.get("quote")
            if isinstance(words, str):
                yield (number if isinstance(number, int) else 0, words)


def _dicts(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _phrases(value: object) -> Iterator[str]:
    for one in value if isinstance(value, list) else ():
        if isinstance(one, str) and 0 < len(phrase := _tidy(one)) <= _LONGEST_PHRASE:
            yield phrase


def _tidy(text: str) -> str:
    return _SPACE.sub(" ", text).strip().rstrip("。；;，,")
