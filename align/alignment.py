"""The answer an analyst holds: the judgements on a pair of plans, with tables and views on them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from rich.padding import Padding

from align.reporting.explanation import build_explanation
from align.reporting.frames import gaps_frame, indicators_frame, tasks_frame
from align.reporting.html import render_html
from align.reporting.jsonfile import build_result
from align.reporting.terminal import build_screen
from align.results import Judgements

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import RenderableType


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment(Judgements):
    """All that was judged about one pair of plans, as data frames, JSON, page or screen."""

    @classmethod
    def of(cls, judgements: Judgements) -> Alignment:
        """The same judgements, with the answers analysts ask of them."""
        return cls(**{field.name: getattr(judgements, field.name) for field in fields(judgements)})

    def tasks_frame(self) -> pd.DataFrame:
        """One row per requirement of the upper plan."""
        return tasks_frame(self)

    def indicators_frame(self) -> pd.DataFrame:
        """One row per indicator of either plan."""
        return indicators_frame(self)

    def gaps_frame(self) -> pd.DataFrame:
        """One row per gap of any kind, gravest first."""
        return gaps_frame(self)

    def to_dict(self) -> dict[str, Any]:
        """The result as it goes into the JSON file."""
        return build_result(self)

    def explain(self, finding_id: str) -> Padding:
        """Why a finding got its verdict, step by step; by its id or its number in the reports (``TASK-003``).

        Raises:
            KeyError: no finding has that id.
        """
        return Padding(build_explanation(self.to_dict(), finding_id))  # a bare group is not drawn in a notebook

    def _repr_html_(self) -> str:
        from html import escape

        return f'<iframe srcdoc="{escape(render_html((self,)))}" style="width:100%;height:640px;border:0"></iframe>'

    def __rich__(self) -> RenderableType:
        return build_screen(self)
