"""The commands on libraries of plans: ``plan-align batch`` and ``plan-align find``."""

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
        int,
        typer.Option(
            "--jobs", "-j", metavar="份数", show_default=False, help="同时进行的份数；不给则与处理器核数相同。"
        ),
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


def find(
    question: Annotated[str, typer.Argument(metavar="任务", help="要找的任务：一句规划里的话，或几个词。")],
    source: Annotated[
        Path, typer.Option("--in", metavar="文件夹或清单", help="存放规划的文件夹，或 batch 写出的 清单.xlsx。")
    ],
    most: Annotated[int, typer.Option("--top", metavar="份数", min=1, help="屏幕上最多列出几份规划。")] = 20,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="文件", help="另写成 Excel 的文件（.xlsx），全部列出。")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出，全部列出。")] = False,
) -> None:
    """在一个文件夹的规划里找一项任务：哪些地区有相近的语句，怎么写的，哪些没有。

    只按相近程度列出，是否算衔接须看原文；逐条判定用 check 或 batch。第一次要读入全部规划，之后即问即答。

    [bold]示例[/bold]

      plan-align find "开展入河排污口排查整治" --in 全省规划

      plan-align find "秸秆综合利用率" --in 结果/清单.xlsx -o 秸秆.xlsx
    """
    from align.finding import show_answers

    if not question.strip():
        raise typer.BadParameter("没有写要找什么", param_hint="任务")
    if output is not None and output.suffix.lower() != ".xlsx":
        raise typer.BadParameter("应是 .xlsx 文件", param_hint="--output")
    show_answers(question.strip(), source, output, most=most, as_json=as_json)
