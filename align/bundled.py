"""Finds the data that ships with the program: ``mappings/`` and the demo corpus."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def bundled(*parts: str) -> Path:
    """The path of a bundled file or folder, e.g. ``bundled("mappings", "units", "units.tsv")``.

    A wheel carries the data inside the package; a checkout (and an sdist) carries it beside the package.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    for root in (_PACKAGE / "_bundled", _PACKAGE.parent):
        candidate = root.joinpath(*parts)
        if candidate.exists():
            return candidate
    raise FileNotFoundError("/".join(parts))
