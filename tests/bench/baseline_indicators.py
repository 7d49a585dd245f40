"""The plain version: what an analyst writes in an afternoon with regular expressions and rapidfuzz.

Tables are read by their header words, targets in the text by “name + verb + number + unit”; names are matched by
rapidfuzz with the threshold that served best on the gold; units are the same when their spellings are; which way is
stricter is guessed from a list of words. It knows no concepts, no conversions, no scopes and no positions in the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from scipy.optimize import linear_sum_assignment

from align.results import IndicatorVerdict

# Of ratio, partial_ratio, WRatio and token_set_ratio with thresholds in steps of five and of ten, what gave the most right
# verdicts on eleven gold cases (0.682; the others at their best 0.677 to 0.681).
SCORER = fuzz.partial_ratio
SAME_NAME = 55
# A sentence that repeats a row of the table.
REPEATED_NAME = 75

UNIT = (
    r"(?:[百千万亿]*(?:个百分点|百分点|人次|工作日|平方米|立方米|平方公里|微克|毫克|千克|公斤|公里|公顷|小时|分钟|场次|件/套"
    r"|吨|克|米|亩|个|处|家|项|所|座|张|户|人|次|起|天|日|年|岁|元|件|套|台|辆)|[百千万亿]*[%‰]|[μu]g|mg)"
    r"(?:/[一-龥a-z0-9]{1,4})?"
)
NUMBER = r"\d+(?:\.\d+)?"
AMOUNT = rf"[〔\[]?{NUMBER}(?:{UNIT})?(?:[-—~至]+{NUMBER}(?:{UNIT})?)?[〕\]]?(?:及?以上|及?以下|以内|左右)?"
# A target left to the level above, and one without a number.
LEFT_OPEN = r"完成.{0,6}(?:任务|指标|目标)|达到.{0,6}(?:要求|核定值)|以.{0,8}为准"
IN_WORDS = (
    r"稳中有[升降]|稳中向好|只增不减|不减少|不降低|基本消除|总体消除|(?:持续|稳步|逐步)(?:提[高升]|下降|改善|减少)"
    r"|保持稳定"
)
VERB = (
    r"(?:累计|年均|分别|力争|均|总体)*(?:达到?|提高到|提高至|提升到|提升至|增加到|增至|上升到|扩大到|降至|降到|下降到|下降至"
    r"|降低到|降低至|减少到|控制在|稳定在|保持在|保持为|不低于|不少于|不高于|不超过|超过|高于|低于|下降|降低|减少|增长|为)"
)
STATED = re.compile(
    rf"(?P<name>[^，。；：\d][^，。；：]*?)(?:由|从)?(?:20\d\d年的?)?(?P<baseline>(?<=[由从的年]){NUMBER}(?:{UNIT})?)?"
    rf"(?:(?P<verb>{VERB})(?P<value>{AMOUNT})|(?P<words>{LEFT_OPEN}|{IN_WORDS}))$"
)
CHANGE = re.compile(r"(?:下降|降低|减少|增长)$")
TWO_STATED = re.compile(
    rf"(?P<first>[^，。；：\d][^，。；：]*?)(?:、|和)(?P<second>[^，。；：、和]+?)分别(?:{VERB})(?P<one>{AMOUNT})(?:、|和)(?P<two>{AMOUNT})$"
)
OBJECTIVES = re.compile(r"^(?:[^，。；]{0,12}目标[。：]?)?到20\d\d年[，,]")
VISION_YEAR = "2035"
LEADING = re.compile(r"^(?:到20\d\d年|其中|全[国省市县区]|使|推动|力争|.{2,8}方面，?)")

NATURE = re.compile(r"(约束|预期)性?")
YEAR = re.compile(r"20\d\d\s*年")
FOOTNOTE = re.compile(r"[①-⑳]|（注\d*）")
TRAILING_UNIT = re.compile(rf"[（(]({UNIT})[)）]$", re.IGNORECASE)
VALUE_UNIT = re.compile(rf"{NUMBER}[〕\]]?({UNIT})", re.IGNORECASE)
NO_VALUE = re.compile(r"^[-—/–\s]*$")
# A page number or a subheading may stand between two rows of one table.
LINES_BETWEEN_ROWS = 2

# Which way is stricter is guessed from the name: less of what is bad, but more of what falls or is reduced.
LOWER_IS_BETTER = re.compile(
    "浓度|死亡|能耗|消耗|用水量|取水量|用水总量|漏损|吸烟|发病率|损失|受害率|受灾|事故|污染天数|黑臭|劣|[ⅤV]类|总磷|近视|大班额"
    "|时间|时长|时限|PUE|支出占|化肥用量|施用强度|碳排放"
)
FALLS = re.compile("下降|降低|降幅|减少|减排|压减|消除比例|改善|提高")
# Spellings that the same table of another plan is sure to have.
UNIT_SPELLINGS = {"微克/立方米": "μg/m3", "ug/m3": "μg/m3", "公斤": "千克", "个百分点": "百分点"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An indicator as found: values as written, ``None`` where there is none; ``text`` is the line or clause."""

    name: str
    unit: str | None
    baseline: str | None
    target: str | None
    nature: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A pair of rows, one of which may be lacking, and how the lower one stands to the upper one."""

    upper: Row | None
    lower: Row | None
    verdict: IndicatorVerdict
    nature_changed: bool


def find_rows(text: str) -> list[Row]:
    """The indicators of a plan's text: the rows of its indicator tables, then what its objectives say besides."""
    lines = text.splitlines()
    rows = list(_find_table_rows(lines))
    names = [_name_key(row.name) for row in rows]
    for row in _find_stated_rows(lines, in_words=not rows):
        if process.extractOne(_name_key(row.name), names, scorer=SCORER, score_cutoff=REPEATED_NAME) is None:
            rows.append(row)
    return rows


def compare_rows(upper: Sequence[Row], lower: Sequence[Row]) -> list[Judged]:
    """Every row of both plans once, paired by name where that is near enough, with a verdict."""
    pairs = _match(upper, lower)
    taken = set(pairs.values())
    both = [_judge(row, lower[pairs[index]] if index in pairs else None) for index, row in enumerate(upper)]
    return [*both, *(_judge(None, row) for index, row in enumerate(lower) if index not in taken)]


# ---------------------------------------------------------------- finding


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where a table has what; -1 where it has no such column."""

    name: int
    unit: int
    baseline: int
    target: int


def _find_table_rows(lines: Sequence[str]) -> Iterator[Row]:
    columns: _Columns | None = None
    header: list[str] = []
    since = 0
    for line in lines:
        cells = [cell.strip() for cell in re.split(r"[\t|]", line)]
        if len(cells) < 3:
            since += 1
            if since > LINES_BETWEEN_ROWS:
                columns, header = None, []
            continue
        since = 0
        if any("指标" in cell and "（" not in cell[:2] and len(cell) <= 10 for cell in cells) and not _nature(cells):
            header, columns = cells, _read_header(cells)
        elif header and columns is None:
            # the years stand in a second line of the header
            columns = _read_header([f"{above}{below}" for above, below in zip(header, cells, strict=False)])
        elif columns is not None and (row := _read_row(cells, columns, line)) is not None:
            yield row


def _read_header(cells: Sequence[str]) -> _Columns | None:
    name = next((index for index, cell in enumerate(cells) if "指标" in cell and "性质" not in cell), -1)
    years = {index: found[0] for index, cell in enumerate(cells) if (found := YEAR.search(cell))}
    if name < 0 or not years:
        return None
    while name + 1 < len(cells) and not cells[name + 1]:
        name += 1  # the head stands over the category, too
    target = max(years, key=lambda index: years[index])
    first = min(years, key=lambda index: years[index])
    unit = next((index for index, cell in enumerate(cells) if "单位" in cell and index != name), -1)
    return _Columns(name, unit, first if first != target else -1, target)


def _read_row(cells: Sequence[str], columns: _Columns, line: str) -> Row | None:
    if len(cells) <= max(columns.name, columns.target) or len(cells[columns.name]) < 2:
        return None
    name = FOOTNOTE.sub("", cells[columns.name])
    target, baseline = _value(cells[columns.target]), None
    if columns.baseline >= 0:
        baseline = _value(cells[columns.baseline])
    if columns.unit >= 0:
        unit = _value(cells[columns.unit])
    else:
        inside = TRAILING_UNIT.search(unicodedata.normalize("NFKC", name).replace("(", "（").replace(")", "）"))
        unit = inside[1] if inside else _unit_of(target) or _unit_of(baseline)
        name = re.sub(r"（[^（）]*）$", "", name) if inside else name
    return Row(name=name, unit=unit, baseline=baseline, target=target, nature=_nature(cells), text=line)


def _nature(cells: Sequence[str]) -> str | None:
    found = next((match for cell in cells if (match := NATURE.fullmatch(cell))), None)
    return f"{found[1]}性" if found else None


def _value(cell: str) -> str | None:
    value = FOOTNOTE.sub("", cell)
    return None if NO_VALUE.match(value) else value


def _unit_of(value: str | None) -> str | None:
    found = VALUE_UNIT.search(unicodedata.normalize("NFKC", value)) if value else None
    return found[1] if found else None


def _find_stated_rows(lines: Sequence[str], *, in_words: bool) -> Iterator[Row]:
    """What the objectives say; targets in words count only where no table holds the targets (生态环境质量持续改善)."""
    for line in lines:
        plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", line).replace(",", "，").replace(";", "；"))
        if not OBJECTIVES.search(plain) or VISION_YEAR in plain[:20]:
            continue
        for clause in re.split(r"[，；。]", plain.replace("(", "（").replace(")", "）")):
            for row in _read_clause(LEADING.sub("", clause)):
                if in_words or _number(row.target) is not None:
                    yield row


def _read_clause(clause: str) -> Iterator[Row]:
    if two := TWO_STATED.match(clause):
        for name, value in ((two["first"], two["one"]), (two["second"], two["two"])):
            yield _stated(name, value, None, clause)
    elif found := STATED.match(clause):
        # a change belongs to the name: 能耗累计下降
        name = found["name"] + (found["verb"] or "") if CHANGE.search(found["verb"] or "") else found["name"]
        yield _stated(name, found["value"] or found["words"], found["baseline"], clause)


def _stated(name: str, value: str, baseline: str | None, text: str) -> Row:
    return Row(name=name, unit=_unit_of(value), baseline=baseline, target=value, nature=None, text=text)


# ---------------------------------------------------------------- comparing


def _name_key(name: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", name)).upper()


def _match(upper: Sequence[Row], lower: Sequence[Row]) -> dict[int, int]:
    """Which lower row answers which upper one: the pairing with the highest sum, without pairs below the threshold."""
    scores = process.cdist(
        [_name_key(row.name) for row in upper],
        [_name_key(row.name) for row in lower],
        scorer=SCORER,
        score_cutoff=SAME_NAME,
    )
    rows, columns = linear_sum_assignment(scores, maximize=True)
    return {int(row): int(column) for row, column in zip(rows, columns, strict=True) if scores[row, column] > 0}


def _judge(upper: Row | None, lower: Row | None) -> Judged:
    if upper is None or lower is None:
        verdict = IndicatorVerdict.EXTRA if upper is None else IndicatorVerdict.MISSING
        return Judged(upper=upper, lower=lower, verdict=verdict, nature_changed=False)
    changed = bool(upper.nature and lower.nature and upper.nature != lower.nature)
    return Judged(upper=upper, lower=lower, verdict=_compare(upper, lower), nature_changed=changed)


def _compare(upper: Row, lower: Row) -> IndicatorVerdict:
    if upper.target == lower.target and upper.unit == lower.unit:
        return IndicatorVerdict.EQUAL
    if re.search(LEFT_OPEN, lower.target or ""):
        return IndicatorVerdict.DEFERRED
    ours, theirs = _number(upper.target), _number(lower.target)
    if theirs is None:
        return IndicatorVerdict.QUALITATIVE
    if ours is None or _unit_key(upper.unit) != _unit_key(lower.unit):
        return IndicatorVerdict.NOT_COMPARABLE
    if ours == theirs:
        return IndicatorVerdict.EQUAL
    stricter = theirs < ours if _is_lower_better(upper.name) else theirs > ours
    return IndicatorVerdict.STRICTER if stricter else IndicatorVerdict.LOOSER


def _number(value: str | None) -> float | None:
    found = re.search(NUMBER, unicodedata.normalize("NFKC", value)) if value else None
    return float(found[0]) if found else None


def _unit_key(unit: str | None) -> str:
    plain = unicodedata.normalize("NFKC", unit or "").replace("µ", "μ").lower()
    return UNIT_SPELLINGS.get(plain, plain)


def _is_lower_better(name: str) -> bool:
    return FALLS.search(name) is None and LOWER_IS_BETTER.search(name) is not None
