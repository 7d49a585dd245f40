"""Guards against office files that unpack to an absurd size, or whose markup would fill the memory.

Nothing is ever unpacked onto the disk: what an entry is named (../../x, /etc/x) leads nowhere.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from align.errors import InputError

# A plan unpacks to some ten megabytes; these only stop files made to fill the memory.
_MAX_UNPACKED = 500 * 1024 * 1024
_MAX_RATIO = 300
_RATIO_FROM = 50 * 1024 * 1024
_MAX_ENTRIES = 5_000
# The markup of a long plan has a million tags and attributes; each takes some 150 bytes of memory once parsed.
_MAX_MARKS = 3_000_000
_MAX_MARKUP = 150 * 1024 * 1024
_CHUNK = 1024 * 1024
# The parts of office files may not declare document types (ECMA-376 part 2, 8.1.1): those that do declare entities to
# multiply or to fetch. Drawings and web pages that lie in a file may, but for entities.
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in _ENCODINGS)
_ENTITIES = tuple("<!ENTITY".encode(encoding) for encoding in _ENCODINGS)
_PAGES = (".svg", ".htm", ".html", ".xhtml")
_MARKUP_STARTS = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00<")
_LOCAL_HEADER = 30
_ENCRYPTED = 0x1


def check_archive(data: bytes, path: Path, kind: str, remedy: str) -> None:
    """Makes sure that an office file is an archive of a sound size, without declarations that make markup multiply.

    Args:
        data: the file.
        path: only named in the complaint.
        kind: what the file should be, in Chinese (Word 文档).
        remedy: what to do with a damaged one.

    Raises:
        InputError: the archive is damaged or encrypted, unpacks to an absurd size, or its markup declares a document type.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_entries(archive.infolist(), data, path)
            if any(entry.flag_bits & _ENCRYPTED for entry in archive.infolist()):
                raise InputError(path, f"{kind}已加密", "请打开并输入密码，取消密码保护后另存，再重试")
            _check_declarations(archive, path, kind, remedy)
    except InputError:
        raise
    # zipfile, zlib, bz2 and lzma each raise what they like on a damaged archive; all of it means the same to the user.
    except Exception as error:
        raise InputError(path, f"{kind}已损坏，无法打开", remedy) from error


def check_markup(data: bytes, path: Path, kind: str) -> None:
    """Makes sure that the markup in an archive that passed :func:`check_archive` can be parsed whole.

    Raises:
        InputError: it has more tags and attributes than the file of any plan.
    """
    marks = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in archive.infolist():
            for chunk in _read_markup(archive, entry):
                marks += chunk.count(b"<") + chunk.count(b"=")
                if marks > _MAX_MARKS:
                    _refuse(path, f"{kind}的内容异常地多")


def is_markup(name: str) -> bool:
    """Whether an entry of an office file is markup, by its name."""
    return name.lower().endswith((".xml", ".rels", ".vml"))


def _check_entries(entries: list[zipfile.ZipInfo], data: bytes, path: Path) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > _MAX_UNPACKED or (unpacked > _RATIO_FROM and unpacked > _MAX_RATIO * len(data)):
        _refuse(path, f"文件解压后异常地大（{unpacked // 1024**2} MB）")
    if len(entries) > _MAX_ENTRIES:
        _refuse(path, f"文件内有 {len(entries)} 个部件，异常地多")
    for first, second in pairwise(sorted(entries, key=lambda entry: entry.header_offset)):
        if first.header_offset + _LOCAL_HEADER + first.compress_size > second.header_offset:
            raise zipfile.BadZipFile("overlapping entries")


def _check_declarations(archive: zipfile.ZipFile, path: Path, kind: str, remedy: str) -> None:
    size = 0
    for entry in archive.infolist():
        forbidden = _ENTITIES if entry.filename.lower().endswith(_PAGES) else _DOCTYPES
        for chunk in _read_markup(archive, entry):
            size += len(chunk)
            if any(declaration in chunk for declaration in forbidden):
                raise InputError(path, f"{kind}中有不允许的文档类型声明，已停止读取", remedy)
            if size > _MAX_MARKUP:
                _refuse(path, f"{kind}的内容异常地多")


def _read_markup(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The pieces of an entry, each with the end of the one before; nothing of an entry that is no markup by name or look."""
    with archive.open(entry) as part:
        chunk = part.read(_CHUNK)
        if not (is_markup(entry.filename) or chunk.lstrip().startswith(_MARKUP_STARTS)):
            return
        tail = b""
        while chunk:
            yield tail + chunk
            tail = chunk[-2 * len("<!DOCTYPE") :]
            chunk = part.read(_CHUNK)


def _refuse(path: Path, problem: str) -> None:
    raise InputError(path, f"{problem}，已停止读取", "请确认文件来源可靠，压缩其中的图片、删去无关内容后重试")
