"""Says in a sentence or two what was found in a library, each number beside what it is counted out of."""

from __future__ import annotations

from collections import Counter

from align.libraries import LibraryJudgements, PairState
from align.reporting.library.survey import count_gaps
from align.results import TaskVerdict


def render_library_title(judgements: LibraryJudgements) -> str:
    """The title of a report."""
    plans = [plan for plan in judgements.library.plans if plan.is_readable]
    return f"{len(plans)} 份规划衔接总览"


def render_library_conclusion(judgements: LibraryJudgements) -> str:
    """What was compared, what was found, and what was not looked at."""
    states = Counter(outcome.state for outcome in judgements.outcomes)
    direct = [outcome for outcome in judgements.outcomes if outcome.pair.direct and outcome.result]
    counts = Counter[str]()
    for outcome in direct:
        counts.update(count_gaps(outcome))
    total = sum(counts.values()) - counts[TaskVerdict.NOT_APPLICABLE.value]
    done = len(judgements.outcomes) - states[PairState.FAILED]
    told = [f"共 {len(judgements.outcomes)} 对，对照了 {done} 对"]
    if states[PairState.FAILED]:
        told.append(f"{states[PairState.FAILED]} 对未能对照，原因见“逐对结果”")
    unread = sum(not plan.is_readable for plan in judgements.library.plans)
    if unread:
        told.append(f"{unread} 份文件未能读入")
    parts = "、".join(
        f"{verdict.label} {counts[verdict.value]} 项"
        for verdict in (TaskVerdict.COVERED, TaskVerdict.PARTIAL, TaskVerdict.MISSING)
    )
    return (
        f"{'，'.join(told)}。与最近的上级规划相比（{len(direct)} 对），适用的上级任务合计 {total} 项，其中{parts}；"
        f"不适用 {counts[TaskVerdict.NOT_APPLICABLE.value]} 项不计。以上由程序初判，须经人工复核。"
    )
