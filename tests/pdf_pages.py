"""Small PDF documents written by hand: words, rules and pictures at places of a page, in points from its lower left corner."""

from __future__ import annotations

FONT = (
    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font"
    "/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000"
    "/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Ascent 880/Descent -120/CapHeight 700/ItalicAngle 0"
    "/Flags 4/StemV 80/FontBBox[0 -120 1000 880]>>>>]>>"
)


def text(x: float, y: float, words: str, size: int = 12) -> str:
    """Words at a place, in points from the lower left corner."""
    return f"BT /F1 {size} Tf {x} {y} Td <{words.encode('utf-16-be').hex()}> Tj ET\n"


def rule(x: float, y: float, width: float, height: float) -> str:
    return f"{x} {y} {width} {height} re f\n"


def table(x: float, y: float, rows: list[list[str | None]], width: float = 100, height: float = 20) -> str:
    """A ruled table from its upper left corner; ``None`` takes away the rule above or, in the first row, to the left."""
    drawn = ""
    for number, row in enumerate(rows):
        top = y - number * height
        for column, words in enumerate(row):
            left = x + column * width
            if words is not None or number == 0:
                drawn += rule(left, top, width, 0.5)
            if words is not None or number > 0:
                drawn += rule(left, top - height, 0.5, height)
            drawn += text(left + 4, top - height + 5, words) if words else ""
    bottom = y - len(rows) * height
    return drawn + rule(x, bottom, width * len(rows[0]), 0.5) + rule(x + width * len(rows[0]), bottom, 0.5, y - bottom)


PICTURE = "q 500 0 0 700 50 50 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q\n"


def build(*pages: str, trailer: str = "") -> bytes:
    """A PDF with these content streams as its pages."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>", FONT]
    for number, stream in enumerate(pages):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {5 + 2 * number} 0 R/Resources<</Font<</F1 3 0 R>>>>>>"
        )
        objects.append(f"<</Length {len(stream)}>>stream\n{stream}\nendstream")
    body, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    entries = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{entries}trailer<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>"
    return f"{body}{end}\nstartxref\n{len(body)}\n%%EOF".encode("latin-1")
