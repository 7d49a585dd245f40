"""PDF documents that unpack to an absurd size are told before they are unpacked."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

import pytest

from align.reading.pdf.streams import unpacks_absurdly

CLEAR, END = 256, 257


def pack_codes(codes: Iterable[tuple[int, int]]) -> bytes:
    """Codes and their widths in bits, one behind the other."""
    bits = "".join(f"{code:0{width}b}" for code, width in codes)
    padded = bits + "0" * (-len(bits) % 8)
    return int(padded, 2).to_bytes(len(padded) // 8, "big")


def pack_plainly(data: bytes) -> bytes:
    """Data in LZW that saves nothing: each byte a code, and the table cleared before codes grow longer."""
    codes = [code for start in range(0, len(data), 200) for code in (CLEAR, *data[start : start + 200])]
    return pack_codes((code, 9) for code in (*codes, END))


def pack_bomb(runs: int) -> bytes:
    """LZW in which every code stands for one more byte than the one before: 2.8 kB make 3.7 MB in each of the runs."""
    codes = [(CLEAR, 9), (97, 9)]
    for run in range(runs):
        codes += [(CLEAR, 12), (97, 9)] if run else []
        codes += [
            (code, 9 if code < 511 else 10 if code < 1023 else 11 if code < 2047 else 12) for code in range(258, 4095)
        ]
    return pack_codes((*codes, (END, 12)))


def document(data: bytes, filters: str, more: str = "") -> bytes:
    head = f"%PDF-1.4\n1 0 obj\n<</Length {len(data)}/Filter {filters}{more}>>stream\n"
    return head.encode() + data + b"\nendstream\nendobj\n%%EOF"


TEXT = "".join(f"BT /F1 12 Tf 50 {y} Td <{y:04x}> Tj ET\n" for y in range(3000)).encode()


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(document(zlib.compress(TEXT), "/FlateDecode"), id="deflate"),
        pytest.param(document(pack_plainly(TEXT), "/LZWDecode"), id="LZW"),
        pytest.param(document(pack_plainly(TEXT)[:9000], "[/ASCII85Decode /LZWDecode]"), id="LZW in letters"),
        pytest.param(document(b"\xff" * 5000, "/LZWDecode"), id="damaged LZW"),
        pytest.param(document(zlib.compress(bytes(9**8)), "/FlateDecode", "/Subtype /Image"), id="a large picture"),
    ],
)
def test_documents_as_people_make_them_pass(data: bytes):
    """Drawing and text of any packing, damaged streams and pictures are no bombs."""
    assert not unpacks_absurdly(data)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(document(zlib.compress(bytes(9**8)), "/FlateDecode"), id="deflate"),
        pytest.param(
            document(zlib.compress(zlib.compress(bytes(9**8))), "[/FlateDecode /FlateDecode]"), id="deflate twice"
        ),
        pytest.param(document(pack_bomb(2), "/LZWDecode"), id="LZW"),
        pytest.param(document(pack_bomb(2), "[/LZW]"), id="LZW by its short name"),
        pytest.param(document(pack_plainly(TEXT), "[/ASCII85Decode /LZWDecode]"), id="much LZW behind another packing"),
        pytest.param(document(b"", "/FlateDecode", "/DecodeParms<</Columns 99999999>>"), id="a row of many columns"),
    ],
)
def test_bombs_are_told(data: bytes):
    """A stream that unpacks to far more than drawing and text do is found without unpacking it whole."""
    assert unpacks_absurdly(data)
