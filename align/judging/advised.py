"""Judges with a user's own language model beside the rules: the model reads the words, the rules keep the numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from align.asking.prompts import Ask
from align.judging.coverage import CoverageJudge
from align.judging.demands import DemandJudge
from align.judging.opinion import Opinion
from align.judging.points import PointJudge
from align.judging.questions import Question, QuestionWriter
from align.judging.reasons import Reasons
from align.judging.replies import Reply, ReplyError, read_reply
from align.judging.rulings import FindingBuilder, Ruling
from align.knowledge.judge_wording import JudgeWording
from align.matching.tasks import TaskLinks
from align.model import Plan
from align.results import JudgedBy, TaskVerdict
from align.source import Notice


class AdvisedJudge:
    """Asks a model about every requirement that no rule settles; what it does not answer well goes by the rules.

    Args:
        rules: the judge that does without a model.
        ask: puts the questions.
        wording: how they are put, and how sure the answers are.
        points: tells which key point is least likely answered where the model names none.
        demands: compares numbers and deadlines.
        findings: builds the findings.
        reasons: says why a requirement is missing where the model does not.
    """

    def __init__(
        self,
        rules: CoverageJudge,
        ask: Ask,
        wording: JudgeWording,
        points: PointJudge,
        demands: DemandJudge,
        findings: FindingBuilder,
        reasons: Reasons,
    ) -> None:
        self._rules = rules
        self._ask = ask
        self._wording = wording
        self._questions = QuestionWriter(wording)
        self._points = points
        self._demands = demands
        self._findings = findings
        self._reasons = reasons

    def judge(self, links: Sequence[TaskLinks], upper: Plan, lower: Plan) -> Opinion:
        """One finding per requirement, in the order of the upper plan."""
        settled = [self._rules.settle(link, upper, lower) for link in links]
        rulings = [ruling or self._rules.weigh(link, lower) for link, ruling in zip(links, settled, strict=True)]
        open_ones = [row for row, ruling in enumerate(settled) if ruling is None]
        questions = [self._questions.write(links[row], upper, lower) for row in open_ones]
        answers = self._ask([question.prompt for question in questions])
        unusable: Counter[str] = Counter()
        for row, question, text in zip(open_ones, questions, answers.texts, strict=True):
            if text is None:
                continue
            try:
                rulings[row] = self._advise(links[row], question, text, rulings[row], lower)
            except ReplyError as error:
                unusable[str(error)] += 1
        findings = (
            self._findings.build(link, ruling, upper, lower) for link, ruling in zip(links, rulings, strict=True)
        )
        by_model = any(ruling.judged_by is JudgedBy.MODEL for ruling in rulings)
        return Opinion(
            judge=f"{JudgedBy.MODEL.label} {answers.model}，数字和时限按内置规则" if by_model else JudgedBy.RULES.label,
            findings=tuple(findings),
            notices=_notices(answers.texts.count(None), answers.problems, unusable),
        )

    def _advise(self, link: TaskLinks, question: Question, text: str, ruled: Ruling, lower: Plan) -> Ruling:
        reply = read_reply(text, question)
        verdict, missing = reply.verdict, reply.missing
        if verdict is TaskVerdict.COVERED:
            missing = self._lacking(link, reply, lower)
            verdict = TaskVerdict.PARTIAL if missing else verdict
        elif verdict is TaskVerdict.PARTIAL and not missing:
            missing = self._points.name_weakest(link)
        sure = self._wording.agree if verdict is ruled.verdict else self._wording.alone
        reason = self._reason(link, verdict, reply, missing, lower)
        return Ruling(verdict, reply.answers, missing, (), sure, reason, judged_by=JudgedBy.MODEL)

    def _lacking(self, link: TaskLinks, reply: Reply, lower: Plan) -> tuple[str, ...]:
        """What the quoted passages lack of the numbers and deadlines asked for; a passage near to a point comes first."""
        end = lower.meta.period[1] if lower.meta.period else None
        texts = [one.clause.clean for one in reply.answers]
        lacking: list[str] = []
        for point in link.points:
            near = point.best.clause.clean if point.best is not None else None
            first = [near] if near in texts and near is not None else []
            lacking.extend(
                self._demands.missing(point.point, [*first, *(one for one in texts if one != near)], end).all
            )
        return tuple(dict.fromkeys(lacking))

    def _reason(self, link: TaskLinks, verdict: TaskVerdict, reply: Reply, missing: Sequence[str], lower: Plan) -> str:
        if verdict is TaskVerdict.MISSING and not reply.reason:
            return self._reasons.tell_missing(link, lower)
        said = f"语言模型：{reply.reason}" if reply.reason else f"语言模型引出 {len(reply.answers)} 句回应"
        parts = [said, *([f"缺：{'；'.join(missing)}"] if missing else [])]
        if verdict is TaskVerdict.NOT_APPLICABLE:
            parts.append("请审查人确认")
        return "；".join(parts)


def _notices(unanswered: int, problems: Sequence[str], unusable: Counter[str]) -> tuple[Notice, ...]:
    """That, and why, some requirements went by the rules although a model was to judge them."""
    notices = []
    if unanswered:
        why = "；".join(problems)
        message = f"语言模型未能判读 {unanswered} 条要求，这些条目按内置规则判定：{why}"
        notices.append(Notice(code="judge.unanswered", message=message))
    if unusable:
        why = "；".join(f"{problem} {count} 条" for problem, count in sorted(unusable.items()))
        message = f"语言模型有 {unusable.total()} 条回答不能采用，这些条目按内置规则判定：{why}"
        notices.append(Notice(code="judge.unusable", message=message))
    return tuple(notices)
