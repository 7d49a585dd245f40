"""plan-align: checks how a lower-level plan answers the plans above it (规划衔接审查).

>>> from align import align_plans, read_plan
>>> alignment = align_plans(read_plan("市规划.docx"), read_plan("区规划.docx"))  # doctest: +SKIP
>>> alignment.gaps_frame()  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.version import __version__

if TYPE_CHECKING:
    from align.alignment import Alignment
    from align.library.aligned import Chain, Library
    from align.library.batch import align_folder
    from align.library.chain import align_chain
    from align.library.finding import find_in_folder
    from align.pipeline import align_many, align_plans, read_alignment, read_assigned, read_plan
    from align.reporting.matrixframe import matrix_frame

__all__ = [
    "Alignment",
    "Chain",
    "Library",
    "__version__",
    "align_chain",
    "align_folder",
    "align_many",
    "align_plans",
    "find_in_folder",
    "matrix_frame",
    "read_alignment",
    "read_assigned",
    "read_plan",
]

_HOMES = {
    "Alignment": "align.alignment",
    "Chain": "align.library.aligned",
    "Library": "align.library.aligned",
    "align_chain": "align.library.chain",
    "align_folder": "align.library.batch",
    "align_many": "align.pipeline",
    "align_plans": "align.pipeline",
    "find_in_folder": "align.library.finding",
    "matrix_frame": "align.reporting.matrixframe",
    "read_alignment": "align.pipeline",
    "read_assigned": "align.pipeline",
    "read_plan": "align.pipeline",
}


def __getattr__(name: str) -> object:
    """The public names, loaded when first asked for: the command's help needs none of them."""
    if name not in _HOMES:
        raise AttributeError(f"module 'align' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
