"""Writes a plan out: title page, chapters with regular numbers, indicator table, projects, all numbers of its own right."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from roundtrip.rendering.marks import render_chinese

from province.composing import Chapter
from province.names import Place
from province.recipe import load_chapters, load_projects
from province.sources import Piece, Section
from province.targets import BINDING, NO_VALUE, Row

_BASE_TITLES = {"context": ("发展基础与形势", "基础与形势"), "demands": ("总体要求", "总体思路和目标")}
_OPENINGS = (
    "“十四五”时期是开启全面建设社会主义现代化国家新征程的第一个五年，也是深入打好污染防治攻坚战、推动减污降碳协同增效的关键时期。",
    "“十四五”时期，生态文明建设进入以降碳为重点战略方向、促进经济社会发展全面绿色转型的关键阶段。",
    "生态环境是关系民生的重大社会问题，良好生态环境是实现高质量发展的重要支撑。",
)
_BASIS = "《中华人民共和国环境保护法》；《中共中央 国务院关于深入打好污染防治攻坚战的意见》；"
_GENERAL = "国民经济和社会发展第十四个五年规划和2035年远景目标纲要"
_WHOLE = {"nation": "全国", "province": "全省", "city": "全市", "county": "全县"}
_LEAST_HEADING = 4
_TOLD = 4
_SIZES = {"nation": 90, "province": 30, "city": 12, "county": 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All that a plan says: ``off`` is by how much a number the plan gives of itself is wrong, by kind of claim."""

    place: Place
    title: str
    number: str
    above: tuple[str, ...]
    chapters: dict[str, Chapter]
    rows: tuple[Row, ...]
    off: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a plan is numbered and its tables are drawn."""

    has_chapters: bool
    item_lines: bool
    separator: str
    nature_first: bool

    def chapter(self, number: int, title: str) -> str:
        """The heading of a chapter."""
        return f"第{render_chinese(number)}章  {title}" if self.has_chapters else f"{render_chinese(number)}、{title}"

    def section(self, number: int, title: str) -> str:
        """The heading of a section."""
        return f"第{render_chinese(number)}节  {title}" if self.has_chapters else f"（{render_chinese(number)}）{title}"

    def items(self, pieces: Sequence[Piece]) -> Iterator[str]:
        """Paragraphs with titles of their own, on lines of their own unless one is too short for a heading."""
        as_lines = self.item_lines and all(len(piece.title) >= _LEAST_HEADING for piece in pieces)
        for number, piece in enumerate(pieces, start=1):
            mark = f"{render_chinese(number)}、" if self.has_chapters and as_lines else f"{number}．"
            yield f"{mark}{piece.title}\n{piece.text}" if as_lines else f"{mark}{piece.title}。{piece.text}"


def render_plan(sheet: Sheet, seed: int) -> str:
    """The text of a plan; the same sheet and seed give the same text."""
    chance = random.Random(f"{seed}:{sheet.place.name}:style")
    style = Style(
        has_chapters=chance.random() < 0.5 or sheet.place.level in ("nation", "province"),
        item_lines=chance.random() < 0.5,
        separator=chance.choice(("\t", " | ")),
        nature_first=chance.random() < 0.3,
    )
    projects = _count_projects(sheet.place, chance)
    order = _order_chapters(sheet.chapters, chance)
    parts = [_render_front(sheet, len(order), chance)]
    bodies = [
        _render_chapter(_named(sheet, "context", chance), style),
        _render_demands(sheet, style, chance),
        *(_render_chapter(sheet.chapters[key], style) for key in order),
        _render_projects(sheet, style, projects),
        _render_safeguards(sheet, style),
    ]
    parts += [f"{style.chapter(number, title)}\n{body}" for number, (title, body) in enumerate(bodies, start=1)]
    return _number_boxes("\n\n".join(parts)) + "\n"


def _named(sheet: Sheet, key: str, chance: random.Random) -> Chapter:
    chapter = sheet.chapters[key]
    state = "，".join(f"{row.name}为{row.baseline}{row.unit}" for row in sheet.rows[:_TOLD] if row.baseline != NO_VALUE)
    lead = f"“十三五”以来，{_whole(sheet.place)}生态环境质量明显改善。2020年，{state}。"
    return Chapter(key=key, title=chance.choice(_BASE_TITLES[key]), lead=lead, sections=chapter.sections)


def _order_chapters(chapters: dict[str, Chapter], chance: random.Random) -> list[str]:
    """The chapters of tasks in their order, but for a neighbour or two that changed places."""
    order = [key for key in load_chapters() if key in chapters]
    for _ in range(2):
        place = chance.randrange(len(order) - 1)
        order[place : place + 2] = reversed(order[place : place + 2])
    return order


# ------------------------------------------------------------ before the chapters


def _render_front(sheet: Sheet, tasks: int, chance: random.Random) -> str:
    place = sheet.place
    issuer = "国务院" if place.level == "nation" else f"{place.name}人民政府"
    year = 2022 if place.level in ("city", "county") else 2021
    date = f"{year}年{chance.randint(2, 11)}月{chance.randint(1, 28)}日"
    basis = "、".join(f"《{title}》" for title in sheet.above) or "国家有关法律法规"
    preface = (
        f"{chance.choice(_OPENINGS)}依据{basis}，结合实际，明确今后五年{_whole(place)}生态环境保护的目标、任务和措施。"
        f"规划基准年为2020年，规划期限为2021—2025年，展望到2035年。{_count_contents(sheet, tasks)}"
    )
    return "\n".join((sheet.title, "", sheet.number, "", issuer, date, "", "前  言", preface))


def _count_contents(sheet: Sheet, tasks: int) -> str:
    """What the plan says of its own numbers, wrong where that is planted."""
    count = len(sheet.rows) + sheet.off.get("indicator_count", 0)
    binding = sum(row.nature == BINDING for row in sheet.rows) + sheet.off.get("binding_count", 0)
    parts = render_chinese(tasks + sheet.off.get("task_count", 0))
    return f"规划设置主要指标{count}项，其中约束性指标{binding}项，部署{parts}个方面重点任务。"


def _whole(place: Place) -> str:
    return "全区" if place.is_district else _WHOLE[place.level]


# ------------------------------------------------------------ chapters


def _render_chapter(chapter: Chapter, style: Style) -> tuple[str, str]:
    parts = [chapter.lead] if chapter.lead else []
    return chapter.title, "\n".join((*parts, *_render_sections(chapter.sections, style)))


def _render_sections(sections: Sequence[Section], style: Style) -> Iterator[str]:
    for number, section in enumerate(sections, start=1):
        yield style.section(number, section.title)
        yield from _render_pieces(section.pieces, style)


def _render_pieces(pieces: Sequence[Piece], style: Style) -> Iterator[str]:
    """Plain paragraphs first, then the numbered ones, then boxes."""
    yield from (piece.text for piece in pieces if not piece.title and not piece.box)
    titled = [piece for piece in pieces if piece.title and not piece.box]
    yield from style.items(titled)
    for piece in pieces:
        if piece.box:
            yield f"专栏#  {piece.title}"
            for number, item in enumerate(piece.box, start=1):
                yield f"（{number}）{item.title}。{item.text}" if item.title else f"（{number}）{item.text}"
            yield ""


def _number_boxes(text: str) -> str:
    first, *rest = text.split("专栏#")
    return first + "".join(f"专栏{number}{part}" for number, part in enumerate(rest, start=1))


def _render_demands(sheet: Sheet, style: Style, chance: random.Random) -> tuple[str, str]:
    sections = [
        (title, "\n".join(piece.text for piece in sheet.chapters[key].sections[0].pieces))
        for key, title in (("thought", "指导思想"), ("principles", "基本原则"), ("layout", "总体布局"))
        if key in sheet.chapters
    ]
    sections += [("编制依据", _tell_basis(sheet)), ("主要目标", _tell_goals(sheet.place))]
    lines = [f"{style.section(number, title)}\n{body}" for number, (title, body) in enumerate(sections, start=1)]
    return chance.choice(_BASE_TITLES["demands"]), "\n".join((*lines, "", *_render_table(sheet, style), ""))


def _tell_basis(sheet: Sheet) -> str:
    whose = "中华人民共和国" if sheet.place.level == "nation" else sheet.place.name
    return f"{_BASIS}{''.join(f'《{title}》；' for title in sheet.above)}《{whose}{_GENERAL}》。"


def _tell_goals(place: Place) -> str:
    return (
        f"到2025年，{_whole(place)}生态环境质量持续改善，绿色低碳发展水平明显提升，生态系统稳定性不断增强，"
        "环境风险得到有效管控，现代环境治理体系更加健全。\n展望2035年，生态环境根本好转，绿色生产生活方式广泛形成，"
        f"碳排放达峰后稳中有降，美丽{place.short}建设目标基本实现。"
    )


def _render_table(sheet: Sheet, style: Style) -> Iterator[str]:
    yield f"表1  {sheet.place.name if sheet.place.level != 'nation' else ''}“十四五”生态环境保护主要指标"
    head = ("序号", "指标名称", "属性", "单位", "2020年", "2025年")
    order = (0, 1, 2, 3, 4, 5) if style.nature_first else (0, 1, 3, 4, 5, 2)
    rows = [(str(n), r.name, r.nature, r.unit, r.baseline, r.written) for n, r in enumerate(sheet.rows, start=1)]
    for cells in (head, *rows):
        yield style.separator.join(cells[column] for column in order)
    yield "注：[ ]内为五年累计数。"


def _render_safeguards(sheet: Sheet, style: Style) -> tuple[str, str]:
    sections = sheet.chapters["safeguards"].sections if "safeguards" in sheet.chapters else ()
    return "保障措施", "\n".join(_render_sections(sections, style))


# ------------------------------------------------------------ projects


def _count_projects(place: Place, chance: random.Random) -> tuple[tuple[str, int, float, str], ...]:
    size = _SIZES[place.level]
    return tuple(
        (name, chance.randint(size // 2 + 1, size * 2), round(chance.uniform(0.8, 6.0) * size, 1), content)
        for name, content in load_projects()
    )


def _render_projects(sheet: Sheet, style: Style, projects: tuple[tuple[str, int, float, str], ...]) -> tuple[str, str]:
    count = sum(number for _, number, _, _ in projects) + sheet.off.get("project_count", 0)
    money = round(sum(sum_ for _, _, sum_, _ in projects) + sheet.off.get("investment", 0), 1)
    lines = [
        f"“十四五”期间，{_whole(sheet.place)}组织实施重点工程{count}项，估算总投资{money}亿元，分类如下。",
        style.separator.join(("类别", "项目数", "投资（亿元）", "主要内容")),
        *(style.separator.join((name, str(number), str(cost), content)) for name, number, cost, content in projects),
        "重点工程实行清单管理、动态调整，资金和土地等要素优先保障前期工作成熟的项目。",
    ]
    return "重点工程", "\n".join(lines)
