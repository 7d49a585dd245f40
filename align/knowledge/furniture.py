"""What stands round a plan on a web page and is none of it (``mappings/structure/furniture.tsv``)."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from align.bundled import bundled
from align.knowledge.files import Row, load_tsv

_COLUMNS = ("pattern", "examples", "kept")


@lru_cache(maxsize=2)
def load_furniture(path: Path | None = None) -> re.Pattern[str]:
    """A pattern for whole cleaned lines: source and date of a page, its buttons, its foot.

    Raises:
        MappingError: a pattern that is malformed, misses an example, or takes a line that is to be kept.
    """
    rows = load_tsv(path or bundled("mappings", "structure", "furniture.tsv"), _COLUMNS)
    return re.compile("|".join(f"(?:{_checked(row)})" for row in rows))


def _checked(row: Row) -> str:
    try:
        pattern = re.compile(row["pattern"])
    except re.error as error:
        raise row.error(f"正则表达式有误：{error}") from error
    for example in row.items("examples"):
        if pattern.fullmatch(example) is None:
            raise row.error(f"样例“{example}”未被匹配")
    for kept in row.items("kept"):
        if pattern.fullmatch(kept) is not None:
            raise row.error(f"“{kept}”不应略去")
    return row["pattern"]
