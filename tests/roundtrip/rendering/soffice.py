"""LibreOffice's part: many files in one run, with a profile of its own."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from align.reading.conversion import find_program

# What LibreOffice calls the formats.
_FILTERS = {"pdf": "pdf", "doc": "doc:MS Word 97"}
_SECONDS, _SECONDS_EACH = 60, 20


def has_program() -> bool:
    """Whether LibreOffice is on this machine."""
    return find_program() is not None


def convert_all(files: Sequence[Path], suffix: str, folder: Path) -> None:
    """Converts files into another format, all in one run; the results have the same stems.

    Raises:
        RuntimeError: there is no LibreOffice, it takes too long, or a file did not come out.
    """
    program = find_program()
    if program is None:
        raise RuntimeError("需要 LibreOffice，本机没有找到")
    if not files:
        return
    with tempfile.TemporaryDirectory(prefix="roundtrip-") as profile:
        command = [str(program), f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore"]
        command += ["--convert-to", _FILTERS[suffix], "--outdir", str(folder), *map(str, files)]
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_SECONDS + _SECONDS_EACH * len(files),
            check=False,
        )
    missing = [file.stem for file in files if not (folder / f"{file.stem}.{suffix}").is_file()]
    if missing:
        raise RuntimeError(f"LibreOffice 没有转换出：{'、'.join(missing)}\n{done.stderr.strip()}")
