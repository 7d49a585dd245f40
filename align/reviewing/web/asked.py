"""Reads what the page asks to be recorded; anything that is not as the page sends it is refused with the reason."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

# Made by the browser (crypto.randomUUID).
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_LONGEST_TEXT = 4000
_LONGEST_NAME = 30
# Reports join the names of several reviewers with it.
_BETWEEN_NAMES = "、"


class Refusal(Exception):
    """What was asked cannot be done; the text says why, in Chinese. ``status`` is that of the answer."""

    def __init__(self, text: str, status: int = 400) -> None:
        self.status = status
        super().__init__(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedDecision:
    """A decision as a page sends it.

    Attributes:
        id: made by the page; what is sent again is recorded once.
        report: the digests of the pairs the page shows.
        finding: the place of the pair and the key of the finding, ``0|task:…``.
        label: what was chosen, in the words of the buttons; empty while undecided.
        is_final: whether it settles a disagreement.
        since: what the page knows already.
    """

    id: str
    report: str
    finding: str
    label: str
    reason: str
    comment: str
    wording: str
    picked: str
    is_final: bool
    reviewer: str
    since: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedUndo:
    """The last decision of a reviewer to be taken back."""

    id: str
    report: str
    reviewer: str
    since: int


def parse_decision(body: bytes, account: str | None) -> AskedDecision:
    """A decision from the body of a request.

    Args:
        body: as it came.
        account: the name of who is logged in; ``None`` where names are given freely.

    Raises:
        Refusal: it is none.
    """
    sent = _parse_object(body)
    return AskedDecision(
        id=_parse_id(sent),
        report=_parse_text(sent, "report"),
        finding=_parse_text(sent, "finding"),
        label=_parse_text(sent, "label"),
        reason=_parse_text(sent, "reason"),
        comment=_parse_text(sent, "comment"),
        wording=_parse_text(sent, "wording"),
        picked=_parse_text(sent, "picked"),
        is_final=sent.get("final") is True,
        reviewer=_parse_reviewer(sent, account),
        since=_parse_since(sent),
    )


def parse_undo(body: bytes, account: str | None) -> AskedUndo:
    """A wish to take the last decision back from the body of a request; as :func:`parse_decision`."""
    sent = _parse_object(body)
    return AskedUndo(
        id=_parse_id(sent),
        report=_parse_text(sent, "report"),
        reviewer=_parse_reviewer(sent, account),
        since=_parse_since(sent),
    )


def parse_login(body: bytes) -> tuple[str, str]:
    """Name and password from the body of a request.

    Raises:
        Refusal: it holds none.
    """
    sent = _parse_object(body)
    return _parse_text(sent, "name"), _parse_text(sent, "password")


def check_name(name: str) -> str:
    """The name of a reviewer, without blanks around it.

    Raises:
        Refusal: it is empty, too long, or could be taken for several names.
    """
    name = " ".join(name.split())
    if not name:
        raise Refusal("请先填写复核人姓名。")
    if len(name) > _LONGEST_NAME or _BETWEEN_NAMES in name or not name.isprintable():
        raise Refusal(f"复核人姓名请不超过 {_LONGEST_NAME} 字，且不含顿号。")
    return name


def _parse_object(body: bytes) -> Mapping[str, object]:
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Refusal("请求内容不完整，请重试。") from error
    if not isinstance(sent, dict):
        raise Refusal("请求内容不完整，请重试。")
    return sent


def _parse_id(sent: Mapping[str, object]) -> str:
    id = sent.get("id")
    if not isinstance(id, str) or not _ID.fullmatch(id):
        raise Refusal("请求缺少编号，请刷新页面后重试。")
    return id


def _parse_text(sent: Mapping[str, object], name: str) -> str:
    text = sent.get(name, "")
    if not isinstance(text, str):
        raise Refusal("请求内容不完整，请重试。")
    text = "".join(c for c in text.replace("\r\n", "\n") if c in "\n\t" or c.isprintable() or c == "\u3000").strip()
    if len(text) > _LONGEST_TEXT:
        raise Refusal(f"文字过长（{len(text)} 字），请不超过 {_LONGEST_TEXT} 字。")
    return text


def _parse_reviewer(sent: Mapping[str, object], account: str | None) -> str:
    return account if account is not None else check_name(_parse_text(sent, "reviewer"))


def _parse_since(sent: Mapping[str, object]) -> int:
    since = sent.get("since", 0)
    return since if isinstance(since, int) and not isinstance(since, bool) and since >= 0 else 0
