"""A bank of hard pairs of sentences: the right answer in other words beside sentences that only look alike.

``data/hard_pairs.jsonl`` was written by one author; a model trained on it learns the author's habits, so it serves for
testing only. Per requirement: an answer in close words, one in quite other words (``paraphrase``), half an answer
(``partial``), the same words on another object (``distractor``), and a neighbouring task, a past achievement or a slogan.
"""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from plan_texts import read_plan_text

from align.model import Plan, Tense
from align.pipeline import build_plan
from align.tasking import match_tasks

BANK = Path(__file__).parent / "data" / "hard_pairs.jsonl"
Group = dict[str, str]


@cache
def groups() -> tuple[tuple[str, Group], ...]:
    """Each requirement with its sentences by type."""
    found: dict[str, Group] = defaultdict(dict)
    for line in BANK.read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        found[pair["upper"]][pair["type"]] = pair["lower"]
    return tuple(found.items())


def plan(title: str, sentences: list[str]) -> Plan:
    """A plan whose tasks are these sentences, one to a line."""
    return build_plan(read_plan_text(f"{title}\n三、重点任务\n" + "\n".join(sentences) + "\n"))


@cache
def scores() -> tuple[tuple[str, dict[str, float]], ...]:
    """For each requirement found, by type of sentence, how near that sentence comes to it; 0 for one far behind."""
    upper = plan("青石市“十四五”综合规划", [requirement for requirement, _ in groups()])
    lower = plan("山前区“十四五”综合规划", [text for _, own in groups() for text in own.values()])
    links, _ = match_tasks(upper, lower)
    near = {link.task.clean: {one.clause.clean: one.score for one in link.candidates} for link in links}
    return tuple(
        (requirement, {kind: near[requirement].get(text, 0.0) for kind, text in own.items()})
        for requirement, own in groups()
        if requirement in near
    )


def share(better: str, worse: str) -> float:
    """The share of requirements to which a sentence of one type comes nearer than that of the other; a tie is half."""
    pairs = [(own[better], own[worse]) for _, own in scores() if better in own and worse in own]
    return sum(1.0 if first > second else 0.5 if first == second else 0.0 for first, second in pairs) / len(pairs)


def test_the_requirements_of_the_bank_are_read_as_tasks() -> None:
    """Hardly a requirement is taken for mere talk."""
    assert len(scores()) >= 0.97 * len(groups())


# Floors a little below what is reached; half would be chance.
@pytest.mark.parametrize(
    ("better", "worse", "floor"),
    [
        ("close", "distractor", 0.95),
        ("close", "neighbour", 0.95),
        ("close", "slogan", 0.95),
        ("paraphrase", "slogan", 0.78),
        ("paraphrase", "neighbour", 0.78),
        ("paraphrase", "distractor", 0.6),
    ],
)
def test_the_right_answer_comes_nearer(better: str, worse: str, floor: float) -> None:
    """Of 1,200 sentences that all may answer, the requirement's own answer stands before what only looks alike."""
    assert share(better, worse) >= floor


def test_what_was_achieved_is_told_from_what_is_planned() -> None:
    """Sentences on the past are read as such, so that they answer nothing."""
    past = [own["past"] for _, own in groups() if "past" in own]
    clauses = plan("山前区“十四五”综合规划", past).clauses
    assert sum(clause.tense is Tense.PAST for clause in clauses) >= 0.8 * len(clauses)
