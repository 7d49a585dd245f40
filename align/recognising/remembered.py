"""Remembers what was recognised on disk: a run that was cut off goes on where it was, and a second one is quick.

A file per picture in the user's cache folder, named after the picture and the engine. A file may be deleted at any time;
a folder that cannot be written, or a file that cannot be read, only costs the time to recognise again.
"""

from __future__ import annotations

import hashlib
import tempfile
from contextlib import suppress
from pathlib import Path

from align.recognising.recognition import Picture, Recognised, Recogniser, parse_recognised, render_recognised


class RememberedRecogniser:
    """Recognises with another recogniser what it has not recognised before.

    Args:
        recogniser: what recognises.
        folder: where files are kept; need not exist.
        version: stands for the recogniser; another one does not use what this one left.
    """

    def __init__(self, recogniser: Recogniser, folder: Path, version: str) -> None:
        self._recogniser = recogniser
        self._folder = folder
        self._version = version

    @property
    def engine(self) -> str:
        """That of the recogniser: what it left before was its own."""
        return self._recogniser.engine

    def recognise(self, picture: Picture) -> Recognised:
        """The text and rules of a picture.

        Raises:
            RecognitionError: it was not recognised before, nor is it now.
        """
        name = hashlib.sha256(f"{self._version}|{picture.sha256}".encode()).hexdigest()
        file = self._folder / f"{name}.json"
        with suppress(OSError, ValueError):
            return parse_recognised(file.read_text(encoding="utf-8"))
        recognised = self._recogniser.recognise(picture)
        with suppress(OSError):
            self._keep(file, recognised)
        return recognised

    def _keep(self, file: Path, recognised: Recognised) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as part:
            part.write(render_recognised(recognised).encode())
        Path(part.name).replace(file)
