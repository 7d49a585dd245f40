"""The sentence patterns of the opinion in Word (``mappings/opinion/phrases.tsv``; domain rules §F3)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Formatter

from align.bundled import bundled
from align.errors import MappingError
from align.knowledge.files import Row, load_tsv
from align.results import IndicatorVerdict, ProjectVerdict, Severity, TaskVerdict

ANY = "*"
_COLUMNS = ("use", "part", "case", "sentence")
_FINDING = frozenset(
    ("plan", "lower", "quote", "where", "values", "reason", "comparison", "assigned", "lacks", "unseen", "unread")
)
# What the program can fill in, by the use of a sentence.
_SLOTS: dict[str, frozenset[str]] = {
    "opening": frozenset(("uppers", "lower")),
    "state": frozenset(("total", "reviewed")),
    "conclusion": frozenset(("lower",)),
    "scope": frozenset(("total",)),
    "pending": frozenset(("total",)),
    "praise": frozenset(("plan", "names", "total")),
    "count": frozenset(("total", "counts", "plans")),
    "form": frozenset(("total",)),
    "ask": frozenset(),
    "wording": frozenset(("wording",)),
    "upper": _FINDING,
    "lower": _FINDING,
    "problem": _FINDING,
    "advice": frozenset(("ask", "nature")),
}
_PARTS = frozenset(("task", "indicator", "project", "basis", "claim", "structure", ANY))
_GRADES = frozenset(severity.value for severity in Severity if severity is not Severity.INFO)
_VERDICTS = frozenset(one.value for verdicts in (TaskVerdict, IndicatorVerdict, ProjectVerdict) for one in verdicts)
# The cases of the uses that do not speak of a verdict.
_CASES: dict[str, frozenset[str]] = {
    "state": frozenset(("draft", "part", "whole")),
    "conclusion": _GRADES | {"none", "part_text"},
    "praise": frozenset(("equal", "few", ANY)),
    "count": frozenset(("none", "unseen", ANY)),
    "form": frozenset(("listed",)),
    "ask": _GRADES,
    "advice": _VERDICTS | {"nature_weakened", ANY},
}
# Without these no opinion can be written, whatever the findings are.
_NEEDED = (
    *(("state", case) for case in ("draft", "part", "whole")),
    *(("conclusion", case) for case in sorted(_CASES["conclusion"])),
    *(("ask", grade) for grade in sorted(_GRADES)),
    ("form", "listed"),
    ("count", "none"),
    ("count", "unseen"),
    *((use, ANY) for use in ("opening", "scope", "pending", "count", "wording", "problem")),
)
_BLUNT = re.compile("必须|务必|应")


@dataclass(frozen=True, slots=True)
class Phrases:
    """The patterns by use, part and case."""

    _sentences: Mapping[tuple[str, str, str], str]

    def fill(self, use: str, part: str = ANY, case: str = ANY, **values: str) -> str:
        """The sentence for a part and a case with its slots filled; empty where there is none for them.

        The nearest pattern counts: of the part and case, of the part, of the case, of the use.
        """
        for key in ((use, part, case), (use, part, ANY), (use, ANY, case), (use, ANY, ANY)):
            if key in self._sentences:
                return self._sentences[key].format_map(values)
        return ""


@lru_cache(maxsize=2)
def load_phrases(path: Path | None = None) -> Phrases:
    """The patterns of ``path``, by default the bundled ones.

    Raises:
        MappingError: an unknown use, part, case or slot, a pattern given twice, one that is lacking, or a bidding word
            for what is only to be checked.
    """
    file = path or bundled("mappings", "opinion", "phrases.tsv")
    sentences: dict[tuple[str, str, str], str] = {}
    for row in load_tsv(file, _COLUMNS):
        _check_row(row)
        key = (row["use"], row["part"], row["case"])
        if key in sentences:
            raise row.error(f"“{'、'.join(key)}”重复")
        sentences[key] = row["sentence"]
    lacking = [key for key in _NEEDED if (key[0], ANY, key[1]) not in sentences]
    if lacking:
        raise MappingError(file, 1, f"缺少句式：{'；'.join('、'.join(key) for key in lacking)}")
    return Phrases(sentences)


def _check_row(row: Row) -> None:
    use, case = row["use"], row["case"]
    if use not in _SLOTS:
        raise row.error(f"不认识的用处“{use}”，可用：{'、'.join(_SLOTS)}")
    if row["part"] not in _PARTS:
        raise row.error(f"不认识的部分“{row['part']}”，可用：{'、'.join(sorted(_PARTS))}")
    if case not in _CASES.get(use, _VERDICTS | {ANY}):
        raise row.error(f"“{use}”没有“{case}”这种情形")
    if not row["sentence"]:
        raise row.error("句式是空的")
    unknown = [name for name in _find_slots(row) if name not in _SLOTS[use]]
    if unknown:
        raise row.error(f"“{use}”不能填写：{'、'.join(unknown)}；可用：{'、'.join(sorted(_SLOTS[use])) or '无'}")
    if (use, case) == ("ask", Severity.NOTICE.value) and (blunt := _BLUNT.search(row["sentence"])):
        raise row.error(f"提示只请核实，不得写“{blunt.group()}”")


def _find_slots(row: Row) -> list[str]:
    """The names of the slots; only bare names are allowed, so that no pattern can reach into what fills it."""
    try:
        parsed = list(Formatter().parse(row["sentence"]))
    except ValueError as error:
        raise row.error(f"大括号不成对：{error}") from error
    if any(form or conversion for _, _, form, conversion in parsed):
        raise row.error("大括号里只写名称")
    return [name for _, name, _, _ in parsed if name is not None]
