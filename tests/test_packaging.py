"""What a user installs carries its data and stands alone."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import metadata
from pathlib import Path

import align
from align.bundled import bundled
from align.reviewing.web.page import load_files, render_login


def test_bundled_data_is_found() -> None:
    """Mappings and the demo corpus are found wherever the package was installed from."""
    assert bundled("mappings", "units", "units.tsv").is_file()
    assert {path.name for path in bundled("corpora", "demo").glob("*.txt")} == {
        "province.txt",
        "city.txt",
        "district.txt",
    }


def test_the_command_runs_away_from_the_checkout(tmp_path: Path) -> None:
    """The demo needs nothing but the installed package."""
    code = (
        f"import sys; sys.path.insert(0, {str(Path(align.__file__).parents[1])!r}); from align.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "demo", "-o", "报告"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert {path.suffix for path in (tmp_path / "报告").iterdir()} == {".html", ".xlsx", ".docx", ".json"}


def test_version_is_told_once() -> None:
    """The version of the package is that of the distribution."""
    assert align.__version__ == metadata("plan-align")["Version"]


def test_no_network_at_import() -> None:
    """Importing the package loads no reader, no classifier and no data frame."""
    code = "import align.cli, sys; print([m for m in ('pandas', 'sklearn', 'docx', 'pdfplumber', 'jieba') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_review_page_carries_what_it_is_drawn_with() -> None:
    """Every template, style sheet and script, its own and the report's."""
    kinds = {name.rpartition(".")[2] for name in load_files()}
    assert kinds == {"css", "js", "svg"}
    assert {"report.css", "bench.js", "review.css", "review.js", "login.js"} <= set(load_files())
    assert "口令" in render_login()
