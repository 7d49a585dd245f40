"""The command ``plan-align batch``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from align.options import ASSIGNED, REPORTS, parse_formats


def batch(
    source: Annotated[
        Path, typer.Argument(metavar="文件夹或清单", help="存放各级规划的文件夹；或上次写出、改过的 清单.xlsx。")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="文件夹", help="清单、结果和总览存放的文件夹。")],
    agreed: Annotated[bool, typer.Option("--yes", "-y", help="不再询问，配好对就对照。")] = False,
    formats: Annotated[
        str, typer.Option("--format", metavar="格式", help="另为每份下级规划写出报告，用逗号分隔：xlsx、html、docx。")
    ] = "",
    assigned: Annotated[Path | None, ASSIGNED] = None,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", metavar="份数", help="同时进行的份数；不给则与处理器核数相同。")
    ] = -1,
    cluster: Annotated[
        str | None,
        typer.Option(
            "--cluster", metavar="地址", help="在 Dask 集群上对照，如 tcp://10.0.0.8:8786；须能读到同一文件夹。"
        ),
    ] = None,
) -> None:
    """把一个文件夹里的各级规划按地区、领域、规划期配对，逐对对照，写出全省（市）总览。

    先列出配对并写出 清单.xlsx，核对后再对照；认错的层级、地区、配对在清单里改，再用清单运行。
    中断后再运行同一命令即接着做；文件没有改动的不再对照。

    [bold]示例[/bold]

      plan-align batch 全省规划 -o 结果

      plan-align batch 结果/清单.xlsx -o 结果 --yes

      plan-align batch 全省规划 -o 结果 --yes --format xlsx,html

      plan-align batch 全省规划 -o 结果 --yes --cluster tcp://10.0.0.8:8786
    """
    from align.batching import run_batch

    if jobs == 0 or jobs < -1:
        raise typer.BadParameter("应是 1 以上的整数", param_hint="--jobs")
    judgements = run_batch(
        source,
        output,
        assigned=assigned,
        formats=parse_formats(formats, known=REPORTS) if formats else (),
        jobs=jobs,
        cluster=cluster,
        agreed=agreed,
    )
    if judgements is not None and judgements.failed:
        raise typer.Exit(1)
