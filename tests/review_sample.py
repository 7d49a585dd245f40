"""Drafts and decisions with every field defaulted, for tests of reviewing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from align.reporting.entries import Part
from align.reporting.reviews import Choice
from align.reviewing.decisions import Decision, Via, Withdrawal
from align.reviewing.drafts import Draft, Subject, make_plain

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
UPPER = "到2025年，建成区黑臭水体全面消除。"
LOWER = "2025年底前消除城区黑臭水体。"


def make_subject(key: str = "task:T1", **fields: Any) -> Subject:
    defaults: dict[str, Any] = {
        "number": "TASK-001",
        "part": Part(key.partition(":")[0]),
        "title": UPPER,
        "chapter": "第三章 重点任务",
        "verdict": "partial",
        "severity": "minor",
        "is_gap": True,
        "upper": (UPPER,),
        "lower": (LOWER,),
    }
    return Subject(key=key, **{**defaults, **fields})


def make_draft(*subjects: Subject, id: str = "d1", **fields: Any) -> Draft:
    texts = [text for subject in subjects for text in subject.lower]
    defaults: dict[str, Any] = {
        "series": "市规划 ＞ 区规划",
        "upper_title": "市规划",
        "lower_title": "区规划（征求意见稿）",
        "lower_sha256": "0" * 64,
        "lower_text": make_plain("".join(texts)),
    }
    return Draft(id=id, subjects=subjects or (make_subject(),), **{**defaults, **fields})


def make_decision(id: str = "e1", *, minutes: int = 0, **fields: Any) -> Decision:
    defaults: dict[str, Any] = {
        "draft": "d1",
        "finding": "task:T1",
        "choice": Choice.CONFIRMED,
        "reviewer": "林",
        "time": START + timedelta(minutes=minutes),
        "via": Via.LIBRARY,
    }
    return Decision(id=id, **{**defaults, **fields})


def make_withdrawal(decision: Decision, *, id: str = "w1", minutes: int = 60) -> Withdrawal:
    return Withdrawal(
        id=id,
        draft=decision.draft,
        finding=decision.finding,
        decision=decision.id,
        reviewer=decision.reviewer,
        time=START + timedelta(minutes=minutes),
    )
