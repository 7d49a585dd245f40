"""A short pair of plans with every kind of finding, as a result that was saved."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema

import align.reporting
from align.pipeline import align_plans
from align.reporting.jsonfile import build_result, render_json
from align.results import Judgements
from align.source import Footnote, Notice, Recognition
from align.spans import Span

SCHEMA = Path(align.reporting.__file__).parent / "schemas" / "check.schema.json"
UPPER = """青石市“十四五”生态环境保护规划
（青政发〔2022〕6号）
第一章 规划目标
设置主要指标2项。
表1 主要指标
指标名称\t单位\t2020年\t2025年\t属性
森林覆盖率\t%\t31.2\t32.50\t约束性
PM2.5年均浓度\t微克/立方米\t40\t35\t约束性
第二章 重点任务
到２０２５年，完成青石河入河排污口排查整治。
严禁新建化工园区，推进农村生活污水治理。
建成市级危险废物
集中处置中心。
第三章 重点工程
表2 重点工程
序号\t项目名称\t建设内容\t投资（亿元）
1\t山前区尾矿库综合治理工程\t治理尾矿库2座\t1.20
2\t青石河水环境综合治理工程\t整治河道12公里\t2.60
"""
LOWER = """山前区“十四五”生态环境保护规划
第一章 编制依据
《青石市“十四五”生态环境保护规划》（青政发〔2022〕6号）
第二章 规划目标
设置主要指标3项。
表1 主要指标
指标名称\t单位\t2020年\t2025年\t属性
森林覆盖率\t%\t30.1\t31.0\t预期性
第三章 重点任务
到2025年，基本完成青石河入河排污口排查整治。。
严控新建化工园区。发展特色农业。
第四章 重点工程
表2 重点工程
序号\t项目名称\t建设内容\t投资（亿元）
1\t山前区尾矿库综合治理工程\t治理尾矿库2座\t1.10
"""


def align_texts(upper: str, lower: str, folder: Path) -> Judgements:
    """The judgements on two texts, whose files are gone afterwards."""
    files = (folder / "上级.txt", folder / "本级.txt")
    for file, text in zip(files, (upper, lower), strict=True):
        file.write_text(text, encoding="utf-8")
    judgements = align_plans(*files)
    for file in files:
        file.unlink()
    return judgements


@cache
def small_pair() -> Judgements:
    """A short pair with every kind of finding, and with all that a source can hold."""
    with tempfile.TemporaryDirectory() as folder:
        judgements = align_texts(UPPER, LOWER, Path(folder))
    source = judgements.upper.source
    first = source.blocks[0]
    scanned = replace(
        source,
        pages=2,
        blocks=(replace(first, page=1, level=1, indent=2.25, short=0.1), *source.blocks[1:]),
        tables=(replace(source.tables[0], page=1, inferred=True), *source.tables[1:]),
        recognised=(Recognition(span=first.span, confidence=0.87),),
        warnings=(Notice(code="reading.recognised", message="第 1 页由图片识别。", pages=(1,)),),
        footnotes=(Footnote(span=Span(3, 3), mark="①", text="指不含飞地的范围。"),),
    )
    warnings = (*scanned.warnings, *judgements.upper.warnings)
    notice = Notice(code="pair.same_file", message="只对照了两份文件", span=Span(0, 2), text="青石")
    return replace(judgements, upper=replace(judgements.upper, source=scanned, warnings=warnings), warnings=(notice,))


def through_file(judgements: Judgements) -> Any:
    """The result as it comes back from a file."""
    return json.loads(render_json(build_result(judgements)))


@cache
def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
