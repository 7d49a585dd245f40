"""What converters do to characters (``mappings/characters/``): radicals for ideographs, subscripts that lose their place."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from align.bundled import bundled
from align.knowledge.files import load_tsv

_KANGXI = range(0x2F00, 0x2FE0)


@cache
def load_radicals() -> dict[int, str]:
    """What each radical stands for, by code point, as ``str.translate`` takes it.

    Kangxi radicals are what NFKC says, but for those it knows only in their traditional form; the supplement, which
    NFKC leaves alone, stands in the file.
    """
    rows = load_tsv(bundled("mappings", "characters", "radicals.tsv"), ("radical", "ideograph"))
    kangxi = {code: unicodedata.normalize("NFKC", chr(code)) for code in _KANGXI}
    return kangxi | {ord(row["radical"]): row["ideograph"] for row in rows}


@dataclass(frozen=True, slots=True)
class Stem:
    """A formula before its subscript, such as PM: the subscripts it may have, and whether it may stand without one."""

    text: str
    subscripts: tuple[str, ...]
    optional: bool


@lru_cache(maxsize=2)
def load_stems(path: Path | None = None) -> dict[str, Stem]:
    """The formulas whose subscripts converters displace, by their text.

    Raises:
        MappingError: a formula without subscripts or given twice, or an unknown word under ``optional``.
    """
    stems: dict[str, Stem] = {}
    for row in load_tsv(
        path or bundled("mappings", "characters", "subscripts.tsv"), ("stem", "subscripts", "optional")
    ):
        if not row.items("subscripts") or row["stem"] in stems or row["optional"] not in ("", "yes"):
            raise row.error(f"下标缺失、重复，或 optional 不是 yes：{row['stem']}")
        stems[row["stem"]] = Stem(row["stem"], row.items("subscripts"), row["optional"] == "yes")
    return stems
