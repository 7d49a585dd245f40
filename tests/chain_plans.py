"""Chains for tests: the demonstration's province, city and district, as they are and with breaks planted by known edits."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from align import align_chain, read_plan
from align.bundled import bundled
from align.chains import ChainJudgements, Thread
from align.library.aligned import Chain
from align.model import Plan, Task
from align.results import TaskFinding

NAMES = ("province", "city", "district")
PROVINCE, CITY, DISTRICT = 0, 1, 2
EDITS = (
    # the city's answer on outfalls; the district has its own
    (
        "city",
        "对泊水河、苇河、霁河两岸排口拉网登记、采样监测、追查来源，查清每个排口的位置、水量、污染物和责任单位，2023年底前建成“一口一档”电子台账。",
        "",
    ),
    # the district's answer on radiation sources
    (
        "district",
        "2．看牢放射源。工业探伤、料位计、放疗设备使用单位每年逐家检查，γ探伤机全部加装定位终端，停用、报废放射源三个月内送贮，收贮率100%，企业倒闭、转产的由区生态环境分局上门督办清点。",
        "",
    ),
    # weakened at the city: the province asks for 82 %
    ("city", "畜禽粪污综合利用率达到85%以上", "畜禽粪污综合利用率达到75%以上"),
    # no longer binding at the district
    ("district", "空气质量优良天数比率\t约束性", "空气质量优良天数比率\t预期性"),
    # concerns another city only
    ("province", "推进生活垃圾填埋场、污水处理厂甲烷", "推进沧屿市生活垃圾填埋场、污水处理厂甲烷"),
)


@cache
def demo_plans() -> tuple[Plan, Plan, Plan]:
    """Province, city and district of the demonstration."""
    province, city, district = (read_plan(bundled("corpora", "demo", f"{name}.txt")) for name in NAMES)
    return province, city, district


@cache
def demo_chain() -> Chain:
    """The demonstration as a chain, given out of order."""
    province, city, district = demo_plans()
    return align_chain([district, province, city])


@cache
def broken_chain() -> Chain:
    """The demonstration with every edit of ``EDITS``."""
    return edit_chain(*EDITS)


def edit_chain(*edits: tuple[str, str, str]) -> Chain:
    """The demonstration with some edits: the plan's name, a text that stands in it once, and what stands there instead."""
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for name in NAMES:
            text = bundled("corpora", "demo", f"{name}.txt").read_text(encoding="utf-8")
            for edited, old, new in edits:
                if edited == name:
                    assert text.count(old) == 1, old
                    text = text.replace(old, new)
            files.append(Path(folder) / f"{name}.txt")
            files[-1].write_text(text, encoding="utf-8")
        return align_chain(files)


def tell_breaks(chain: ChainJudgements) -> list[tuple[int, str, tuple[str, ...]]]:
    """Each break as plan, beginning of what is asked (its name, for an indicator) and kinds."""
    told = []
    for each in chain.breaks:
        finding = each.finding
        asked = finding.task.clean[:12] if isinstance(finding, TaskFinding) else finding.name
        told.append((chain.links[each.link].lower, asked, tuple(kind.value for kind in each.kinds)))
    return told


def find_thread(chain: ChainJudgements, beginning: str) -> Thread:
    """The one thread of a task that begins so, or of an indicator of that name."""
    (found,) = (
        thread
        for thread in chain.threads
        if (
            thread.asked.clean.startswith(beginning)
            if isinstance(thread.asked, Task)
            else thread.asked.name == beginning
        )
    )
    return found
