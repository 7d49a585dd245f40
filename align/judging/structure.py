"""Judges the lower plan's structure: its place beside the upper plan, its parts, and the slips of its text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from align.ids import IdMaker
from align.judging.documents import find_severity
from align.knowledge.document_rules import DocumentRules
from align.model import Level, Meta, Plan, Role
from align.results import StructureFinding
from align.source import Notice
from align.spans import Span

# Notices on the text itself that are findings: slips, and figures at odds with each other.
_OWN_FAULTS = ("defect.", "contradiction.")
_PARTS = (
    (Role.OBJECTIVES, "no_objectives", "规划目标"),
    (Role.TASKS, "no_tasks", "重点任务"),
    (Role.SAFEGUARDS, "no_safeguards", "保障措施"),
)
# The first digits of a division's code that all places inside it share.
_CODE_DIGITS = {Level.PROVINCE: 2, Level.CITY: 4, Level.COUNTY: 6}


@dataclass(frozen=True, slots=True)
class _Remark:
    """A finding before it gets its severity and id; ``table`` is the table of the rules it falls under."""

    code: str
    reason: str
    span: Span | None = None
    text: str = ""
    table: str = "structure"


def judge_structure(upper: Plan, lower: Plan, rules: DocumentRules) -> tuple[StructureFinding, ...]:
    """What is to be said of the lower plan's structure and wording: as a pair, its parts, then its slips in order."""
    ids = IdMaker()
    remarks = [*_on_pair(upper, lower), *_on_parts(lower), *map(_on_defect, _defects(lower))]
    return tuple(
        StructureFinding(
            id=ids.make("S", f"{remark.code}{remark.reason}"),
            code=remark.code if remark.table == "defects" else f"structure.{remark.code}",
            severity=find_severity(rules, remark.table, remark.code),
            reason=remark.reason,
            span=remark.span,
            text=remark.text,
        )
        for remark in remarks
    )


def _on_pair(upper: Plan, lower: Plan) -> Iterator[_Remark]:
    if upper.source.sha256 == lower.source.sha256:
        yield _Remark("same_file", "上级规划与本级规划是同一份文件，比较结果没有意义，请更换文件。")
        return
    yield from _on_levels(upper.meta, lower.meta)
    yield from _on_regions(upper.meta, lower.meta)
    yield from _on_periods(upper.meta, lower.meta)
    if upper.meta.sector and lower.meta.sector and upper.meta.sector != lower.meta.sector:
        yield _Remark(
            "sector_differs", f"两份规划领域不同（{upper.meta.sector}／{lower.meta.sector}），请确认是否应当对照。"
        )


def _on_levels(upper: Meta, lower: Meta) -> Iterator[_Remark]:
    if upper.level is None or lower.level is None:
        unknown = "、".join(f"《{meta.title}》" for meta in (upper, lower) if meta.level is None)
        yield _Remark("level_unknown", f"未能判断{unknown}的规划层级，请人工确认上下级关系。")
    elif upper.level.rank > lower.level.rank:
        reason = f"上级规划为{upper.level.label}级，本级规划为{lower.level.label}级，上下级颠倒，请核对文件次序。"
        yield _Remark("level_reversed", reason)
    elif upper.level is lower.level and upper.level is not Level.NATION:
        yield _Remark("level_same", f"两份规划同为{lower.level.label}级，非上下级关系，结论仅供参考。")


def _on_regions(upper: Meta, lower: Meta) -> Iterator[_Remark]:
    """Whether the lower plan's place lies in the upper's, by the codes of both."""
    if upper.region_code is None or lower.region_code is None or upper.level is None or upper.level is Level.NATION:
        return
    digits = _CODE_DIGITS[upper.level]
    if upper.region_code[:digits] != lower.region_code[:digits]:
        reason = f"{lower.region}不在{upper.region}行政区域内，两份规划无隶属关系，请核对。"
        yield _Remark("region_outside", reason)


def _on_periods(upper: Meta, lower: Meta) -> Iterator[_Remark]:
    if upper.period is None or lower.period is None or upper.period == lower.period:
        return
    both = f"上级规划期{_years(upper.period)}，本级规划期{_years(lower.period)}"
    if lower.period[0] > upper.period[1] or lower.period[1] < upper.period[0]:
        yield _Remark("period_apart", f"{both}，没有重叠，请核对是否为同期规划。")
    elif upper.period[0] <= lower.period[0] and lower.period[1] <= upper.period[1]:
        yield _Remark("period_within", f"{both}，本级规划期在上级规划期之内，比较目标值时应注意目标年。")
    else:
        yield _Remark("period_differs", f"{both}，起止年份不一致，请核对。")


def _years(period: tuple[int, int]) -> str:
    return f"{period[0]}年" if period[0] == period[1] else f"{period[0]}—{period[1]}年"


def _on_parts(lower: Plan) -> Iterator[_Remark]:
    """The parts every plan has; a text about a plan owes none of them."""
    if not lower.meta.kind.is_full_text:
        kind = lower.meta.kind.label
        yield _Remark("not_full_text", f"本级材料为{kind}，不是规划全文，不能据此断言规划缺失内容，请补充规划文本。")
        return
    roles = {division.role for division in lower.divisions}
    for role, code, name in _PARTS:
        if role not in roles:
            yield _Remark(code, f"规划中未见“{name}”部分，请补充或核对章节标题。")


def _defects(lower: Plan) -> list[Notice]:
    return [notice for notice in lower.warnings if notice.code.startswith(_OWN_FAULTS)]


def _on_defect(notice: Notice) -> _Remark:
    return _Remark(notice.code, f"{notice.message}。", notice.span, notice.text, "defects")
