"""Keeps what is fitted to the bundled knowledge between runs, so that only the first run pays for it.

The file lies in the user's cache folder (``PLAN_ALIGN_CACHE``, else the usual place of the system) and is named after
everything it depends on: another catalogue, weight or library makes another file. It may be deleted at any time; a
folder that cannot be written, or a file that cannot be read, only costs the time to fit again.
"""

from __future__ import annotations

import os
import pickle
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

_Fitted = TypeVar("_Fitted")
_FOLDER = "plan-align"
# Older files are of catalogues no longer in use.
_KEPT_FILES = 2


def load_fitted(name: str, digest: str, build: Callable[[], _Fitted]) -> _Fitted:
    """What ``build`` makes, from the cache where an earlier run left it.

    Args:
        name: what it is, as the first part of the file's name.
        digest: stands for everything it depends on.
        build: makes it anew.
    """
    folder = cache_folder()
    file = folder / f"{name}-{digest}.pickle"
    kept: _Fitted | None = read_cached(file)  # the digest stands for the type as well
    if kept is not None:
        return kept
    fitted = build()
    with suppress(OSError, pickle.PicklingError):
        write_cached(file, fitted)
        _drop_old(folder, name)
    return fitted


def cache_folder() -> Path:
    """Where fitted files are kept; the folder need not exist."""
    if own := os.environ.get("PLAN_ALIGN_CACHE"):
        return Path(own)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / _FOLDER
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / _FOLDER
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / _FOLDER


def read_cached(file: Path) -> Any:  # noqa: ANN401 - whatever was kept
    """The content of a file of the user's own cache; ``None`` where there is none, or it is damaged."""
    try:
        return pickle.loads(file.read_bytes())
    except FileNotFoundError:
        return None
    except Exception:
        return None


def write_cached(file: Path, content: object) -> None:
    """Keeps something in a file of the user's own cache, all or nothing.

    Raises:
        OSError: the folder cannot be made or written.
        pickle.PicklingError: it is nothing that can be kept.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as part:
        try:
            pickle.dump(content, part, protocol=pickle.HIGHEST_PROTOCOL)  # the bytes are never whole in memory
        except BaseException:
            Path(part.name).unlink(missing_ok=True)
            raise
    Path(part.name).replace(file)


def _drop_old(folder: Path, name: str) -> None:
    files = sorted(folder.glob(f"{name}-*.pickle"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in files[_KEPT_FILES:]:
        file.unlink(missing_ok=True)
