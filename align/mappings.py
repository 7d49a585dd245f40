"""Finds the files of ``mappings/``: those that ship with the program, then those of the user's own folder.

The folder is named by ``PLAN_ALIGN_MAPPINGS`` and laid out like ``mappings/``; its files add to the bundled ones and obey
the same rules, so that nothing in it can take back or change what is bundled. What is loaded is kept for the run: the
variable must be set before the program first reads a plan (in a notebook: before the first call).
"""

from __future__ import annotations

import os
from pathlib import Path

from align.bundled import bundled
from align.errors import InputError

VARIABLE = "PLAN_ALIGN_MAPPINGS"
OWN_FILES = (
    "sectors/sectors.tsv",
    "themes/themes.tsv",
    "tasks/*.jsonl",
    "concepts/*.tsv",
    "indicators/catalogue/*.tsv",
    "indicators/synonyms.tsv",
    "indicators/counterparts.tsv",
    "units/units.tsv",
    "assigned/*.tsv",
)
"""What a folder of one's own may hold: tables and catalogues to which more can be added. Thresholds, rules and patterns
hold for all sectors and are not among them."""

# Other files (notes, what an operating system leaves behind) are nobody's knowledge.
_KNOWLEDGE = frozenset({".tsv", ".jsonl", ".json", ".toml", ".csv", ".txt", ".xlsx"})
_REMEDY = "请把环境变量 PLAN_ALIGN_MAPPINGS 设为自己的映射文件夹，不用时去掉该变量。"


def mapping_files(kind: str, pattern: str) -> tuple[Path, ...]:
    """The files of one kind: the bundled ones by name, then those of the user's own folder.

    Args:
        kind: a folder of ``mappings/``, e.g. ``tasks``.
        pattern: the files in it, e.g. ``*.jsonl`` or ``catalogue/*.tsv``; one of :data:`OWN_FILES` with its folder.

    Raises:
        InputError: the user's own folder is none, or holds a file that has no place there.
    """
    shipped = sorted(bundled("mappings", kind).glob(pattern))
    own = own_folder()
    return (*shipped, *(sorted((own / kind).glob(pattern)) if own else ()))


def own_folder() -> Path | None:
    """The user's own folder of mappings; ``None`` where none is named.

    Raises:
        InputError: there is no such folder, or it holds a file that has no place there.
    """
    named = os.environ.get(VARIABLE)
    if not named:
        return None
    folder = Path(named)
    if not folder.is_dir():
        raise InputError(folder, "没有这个映射文件夹", _REMEDY)
    placed = own_files(folder)
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith((".", "~")) for part in path.relative_to(folder).parts)
        if path.suffix.lower() in _KNOWLEDGE and not hidden and path not in placed:
            raise InputError(path, "映射文件夹中没有这个文件的位置", f"可以添加的有：{'、'.join(OWN_FILES)}。")
    return folder


def own_files(folder: Path) -> tuple[Path, ...]:
    """The knowledge in a folder of one's own, in the order of :data:`OWN_FILES`."""
    return tuple(path for pattern in OWN_FILES for path in sorted(folder.glob(pattern)))
