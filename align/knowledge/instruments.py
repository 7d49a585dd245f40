"""The laws, plans, policies and standards that plans cite, by date: numbers, in force since when, replaced by what.

One table per sector under ``mappings/instruments/``; the columns are told in its ``rules.toml``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from align.bundled import bundled
from align.knowledge.files import Row, complain_of_entries, load_toml, load_tsv
from align.labelled import Labelled
from align.model import Level

_COLUMNS = (
    *("title", "aliases", "number", "issued", "revised", "ended", "replaced_by"),
    *("kind", "levels", "rank", "checked", "source", "note"),
)
_UNCHECKED = "待核"
_LEAST_RANK = 3
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
# 试行 and 版 tell instruments apart (排污许可管理办法（试行）); years and revisions in parentheses do not.
_KEPT_PARENTHESES = re.compile(r"（([^（）]*(?:试行|暂行|\d版|年版))）")
_PARENTHESES = re.compile(r"（[^（）]*）")
_WORDS_ONLY = re.compile(r"[^\w]+")
_NOTICE = re.compile(r"^(?:关于)?(?:印发|发布|公布|转发)(?P<inner>.+?)(?:的通知|的公告)$")
_NATION = "中华人民共和国"


class InstrumentKind(Labelled):
    """What sort of instrument it is."""

    LAW = ("law", "法律")
    REGULATION = ("regulation", "法规规章")
    PLAN = ("plan", "规划")
    POLICY = ("policy", "政策")
    STANDARD = ("standard", "标准")

    @property
    def is_document(self) -> bool:
        """Whether it is known by a document number and a date of issue (文号); laws are by the day they take effect."""
        return self in (InstrumentKind.PLAN, InstrumentKind.POLICY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A law, plan, policy or standard. Dates are ISO, to the day, month or year; ``None`` where not known.

    ``issued`` is the day of issue, for laws, regulations and standards the day it took effect; ``revised`` the day the
    latest revision under the same title did. ``rank`` is 1 (every plan of the sector should know it) to 3; ``None``
    for what is never asked for. ``checked`` is false where its end was not compared with an official text.
    """

    title: str
    aliases: tuple[str, ...]
    numbers: tuple[str, ...]
    issued: str | None
    revised: str | None
    ended: str | None
    replaced_by: str | None
    kind: InstrumentKind
    sector: str
    levels: frozenset[Level]
    rank: int | None
    checked: bool
    source: str
    note: str

    @property
    def number(self) -> str | None:
        """The number it goes by now."""
        return self.numbers[-1] if self.numbers else None

    def concerns(self, level: Level) -> bool:
        """Whether plans of a level have to take it in."""
        return not self.levels or level in self.levels


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentRules:
    """The thresholds and words of ``rules.toml``, which explains each."""

    most_listed: int
    lead_days: int
    least_grounds: int
    late_years: int
    other_title: float
    issuers: re.Pattern[str]
    sectors: dict[str, tuple[str, ...]]

    def sectors_of(self, name: str) -> frozenset[str]:
        """The sectors whose words stand in the title or sector of a plan."""
        return frozenset(sector for sector, words in self.sectors.items() if any(word in name for word in words))


@dataclass(frozen=True, slots=True)
class Instruments:
    """All known instruments, in the order of their titles, with the rules for judging by them."""

    all: tuple[Instrument, ...]
    rules: InstrumentRules
    _by_title: dict[str, Instrument] = field(init=False, repr=False, compare=False, default_factory=dict)
    _by_number: dict[str, list[Instrument]] = field(
        init=False, repr=False, compare=False, default_factory=lambda: defaultdict(list)
    )

    def __post_init__(self) -> None:
        for instrument in self.all:
            for name in (instrument.title, *instrument.aliases):
                self._by_title[self.fold(name)] = instrument
            for number in instrument.numbers:
                self._by_number[fold_number(number)].append(instrument)
        shorter: defaultdict[str, list[Instrument]] = defaultdict(list)
        for instrument in self.all:
            shorter[self.fold(_PARENTHESES.sub("", instrument.title))].append(instrument)
        # A title without its edition is that instrument only where there is one edition.
        for name, editions in shorter.items():
            if len(editions) == 1:
                self._by_title.setdefault(name, editions[0])

    def fold(self, title: str) -> str:
        """A title as it is compared: without issuer, 关于印发…的通知, name of the nation, marks, years in parentheses."""
        return _fold_title(title, self.rules.issuers)

    def find(self, title: str) -> Instrument | None:
        """The instrument a cited title names, however it is put; ``None`` for one that is not known."""
        folded = self.fold(title)
        return self._by_title.get(folded) or self._by_title.get(self.fold(_PARENTHESES.sub("", title)))

    def numbered(self, number: str) -> tuple[Instrument, ...]:
        """The instruments issued under a number."""
        return tuple(self._by_number.get(fold_number(number), ()))


def fold_number(number: str) -> str:
    """A document number as it is compared: brackets of one kind, without spaces, 第 and the name of the nation."""
    bare = re.sub(r"\s", "", number).removeprefix(_NATION)
    return re.sub(r"[〔\[［【（(](\d{4})[〕\]］】）)]第?", r"〔\1〕", bare)


@lru_cache(maxsize=1)
def load_instruments() -> Instruments:
    """The bundled instruments."""
    return read_instruments(bundled("mappings", "instruments"))


def read_instruments(folder: Path) -> Instruments:
    """The instruments of a folder: ``rules.toml`` and a table for each sector it names.

    Raises:
        MappingError: a malformed rule, date, kind, level or rank, rows out of order, a title or number given twice
            over, an end before the beginning, a successor that is not in the tables or an end without one or a note.
    """
    rules = _read_rules(folder / "rules.toml")
    rows = [row for path in sorted(folder.glob("*.tsv")) for row in _sorted_rows(path, rules)]
    instruments = tuple(sorted(map(_parse, rows), key=lambda instrument: instrument.title))
    _check_names(rows, rules)
    return Instruments(instruments, rules)


def _read_rules(path: Path) -> InstrumentRules:
    data = load_toml(path)
    with complain_of_entries(path):
        issuers = sorted(map(re.escape, data["issuers"]), key=len, reverse=True)
        return InstrumentRules(
            most_listed=int(data["most_listed"]),
            lead_days=int(data["lead_days"]),
            least_grounds=int(data["least_grounds"]),
            late_years=int(data["late_years"]),
            other_title=float(data["other_title"]),
            issuers=re.compile(
                rf"^(?:{'|'.join(issuers)}|等?[\d两二三四五六七八九十]*(?:部门|部委|单位)|[等、，])+(?=关于|印发|发布|转发)"
            ),
            sectors={sector: tuple(words) for sector, words in data["sectors"].items()},
        )


def _sorted_rows(path: Path, rules: InstrumentRules) -> Iterable[Row]:
    rows = load_tsv(path, _COLUMNS)
    for before, row in pairwise(rows):
        if before["title"] >= row["title"]:
            raise row.error(f"应按题名排序：{row['title']}")
    if rows and path.stem not in rules.sectors:
        raise rows[0].error(f"rules.toml 中没有领域 {path.stem}")
    return rows


def _check_names(rows: list[Row], rules: InstrumentRules) -> None:
    """No title or alias stands for two instruments, and each successor is there."""
    names: set[str] = set()
    for row in rows:
        for name in (row["title"], *row.items("aliases")):
            folded = _fold_title(name, rules.issuers)
            if folded in names:
                raise row.error(f"题名重复：{name}")
            names.add(folded)
    titles = {row["title"] for row in rows}
    for row in rows:
        if row["replaced_by"] and (row["replaced_by"] not in titles or row["replaced_by"] == row["title"]):
            raise row.error(f"表中没有替代它的《{row['replaced_by']}》")


def _parse(row: Row) -> Instrument:
    if not row["title"] or not row["source"]:
        raise row.error("缺少题名或来源")
    issued, revised, ended = (_parse_date(row, column) for column in ("issued", "revised", "ended"))
    for later in filter(None, (revised, ended)):
        if issued is not None and later[: len(issued)] < issued[: len(later)]:
            raise row.error(f"日期 {later} 早于 {issued}")
    if (row["replaced_by"] or row["checked"]) and ended is None:
        raise row.error("有替代文件或注明待核的须有废止日期")
    if ended is not None and not (row["replaced_by"] or row["note"]):
        raise row.error("没有替代文件的，须在说明中交代")
    if row["kind"] not in list(InstrumentKind):
        raise row.error(f"未知的类别：{row['kind']}")
    if unknown := set(row.items("levels")) - set(Level):
        raise row.error(f"未知的层级：{'、'.join(sorted(unknown))}")
    if row["checked"] not in ("", _UNCHECKED):
        raise row.error(f"核对情况应为空或 {_UNCHECKED}：{row['checked']}")
    return Instrument(
        title=row["title"],
        aliases=row.items("aliases"),
        numbers=row.items("number"),
        issued=issued,
        revised=revised,
        ended=ended,
        replaced_by=row["replaced_by"] or None,
        kind=InstrumentKind(row["kind"]),
        sector=row.path.stem,
        levels=frozenset(map(Level, row.items("levels"))),
        rank=_parse_rank(row, issued),
        checked=not row["checked"],
        source=row["source"],
        note=row["note"],
    )


def _parse_date(row: Row, column: str) -> str | None:
    text = row[column]
    if not text:
        return None
    match = _DATE.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError as error:
        raise row.error(f"“{column}”应为 2022-06-05 式的日期：{text}") from error
    return text


def _parse_rank(row: Row, issued: str | None) -> int | None:
    if not row["rank"]:
        return None
    if not row["rank"].isdecimal() or not 1 <= int(row["rank"]) <= _LEAST_RANK:
        raise row.error(f"重要程度应为 1 至 {_LEAST_RANK}：{row['rank']}")
    if issued is None:
        raise row.error("有重要程度的须有印发日期")
    return int(row["rank"])


def _fold_title(title: str, issuers: re.Pattern[str]) -> str:
    kept = _KEPT_PARENTHESES.sub(r"\1", re.sub(r"\s", "", title))
    bare = issuers.sub("", _PARENTHESES.sub("", kept))
    if match := _NOTICE.match(bare):
        bare = issuers.sub("", match["inner"])
    words = _WORDS_ONLY.sub("", bare).replace("二〇三五", "2035").replace("二○三五", "2035")
    return words.removeprefix(_NATION).removeprefix("关于")
