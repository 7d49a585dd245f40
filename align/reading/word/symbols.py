"""What the characters of Word's fonts of signs (Symbol, Wingdings) look like: by their letters they would be garbage.

The tables are the encodings of these fonts; where a picture has no character of its own, nothing is written.
"""

from __future__ import annotations

# From position 0x21 on; a blank stands for what is not written.
_SYMBOL_LOW = "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_ αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
# From position 0xA0 on.
_SYMBOL_HIGH = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…|—↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_FILLED = "❶❷❸❹❺❻❼❽❾❿"
_SIGNS: dict[str, dict[int, str]] = {
    "symbol": {
        **{code: sign for code, sign in enumerate(_SYMBOL_LOW, start=0x21) if sign != " "},
        **dict(enumerate(_SYMBOL_HIGH, start=0xA0)),
    },
    "wingdings": {
        **dict(enumerate(_CIRCLED, start=0x81)),
        **dict(enumerate(_FILLED, start=0x8C)),
        **dict(zip(b"lmnopqrstuvw", "●○■□□□□◆◆◆❖◆", strict=True)),
        0x9E: "·",
        0x9F: "•",
        0xA1: "○",
        0xA7: "▪",
        0xA8: "□",
        0xAB: "★",
        0xD8: "➢",
        **dict(zip(range(0xDF, 0xE3), "←→↑↓", strict=True)),
        0xE8: "→",
        0xF0: "⇨",
        0xFB: "✗",
        0xFC: "✓",
        0xFD: "☒",
        0xFE: "☑",
    },
    "wingdings 2": {
        **dict(enumerate(_CIRCLED, start=0x6A)),
        **dict(enumerate(_FILLED, start=0x75)),
        0x4F: "✗",
        0x50: "✓",
        0x51: "☒",
        0x52: "☑",
        0x53: "☒",
        0x54: "☒",
        0x97: "●",
        0xA2: "■",
        0xA3: "□",
    },
    "wingdings 3": {},
    "webdings": {0x3C: "■", 0x61: "✓", 0x63: "□", 0x67: "■", 0x6E: "●", 0x72: "✗"},
    "marlett": {},
}
# Word keeps the characters of such fonts in this private area, at 0xF000 plus their position in the font.
_PRIVATE = range(0xF020, 0xF100)


def is_sign_font(font: str | None) -> bool:
    """Whether a font shows signs in the place of letters."""
    return font is not None and font.strip().lower() in _SIGNS


def render_signs(text: str, font: str | None) -> str:
    """The text as a font of signs shows it; Chinese characters are set in another font and stay.

    Args:
        text: the characters as the file has them.
        font: the name of the font; any other than a font of signs leaves the text as it is.
    """
    if not is_sign_font(font) or font is None:
        return text
    signs = _SIGNS[font.strip().lower()]
    return "".join(_render(ord(character), signs) for character in text)


def _render(code: int, signs: dict[int, str]) -> str:
    place = code - 0xF000 if code in _PRIVATE else code
    return signs.get(place, "") if 0x20 < place < 0x100 else chr(code)
