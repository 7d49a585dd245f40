"""The command ``plan-align``: one function per command, each calling one function of the library."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from align.chaincommand import chain
from align.errors import PlanAlignError
from align.helptext import ChineseGroup
from align.librarycommands import batch, find
from align.options import (
    ASSIGNED,
    JUDGE,
    JUDGE_BUDGET,
    JUDGE_MODEL,
    PREVIOUS,
    STORE,
    TEMPLATE,
    parse_formats,
    parse_model,
)
from align.reviewcommands import review
from align.usage import explain_usage
from align.version import __version__

app = typer.Typer(
    name="plan-align",
    cls=ChineseGroup,
    help="规划衔接审查：把下级规划与上级规划逐任务、逐指标对照，报告缺失、弱化、偏松和前后不一致之处。",
    epilog="示例：plan-align check 区规划.docx --against 市规划.docx --against 省规划.pdf -o 报告",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

# What the shell calls a run that was broken off by hand.
_INTERRUPTED = 130
FAIL_LEVELS = {"off": None, "critical": 0, "major": 1, "minor": 2, "notice": 3}


@app.command()
def check(
    lower: Annotated[
        Path,
        typer.Argument(
            metavar="本级规划",
            help="待审查的下级规划（txt、md、docx、html、pdf 等）或指标表（csv、tsv、xlsx 等）。",
        ),
    ],
    against: Annotated[
        list[Path], typer.Option("--against", "-a", metavar="上级规划", help="上级规划文件；有多份时重复本选项。")
    ],
    assigned: Annotated[Path | None, ASSIGNED] = None,
    judge: Annotated[str | None, JUDGE] = None,
    judge_model: Annotated[str | None, JUDGE_MODEL] = None,
    judge_budget: Annotated[int | None, JUDGE_BUDGET] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="文件夹", help="报告存放的文件夹；不给则只在屏幕上显示。")
    ] = None,
    formats: Annotated[
        str, typer.Option("--format", metavar="格式", help="报告格式，用逗号分隔：xlsx、html、json、docx（审查意见）。")
    ] = "xlsx,html,json",
    template: Annotated[Path | None, TEMPLATE] = None,
    previous: Annotated[Path | None, PREVIOUS] = None,
    store: Annotated[str | None, STORE] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="把结果以 JSON 输出到屏幕（一份上级规划为对象，多份为数组）。")
    ] = False,
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on", metavar="级别", help="有达到该级别的缺口时退出码为 1：critical、major、minor、notice、off。"
        ),
    ] = "off",
) -> None:
    """对照上级规划审查一份下级规划。

    [bold]示例[/bold]

      plan-align check 区规划.docx --against 市规划.docx

      plan-align check 区规划.docx -a 市规划.docx -a 省规划.pdf -o 报告 --format xlsx,html

      plan-align check 区规划.docx -a 市规划.docx -o 报告 --format xlsx,docx --template 本局模板.docx

      plan-align check 区规划送审稿.docx -a 市规划.docx -o 报告 --previous 报告/区规划征求意见稿.对照.市规划.json

      plan-align check 区规划.docx -a 市规划.docx --assigned 市对区分解值.xlsx

      plan-align check 区规划.docx -a 市规划.docx --judge http://10.0.0.8:8000/v1 --judge-budget 300

      plan-align check 区规划.txt -a 市规划.txt --json > 结果.json
    """
    from align.checking import check_files, has_gap_at

    if fail_on not in FAIL_LEVELS:
        raise typer.BadParameter(f"不认识的级别“{fail_on}”，可用：{'、'.join(FAIL_LEVELS)}", param_hint="--fail-on")
    model = parse_model(judge, judge_model, judge_budget)
    alignments = check_files(
        lower,
        against,
        output,
        parse_formats(formats, template),
        assigned=assigned,
        model=model,
        template=template,
        previous=previous,
        store=store,
        as_json=as_json,
    )
    limit = FAIL_LEVELS[fail_on]
    if limit is not None and has_gap_at(alignments, limit):
        raise typer.Exit(1)


@app.command()
def matrix(
    upper: Annotated[Path, typer.Argument(metavar="上级规划", help="上级规划或指标表（另可用 csv、tsv、xlsx）。")],
    lowers: Annotated[
        list[Path], typer.Argument(metavar="下级规划", help="下级规划或指标表，一份一列，按给出的次序排列。")
    ],
    assigned: Annotated[Path | None, ASSIGNED] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="文件夹", help="另写 Excel 和网页的文件夹；不给则只在屏幕上显示。"),
    ] = None,
) -> None:
    """把一份上级规划的指标与多份下级规划逐项对照，列成矩阵：谁偏严、谁偏松、谁未设。

    只对照指标；任务的对照用 check。

    [bold]示例[/bold]

      plan-align matrix 省指标.xlsx 甲市.csv 乙市.docx 丙市.pdf -o 报告
    """
    from align.checking import show_matrix

    show_matrix(upper, lowers, output, assigned=assigned)


app.command()(chain)
app.command()(batch)
app.command()(find)
app.add_typer(review)


@app.command()
def outline(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="规划",
            help="规划文件（txt、md、docx、html、pdf 等）或指标表（csv、tsv、xlsx 等）。",
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出。")] = False,
) -> None:
    """显示程序对一份规划的理解：章节、任务、指标、工程、自述数字、编制依据。

    [bold]示例[/bold]

      plan-align outline 区规划.docx

      plan-align outline 区规划.docx --json > 规划.json
    """
    from align.checking import show_outline

    show_outline(file, as_json=as_json)


@app.command()
def tasks(
    file: Annotated[Path, typer.Argument(metavar="规划", help="规划文件（txt、md、docx、html、pdf 等）。")],
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出。")] = False,
) -> None:
    """列出一份规划含有标准任务库中的哪些任务，以及库中没有相近者的任务。

    [bold]示例[/bold]

      plan-align tasks 区规划.docx

      plan-align tasks 区规划.docx --json > 任务.json
    """
    from align.checking import show_tasks

    show_tasks(file, as_json=as_json)


@app.command()
def explain(
    result: Annotated[Path, typer.Argument(metavar="结果", help="check 写出的 JSON 结果文件。")],
    number: Annotated[str, typer.Argument(metavar="编号", help="报告中的编号，如 TASK-003、IND-012。")],
) -> None:
    """说明一条结论的由来：要点、各项分值、未采用的近似语句、怎样才会改判。

    [bold]示例[/bold]

      plan-align explain 报告/区规划.对照.市规划.json TASK-003
    """
    from align.checking import show_explanation

    show_explanation(result, number)


@app.command()
def demo(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="文件夹", help="报告存放的文件夹。")] = Path(
        "plan-align-demo"
    ),
) -> None:
    """用随附的虚构省、市、区三级规划演示一遍，并写出报告。"""
    from align.checking import run_demo

    run_demo(output)


@app.command()
def evaluate(
    folders: Annotated[
        list[Path] | None, typer.Argument(metavar="用例文件夹", help="评测用例所在文件夹；不给则用随附的演示用例。")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出。")] = False,
    levers: Annotated[
        bool, typer.Option("--levers", help="列出只看相似度的基线，以及逐项去掉各种手段后的成绩（较慢）。")
    ] = False,
    curve: Annotated[
        bool, typer.Option("--curve", help="列出成绩随标准任务库的任务数、说法数增长的学习曲线（约十分钟）。")
    ] = False,
    fit: Annotated[
        Path | None,
        typer.Option(
            "--fit",
            metavar="权重目录",
            help="在这些用例上重新拟合任务结论、要点的权重，写入该目录（测试用例不参与拟合）。",
        ),
    ] = None,
    compare: Annotated[
        Path | None,
        typer.Option(
            "--compare", metavar="结果", help="与用 --json 存下的上一次结果比较：均值的增减和改判的每一条要求。"
        ),
    ] = None,
    judge: Annotated[str | None, JUDGE] = None,
    judge_model: Annotated[str | None, JUDGE_MODEL] = None,
    judge_budget: Annotated[int | None, JUDGE_BUDGET] = None,
) -> None:
    """在专家判读过的用例上评测程序，逐例列出各项指标及其平均；或据以拟合权重，或与基线比较。

    [bold]示例[/bold]

      plan-align evaluate corpora/gold corpora/demo

      plan-align evaluate corpora/gold --json > 上一次.json

      plan-align evaluate corpora/gold --compare 上一次.json

      plan-align evaluate corpora/gold corpora/demo --levers

      plan-align evaluate corpora/gold corpora/demo --fit mappings/weights
    """
    from align.measuring import fit_verdicts, show_curve, show_evaluation, show_levers

    if fit is not None:
        fit_verdicts(folders or [], fit)
    elif levers:
        show_levers(folders or [])
    elif curve:
        show_curve(folders or [])
    else:
        model = parse_model(judge, judge_model, judge_budget)
        show_evaluation(folders or [], model=model, earlier=compare, as_json=as_json)


@app.command()
def version() -> None:
    """显示版本号。"""
    typer.echo(f"plan-align {__version__}")


def main() -> None:
    """Runs the command; whatever goes wrong on purpose becomes one Chinese message and exit code 2."""
    gc.disable()  # a short run leaves next to no cycles behind, and looking for them takes a tenth of its time
    try:
        code = app(standalone_mode=False)
    except PlanAlignError as error:
        _fail(str(error))
    except typer.TyperException as error:
        if type(error).__name__ == "NoArgsIsHelpError":  # the help has been shown already
            raise SystemExit(2) from None
        _fail(explain_usage(error))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
    except (KeyboardInterrupt, typer.Abort):
        code = _INTERRUPTED
    if code == _INTERRUPTED:
        print("已中断，未写完的报告不会留下。", file=sys.stderr)
    gc.freeze()  # Python looks for them at its end all the same, though the system takes the memory back anyhow
    raise SystemExit(code if isinstance(code, int) else 0)


def _fail(message: str) -> NoReturn:
    print(f"错误：{message}", file=sys.stderr)
    raise SystemExit(2)
