"""Builders of libraries of plans for tests: small folders of short plans, and the nouns that stand for them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from align.libraries import LibraryPlan
from align.model import DocumentKind, Level

FIELD = "生态环境保护"
COUNTIES = ("青桥县", "白崖县", "霁溪区")
_BODY = """
{title}

为推进生态环境保护，依据《{above}“十四五”生态环境保护规划》，结合{region}实际，制定本规划。规划期为2021—2025年。

第一章 发展基础
“十三五”期间，{region}建成污水处理厂{n}座。

第二章 主要目标
表1 主要指标
指标 | 单位 | 2020年 | 2025年 | 属性
空气质量优良天数比率 | % | 88.0 | {air} | 约束性
森林覆盖率 | % | 41.0 | {wood} | {nature}

第三章 重点任务
{tasks}

第四章 保障措施
加强组织领导，落实各部门责任。
"""
_TASKS = (
    "加强施工工地扬尘管控，{region}城市主干道机械化清扫率达到85%以上。",
    "完成入河排污口排查整治，建立排污口名录并逐个销号。",
    "推进农村生活污水治理，到2025年治理率达到40%。",
    "加强危险废物全过程监管，建立重点单位清单。",
)


def write_plan(
    folder: Path, region: str, above: str, *, drop: int | None = None, nature: str = "约束性", wood: float = 42.5
) -> Path:
    """Writes the plan of a place; ``drop`` leaves one task out."""
    tasks = [task.format(region=region) for index, task in enumerate(_TASKS) if index != drop]
    text = _BODY.format(
        title=f"{region}“十四五”生态环境保护规划",
        region=region,
        above=above,
        n=len(region),
        air=92.0,
        wood=wood,
        nature=nature,
        tasks="\n".join(tasks),
    )
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{region}.txt"
    path.write_text(text.strip() + "\n", encoding="utf-8")
    return path


def write_library(folder: Path) -> Path:
    """A province, a city and three counties: one wholly answers, one lacks a task, one made a target looser and anticipatory."""
    write_plan(folder, "琮岭省", "国家")
    write_plan(folder, "鹭陵市", "琮岭省")
    write_plan(folder / "鹭陵市", COUNTIES[0], "鹭陵市")
    write_plan(folder / "鹭陵市", COUNTIES[1], "鹭陵市", drop=1)
    write_plan(folder / "鹭陵市", COUNTIES[2], "鹭陵市", nature="预期性", wood=41.5)
    return folder


def make_library_plan(**fields: Any) -> LibraryPlan:
    """A plan of a library with every field defaulted; the digest is made of the file's name."""
    known = {
        "file": "县.txt",
        "title": "青桥县“十四五”生态环境保护规划",
        "level": Level.COUNTY,
        "region": "青桥县",
        "region_code": None,
        "parent": None,
        "sector": FIELD,
        "period": (2021, 2025),
        "kind": DocumentKind.FULL_TEXT,
        "characters": 20_000,
        "tasks": 120,
        "indicators": 18,
        **fields,
    }
    return LibraryPlan(**{"sha256": f"sha of {known['file']}", **known})
