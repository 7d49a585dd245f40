"""Turns the bytes of a text file into characters: UTF-8, UTF-16, UTF-32, GB18030 and Big5, with or without a mark."""

from __future__ import annotations

import codecs
import unicodedata
from pathlib import Path
from typing import NamedTuple

from align.errors import InputError

_MARKS = (
    # The longer marks first: the mark of UTF-32 begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_REMEDY_ENCODING = "请用记事本或 WPS 打开后另存为 UTF-8 编码的文本文件，再重试"
_REMEDY_BINARY = "请确认文件类型：若是 Word、PDF 文档，请改回正确的后缀后重试"
# More control and unassigned characters than this and the bytes are no text.
_JUNK_SHARE = 0.02
# A file with no more broken bytes than this is still worth reading.
_BROKEN_SHARE = 0.001
_SAMPLE = 100_000
_LAYOUT_CHARACTERS = frozenset("\t\n\r\f\v\x1a\x1e\x1f")


class Decoded(NamedTuple):
    """Text with line ends made ``\\n``; ``broken`` counts the characters that could not be decoded (now U+FFFD)."""

    text: str
    broken: int


def parse_bytes(data: bytes, path: Path) -> Decoded:
    """The text in ``data``, the byte-order mark dropped; ``path`` is only named in the complaint.

    Raises:
        InputError: the bytes are no text, or in none of the known encodings.
    """
    decoded = _decode_marked(data) or _decode_unmarked(data)
    if decoded is None:
        raise InputError(path, "文件不是可识别的文本，或编码不是 UTF-8、UTF-16、GB18030 之一", _REMEDY_ENCODING)
    if _is_junk(decoded.text):
        raise InputError(path, "文件内容是二进制数据，不是文本", _REMEDY_BINARY)
    return Decoded(decoded.text.replace("\r\n", "\n").replace("\r", "\n"), decoded.broken)


def _decode_marked(data: bytes) -> Decoded | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_leniently(data[len(mark) :], encoding)
    return None


def _decode_unmarked(data: bytes) -> Decoded | None:
    if (text := _decode(data, "utf-8")) is not None and "\x00" not in text:
        return Decoded(text, 0)
    if b"\x00" in data:
        return _decode_utf16(data)
    for encoding in _likely_encodings(data):
        if (text := _decode(data, encoding)) is not None:
            return Decoded(text, 0)
    return _decode_leniently(data, "utf-8") or _decode_leniently(data, "gb18030")


def _decode(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _decode_leniently(data: bytes, encoding: str) -> Decoded | None:
    """The text with broken bytes replaced, unless there are too many of them to trust the encoding."""
    text = data.decode(encoding, errors="replace")
    broken = text.count("\ufffd")
    return Decoded(text, broken) if broken <= max(1, len(text) * _BROKEN_SHARE) else None


def _decode_utf16(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: the byte order in which line ends, digits and Chinese characters come out as such.

    A byte too many at the end, as a broken download leaves it, is one broken character.
    """
    odd = len(data) % 2
    whole = data[: len(data) - odd]
    texts = [text for encoding in ("utf-16-le", "utf-16-be") if (text := _decode(whole, encoding)) is not None]
    best = max(texts, key=_plain_share, default="")
    return Decoded(best + "\ufffd" * odd, odd) if best and _plain_share(best) > 0.8 else None


def _plain_share(text: str) -> float:
    plain = sum(_is_plain(character) for character in text[:_SAMPLE])
    return plain / max(1, min(len(text), _SAMPLE))


def _is_plain(character: str) -> bool:
    code = ord(character)
    return (
        0x20 <= code < 0x7F
        or character in "\t\n\r"
        or 0x3000 <= code < 0x3020
        or 0x4E00 <= code < 0xA000
        or code >= 0xFF00
    )


def _likely_encodings(data: bytes) -> tuple[str, ...]:
    """GB18030 unless the bytes look more like Big5: both decode almost any pair of high bytes."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], cp_isolation=["gb18030", "big5"]).best()
    return ("big5", "gb18030") if best is not None and best.encoding == "big5" else ("gb18030",)


def _is_junk(text: str) -> bool:
    sample = text[:_SAMPLE]
    junk = sum(
        character not in _LAYOUT_CHARACTERS and unicodedata.category(character) in ("Cc", "Cn") for character in sample
    )
    return junk > _JUNK_SHARE * len(sample)
