"""Tables broken into one cell a line."""

from __future__ import annotations

from factories import make_source

from align.parsing.clean import clean_lines
from align.parsing.flattened import set_flattened_aside

CELLS = "\n".join(f"{n}\n青石区{n}号泵站\n新建\n{n}.5\n2021-2025\n{n * 100}" for n in range(1, 6))
SENTENCE = "推进城镇污水处理提质增效，实施管网混错接改造和雨污分流，新建改造污水管网，提高污水收集效能和处理水平。"


def test_cells_are_set_aside_and_said() -> None:
    """Loose cells are neither tasks nor headings; the reader is told how many lines were passed over."""
    kept, notices = set_flattened_aside(
        clean_lines(make_source(text=f"一、项目\n{SENTENCE}\n{CELLS}\n二、保障\n{SENTENCE}"))
    )
    assert [line.text for line in kept] == ["一、项目", SENTENCE, "二、保障", SENTENCE]
    assert [notice.code for notice in notices] == ["reading.flattened_table"]
    assert "30 行" in notices[0].message


def test_a_list_of_short_headings_is_kept() -> None:
    """Short lines without numbers are headings or names."""
    text = "\n".join(f"推进第{word}类工作" for word in "一二三四五六七八九十" * 2)
    kept, notices = set_flattened_aside(clean_lines(make_source(text=text)))
    assert len(kept) == 20
    assert notices == ()


def test_a_few_numbers_between_paragraphs_are_kept() -> None:
    """Page numbers between paragraphs make no table."""
    text = "\n".join(f"{SENTENCE}\n{n}" for n in range(12))
    kept, notices = set_flattened_aside(clean_lines(make_source(text=text)))
    assert len(kept) == 24
    assert notices == ()
