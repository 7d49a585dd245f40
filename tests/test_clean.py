"""Cleaning keeps the way back to the source."""

from __future__ import annotations

from pathlib import Path

import pytest
from factories import make_source
from hypothesis import given
from hypothesis import strategies as st
from plan_texts import clean_source
from timing import fastest

from align.errors import MappingError
from align.knowledge.furniture import load_furniture
from align.parsing.clean import clean_lines, clean_text
from align.parsing.furniture import drop_furniture

CASES = [
    ("２０２５年达到９０％", "2025年达到90%"),
    ("PM₂.₅浓度", "PM2.5浓度"),
    ("PM 2.5年平均浓度降至 36 微克/立方米", "PM2.5年平均浓度降至36微克/立方米"),
    ("达到或优于Ⅲ类", "达到或优于III类"),
    ("⾰命⽂物保护利⽤的意⻅", "革命文物保护利用的意见"),
    ("种植⼤⼾补贴", "种植大户补贴"),
    ("面积200㎡", "面积200m2"),
    ("μg/m³ 与 µg/m³", "μg/m3与μg/m3"),
    ("安政发[2022]14号", "安政发〔2022〕14号"),
    ("安政发（2022）14号", "安政发〔2022〕14号"),
    ("注：①累计数；②清源湖", "注：①累计数；②清源湖"),
    ("细颗粒物(PM2.5)浓度", "细颗粒物（PM2.5）浓度"),
    ("总投资1,200万元,其中", "总投资1,200万元，其中"),
    ("时间:22:00至6:00", "时间：22:00至6:00"),
    ("前  言", "前言"),
    ("　　一、总体要求", "一、总体要求"),
    ("实施 LDAR 检测", "实施LDAR检测"),
    ("Smart City 2.0建设", "Smart City2.0建设"),
    ("面积12 km ²", "面积12km2"),
    ("㈠完善机制", "（一）完善机制"),
    ("2018－2022年", "2018-2022年"),
    ("累计下降〔18〕%", "累计下降〔18〕%"),
    ("零\u200b宽字符", "零宽字符"),
    ("[bookmark: _GoBack]（一）基本框架", "（一）基本框架"),
]


@pytest.mark.parametrize(("raw", "clean"), CASES)
def test_characters_come_to_one_form(raw: str, clean: str) -> None:
    """Width, radicals, unit signs, numerals, brackets and spaces."""
    assert clean_text(raw) == clean


@given(st.text(alphabet="一二三（）()，, .：:１２３ⅢⅣ㎡①²³m⾰⽂ \u3000AB12、。；％%µ—-～", max_size=60))
def test_cleaning_is_idempotent_and_maps_back(text: str) -> None:
    """Cleaning a cleaned text changes nothing, and every character knows a position inside the source, in order."""
    assert clean_text(clean_text(text)) == clean_text(text)
    source = make_source(text=text)
    for line in clean_lines(source):
        assert len(line.offsets) == len(line.text)
        assert list(line.offsets) == sorted(line.offsets)
        span = line.span()
        assert clean_text(span.slice(text)) == line.text


def test_spaced_digits_are_joined_where_the_converter_spaced_them() -> None:
    """Newspaper PDFs print 2 0 0 1年; elsewhere two numbers stay two numbers."""
    spaced = make_source(text="2 0 0 1年至2 0 0 5年，年均增长8 %左右。")
    assert clean_lines(spaced)[0].text == "2001年至2005年，年均增长8%左右。"
    table = make_source(text="指标 12 35\n" + "普通的文字没有数字间的空格。\n" * 60)
    assert clean_lines(table)[0].text == "指标12 35"


def lines_of(text: str) -> list[str]:
    return [line.text for line in clean_source(make_source(text=text))]


def test_page_numbers_and_running_heads_go() -> None:
    """Numbers that stand alone, and a head that comes back on every page."""
    pages = [f"青石市生态环境保护规划\n第{n}段正文讲治理工作，内容各不相同。\n- {n} -" for n in range(1, 8)]
    lines = lines_of("\n".join(pages))
    assert lines.count("青石市生态环境保护规划") == 1
    assert [line for line in lines if line.startswith("-")] == []
    assert sum("正文讲治理" in line for line in lines) == 7


def test_contents_page_goes_and_headings_stay() -> None:
    """Dot leaders, and headings after 目录 that come again in the body."""
    text = "青石市规划\n目  录\n第一章 规划基础..........1\n第二章 主要任务 5\n第一章 规划基础\n现状良好。\n第二章 主要任务\n推进污染治理。"
    assert lines_of(text) == ["青石市规划", "第一章规划基础", "现状良好。", "第二章主要任务", "推进污染治理。"]


def test_lost_line_breaks_are_found_again() -> None:
    """Indents in the middle of a line, and headings run together, are the breaks a converter lost."""
    text = "第二篇经济结构　　第三章加强农业　　要始终把农业放在首位。\n第四篇发展科技第五章大力发展教育\n前　　言"
    assert [line.text for line in clean_lines(make_source(text=text))] == [
        "第二篇经济结构",
        "第三章加强农业",
        "要始终把农业放在首位。",
        "第四篇发展科技",
        "第五章大力发展教育",
        "前言",
    ]


def test_a_sentence_about_chapters_stays_whole() -> None:
    """Only lines without sentence marks are headings run together."""
    text = "《规划》第三章明确了目标，第四章明确了任务。"
    assert [line.text for line in clean_lines(make_source(text=text))] == [text]


def test_furniture_never_drops_table_rows() -> None:
    """A row of numbers is no page number."""
    source = make_source(text="12\n指标表")
    assert [line.text for line in drop_furniture(clean_lines(source))] == ["指标表"]


def test_the_frame_of_a_web_page_goes() -> None:
    """Where the page stands, when it was put up, its buttons and its foot; what the plan itself says of such things stays."""
    around = [
        "当前位置：首页 > 政务公开 > 规划计划",
        "来源：市政府办公室 发布时间：2022-01-05 09:30 浏览次数：318 字体：大 中 小",
        "【打印本页】 【关闭窗口】",
        "版权所有：青石市人民政府 承办：青石市大数据局",
    ]
    own = ["责任单位：市生态环境局", "关闭沿河小散码头，推进岸线复绿。", "发布时间：2022年1月5日"]
    assert lines_of("\n".join([around[0], around[1], *own, around[2], around[3]])) == own


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("浏览次数：[\t浏览次数：3\t\n", "正则表达式有误"),
        ("浏览次数\t浏览次数：3\t\n", "未被匹配"),
        ("浏览.*\t浏览次数：3\t浏览器适配改造\n", "不应略去"),
    ],
)
def test_malformed_patterns_of_furniture_are_refused(tmp_path: Path, row: str, problem: str) -> None:
    """Each pattern must take its examples whole, and leave alone what is to be kept."""
    file = tmp_path / "furniture.tsv"
    file.write_text(f"pattern\texamples\tkept\n{row}", encoding="utf-8")
    with pytest.raises(MappingError, match=problem):
        load_furniture(file)


def test_a_stray_wrap_is_joined() -> None:
    """One paragraph broken in two in a text that otherwise keeps its paragraphs whole."""
    filler = "\n".join(f"推进第{n}项治理工作，完善各项设施，提高运行管理水平，确保稳定达标。" for n in range(8))
    text = f"{filler}\n到2025年底前完成全市工业园区污水集中处理设施建设并投入稳定运\n行，实现稳定达标。\n第二节 保护"
    lines = lines_of(text)
    assert "到2025年底前完成全市工业园区污水集中处理设施建设并投入稳定运行，实现稳定达标。" in lines
    assert lines[-1] == "第二节保护"


def test_hard_wrapped_text_is_joined_and_headings_are_not() -> None:
    """A PDF broken at a fixed width: paragraphs come back, headings and full stops end them."""
    body = "推进生态保护修复工作统筹山水林田湖草沙系统治理加强监测评估完善长效机制" * 6
    wrapped = [body[i : i + 26] for i in range(0, len(body), 26)]
    text = "第一节 总体思路\n" + "\n".join(wrapped) + "。\n第二节 重点任务\n" + "\n".join(wrapped) + "。"
    lines = lines_of(text)
    assert lines == ["第一节总体思路", body + "。", "第二节重点任务", body + "。"]


def test_a_numbered_title_with_a_comma_is_no_sentence() -> None:
    """In hard-wrapped text a title stays a line of its own, comma or not; a sentence broken early is joined."""
    body = "推进生态保护修复工作统筹山水林田湖草沙系统治理加强监测评估完善长效机制" * 6
    body = body[:197]  # the last line is broken after two thirds of the width
    wrapped = [body[i : i + 26] for i in range(0, len(body), 26)]
    text = "六、优化功能布局，塑造空间新格局\n" + "\n".join(wrapped) + "，实行\n长期管护。"
    assert lines_of(text) == ["六、优化功能布局，塑造空间新格局", body + "，实行长期管护。"]


def test_joined_lines_still_map_back() -> None:
    """The span of a joined paragraph covers both of its lines in the source."""
    filler = "\n".join(f"推进第{n}项治理工作，完善各项设施，提高运行管理水平，确保稳定达标。" for n in range(8))
    text = f"{filler}\n到2025年底前完成全市工业园区污水集中处理设施建设并投入稳定运\n行，实现稳定达标。"
    line = clean_source(make_source(text=text))[-1]
    assert line.span().slice(text) == "到2025年底前完成全市工业园区污水集中处理设施建设并投入稳定运\n行，实现稳定达标。"


def test_long_runs_of_spaces_cost_no_more_than_their_length() -> None:
    """A damaged page may be all spaces: ten times as many take no more than some ten times as long."""
    short, long = ("PM" + " " * length + "O" for length in (5_000, 50_000))
    assert clean_text(long) == "PM O"
    assert fastest(lambda: clean_text(long)) < 30 * fastest(lambda: clean_text(short)) + 0.01
