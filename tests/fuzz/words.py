"""What hostile files are written with: numbers, characters and words that readers and parsers trip over."""

from __future__ import annotations

from random import Random

NUMBERS = (
    "0", "-1", "1", "2", "9", "63", "255", "256", "999", "65535", "99999", "1048576", "16777216", "2147483647", "2147483648",
    "-2147483648", "4294967296", "9223372036854775808", "99999999999999999999", "9" * 400, "9" * 5000, "1e308", "1e309",
    "-1e309", "1e999999999", "1E-400", "NaN", "nan", "inf", "-inf", "Infinity", "0.0", "-0", ".", "1.2.3", "1,2,3", "0x10",
    "", " ", " 7 ", "²", "③", "٣", "５", "〇", "十", "Ⅷ", "½", "1_000", "+5", "true", "1" + "0" * 300, "0." + "0" * 300 + "1",
)  # fmt: skip
CHARACTERS = (
    "\x00", "\x01", "\x07", "\x0b", "\x0c", "\x1a", "\x1c", "\x1e", "\x1f", "\x7f", "\x85", "\xa0", "\xad", "\u200b", "\u200e",
    "\u202e", "\u2028", "\u2029", "\u3000", "\ufeff", "\ufffd", "\uffff", "\ue000", "\U0001f600", "\U0010ffff", "𠀀", "⾰", "㎡",
    "㈠", "①", "㊿", "…", "ﷺ", "ﬃ", "e\u0301", "İ", "ß", "゙", "٪", "∶", "\r", "\r\n", "\n", "\t", "|", "│", "｜",
)  # fmt: skip
WORDS = (
    "第一章", "第零章", "第〇节", "第九千九百九十九章", "第十十章", "第百章", "一、", "（一）", "（）", "1.", "1.1.1.1", "①", "专栏1",
    "【专栏", "表1", "附表", "续表", "附件", "目 录", "前言", "十四五", "“十五五”", "2021—2025年", "2025—2021年", "99999年", "0年",
    "到2025年", "年均", "累计", "≥", "≤", "〔18〕", "[", "]", "（", "）", "〔", "《", "》", "“", "”", "PM", "PM2.5", "CO", "2.5", "2",
    "约束性", "预期性", "亿元", "万亿元", "%", "‰", "个百分点", "亩", "平方公里", "降低", "提高到", "达到", "不低于", "翻一番", "减半",
    "指标名称", "单位", "序号", "2020年", "2025年", "共17项", "10项重点任务", "总投资", "项目", "推进", "严禁", "不得", "万分之",
    "百分之一百二十", "三成", "零点零", "十万亿", "—", "——", "-", "/", "…………1", "......12", "·", "。", "；", "，", "、", "：", "?",
)  # fmt: skip
_LONG = (1, 1, 1, 2, 3, 10, 100, 2000)


def odd_word(random: Random) -> str:
    """A number, character or word, now and then repeated many times over."""
    word = random.choice(random.choice((NUMBERS, CHARACTERS, WORDS, WORDS)))
    return word * (1 if len(word) > 50 else random.choice(_LONG))


def odd_phrase(random: Random) -> str:
    """A few of them in a row; at times the same phrase again and again, which regular expressions dread."""
    phrase = "".join(odd_word(random) for _ in range(random.choice((1, 2, 4, 8))))[:20_000]
    return phrase * (random.choice((1, 1, 1, 50)) if len(phrase) < 100 else 1)
