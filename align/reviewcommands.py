"""The commands ``plan-align review …``: one function per command, each calling one function of the library."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from align.helptext import ChineseGroup
from align.options import EXPORTS, PREVIOUS, STORE, TEMPLATE, parse_formats


class ReviewGroup(ChineseGroup):
    """The commands of reviewing; results without one are opened."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - typer's own copy of click
        """Takes ``review 结果.json`` for ``review open 结果.json``."""
        if args and args[0] not in self.commands and any(arg.lower().endswith((".json", ".json.gz")) for arg in args):
            args = ["open", *args]
        return super().parse_args(ctx, args)


review = typer.Typer(
    name="review",
    cls=ReviewGroup,
    help="复核：在网页上逐条复核，导入对照表里的复核结论，查看进度、分歧和各稿之间的变化，写出复核后的报告。",
    no_args_is_help=True,
    rich_markup_mode="rich",
)

_RESULTS = typer.Argument(metavar="结果", help="check 写出的 JSON 结果；同一份本级规划对照几份上级的，可以一起给。")

_SETS = typer.Option(
    "--pairs",
    metavar="文件夹",
    help="别处复核过的对应关系（export --format sssom 写出），各放一个子文件夹，作邻区先例；复核记录里的先例不必给。",
)


@review.command("open")
def open_(
    results: Annotated[list[Path], _RESULTS],
    store: Annotated[str | None, STORE] = None,
    previous: Annotated[Path | None, PREVIOUS] = None,
    sets: Annotated[Path | None, _SETS] = None,
    port: Annotated[int, typer.Option("--port", metavar="端口", min=0, max=65535, help="不给则自动选择。")] = 0,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="不自动打开浏览器，只给出链接。")] = False,
    accounts: Annotated[
        Path | None,
        typer.Option("--accounts", metavar="文件", help="多人使用：须以其中的账号登录（用 review account 建立）。"),
    ] = None,
    listen: Annotated[
        str | None,
        typer.Option("--listen", metavar="地址", help="供他人访问的本机地址，如 0.0.0.0；须与 --accounts 一起用。"),
    ] = None,
    https: Annotated[
        bool, typer.Option("--https", help="前面另有 HTTPS 服务转发时给出：登录凭据只经 HTTPS 传送。")
    ] = False,
) -> None:
    """打开复核页面：两份原文并列，逐条判定，随判随存；只在本机可见，不联网。

    [bold]示例[/bold]

      plan-align review 报告/区规划.对照.市规划.json

      plan-align review open 报告/区规划.对照.市规划.json 报告/区规划.对照.省规划.json --port 8000

      plan-align review open 结果.json --accounts 账号.txt --listen 0.0.0.0 --port 8000
    """
    from align.deciding import open_page
    from align.reviewing.web.serving import Place

    place = Place(port=port, listen=listen, accounts=accounts, is_https=https, opens_browser=not no_browser)
    open_page(results, store, previous, place, sets)


@review.command()
def account(
    name: Annotated[str, typer.Argument(metavar="姓名", help="复核人姓名，登录和记录结论时都用它。")],
    accounts: Annotated[Path, typer.Option("--accounts", metavar="文件", help="账号文件；没有则新建。")],
) -> None:
    """为多人使用的复核页面建立账号，或更换口令；口令在屏幕上输入，文件里只存散列。

    [bold]示例[/bold]

      plan-align review account 林知远 --accounts 账号.txt
    """
    from align.deciding import write_account

    password, again = (typer.prompt(text, hide_input=True) for text in ("口令", "再输一次"))
    write_account(accounts, name, password, again)


@review.command("import")
def import_(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="对照表", help="填过复核结论的衔接对照表（.xlsx），或 export --format sssom 写出的对应关系文件夹。"
        ),
    ],
    result: Annotated[
        list[Path] | None,
        typer.Option("--result", metavar="结果", help="写出这份对照表时的 JSON 结果；不给则在对照表所在文件夹里找。"),
    ] = None,
    store: Annotated[str | None, STORE] = None,
    reviewer: Annotated[str, typer.Option("--reviewer", metavar="姓名", help="“复核人”列空着时，记为谁的意见。")] = "",
) -> None:
    """把衔接对照表里填写的复核结论、审查意见导入复核记录；有冲突的逐条列出，不覆盖。

    [bold]示例[/bold]

      plan-align review import 报告/区规划.衔接对照表.xlsx --reviewer 林知远

      plan-align review import 区规划.对应关系.市规划 --result 报告/区规划.对照.市规划.json
    """
    from align.deciding import import_links, import_workbook

    whole = (
        import_links(file, result or [], store)
        if file.is_dir()
        else import_workbook(file, result or [], store, reviewer)
    )
    if not whole:
        raise typer.Exit(1)


@review.command()
def status(
    results: Annotated[list[Path], _RESULTS],
    store: Annotated[str | None, STORE] = None,
    previous: Annotated[Path | None, PREVIOUS] = None,
) -> None:
    """查看复核进度、分歧、须重新复核的条目，以及与上一稿相比的变化。

    [bold]示例[/bold]

      plan-align review status 报告/区规划.对照.市规划.json
    """
    from align.deciding import show_status

    show_status(results, store, previous)


@review.command()
def precedents(
    results: Annotated[list[Path], _RESULTS],
    store: Annotated[str | None, STORE] = None,
    sets: Annotated[Path | None, _SETS] = None,
) -> None:
    """列出邻区先例：同一条上级要求，在其他地方的规划里是怎样复核的。

    [bold]示例[/bold]

      plan-align review precedents 报告/区规划.对照.市规划.json --pairs mappings/pairs
    """
    from align.deciding import show_precedents

    show_precedents(results, store, sets)


@review.command()
def export(
    results: Annotated[list[Path], _RESULTS],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="文件夹", help="报告存放的文件夹。")],
    formats: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="格式",
            help="用逗号分隔：xlsx、html、docx（审查意见）、sssom（逐条对应关系，可作评测用例）。",
        ),
    ] = "xlsx,html,docx",
    template: Annotated[Path | None, TEMPLATE] = None,
    store: Annotated[str | None, STORE] = None,
) -> None:
    """按复核后的结论写出报告：对照表带着已有的复核结论，网页和审查意见以复核结论为准。

    [bold]示例[/bold]

      plan-align review export 报告/区规划.对照.市规划.json -o 复核后

      plan-align review export 报告/区规划.对照.市规划.json -o 复核后 --format docx --template 本局模板.docx
    """
    from align.deciding import export_reports

    export_reports(results, output, parse_formats(formats, template, known=EXPORTS), store, template)
