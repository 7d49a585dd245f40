"""The kinds of files that are fuzzed."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a reader is fed; ``foreign`` files go through a stand-in for LibreOffice, ``office-pdf`` needs LibreOffice itself."""

    TXT = "txt"
    MD = "md"
    CSV = "csv"
    TSV = "tsv"
    HTML = "html"
    DOCX = "docx"
    XLSX = "xlsx"
    PDF = "pdf"
    OFFICE_PDF = "office-pdf"
    PICTURE = "picture"
    FOREIGN = "foreign"


# What the default suite mutates anew: all but what another program must make first.
QUICK = tuple(kind for kind in Kind if kind is not Kind.OFFICE_PDF)
