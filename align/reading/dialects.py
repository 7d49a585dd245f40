"""Brings strict office files (ISO/IEC 29500) into the usual form, which is the one that the libraries read."""

from __future__ import annotations

import re

_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")
_USUAL = rb"http://schemas.openxmlformats.org/\1/2006/\2"


def to_usual_names(part: bytes) -> bytes:
    """A part of an office file, its namespaces and kinds of relations named as in the usual form."""
    return _STRICT.sub(_USUAL, part)
