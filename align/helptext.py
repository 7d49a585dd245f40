"""How the help of the commands looks: in Chinese, and set so that nothing of it is cropped."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.console import RenderableType
from rich.style import StyleType
from rich.table import Table
from rich.text import Text
from typer import rich_utils
from typer.core import TyperGroup

from align.reporting.passage import Passage


class _Table(Table):
    """A table that folds what is too long: the usual one breaks lines at blanks only, and crops Chinese."""

    def add_row(self, *cells: RenderableType | None, style: StyleType | None = None, end_section: bool = False) -> None:
        super().add_row(*cells, style=style, end_section=end_section)
        for column in self.columns:
            column.overflow = "fold"


def _join(texts: Iterable[Any]) -> Passage:
    """The parts of an option's help as one text, set as Chinese is set."""
    return Passage(" ".join(text.plain if isinstance(text, Text) else str(text) for text in texts))


class ChineseGroup(TyperGroup):
    """The commands; what typer itself says in their help is said in Chinese."""

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401 - typer's own copy of click
        """The options of the program itself."""
        return _tell_in_chinese(super().get_params(ctx))

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401 - typer's own copy of click
        """A command, with the help of its options told in Chinese."""
        command = super().get_command(ctx, cmd_name)
        if command is not None:
            _tell_in_chinese(command.get_params(ctx))
        return command


def _tell_in_chinese(parameters: list[Any]) -> list[Any]:
    for parameter in parameters:
        if parameter.name == "help":
            parameter.help = "显示这段说明。"
    return parameters


rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
rich_utils.OPTIONS_PANEL_TITLE = "选项"
rich_utils.COMMANDS_PANEL_TITLE = "命令"
rich_utils.DEFAULT_STRING = "（默认：{}）"
rich_utils.REQUIRED_LONG_STRING = "（必填）"
setattr(rich_utils, "Table", _Table)  # noqa: B010 - no attribute that typer owns up to
setattr(rich_utils, "Columns", _join)  # noqa: B010
