"""Tells what a result was made with."""

from __future__ import annotations

import hashlib
import shutil
import sys
from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from align.bundled import bundled
from align.mappings import own_files, own_folder
from align.results import JudgedBy, Provenance
from align.version import __version__

LIBRARIES = ("jieba", "pandas", "rapidfuzz", "scikit-learn")


@lru_cache(maxsize=1)
def load_provenance() -> Provenance:
    """What every result is made with: the version, digests of settings and mappings, versions of libraries.

    The digest of the mappings covers those of the user's own folder.

    Raises:
        InputError: the user's own folder is none, or holds a file that has no place there.
    """
    root = bundled("mappings")
    files = sorted(path for path in root.rglob("*") if path.is_file())
    settings = [path for path in files if path.relative_to(root).parts[0] in ("rules", "weights")]
    own = own_folder()
    return Provenance(
        version=__version__,
        judge=JudgedBy.RULES.label,
        settings=_digest((root, settings)),
        mappings=_digest((root, files), *([(own, own_files(own))] if own else ())),
        libraries=tuple((name, version_of(name)) for name in LIBRARIES),
    )


@lru_cache(maxsize=1)
def load_program_digest() -> str:
    """Stands for all that a result depends on beside the plans: the code, the mappings, and what reads documents.

    Cached work is used again only where it is the same; two versions that differ in a line of code differ here.
    """
    code = Path(__file__).parent
    digest = hashlib.sha256(_digest((code, sorted(code.rglob("*.py")))).encode())
    engines = (*LIBRARIES, "numpy", "scipy", "lxml", "pdfplumber", "pypdfium2", "rapidocr", "onnxruntime", "rjieba")
    for told in (load_provenance().mappings, sys.version, *map(version_of, engines), str(shutil.which("soffice"))):
        digest.update(f"|{told}".encode())
    return digest.hexdigest()


def _digest(*folders: tuple[Path, Sequence[Path]]) -> str:
    """One digest of the names and contents of files, each with the folder it is named in."""
    digest = hashlib.sha256()
    for root, files in folders:
        for path in files:
            digest.update(path.relative_to(root).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def version_of(name: str) -> str:
    """The version of an installed library, or that there is none."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "未安装"
