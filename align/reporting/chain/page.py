"""Draws a chain as one page that works offline: overview, breaks with both quotes, the threads level by level."""

from __future__ import annotations

from align.chains import ChainJudgements
from align.reporting.chain.grids import build_indicator_grid, build_task_grid
from align.reporting.chain.report import build_chain_report, render_chain_conclusion
from align.reporting.chain.tables import build_chain_limits, build_chain_materials, build_fate_table, build_level_table
from align.reporting.html import build_environment


def render_chain_page(chain: ChainJudgements) -> str:
    """The page; equal chains give equal text."""
    report = build_chain_report(chain)
    return (
        build_environment()
        .get_template("chain.html.j2")
        .render(
            report=report,
            conclusion=render_chain_conclusion(report),
            summary=(build_fate_table(report), build_level_table(report), build_chain_materials(report)),
            limits=build_chain_limits(report),
            threads=build_task_grid(report, chain.tasks),
            indicators=build_indicator_grid(report),
        )
    )
