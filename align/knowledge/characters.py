"""Radicals that converters put for the ideographs they look like (``mappings/characters/radicals.tsv``)."""

from __future__ import annotations

import unicodedata
from functools import cache

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
