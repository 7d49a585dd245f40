"""Runs the code of a notebook without a notebook server."""

from __future__ import annotations

import contextlib
import io
import json
from pathlib import Path
from typing import Any

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"


def code_of(notebook: Path) -> list[dict[str, Any]]:
    """The code cells."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"]


def run_cells(notebook: Path) -> tuple[dict[str, Any], str]:
    """The names that the code cells leave behind, and what they print; run where the notebook lies, as a server does."""
    names: dict[str, Any] = {}
    printed = io.StringIO()
    with contextlib.chdir(notebook.parent), contextlib.redirect_stdout(printed):
        for cell in code_of(notebook):
            exec(compile("".join(cell["source"]), str(notebook), "exec"), names)
    return names, printed.getvalue()
