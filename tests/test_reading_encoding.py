"""Text files come in many encodings; each must give the same text, and junk must be told from text."""

from __future__ import annotations

import codecs
import random
from pathlib import Path

import pytest

from align.errors import InputError
from align.reading.encoding import parse_bytes

PATH = Path("规划.txt")
TEXT = "青川县“十四五”生态环境保护规划\n到2025年，细颗粒物（PM2.5）浓度降至30微克/立方米，森林覆盖率达到55%以上。\n"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(TEXT.encode("utf-8"), id="utf-8"),
        pytest.param(TEXT.encode("utf-8-sig"), id="utf-8 with mark"),
        pytest.param(codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), id="utf-16 little-endian with mark"),
        pytest.param(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), id="utf-16 big-endian with mark"),
        pytest.param(TEXT.encode("utf-16-le"), id="utf-16 little-endian without mark"),
        pytest.param(TEXT.encode("utf-16-be"), id="utf-16 big-endian without mark"),
        pytest.param(codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), id="utf-32"),
        pytest.param(TEXT.encode("gb18030"), id="gb18030"),
        pytest.param(TEXT.encode("gbk"), id="gbk"),
        pytest.param(TEXT[:18].encode("gb18030"), id="a title in gb18030"),
    ],
)
def test_every_encoding_gives_the_same_text(data):
    decoded = parse_bytes(data, PATH)
    assert decoded.text == TEXT[: len(decoded.text)]
    assert len(decoded.text) in (18, len(TEXT))
    assert decoded.broken == 0


def test_big5_is_told_from_gb18030():
    text = "國家環境保護計畫綱要，應加強空氣品質管理，並推動綠色生產與消費。各縣市應於期限內完成污染整治工作。" * 4
    assert parse_bytes(text.encode("big5"), PATH).text == text


def test_characters_beyond_the_basic_plane_survive_in_gb18030():
    assert parse_bytes("㙍溪𣲗水流域治理".encode("gb18030"), PATH).text == "㙍溪𣲗水流域治理"


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\n"])
def test_line_ends_become_newlines(line_end):
    assert parse_bytes(f"一{line_end}二{line_end}".encode(), PATH).text == "一\n二\n"


def test_a_file_cut_in_the_middle_of_a_character_is_read_and_the_loss_counted():
    decoded = parse_bytes((TEXT * 40).encode("utf-8")[:-2], PATH)
    assert decoded.text.startswith(TEXT)
    assert decoded.broken == 1


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(random.Random(7).randbytes(4000), id="random bytes"),
        pytest.param(bytes(range(32)) * 40, id="control characters"),
        pytest.param(b"\x7fELF\x02\x01\x01" + b"\x00\x01\x02\x03" * 500, id="a program"),
        pytest.param(b"\x81\x20\xff\xfe\xff" * 300, id="bytes of no encoding"),
    ],
)
def test_junk_is_refused_with_a_remedy(data):
    with pytest.raises(InputError, match=r"二进制|编码") as caught:
        parse_bytes(data, PATH)
    assert caught.value.path == "规划.txt"
    assert "请" in caught.value.remedy
