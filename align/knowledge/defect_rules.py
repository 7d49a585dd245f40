"""What slips of the text look like."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from align.bundled import bundled
from align.knowledge.files import Row, complain_of_entries, load_toml, load_tsv


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A slip that a pattern finds: group ``slip`` is what is wrong; ``{text}`` in the message stands for it.

    ``in_source`` slips are looked for in the source itself, because cleaning takes them out.
    """

    code: str
    in_source: bool
    pattern: re.Pattern[str]
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DefectRules:
    """All rules for slips of the text.

    ``truncated`` maps the stump of a word to the word; ``scopes`` maps the kind of a place (区, 县 …) to the words that
    name the whole of another kind of place.
    """

    slips: tuple[Slip, ...]
    truncated: dict[str, str]
    scopes: dict[str, tuple[str, ...]]
    reference_after: re.Pattern[str]
    special_zones: tuple[str, ...]


@lru_cache(maxsize=1)
def load_defect_rules() -> DefectRules:
    """The bundled rules."""
    return read_defect_rules(bundled("mappings", "defects"))


def read_defect_rules(folder: Path) -> DefectRules:
    """The rules of a folder.

    Raises:
        MappingError: a pattern that misses a bad example or hits a good one, a stump that does not begin its word, a
            missing key.
    """
    context = folder / "scope_context.toml"
    data = load_toml(context)
    with complain_of_entries(context):
        reference_after = re.compile("|".join(data["reference_after"]))
        special_zones = tuple(data["special_zones"])
    slips = load_tsv(folder / "slips.tsv", ("code", "where", "pattern", "message", "bad", "good"))
    return DefectRules(
        slips=tuple(map(_slip, slips)),
        truncated=dict(map(_stump, load_tsv(folder / "truncated.tsv", ("stem", "whole")))),
        scopes={row["ends"]: row.items("wrong") for row in load_tsv(folder / "scopes.tsv", ("ends", "wrong"))},
        reference_after=reference_after,
        special_zones=special_zones,
    )


def _slip(row: Row) -> Slip:
    try:
        pattern = re.compile(row["pattern"])
    except re.error as error:
        raise row.error(f"正则表达式有误：{error}") from error
    if "slip" not in pattern.groupindex:
        raise row.error("正则表达式中缺少 slip 组")
    for example in row.items("bad"):
        if pattern.search(example) is None:
            raise row.error(f"样例“{example}”未命中")
    for example in row.items("good"):
        if pattern.search(example) is not None:
            raise row.error(f"反例“{example}”不应命中")
    if row["where"] not in ("clean", "source"):
        raise row.error("where 应为 clean 或 source")
    return Slip(code=row["code"], in_source=row["where"] == "source", pattern=pattern, message=row["message"])


def _stump(row: Row) -> tuple[str, str]:
    if not row["whole"].startswith(row["stem"]) or row["whole"] == row["stem"]:
        raise row.error(f"“{row['stem']}”不是“{row['whole']}”的残段")
    return row["stem"], row["whole"]
