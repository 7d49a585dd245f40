"""Footnotes of web pages, as Word and other programs save them: out of the text, tied to their marks."""

from __future__ import annotations

from pathlib import Path

import pytest

from align.reading.content import Content
from align.reading.web.page import read_html

PATH = Path("规划.html")


def read(body: str) -> Content:
    return read_html(f"<html><body>{body}</body></html>".encode(), PATH)


def tied(content: Content) -> list[tuple[str, str, str]]:
    """What stands before each mark in its line, the mark, the note."""
    return [(content.text[: note.span.start].rpartition("\n")[2], note.mark, note.text) for note in content.footnotes]


WORD = """<p>绿色出行<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1" title=""><span class=MsoFootnoteReference>
<span>[1]</span></span></a>比例达到75%。</p><p>后文。</p>
<div style='mso-element:footnote-list'><br clear=all><hr align=left size=1 width="33%">
<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1" title=""><span>[1]</span></a>
<span>指高峰时段。</span></p><p class=MsoFootnoteText>含公共汽车。</p></div></div>"""


@pytest.mark.parametrize(
    ("body", "text", "mark", "note"),
    [
        pytest.param(WORD, "绿色出行比例达到75%。\n后文。\n", "[1]", "指高峰时段。含公共汽车。", id="Word"),
        pytest.param(
            "<p>覆盖率<sup><a href='#_ftn2'>②</a></sup>提高。</p><p><a href='#_ftnref2'>②</a>含代管。</p>",
            "覆盖率提高。\n",
            "②",
            "含代管。",
            id="names taken away",
        ),
        pytest.param(
            "<p>规模<a href='/art/1.html#_edn1' id=_ednref1><sup>i</sup></a>扩大。</p><hr>"
            "<p><a href='/art/1.html#_ednref1' id=_edn1><sup>i</sup></a> 见附件。</p>",
            "规模扩大。\n",
            "i",
            "见附件。",
            id="endnote under a whole address",
        ),
        pytest.param(
            "<p>水质<sup id='fnref:1'><a href='#fn:1'>1</a></sup>改善。</p>"
            "<ol><li id='fn:1'><p>指断面。 <a href='#fnref:1'>↩</a></p></li></ol>",
            "水质改善。\n",
            "1",
            "指断面。",
            id="arrow behind the note",
        ),
        pytest.param(
            "<table><tr><td>指标</td><td>值</td></tr><tr><td>天数<a href='#_ftn1'>①</a></td><td>330</td></tr></table>"
            "<p><a href='#_ftnref1'>①</a>优良天数。</p>",
            "指标\t值\n天数\t330\n",
            "①",
            "优良天数。",
            id="in a table",
        ),
    ],
)
def test_two_links_that_lead_to_each_other_are_mark_and_note(body, text, mark, note):
    content = read(body)
    assert content.text == text
    assert [(one.mark, one.text) for one in content.footnotes] == [(mark, note)]


def test_each_note_goes_to_its_own_mark():
    marks = "".join(f"<p>第{n}句<a href='#_ftn{n}'>[{n}]</a>。</p>" for n in (1, 2))
    notes = "".join(f"<p><a href='#_ftnref{n}'>[{n}]</a>注{n}。</p>" for n in (2, 1))
    assert tied(read(marks + notes)) == [("第1句", "[1]", "注1。"), ("第2句", "[2]", "注2。")]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param("<p>水质<a href='#_ftn1'>[1]</a>改善。</p>", "水质[1]改善。\n", id="mark without a note"),
        pytest.param(
            "<p>水质。</p><p><a href='#_ftnref1'>[1]</a>断面。</p>", "水质。\n[1]断面。\n", id="note without a mark"
        ),
        pytest.param(
            "<p>水质<a href='#_ftn1'>[1]</a>，<a href='#_ftnref1'>[1]</a>断面。</p>",
            "水质[1]，[1]断面。\n",
            id="one paragraph",
        ),
        pytest.param(
            "<p>见<a href='#fn'>附件</a>。</p><p><a href='#ref1'>顶部</a></p>", "见附件。\n顶部\n", id="other links"
        ),
    ],
)
def test_what_is_no_pair_stays_text(body, text):
    content = read(body)
    assert content.footnotes == ()
    assert content.text == text


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("绿地25m<sup>2</sup>", "绿地25m²\n"),
        ("3.5×10<sup>4</sup>吨", "3.5×10⁴吨\n"),
        ("覆盖率<sup>[1]</sup>", "覆盖率[1]\n"),
        ("CO<sub>2</sub>", "CO2\n"),
    ],
)
def test_raised_digits_stay_apart_from_the_number_before(body, expected):
    assert read(f"<p>{body}</p>").text == expected
