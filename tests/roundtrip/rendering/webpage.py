"""Writes a plan as the web page of a government site: article in the middle, navigation and foot around it."""

from __future__ import annotations

from html import escape
from itertools import takewhile
from pathlib import Path

from roundtrip.rendering.elements import Element, Frame, Grid, GridCell, Kind, Manuscript, Passage

_DEEPEST = 4
_SITE = "政务公开网"
_MENU = ("首页", "机构概况", "新闻动态", "政务公开", "办事服务", "互动交流", "数据发布")
_SIDE = ("法定主动公开内容", "政策文件", "规划计划", "财政预决算", "行政许可", "重点领域信息公开")
_LINKS = ("网站地图", "联系我们", "隐私声明", "无障碍浏览", "关于本站")
_RELATED = ("一图读懂：规划主要内容", "规划新闻发布会实录", "规划政策解读", "专家谈规划")
_STYLE = """
body{margin:0;font:16px/1.8 "Microsoft YaHei",sans-serif;color:#333}.wrap{width:1100px;margin:0 auto}
.head{background:#1c5aa8;color:#fff;padding:24px 0}nav ul,.side ul,.foot ul{list-style:none;margin:0;padding:0;display:flex}
nav li{padding:8px 20px}.side{float:left;width:200px}.side ul{display:block}.main{margin-left:220px}
h1{text-align:center;font-size:28px}h2,h3{text-align:center}.meta{text-align:center;color:#888;border-bottom:1px dashed #ccc}
.article p{text-indent:2em;margin:0 0 8px}.article .centre{text-align:center;text-indent:0}.article .right{text-align:right}
table{border-collapse:collapse;margin:10px auto}td,th{border:1px solid #555;padding:4px 8px}td p{text-indent:0}
.foot{clear:both;background:#f0f0f0;text-align:center;padding:20px 0}
"""
_CENTRED = (Kind.TITLE, Kind.SUBTITLE, Kind.NUMBER, Kind.ISSUER, Kind.CAPTION, Kind.BOX_TITLE)


def write_page(manuscript: Manuscript, path: Path) -> None:
    """Writes the page, in UTF-8."""
    path.write_text(_draw_page(manuscript), encoding="utf-8")


def _draw_page(manuscript: Manuscript) -> str:
    """The first title, of a notice or of the plan itself, is the heading of the page; another stands in the article."""
    headings = list(takewhile(lambda passage: passage.kind is Kind.TITLE, manuscript.front))
    title = escape("".join(passage.text for passage in headings))
    article = "\n".join(map(_draw_element, (*manuscript.front[len(headings) :], *manuscript.body)))
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{title}_{_SITE}</title>
<style>{_STYLE}</style>
<script>function share(to){{window.open(to)}}</script>
</head>
<body>
<div class="head"><div class="wrap"><a href="/"><img src="/images/logo.png" alt="{_SITE}"></a>
<form action="/search"><input name="q" placeholder="请输入关键词"><button>搜索</button></form></div></div>
<nav><div class="wrap">{_draw_links(_MENU)}</div></nav>
<div class="wrap">
<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; <a href="/zwgk/ghjh/">规划计划</a></div>
<div class="side">{_draw_links(_SIDE)}</div>
<div class="main">
<h1>{title}</h1>
<div class="meta">发布时间：2022-06-30 09:12　来源：本站　浏览次数：1024　字号：[<a href="#">大</a> <a href="#">中</a> <a href="#">小</a>]</div>
<div class="article">
{article}
</div>
<div class="related"><strong>相关链接</strong>{_draw_links(_RELATED)}</div>
</div>
</div>
<footer class="foot"><div class="wrap">{_draw_links(_LINKS)}
<p>主办单位：办公室　网站标识码：0000000001</p><p>公网安备 00000000000001号</p></div></footer>
</body>
</html>
"""


def _draw_links(names: tuple[str, ...]) -> str:
    items = "".join(f'<li><a href="/c{number}/index.html">{name}</a></li>' for number, name in enumerate(names))
    return f"<ul>{items}</ul>"


def _draw_element(element: Element) -> str:
    if isinstance(element, Grid):
        return _draw_grid(element)
    if isinstance(element, Frame):
        content = "\n".join(map(_draw_element, element.passages))
        return f'<table class="box"><tbody><tr><td>\n{content}\n</td></tr></tbody></table>'
    return _draw_passage(element)


def _draw_passage(passage: Passage) -> str:
    text = escape(passage.whole)
    if passage.level is not None:
        tag = f"h{min(passage.level + 1, _DEEPEST)}"
        return f"<{tag}>{text}</{tag}>"
    if passage.kind in _CENTRED:
        return f'<p class="centre"><strong>{text}</strong></p>'
    if passage.kind is Kind.SIGNATURE:
        return f'<p class="right">{text}</p>'
    if passage.kind is Kind.SUBHEADING:
        return f"<p><strong>{text}</strong></p>"
    return f"<p>{text}</p>"


def _draw_grid(grid: Grid) -> str:
    rows = "\n".join(
        f"<tr>{''.join(_draw_cell(cell, head=number < grid.heads) for cell in row)}</tr>"
        for number, row in enumerate(grid.rows)
    )
    return f"<table><tbody>\n{rows}\n</tbody></table>"


def _draw_cell(cell: GridCell, *, head: bool) -> str:
    tag = "th" if head else "td"
    spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    spans += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    return f"<{tag}{spans}><p>{escape(cell.text)}</p></{tag}>"
