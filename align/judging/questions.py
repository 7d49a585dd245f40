"""Puts a requirement and the passages that may answer it as a question to a language model."""

from __future__ import annotations

from dataclasses import dataclass

from align.asking.prompts import Prompt
from align.knowledge.judge_wording import JudgeWording
from align.matching.tasks import Candidate, TaskLinks
from align.model import Plan

# The innermost headings tell where a passage stands; those above say little of it.
_SHOWN_HEADINGS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question on a requirement, with the passages it lays out, numbered from 1 in this order."""

    prompt: Prompt
    requirement: str
    passages: tuple[Candidate, ...]


class QuestionWriter:
    """Writes questions in the wording of ``mappings/judge/prompt.toml``."""

    def __init__(self, wording: JudgeWording) -> None:
        self._wording = wording

    def write(self, link: TaskLinks, upper: Plan, lower: Plan) -> Question:
        """The question on one requirement."""
        passages = _passages(link, self._wording.most_passages)
        points = [point.point.text for point in link.points] or [link.task.clean]
        user = self._wording.question.substitute(
            upper_title=upper.meta.title or "未写明名称",
            upper_level=_level(upper),
            lower_title=lower.meta.title or "未写明名称",
            lower_level=_level(lower),
            division=_place(upper, link.task.division_id) or "正文",
            requirement=link.task.clean,
            points="\n".join(f"{number}. {text}" for number, text in enumerate(points, start=1)),
            passages="\n".join(
                f"[{number}]〔{_place(lower, one.clause.division_id) or '正文'}〕{one.clause.clean}"
                for number, one in enumerate(passages, start=1)
            ),
        )
        prompt = Prompt(system=self._wording.system, user=user)
        return Question(prompt=prompt, requirement=link.task.clean, passages=passages)


def _passages(link: TaskLinks, most: int) -> tuple[Candidate, ...]:
    """The nearest passages to each key point, then to the whole, each once, in the order of the document.

    Document order keeps the question, and so its remembered answer, the same where only scores move.
    """
    nearest = [point.best for point in link.points if point.best is not None]
    chosen = {one.clause.id: one for one in nearest[: most // 2]}
    for one in link.candidates:
        if len(chosen) >= most:
            break
        chosen.setdefault(one.clause.id, one)
    return tuple(sorted(chosen.values(), key=lambda one: one.clause.span))


def _place(plan: Plan, division_id: str) -> str:
    return " › ".join(plan.path(division_id)[-_SHOWN_HEADINGS:])


def _level(plan: Plan) -> str:
    level = plan.meta.level.label if plan.meta.level is not None else "层级不明"
    return f"{level}，{plan.meta.region}" if plan.meta.region else level
