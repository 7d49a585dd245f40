"""What a strong language model answered to the prompt as it stands: the judge with a model, measured without one.

The answers in ``data/judge`` are recorded; see the README beside them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from align.asking.prompts import Answers, Prompt
from align.evaluation.gold import GoldCase, read_cases
from align.evaluation.run import evaluate_case
from align.evaluation.scoring import Scores, find_finding
from align.pipeline import align_plans
from align.results import JudgedBy
from align.tasking import build_advised_judge

GOLD = Path(__file__).parent.parent / "corpora" / "gold"
ANSWERS = Path(__file__).parent / "data" / "judge" / "answers.jsonl"
# What stands before the passages in a question: the requirement, its place and its points.
BEFORE_PASSAGES = "下级规划中最接近的段落"
NAMES = (
    "digital_province_city",
    "health_city_county",
    "heritage_nation_province",
    "manufacturing_city_district",
    "rural_province_city",
    "science_province_city",
    "transport_nation_province",
)


@cache
def recorded() -> tuple[dict[str, str], dict[str, str]]:
    """The answers by question, and by requirement."""
    lines = [json.loads(line) for line in ANSWERS.read_text(encoding="utf-8").splitlines()]
    return {one["key"]: one["answer"] for one in lines}, {one["about"]: one["answer"] for one in lines}


def about(prompt: Prompt) -> str:
    """Stands for what a question is about, whatever passages it lays out."""
    return hashlib.sha256(prompt.user.partition(BEFORE_PASSAGES)[0].encode()).hexdigest()


def ask(prompts: Sequence[Prompt]) -> Answers:
    """The recorded answers. Where matching has changed the passages since, the answer to the same requirement stands, as
    far as what it quotes is still laid out; ``None`` to a requirement that was not asked."""
    exact, nearly = recorded()
    texts = (exact.get(prompt.digest("recorded")) or nearly.get(about(prompt)) for prompt in prompts)
    return Answers(model="recorded", texts=tuple(texts))


@cache
def cases() -> dict[str, GoldCase]:
    return {case.name: case for case in read_cases(GOLD)}


@cache
def scores(name: str) -> Scores:
    return evaluate_case(cases()[name], build_advised_judge(ask))


@pytest.mark.parametrize("name", NAMES)
def test_every_requirement_of_the_gold_was_asked(name: str) -> None:
    """The recorded answers fit the questions as they are put today; where a rule settles, nothing is asked."""
    case = cases()[name]
    advised = align_plans(case.upper, case.lower, judge=build_advised_judge(ask))
    ruled = align_plans(case.upper, case.lower)
    settled = {finding.task.id for finding in ruled.tasks if not finding.steps}
    found = [finding for task in case.tasks if (finding := find_finding(task, advised.tasks)) is not None]
    unasked = [f for f in found if f.judged_by is JudgedBy.RULES and f.task.id not in settled]
    assert len(unasked) <= 0.05 * len(found), "re-record the answers: prompt or passages have changed"


@pytest.mark.parametrize("name", NAMES)
def test_no_case_falls_behind(name: str) -> None:
    """Each case by itself."""
    assert (scores(name).tasks_macro_f1 or 0) >= 0.88


def test_a_strong_model_comes_near_to_the_experts() -> None:
    """The mean over the cases; the rules alone reach about .65 on these."""
    every = [scores(name) for name in NAMES]
    assert sum(one.tasks_macro_f1 or 0 for one in every) / len(every) >= 0.94
    assert sum(one.missing_recall or 0 for one in every) / len(every) >= 0.95
    assert sum(one.links_f1 or 0 for one in every) / len(every) >= 0.85
