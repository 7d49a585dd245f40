"""Plans for tests of indicators: from a short text as a user would have it, or from single indicators."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from factories import make_indicator, make_meta, make_plan
from plan_texts import clean_source

from align.knowledge.indicators import load_catalogue
from align.knowledge.structure import load_containers, load_role_words
from align.knowledge.units import load_units
from align.model import DocumentKind, Indicator, Level, Plan
from align.parsing.divisions import build_outline
from align.parsing.indicators import find_indicators
from align.parsing.quantities import parse_target
from align.parsing.roles import RoleFinder
from align.reading.document import read_source

UPPER_TABLE = """青石市“十四五”生态环境保护规划
第一章 规划目标
到2025年，全市环境质量持续改善。
表1 青石市生态环境保护主要指标
类别\t序号\t指标名称\t单位\t2020年\t2025年\t属性
环境质量\t1\tPM2.5年均浓度\tμg/m3\t40\t35\t约束性
\t2\t空气质量优良天数比率\t%\t80.0\t85.2\t约束性
\t3\t翠湖总氮浓度②\tmg/L\t1.2\t≤1.0\t预期性
总量减排\t4\t氮氧化物重点工程减排量\t万吨\t—\t[0.35]\t约束性
\t5\t单位地区生产总值二氧化碳排放降低\t%\t—\t[17]\t约束性
生态保护\t6\t森林覆盖率\t%\t40.1\t41\t约束性
\t7\t农村生活污水治理率\t%\t30\t45\t预期性
注：①[ ]内为五年累计数；②翠湖位于云岭县境内，由云岭县负责落实。
"""

LOWER_TABLE = """山前区“十四五”生态环境保护规划
一、规划目标
到2025年，全区环境质量持续改善。
表1 山前区生态环境保护指标
序号 | 指标 | 单位 | 2020年现状值 | 2025年目标值 | 指标性质
1 | 细颗粒物（PM2.5）浓度 | 微克/立方米 | 39 | 35 | 约束性
2 | 空气质量优良天数比例 | % | 81.0 | 85.2 | 约束性
3 | NOx重点工程减排量 | 万吨 | — | 完成市级下达任务 | 约束性
4 | 碳排放强度下降 | % | — | 17 | 约束性
5 | 森林覆盖率 | % | 38.2 | 41 | 约束性
6 | 农村生活污水治理率 | % | 28 | 45 | 预期性
"""


def read_plan(
    text: str,
    *,
    level: Level = Level.CITY,
    region: str = "青石市",
    kind: DocumentKind = DocumentKind.FULL_TEXT,
    period: tuple[int, int] | None = (2021, 2025),
) -> Plan:
    """A plan whose indicators were read from a text; divisions titled …目标 are its objectives."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "规划.txt"
        path.write_text(text, encoding="utf-8")
        source = read_source(path)
    outline = build_outline(clean_source(source), RoleFinder(load_role_words(), load_containers()))
    indicators = find_indicators(source, outline, load_catalogue(), load_units(), period)
    meta = make_meta(level=level, region=region, kind=kind, period=period)
    return make_plan(meta=meta, source=source, divisions=outline.divisions, indicators=indicators)


def indicator(name: str, target: str, *, unit: str | None = None, **fields: Any) -> Indicator:
    """An indicator as found in a plan, its target parsed and its concept looked up."""
    concept = load_catalogue().find_concept(name, unit)
    built: Indicator = make_indicator(
        name=name,
        text=f"{name}\t{target}",
        unit=unit,
        target=target,
        baseline=fields.pop("baseline", None),
        parsed=parse_target(target, unit=unit, name=name),
        concept=concept.id if concept else None,
        nature=fields.pop("nature", None),
    )
    return replace(built, **fields)


def plan_of(*indicators: Indicator, level: Level, region: str, kind: DocumentKind = DocumentKind.FULL_TEXT) -> Plan:
    """A plan that has just these indicators."""
    built: Plan = make_plan(meta=make_meta(level=level, region=region, kind=kind), indicators=indicators)
    return built
