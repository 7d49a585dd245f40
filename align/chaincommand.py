"""The command ``plan-align chain``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from align.options import ASSIGNED


def chain(
    plans: Annotated[
        list[Path],
        typer.Argument(
            metavar="规划", help="各级规划（两份以上，次序不限）；同一级可有领域不同的几份，如纲要和专项规划。"
        ),
    ],
    assigned: Annotated[Path | None, ASSIGNED] = None,
    as_given: Annotated[
        bool, typer.Option("--as-given", help="按给出的次序自上而下对照，一份一级；看不出层级或分不出上下时用。")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="文件夹", help="另写 Excel、网页和 JSON 的文件夹；不给则只在屏幕上显示。"
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="把结果以 JSON 输出到屏幕。")] = False,
) -> None:
    """把国、省、市、区各级规划连成一条链，逐条看上级的要求在各级落到哪里、断在哪一级。

    上下级由题名中的地区和层级判断。断点只在断的那一级报一次；直接上级没有接住、本级自行回应的，标为“越级有响应”。

    [bold]示例[/bold]

      plan-align chain 省规划.pdf 市规划.docx 区规划.docx -o 报告

      plan-align chain 省纲要.docx 省专项.docx 市纲要.docx 市专项.docx 区专项.docx

      plan-align chain 甲.txt 乙.txt 丙.txt --as-given
    """
    from align.chaining import show_chain

    if len(plans) < 2:
        raise typer.BadParameter("至少要两份规划", param_hint="规划")
    show_chain(plans, output, assigned=assigned, as_given=as_given, as_json=as_json)
