"""Guards against PDF documents that unpack to an absurd size."""

from __future__ import annotations

import io
import re
import zlib
from contextlib import suppress

# Text and drawing of a page of a plan unpack to some hundred kilobytes, of a detailed map to twenty megabytes.
_MAX_STREAM = 50 * 1024 * 1024
_MAX_ALL = 500 * 1024 * 1024
# What people draw and write shrinks to a third or a tenth; a page of which a kilobyte makes a megabyte says nothing.
_MAX_RATIO = 100
_RATIO_FROM = 1024 * 1024
_CHUNK = 1024 * 1024
# Read so many bytes at a time, what precedes damage is unpacked: of the bytes with the damage nothing is.
_SLICE = 64
_STREAM = re.compile(rb"stream\r?\n")
# What stands before a stream tells what it is; pictures are large, and are not unpacked for their text.
_DICTIONARY = 1000
_PICTURE = re.compile(rb"/Subtype\s*/Image")
# A row of a packed table of that many bytes; the libraries make room for it before they look at what there is.
_WIDE_ROW = re.compile(rb"/(?:Columns|Colors|BitsPerComponent)\s+\d{6,}")
_PACKED_TWICE = re.compile(rb"/(?:FlateDecode|Fl)\b[^\]]*/(?:FlateDecode|Fl)\b")
# The packing of the time before deflate; behind another packing its size is not measured but bounded: no code of it
# makes more than 3,840 bytes, and 1.5 bytes make a code.
_LZW = re.compile(rb"/(?:LZWDecode|LZW)\b")
_BEFORE_LZW = re.compile(rb"/Filter\s*\[\s*/(?!LZW)")
_MOST_LZW = 2560


def unpacks_absurdly(data: bytes) -> bool:
    """Whether a stream of a PDF document, other than of a picture, or all of them unpack to more than any plan has.

    Streams packed otherwise than by deflate and LZW pack less, and are not looked at.
    """
    if _WIDE_ROW.search(data):
        return True
    total = 0
    for match in _STREAM.finditer(data):
        before = data[max(0, match.start() - _DICTIONARY) : match.start()].rpartition(b"endobj")[2]
        if _PICTURE.search(before):
            continue
        if _LZW.search(before):
            size, packed = _measure_lzw(data, match.end(), before)
        else:
            size, packed = _measure(data, match.end(), twice=_PACKED_TWICE.search(before) is not None)
        total += size
        is_bomb = size > _RATIO_FROM and size > _MAX_RATIO * packed
        if is_bomb or size > _MAX_STREAM or total > _MAX_ALL:
            return True
    return False


def _measure(data: bytes, start: int, *, twice: bool) -> tuple[int, int]:
    """How large the stream is that begins at a place, and how large it is packed; measured no further than the limit.

    What comes before damage counts: the libraries that read PDF unpack it too.
    """
    outer, inner = zlib.decompressobj(), zlib.decompressobj()
    size, place = 0, start
    try:
        while place < len(data) and not outer.eof and size <= _MAX_STREAM:
            rest = data[place : place + _SLICE]
            place += len(rest)
            while rest and size <= _MAX_STREAM:
                unpacked = outer.decompress(rest, _CHUNK)
                size += _unpacked_size(inner, unpacked) if twice else len(unpacked)
                rest = outer.unconsumed_tail
    except zlib.error:
        pass  # no deflated stream, or a damaged one: the readers of PDF tell
    return size, place - start - len(outer.unused_data)


def _measure_lzw(data: bytes, start: int, before: bytes) -> tuple[int, int]:
    """The same of a stream packed by LZW."""
    from pdfminer.lzw import LZWDecoder
    from pdfminer.pdfexceptions import PDFException

    end = data.find(b"endstream", start)
    packed = data[start : end if end >= 0 else len(data)]
    if _BEFORE_LZW.search(before) or len(_LZW.findall(before)) > 1:
        bound = _MOST_LZW * len(packed)
        return bound, bound
    size = 0
    # what is damaged may name a code that stands for nothing
    with suppress(PDFException, LookupError, TypeError):
        for part in LZWDecoder(io.BytesIO(packed)).run():
            size += len(part)
            if size > _MAX_STREAM:
                break
    return size, len(packed)


def _unpacked_size(inner: zlib._Decompress, data: bytes) -> int:
    size = 0
    while data and not inner.eof and size <= _MAX_STREAM:
        size += len(inner.decompress(data, _CHUNK))
        data = inner.unconsumed_tail
    return size
