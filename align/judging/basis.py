"""Judges the grounds the lower plan cites: whether the upper plan is among them, in force and in the right order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.ids import IdMaker
from align.judging.currency import judge_codified, judge_currency
from align.judging.documents import cap_for_text, find_severity, render_where
from align.judging.instruments import Remark, find_cited, find_draft_mark, judge_ground, parse_number_year
from align.knowledge.basis_words import load_basis_words
from align.knowledge.document_rules import DocumentRules
from align.knowledge.instruments import Instruments
from align.matching.titles import is_same_title
from align.model import Basis, Level, Meta, Plan
from align.parsing.identity import find_meta_gaps
from align.parsing.periods import parse_period
from align.results import BasisFinding

# Laws, standards and the proposals of party plenums go without a document number.
_UNNUMBERED = re.compile(r"(?:法|法典|条例|规定|办法|标准|规程|规范|指南|导则|制定.*的建议)(?:（[^（）]*）)?$")
_OWN_OUTLINE = re.compile(r"国民经济和社会发展.*(?:纲要|规划)")


def judge_basis(upper: Plan, lower: Plan, rules: DocumentRules, instruments: Instruments) -> tuple[BasisFinding, ...]:
    """What is to be said of the lower plan's grounds, first those that concern the upper plan.

    A text that is no full plan shows no ground to be missing; what would be missing is then capped.
    """
    ids = IdMaker()
    remarks = [
        *_on_upper(upper, lower, rules),
        *_on_order(upper.meta, lower.meta),
        *_on_others(lower, upper, rules, instruments),
        *judge_codified(lower, instruments),
        *judge_currency(upper, lower, instruments),
    ]
    return tuple(
        BasisFinding(
            id=ids.make("BF", f"{remark.code}{remark.basis.title if remark.basis else remark.reason}"),
            basis=remark.basis,
            severity=cap_for_text(find_severity(rules, "basis", remark.code), lower, rules, "basis"),
            reason=remark.reason,
        )
        for remark in remarks
    )


# ---------------------------------------------------------------- the upper plan among the grounds


def _on_upper(upper: Plan, lower: Plan, rules: DocumentRules) -> Iterator[Remark]:
    if any(gap.code == "identity.no_title" for gap in find_meta_gaps(upper.meta)):
        yield Remark("upper_untitled", "上级规划文本未载题名，无法核对其是否列入编制依据，请人工核对。")
        return
    if not lower.basis:
        yield Remark(
            "none_found", f"{render_where(lower)}未见编制依据，请补列法律法规、上级规划和本级纲要，并注明文号。"
        )
        return
    cited = [basis for basis in lower.basis if _cites(basis, upper.meta, rules)]
    if not cited:
        yield Remark("upper_not_cited", f"{render_where(lower)}的编制依据未列《{upper.meta.title}》，请补充。")
        return
    yield from _on_citation(cited[0], upper.meta)


def _cites(basis: Basis, meta: Meta, rules: DocumentRules) -> bool:
    same_number = basis.number is not None and basis.number == meta.number
    return same_number or is_same_title(basis.title, meta.title, threshold=rules.same_title)


def _on_citation(basis: Basis, meta: Meta) -> Iterator[Remark]:
    draft = find_draft_mark(basis)
    if draft is not None:
        reason = f"编制依据引用的是上级规划的{draft}，请以印发稿为准并复核相关指标和任务。"
        yield Remark("upper_draft", reason, basis)
    elif basis.number and meta.number and basis.number != meta.number:
        reason = f"编制依据所注文号{basis.number}与上级规划文号{meta.number}不一致，请核对。"
        yield Remark("upper_number_differs", reason, basis)
    else:
        known = f"，可补注{meta.number}" if meta.number else ""
        note = f"文号{basis.number}" if basis.number else f"未注文号{known}"
        yield Remark("upper_cited", f"编制依据已列上级规划（{note}）。", basis)


def _on_order(upper: Meta, lower: Meta) -> Iterator[Remark]:
    """时序倒挂: the upper plan was issued after the lower one. Dates known to the month only are compared by month."""
    if upper.issued is None or lower.issued is None:
        return
    known = min(len(upper.issued), len(lower.issued))
    if upper.issued[:known] > lower.issued[:known]:
        reason = (
            f"上级规划印发日期（{upper.issued}）晚于本规划（{lower.issued}），存在时序倒挂，"
            "请以上级印发定稿复核指标与任务，并形成复核说明。"
        )
        yield Remark("upper_issued_later", reason)


# ---------------------------------------------------------------- the other grounds


def _on_others(lower: Plan, upper: Plan, rules: DocumentRules, instruments: Instruments) -> Iterator[Remark]:
    others = [basis for basis in lower.basis if not _cites(basis, upper.meta, rules)]
    for basis in others:
        by_date = judge_ground(basis, lower, instruments)
        yield from (by_date,) if by_date else _on_one(basis, lower.meta)
    if unnumbered := [basis for basis in others if _lacks_number(basis, instruments)]:
        titles = "、".join(_render_title(basis, instruments) for basis in unnumbered[:3])
        more = f"等{len(unnumbered)}件" if len(unnumbered) > 3 else ""
        yield Remark("no_numbers", f"编制依据{titles}{more}未注文号，请补注，便于核对版本。")
    if _lacks_own_outline(lower):
        region = lower.meta.region or "本级"
        yield Remark(
            "no_own_outline", f"{render_where(lower)}的编制依据未列{region}国民经济和社会发展规划纲要，请补充。"
        )


def _lacks_number(basis: Basis, instruments: Instruments) -> bool:
    """Whether a number is to be asked for: not of laws, of drafts, nor of what is known and has none to the public."""
    if basis.number is not None or "《" not in basis.text or find_draft_mark(basis) or _UNNUMBERED.search(basis.title):
        return False
    known = find_cited(basis, instruments)
    return known is None or (known.kind.is_document and bool(known.numbers))


def _render_title(basis: Basis, instruments: Instruments) -> str:
    known = find_cited(basis, instruments)
    return f"《{basis.title}》（可补注{known.number}）" if known and known.number else f"《{basis.title}》"


def _lacks_own_outline(lower: Plan) -> bool:
    """Whether a sectoral 规划 below the nation cites grounds but not the outline of its own place."""
    owes_it = "规划" in lower.meta.title and _OWN_OUTLINE.search(lower.meta.title) is None
    if not lower.basis or not owes_it or lower.meta.level in (None, Level.NATION):
        return False
    name = (lower.meta.region or "")[:-1]
    return not any(_OWN_OUTLINE.search(basis.title) and name in basis.title for basis in lower.basis)


def _on_one(basis: Basis, lower: Meta) -> Iterator[Remark]:
    if mark := find_draft_mark(basis):
        yield Remark("other_draft", f"编制依据引用了《{basis.title}》，系{mark}，请核对是否已印发并更新。", basis)
    elif "《" not in basis.text and load_basis_words().vague.fullmatch(basis.title):
        yield Remark("vague", f"“{basis.title}”为概括引用，请逐件列明名称和文号。", basis)
    elif reason := _timing(basis, lower):
        yield Remark(reason[0], reason[1], basis)


def _timing(basis: Basis, lower: Meta) -> tuple[str, str] | None:
    """A ground that was not there yet when the lower plan was issued, or whose period had run out before it begins."""
    year = int(lower.issued[:4]) if lower.issued else None
    numbered = parse_number_year(basis.number)
    if year is not None and numbered is not None and numbered > year:
        return "cited_later", f"编制依据《{basis.title}》文号为{numbered}年，晚于本规划印发年份{year}年，请核对。"
    period = parse_period(basis.title)
    if period is None or lower.period is None or period[0] == period[1]:
        return None
    if period[0] > lower.period[1]:
        return "cited_later", f"编制依据《{basis.title}》的规划期（{period[0]}—{period[1]}年）在本规划期之后，请核对。"
    if period[1] < lower.period[0]:
        return (
            "cited_expired",
            f"编制依据《{basis.title}》的规划期（{period[0]}—{period[1]}年）已届满，请核对是否仍有效。",
        )
    return None
