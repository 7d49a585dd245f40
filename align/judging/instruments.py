"""Judges each cited law, plan or document by date and number: in force, no draft, not later than the plan, its own number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from align.knowledge.basis_words import load_basis_words
from align.knowledge.instruments import Instrument, Instruments, fold_number
from align.model import Basis, Meta, Plan
from align.parsing.periods import parse_period

_NUMBER_YEAR = re.compile(r"〔(\d{4})〕")
_REVISION = re.compile(
    r"\s*[（(](?:\d{4}年?\D{0,4}、)*(?P<year>\d{4})\s*年?[^（）()\d]{0,6}(?:修订|修正|修改)[^（）()]{0,4}[）)]"
)


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding on the grounds before it gets its severity and id; ``code`` is the rule of ``documents.toml``."""

    code: str
    reason: str
    basis: Basis | None = None


def parse_number_year(number: str | None) -> int | None:
    """The year of a document number (国发〔2021〕33号 → 2021); ``None`` where it has none."""
    match = _NUMBER_YEAR.search(number or "")
    return int(match.group(1)) if match else None


def find_draft_mark(basis: Basis) -> str | None:
    """The word by which a cited title tells that it is a draft."""
    return next((mark for mark in load_basis_words().drafts if f"（{mark}）" in basis.title), None)


def judge_ground(basis: Basis, lower: Plan, instruments: Instruments) -> Remark | None:
    """What is to be said of one cited ground by its dates and number; ``None`` where nothing is, or it is not known.

    What the ten codified laws call for is said once for all of them, see ``align.judging.currency``.
    """
    known = find_cited(basis, instruments)
    if find_draft_mark(basis) is not None:
        return _on_draft(basis, known, lower.meta) if known else None
    if known is None:
        return _on_number(basis, instruments)
    found = _on_ended(basis, known, lower.meta) if known.checked else None
    found = found or _on_revision(basis, known, lower)
    return found or _on_later(basis, known, lower.meta) or _on_number(basis, instruments)


def find_cited(basis: Basis, instruments: Instruments) -> Instrument | None:
    """The known instrument a ground names; not one whose title tells another period."""
    mark = find_draft_mark(basis)
    title = basis.title.replace(f"（{mark}）", "") if mark else basis.title
    known = instruments.find(title)
    if known is None:
        return None
    periods = {period for name in (title, known.title) if (period := parse_period(name)) is not None}
    return known if len(periods) < 2 else None


# ---------------------------------------------------------------- dates


def find_date(meta: Meta) -> str | None:
    """When the plan was issued, as far as it tells: its date, else the year in its own number."""
    year = parse_number_year(meta.number)
    return meta.issued or (str(year) if year else None)


def is_past(day: str, meta: Meta) -> bool | None:
    """Whether a day had come when the plan was issued; ``None`` where the plan does not tell its date well enough.

    The period alone tells only that a day after its end had not come.
    """
    issued = find_date(meta)
    if issued is None:
        return False if meta.period is not None and int(day[:4]) > meta.period[1] else None
    known = min(len(day), len(issued))
    if day[:known] != issued[:known]:
        return day[:known] < issued[:known]
    return True if len(day) == len(issued) == len("2022-06-05") else None


def render_day(day: str) -> str:
    """A date as it is read; a year alone is marked as one."""
    return f"{day}年" if day.isdecimal() else day


def render_verify(meta: Meta, advice: str) -> str:
    """How to say that a date cannot be compared with that of the plan, and what to do if it came first."""
    known = find_date(meta)
    told = f"本规划印发日期只知为{render_day(known)}" if known else "本规划未载明印发日期"
    return f"{told}，请核实；印发在此之后的，{advice}"


def _on_draft(basis: Basis, known: Instrument, meta: Meta) -> Remark | None:
    past = is_past(known.issued, meta) if known.issued else False
    if past is False:
        return None
    number = f"（{known.number}）" if known.number and known.kind.is_document else ""
    verb = "印发" if known.kind.is_document else "施行"
    reason = f"编制依据引用了《{basis.title}》，该件已于{render_day(known.issued or '')}{verb}{number}"
    if past:
        return Remark("draft_issued", f"{reason}，请改引印发稿并复核相关指标和任务。", basis)
    return Remark("draft_unsure", f"{reason}；{render_verify(meta, '请改引印发稿')}。", basis)


def _on_ended(basis: Basis, known: Instrument, meta: Meta) -> Remark | None:
    past = is_past(known.ended, meta) if known.ended else False
    if past is False:
        return None
    how = f"被《{known.replaced_by}》替代" if known.replaced_by else f"失效（{known.note}）"
    reason = f"编制依据《{basis.title}》已于{render_day(known.ended or '')}{how}"
    if past:
        return Remark("cited_ended", f"{reason}，请更新并复核据此写入的内容。", basis)
    return Remark("cited_ended_unsure", f"{reason}；{render_verify(meta, '应予更新')}。", basis)


def _on_revision(basis: Basis, known: Instrument, lower: Plan) -> Remark | None:
    """A year of revision beside the title that is older than the revision then in force.

    A revision is named by the year it was adopted, which may be the one before it took effect.
    """
    after = lower.source.text[basis.span.end : basis.span.end + 40]
    match = _REVISION.search(basis.title) or _REVISION.match(after)
    if match is None or known.revised is None or not is_past(known.revised, lower.meta):
        return None
    if int(match["year"]) >= int(known.revised[:4]) - 1:
        return None
    return Remark(
        "cited_old_version",
        f"编制依据《{basis.title}》所注为{match['year']}年版本，{known.revised}起施行的是其后修改的版本，请核对更新。",
        basis,
    )


def _on_later(basis: Basis, known: Instrument, meta: Meta) -> Remark | None:
    """A document that was issued after the plan; a law may be cited between its adoption and its taking effect."""
    if known.issued is None or not known.kind.is_document or meta.issued is None:
        return None
    if is_past(known.issued, meta) is not False:
        return None
    reason = f"编制依据《{basis.title}》印发于{render_day(known.issued)}，晚于本规划（{meta.issued}），存在时序倒挂，请核对。"
    return Remark("cited_later", reason, basis)


# ---------------------------------------------------------------- numbers


def _on_number(basis: Basis, instruments: Instruments) -> Remark | None:
    """A known document under another number, or a known number under another title."""
    if basis.number is None:
        return None
    known = find_cited(basis, instruments)
    if known is not None:
        return _on_other_number(basis, known) if known.kind.is_document else None
    owners = instruments.numbered(basis.number)
    if not owners or any(_is_alike(basis.title, owner.title, instruments) for owner in owners):
        return None
    reason = f"编制依据《{basis.title}》所注文号{basis.number}是《{owners[0].title}》的文号，请核对题名和文号。"
    return Remark("wrong_number", reason, basis)


def _on_other_number(basis: Basis, known: Instrument) -> Remark | None:
    number = fold_number(basis.number or "")
    if not known.numbers or number in map(fold_number, known.numbers):
        return None
    reason = f"编制依据《{basis.title}》所注文号{basis.number}，与该件文号{'、'.join(known.numbers)}不一致，请核对；"
    return Remark("wrong_number", f"{reason}系本地转发或贯彻文件的，请写全发文机关和题名。", basis)


def _is_alike(cited: str, title: str, instruments: Instruments) -> bool:
    first, second = instruments.fold(cited), instruments.fold(title)
    return first in second or second in first or fuzz.ratio(first, second) >= instruments.rules.other_title
