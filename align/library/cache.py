"""Keeps plans that were read, and where their texts stand in the catalogue, so that an unchanged file costs next to nothing.

Files lie in the user's cache folder (``fitted.cache_folder``) under names made of everything they depend on: the bytes and the
path of the plan, corrections, and the program with its mappings. They may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import pickle
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from align.correction import Correction
from align.fitted import cache_folder, read_cached, write_cached
from align.matching.mapped import MappedPlan
from align.model import Plan
from align.pipeline import read_plan, require_content
from align.provenance import load_program_digest
from align.tasking import map_plan

_Kept = TypeVar("_Kept")
_FOLDER = "plans"
# A plan of 30,000 characters takes about 0.2 MB; beyond this the files that lay unused longest go.
_LARGEST = 2 * 1024**3


class PlanCache:
    """Reads and maps plans, each version of each file once; files are kept in the user's cache folder."""

    def __init__(self) -> None:
        self._folder = cache_folder() / _FOLDER

    def read(self, path: Path, correction: Correction) -> Plan:
        """The plan in a file.

        Raises:
            InputError: it cannot be read, or holds neither tasks nor indicators.
        """
        plan: Plan = self._keep("plan", path, correction, lambda: read_plan(path, correction=correction))
        require_content(plan)
        return plan

    def map(self, path: Path, correction: Correction) -> MappedPlan:
        """The plan in a file, with where its texts stand in the catalogue.

        Raises:
            InputError: as for ``read``.
        """
        return self._keep("mapped", path, correction, lambda: map_plan(self.read(path, correction)))

    def prune(self) -> None:
        """Drops what lay unused longest where the folder has grown too large."""
        with suppress(OSError):
            files = [(file.stat(), file) for file in self._folder.iterdir()]
            room = _LARGEST
            for told, file in sorted(files, key=lambda entry: -entry[0].st_mtime):
                room -= told.st_size
                if room < 0:
                    file.unlink(missing_ok=True)

    def _keep(self, kind: str, path: Path, correction: Correction, make: Callable[[], _Kept]) -> _Kept:
        try:
            content = path.read_bytes()
        except OSError:
            return make()  # which says what is wrong
        told = (hashlib.sha256(content).hexdigest(), str(path), repr(correction), load_program_digest())
        file = self._folder / f"{hashlib.sha256('|'.join(told).encode()).hexdigest()[:32]}.{kind}"
        packed = read_cached(file)
        if isinstance(packed, bytes):
            with suppress(zlib.error):
                kept: _Kept = pickle.loads(zlib.decompress(packed))
                file.touch()
                return kept
        made = make()
        with suppress(OSError, pickle.PicklingError):
            write_cached(file, zlib.compress(pickle.dumps(made, protocol=pickle.HIGHEST_PROTOCOL), level=1))
        return made
