"""Web pages give the article's paragraphs and tables; scripts, menus and the foot of the site stay out."""

from __future__ import annotations

from pathlib import Path

import pytest

from align.errors import InputError
from align.reading.content import Content
from align.reading.web.page import read_html

PATH = Path("规划.html")


def read(body: str) -> Content:
    return read_html(f"<html><head><title>题</title></head><body>{body}</body></html>".encode(), PATH)


def paragraphs(body: str) -> list[tuple[str, int | None]]:
    content = read(body)
    return [(block.span.slice(content.text), block.level) for block in content.blocks if block.table is None]


def grid(body: str) -> list[list[str]]:
    """Cells of the only table, repeated ones with a tilde."""
    (table,) = read(body).tables
    return [["~" * cell.merged + cell.text for cell in row] for row in table.rows]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("<p>一</p><p>二</p>", [("一", None), ("二", None)], id="paragraphs"),
        pytest.param("<h1>题</h1><h3>节</h3><p>文</p>", [("题", 1), ("节", 3), ("文", None)], id="headings"),
        pytest.param("<h2><span>第一<b>章</b></span></h2>文", [("第一章", 2), ("文", None)], id="inline marks"),
        pytest.param("<p>一<br>二<br/>三</p>", [("一", None), ("二", None), ("三", None)], id="line breaks"),
        pytest.param(
            "<div>前<div>中</div>后</div>", [("前", None), ("中", None), ("后", None)], id="text around blocks"
        ),
        pytest.param("<p>&nbsp;&nbsp;　推进\n  减排 </p>", [("推进 减排", None)], id="spaces"),
        pytest.param("<pre>一\n二</pre>", [("一", None), ("二", None)], id="preformatted"),
        pytest.param("<p>PM<sub>2.5</sub>与12.27<sup>③</sup></p>", [("PM2.5与12.27③", None)], id="sub and sup"),
        pytest.param(
            "<script>var a</script><style>p{}</style><p>文</p><noscript>开</noscript>", [("文", None)], id="scripts"
        ),
        pytest.param("<p style='display: none'>隐</p><p hidden>藏</p><p>文</p>", [("文", None)], id="hidden"),
        pytest.param("<!-- 注 --><p>文<!-- 注 -->章</p>", [("文章", None)], id="comments"),
        pytest.param("<ol><li>甲</li><li><p>乙</p></li></ol>", [("1. 甲", None), ("2. 乙", None)], id="numbered list"),
        pytest.param(
            "<ol start='3'><li>丙</li></ol><ul><li>丁</li></ul>", [("3. 丙", None), ("丁", None)], id="list start"
        ),
        pytest.param("<p>未闭合<p>也要读", [("未闭合", None), ("也要读", None)], id="unclosed tags"),
        pytest.param("<p>A &amp; B &lt;C&gt;</p>", [("A & B <C>", None)], id="entities"),
    ],
)
def test_paragraphs(body, expected):
    assert paragraphs(body) == expected


def test_spans_of_rows_and_columns_are_filled_in():
    body = """<table><caption>表1 主要指标</caption><thead><tr><th colspan=2>指标</th><th>值</th></tr></thead><tbody>
    <tr><td rowspan="3">水</td><td>断面</td><td>95</td></tr><tr><td rowspan=2>饮用水</td><td>100</td></tr>
    <tr><td>98</td></tr><tr><td>气</td><td>天数</td><td>330</td></tr></tbody></table>"""
    assert grid(body) == [
        ["指标", "~指标", "值"],
        ["水", "断面", "95"],
        ["~水", "饮用水", "100"],
        ["~水", "~饮用水", "98"],
        ["气", "天数", "330"],
    ]
    assert paragraphs(body) == [("表1 主要指标", None)]


@pytest.mark.parametrize("span", ["0", "-1", "x", "99999999", ""])
def test_odd_spans_do_no_harm(span):
    rows = grid(
        f"<table><tr><td colspan='{span}'>甲</td><td>乙</td></tr><tr><td rowspan='{span}'>丙</td><td>丁</td></tr></table>"
    )
    assert rows == [["甲", "乙"], ["丙", "丁"]]


def test_huge_spans_are_cut():
    rows = grid("<table><tr>" + "<td colspan=1000 rowspan=60000>甲</td>" * 50 + "<td>乙</td></tr></table>")
    assert len(rows[0]) == 100


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            "<table><tr><td><p>一</p><table><tr><td>甲</td><td>乙</td></tr></table></td><td>栏</td></tr></table>",
            id="around a table",
        ),
        pytest.param("<table><tr><td><p>一</p></td></tr><tr><td>二</td></tr></table>", id="one column"),
        pytest.param(f"<table><tr><td>{'<p>一</p>' * 30}</td><td>栏</td></tr></table>", id="around an article"),
    ],
)
def test_a_table_that_only_lays_out_the_page_is_text(body):
    content = read(body)
    assert content.text.startswith("一\n")
    assert all("一" not in cell.text for table in content.tables for row in table.rows for cell in row)


def test_menus_and_feet_are_left_out_and_links_in_the_text_are_kept():
    text = "深入推进环境污染防治，持续改善生态环境质量，促进经济社会发展全面绿色转型。" * 5
    body = f"""<div class=top><a href=/>首页</a> | <a href=/a>政务公开</a> | <a href=/b>互动</a></div><nav>栏目</nav>
    <div><h1>青川县规划</h1><p>依据<a href=/law>《环境保护法》</a>编制。{text}</p></div>
    <ul><li><a href=/1>相关一</a>[08-18]</li><li><a href=/2>相关文件之二</a></li></ul><footer>版权所有</footer>"""
    assert paragraphs(body) == [("青川县规划", 1), (f"依据《环境保护法》编制。{text}", None)]


@pytest.mark.parametrize("odd", ["\x01", "&#1;", "\x1f", "&#xfffe;"])
def test_characters_that_no_page_may_hold_do_no_harm(odd):
    """Beside a menu that is taken out, and in a list that is numbered."""
    long = "推进减排，改善环境质量，" * 20
    body = f"<div><p>{long}促进绿色转型{odd}</p><nav>栏目</nav>{odd}后</div><ol><li>甲{odd}</li></ol>"
    text = "".join(line for line, _ in paragraphs(body))
    assert all(words in text for words in ("促进绿色转型", "后", "1. 甲"))


def test_a_page_of_links_only_is_still_read():
    assert paragraphs("<div><a href=1>甲</a><a href=2>乙</a></div>") == [("甲乙", None)]


@pytest.mark.parametrize("charset", ["gb2312", "gbk", "GB18030", "utf-8", "big5"])
def test_the_declared_charset_counts(charset):
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"></head><p>生命之河</p></html>'
    assert read_html(page.encode(charset), PATH).text == "生命之河\n"


@pytest.mark.parametrize("declared", ["utf-8", "nonsense-8", "iso-8859-1"])
def test_a_wrong_charset_does_no_harm(declared):
    page = f"<html><head><meta charset={declared}></head><p>青川县生态环境保护规划</p></html>"
    assert read_html(page.encode("gb18030"), PATH).text == "青川县生态环境保护规划\n"


def test_an_xml_declaration_does_no_harm():
    assert read_html('<?xml version="1.0" encoding="gb2312"?><html><p>规划</p></html>'.encode(), PATH).text == "规划\n"


def test_files_are_not_pulled_in_by_entities():
    page = '<!DOCTYPE html [<!ENTITY f SYSTEM "file:///etc/passwd">]><html><p>规划&f;</p></html>'
    assert "root:" not in read_html(page.encode(), PATH).text


@pytest.mark.parametrize("depth", [300, 50_000])
def test_absurd_nesting_is_refused_rather_than_read_in_part(depth):
    with pytest.raises(InputError, match="嵌套"):
        read_html(("<p>前</p>" + "<div>" * depth + "规划").encode(), PATH)


def test_deep_nesting_is_read():
    assert read_html(("<div>" * 200 + "规划").encode(), PATH).text == "规划\n"
