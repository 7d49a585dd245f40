"""Damages text as text: odd characters, encodings, separators, loose cells, lines of subscripts, very long lines."""

from __future__ import annotations

import re
from random import Random

from fuzz.words import CHARACTERS, NUMBERS, WORDS, odd_phrase, odd_word

_ENCODINGS = (
    "utf-8", "utf-8-sig", "gb18030", "gbk", "big5", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "shift_jis", "latin-1",
)  # fmt: skip
_SEPARATORS = ("\t", "|", "｜", "│", ",", "，", ";", "；", "  ", "\x1f", "||", '"', "\t\t")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_HUGE = 300_000


def damage_text(data: bytes, other: bytes, random: Random) -> bytes:
    """The text with one damage, mostly still in UTF-8; ``other`` is a text whose lines may be taken over."""
    text = data.decode("utf-8", errors="replace")
    changed = random.choice(_DAMAGES)(text, other.decode("utf-8", errors="replace"), random)[:_HUGE]
    encoding = random.choice(_ENCODINGS) if random.random() < 0.15 else "utf-8"
    return changed.encode(encoding, errors="surrogatepass" if "utf-" in encoding and encoding != "utf-7" else "replace")


def _insert(text: str, _: str, random: Random) -> str:
    place = random.randrange(len(text) + 1)
    return text[:place] + odd_phrase(random) + text[place:]


def _change_figures(text: str, _: str, random: Random) -> str:
    share = random.choice((0.05, 0.5))
    return _FIGURE.sub(lambda found: random.choice(NUMBERS) if random.random() < share else found[0], text)


def _change_separators(text: str, _: str, random: Random) -> str:
    return text.replace(random.choice(_SEPARATORS), random.choice(_SEPARATORS))


def _shuffle_lines(text: str, other: str, random: Random) -> str:
    lines = [*text.split("\n"), *random.sample(other.split("\n"), k=min(5, other.count("\n")))]
    random.shuffle(lines)
    return "\n".join(lines)


def _change_line_ends(text: str, _: str, random: Random) -> str:
    return text.replace(
        "\n", random.choice(("", "\r", "\n\n", "\f", "\x0b", "\x85", "\u2028", "\n\t", "\x00", "\n" + "　" * 9))
    )


def _sprinkle(text: str, _: str, random: Random) -> str:
    mark = random.choice((*CHARACTERS, *WORDS))
    step = random.choice((1, 3, 30))
    return mark.join(text[start : start + step] for start in range(0, min(len(text), 30_000), step))


def _repeat_line(text: str, _: str, random: Random) -> str:
    lines = text.split("\n")
    place = random.randrange(len(lines))
    line = lines[place][:200]
    many = random.choice((2, 50, 1000))
    joined = random.choice(("\n", "", "\t", "|"))
    return "\n".join([*lines[:place], joined.join([line] * many), *lines[place:]])


def _nest(text: str, _: str, random: Random) -> str:
    opening, closing = random.choice(("（）", "《》", "“”", "〔〕", "[]", "()", "【】", "<>"))
    deep = random.choice((3, 50, 5000))
    return _insert_at(text, opening * deep + odd_word(random) + closing * random.choice((0, deep)), random)


def _loose_cells(text: str, _: str, random: Random) -> str:
    """A table one cell a line, of which some cells are broken over lines and some are blank."""
    columns = random.randint(2, 14)
    lines = [
        "表1 主要指标",
        *(random.choice(("序号", "指标", "单位", "2020年", "2025年", "属性")) for _ in range(columns)),
    ]
    for number in range(1, random.choice((4, 30, 300))):
        wraps = random.choice((0, 0, 1, 4, 8))
        lines += [
            str(number),
            *(
                random.choice(("1", "水", "优良比例", "%", "—", "", odd_word(random)[:30]))
                for _ in range(columns - 1 + wraps)
            ),
        ]
    return _insert_at(text, "\n" + random.choice(("\n", "\n\n", "\n\n\n")).join(lines) + "\n", random)


def _subscripts(text: str, _: str, random: Random) -> str:
    """Formulas whose subscripts fell to the next line."""
    count = random.choice((1, 3, 200))
    formulas = "".join(random.choice(("PM ", "CO ", "SO ", "NO ", "m", "km", "H ", "O ", "水")) for _ in range(count))
    fallen = " ".join(random.choice(("2.5", "10", "2", "3", "x", "9")) for _ in range(random.choice((1, count))))
    return _insert_at(text, f"\n{formulas}\n{fallen}\n", random)


def _surrogates(text: str, _: str, random: Random) -> str:
    return _insert_at(text, random.choice(("\ud800", "\udfff", "\udc80\ud800")), random)


def _insert_at(text: str, piece: str, random: Random) -> str:
    place = random.randrange(len(text) + 1)
    return text[:place] + piece + text[place:]


_DAMAGES = (
    _insert,
    _insert,
    _change_figures,
    _change_separators,
    _shuffle_lines,
    _change_line_ends,
    _sprinkle,
    _repeat_line,
    _nest,
    _loose_cells,
    _subscripts,
    _surrogates,
)
