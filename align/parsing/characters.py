"""Brings the many ways of writing one character to one way, character by character.

NFKC alone would turn ，（） into ASCII, ① into 1 and … into three dots, so only what harms a comparison is changed:
full-width digits and letters, Kangxi radicals, unit signs, Roman numerals, subscripts, half-width punctuation.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache

from align.knowledge.characters import load_radicals

_KEPT_FULL_WIDTH = frozenset("，；：？！（）～。、")
_FULL_WIDTH_FORMS = range(0xFF01, 0xFF5F)
_NFKC_BLOCKS = (
    range(0x2080, 0x208F),  # subscripts: PM₂.₅
    range(0x2150, 0x2180),  # Roman numerals and fractions: Ⅲ
    range(0x3220, 0x3244),  # ㈠
    range(0x3300, 0x3400),  # unit signs: ㎡ ㎏
    range(0xF900, 0xFB00),  # compatibility ideographs
)
_SUPERSCRIPTS = {"²": "2", "³": "3"}
_SINGLE = {
    "(": "（",
    ")": "）",
    ";": "；",
    "!": "！",
    "?": "？",
    "µ": "μ",
    "–": "—",
    "―": "—",
    "─": "—",
    "−": "-",
    "‐": "-",
    "‑": "-",
    "﹝": "〔",
    "﹞": "〕",
    "﹣": "-",
    "〜": "～",
    "~": "～",
    "℅": "%",
    "•": "·",
    "∶": "：",
    "﹪": "%",
}
_UNIT_LETTERS = frozenset("mM")


@cache
def _normalise(character: str) -> str:
    if character in _SINGLE:
        return _SINGLE[character]
    if character in _KEPT_FULL_WIDTH:
        return character
    code = ord(character)
    if code in load_radicals():
        return load_radicals()[code]
    if code in _FULL_WIDTH_FORMS or any(code in block for block in _NFKC_BLOCKS):
        plain = unicodedata.normalize("NFKC", character)
        return "".join(_SINGLE.get(piece, piece) for piece in plain)
    return character


def is_cjk(character: str) -> bool:
    """Whether a character is an ideograph or Chinese punctuation, beside which spaces carry no meaning."""
    code = ord(character)
    return 0x2E80 <= code <= 0x9FFF or 0xFF00 <= code <= 0xFFEF or code in _CHINESE_PUNCTUATION


_CHINESE_PUNCTUATION = frozenset(map(ord, "“”‘’…—·①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"))


def normalise_characters(text: str, base: int, *, join_digits: bool) -> tuple[str, tuple[int, ...]]:
    """Normalises a passage that starts at ``base`` in the source.

    Args:
        text: the passage as it stands in the source.
        base: the position of its first character.
        join_digits: also remove spaces between two digits (newspaper PDFs print ``2 0 0 1年``).

    Returns:
        The normalised text, and for each of its characters the position in the source it came from.
    """
    characters: list[str] = []
    offsets: list[int] = []
    for position, raw in enumerate(text):
        if unicodedata.category(raw) in ("Cf", "Cc") and not raw.isspace():
            continue
        for piece in _expand(raw, characters):
            characters.append(piece)
            offsets.append(base + position)
    _widen_ascii_marks(characters)
    _turn_straight_quotes(characters)
    kept = list(_meaningful(characters, join_digits=join_digits))
    return "".join(" " if characters[i].isspace() else characters[i] for i in kept), tuple(offsets[i] for i in kept)


def close_up(text: str) -> str:
    """A short text without the spaces that carry no meaning, such as those where a cell was wrapped; nothing else is altered."""
    characters = list(text)
    return "".join(characters[index] for index in _meaningful(characters, join_digits=False))


def _expand(raw: str, before: list[str]) -> str:
    # a converter may leave a space between a unit and its power
    if raw in _SUPERSCRIPTS and next((one for one in reversed(before) if not one.isspace()), "") in _UNIT_LETTERS:
        return _SUPERSCRIPTS[raw]
    return _normalise(raw)


def _widen_ascii_marks(characters: list[str]) -> None:
    """Turns ``,`` and ``:`` into their Chinese forms, except between digits (1,000 and 12:30)."""
    last = len(characters) - 1
    for index, character in enumerate(characters):
        if character not in ",:":
            continue
        between_digits = 0 < index < last and characters[index - 1].isdigit() and characters[index + 1].isdigit()
        if not between_digits:
            characters[index] = "，" if character == "," else "："


def _turn_straight_quotes(characters: list[str]) -> None:
    """Turns ``"`` into “ or ”, whichever is due; converters mix both in one pair of quotes."""
    is_open = False
    for index, character in enumerate(characters):
        if character == '"':
            characters[index] = "”" if is_open else "“"
        if character in '“”"':
            is_open = characters[index] == "“"


def _meaningful(characters: list[str], *, join_digits: bool) -> Iterable[int]:
    """Positions of all characters but spaces without meaning: only one between two words or two numbers is kept."""
    following = _find_following(characters)
    previous = ""
    for index, character in enumerate(characters):
        if not character.isspace():
            previous = character
            yield index
        elif not previous or not following[index] or previous.isspace():
            continue
        elif _space_matters(previous, following[index], join_digits):
            previous = " "
            yield index


def _find_following(characters: list[str]) -> list[str]:
    """For each position the next character after it that is no space; empty where there is none."""
    following = [""] * len(characters)
    visible = ""
    for index in range(len(characters) - 1, -1, -1):
        following[index] = visible
        if not characters[index].isspace():
            visible = characters[index]
    return following


def _space_matters(left: str, right: str, join_digits: bool) -> bool:
    if is_cjk(left) or is_cjk(right):
        return False
    if left.isdigit() and right.isdigit():
        return not join_digits
    return left.isalpha() and right.isalpha()
