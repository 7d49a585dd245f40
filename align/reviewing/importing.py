"""Turns what stands in workbooks into decisions; what cannot be taken is listed, and nothing is overwritten."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from align.reporting.reviews import Choice, digest_review
from align.reporting.settling import find_labels, parse_label
from align.reviewing.decisions import Decision, Via
from align.reviewing.drafts import Subject
from align.reviewing.standing import Reviewed, build_review
from align.reviewing.workbook import ERRORS, WorkbookRow

_SEVERAL = "、"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A row that was not taken, and why."""

    where: str
    number: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What comes of a workbook: decisions to be recorded, how many rows said what is recorded already, and the rest."""

    decisions: tuple[Decision, ...]
    known: int
    problems: tuple[Problem, ...]


class _Refusal(Exception):
    """Why a row is not taken."""


def build_decisions(
    rows: Sequence[WorkbookRow], drafts: Mapping[str, Reviewed], *, reviewer: str, time: datetime
) -> Imported:
    """The decisions in the rows that someone wrote in.

    A finding may stand on several sheets: what is written on one or the other is taken together, what differs is a conflict.
    It is a conflict too where the reviewer has decided otherwise on another way since the workbook was written out.

    Args:
        rows: of one workbook.
        drafts: what is held of the drafts known, by id.
        reviewer: who wrote, where a row has no name.
        time: of the import, in UTC.
    """
    decisions: list[Decision] = []
    problems: list[Problem] = []
    known = 0
    for group in _group(rows):
        number = _find_number(group[0], drafts)
        try:
            decision = _build_decision(_merge(group), drafts, reviewer, time)
        except _Refusal as refusal:
            problems.append(Problem(where="、".join(row.where for row in group), number=number, text=str(refusal)))
        else:
            known += decision is None
            decisions.extend(() if decision is None else (decision,))
    return Imported(decisions=tuple(decisions), known=known, problems=tuple(problems))


def _group(rows: Sequence[WorkbookRow]) -> list[list[WorkbookRow]]:
    """The rows of each finding together; a row of none stands alone."""
    groups: dict[tuple[str, ...], list[WorkbookRow]] = {}
    for row in rows:
        place = (row.sheet, str(row.row)) if row.draft is None or row.finding is None else (row.draft, row.finding, "")
        groups.setdefault(place, []).append(row)
    return list(groups.values())


def _merge(group: Sequence[WorkbookRow]) -> WorkbookRow:
    """What several rows say together of a finding."""
    return replace(
        group[0],
        label=_agree(row.label for row in group),
        comment=_agree(row.comment for row in group),
        wording=_agree(row.wording for row in group),
        reviewer=_agree(row.reviewer for row in group),
    )


def _agree(cells: Iterable[str]) -> str:
    values = {cell for cell in cells if cell}
    if len(values) > 1:
        raise _Refusal("几处所写不同，均未导入；请改为一致，或只在一处填写")
    return values.pop() if values else ""


def _find_number(row: WorkbookRow, drafts: Mapping[str, Reviewed]) -> str:
    """The number of the finding in the report; empty where it is not known."""
    subject = _find_subject(row, drafts)
    return subject.number if subject is not None else ""


def _find_subject(row: WorkbookRow, drafts: Mapping[str, Reviewed]) -> Subject | None:
    if row.draft is None or row.finding is None or row.draft not in drafts:
        return None
    return drafts[row.draft].draft.by_key().get(row.finding)


def _build_decision(row: WorkbookRow, drafts: Mapping[str, Reviewed], reviewer: str, time: datetime) -> Decision | None:
    """The decision in a row; ``None`` where it is recorded already."""
    if row.draft is None or row.finding is None:
        raise _Refusal("这一行没有程序标识（可能是手工插入的），无法知道对应哪一条")
    subject = _find_subject(row, drafts)
    if subject is None:
        raise _Refusal("不在已知的对照结果中；请用 --result 指明写出这份对照表时的 JSON 结果")
    if any(cell in ERRORS for cell in (row.label, row.comment, row.wording, row.reviewer)):
        raise _Refusal("单元格显示为错误值（以“=”等开头的文字会被当作公式）；请改写后重试")
    if row.is_blank:
        raise _Refusal("原有的复核内容被清空；为免误删，未作改动")
    name = _find_reviewer(row, reviewer)
    choice, verdict = _find_choice(row, subject)
    held = drafts[row.draft].held[row.finding]
    before = next((decision for decision in held.decisions if decision.reviewer == name), None)
    said = (choice, verdict, row.comment, row.wording)
    if before is not None:
        if said == (before.choice, before.verdict, before.comment, before.wording):
            return None
        if before.via is not Via.WORKBOOK and digest_review(build_review(held, subject)) != row.told:
            raise _Refusal(f"{name}在{before.via.label}中已另有结论，未覆盖；请核对后在一处改定")
    return Decision(
        id=_make_id(row.draft, row.finding, name, *said, before.id if before is not None else ""),
        draft=row.draft,
        finding=row.finding,
        choice=choice,
        verdict=verdict,
        reason=row.comment if choice is Choice.NOT_APPLICABLE else "",
        comment=row.comment,
        wording=row.wording,
        reviewer=name,
        time=time,
        via=Via.WORKBOOK,
    )


def _find_reviewer(row: WorkbookRow, reviewer: str) -> str:
    """Who wrote in a row: the name in it, unless it is that of several who were there before."""
    name = reviewer if not row.reviewer or _SEVERAL in row.reviewer else row.reviewer
    if not name:
        raise _Refusal("没有写明复核人；请填“复核人”列，或用 --reviewer 给出姓名")
    return name


def _find_choice(row: WorkbookRow, subject: Subject) -> tuple[Choice, str]:
    try:
        choice, verdict = parse_label(row.label, subject.part, subject.verdict)
    except ValueError as error:
        offered = "、".join(find_labels((subject.part,)))
        raise _Refusal(f"复核结论“{row.label}”不在可选之列（{offered}）") from error
    if choice is Choice.NOT_APPLICABLE and not row.comment:
        raise _Refusal("判为不适用，须在“审查意见”列写明理由")
    return choice, verdict.value if verdict is not None else ""


def _make_id(*parts: str) -> str:
    """The same for the same row written after the same decision: two imports at once record it once."""
    return f"workbook-{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:32]}"
