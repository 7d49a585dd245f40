"""The extra ``ocr``: whether it is installed, and the recogniser it gives."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from importlib.util import find_spec

from align.fitted import cache_folder
from align.recognising.recognition import Recogniser
from align.recognising.remembered import RememberedRecogniser
from align.recognising.supervised import SupervisedRecogniser

INSTALL = "pip install '.[ocr]'"
_LIBRARIES = ("rapidocr", "onnxruntime")
_FOLDER = "recognised"
# Counts up with every change to what the engine's answers are made into before they are kept.
_FORM = 4


def is_installed() -> bool:
    """Whether pictures can be recognised."""
    return all(find_spec(name) is not None for name in _LIBRARIES)


@contextmanager
def open_recogniser() -> Iterator[Recogniser]:
    """The recogniser of the extra, which must be installed; its process ends with the context."""
    engine = f"rapidocr {version('rapidocr')}"
    with SupervisedRecogniser(engine=engine) as supervised:
        yield RememberedRecogniser(supervised, cache_folder() / _FOLDER, f"{engine} {_FORM}")
