"""The chain an analyst holds: what was judged about it, with tables and views on it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from html import escape
from typing import TYPE_CHECKING, Any

from align.chains import ChainJudgements
from align.reporting.chain.frames import breaks_frame, threads_frame
from align.reporting.chain.jsonfile import build_chain_result
from align.reporting.chain.page import render_chain_page
from align.reporting.chain.screen import ChainScreen

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import RenderableType


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain(ChainJudgements):
    """All that was judged about a chain of plans, as data frames, JSON, page or screen."""

    @classmethod
    def of(cls, judgements: ChainJudgements) -> Chain:
        """The same judgements, with the answers analysts ask of them."""
        return cls(**{field.name: getattr(judgements, field.name) for field in fields(judgements)})

    def threads_frame(self) -> pd.DataFrame:
        """One row per requirement or indicator and plan it comes to."""
        return threads_frame(self)

    def breaks_frame(self) -> pd.DataFrame:
        """One row per break, level by level, the gravest first."""
        return breaks_frame(self)

    def to_dict(self) -> dict[str, Any]:
        """The result as it goes into the JSON file."""
        return build_chain_result(self)

    def _repr_html_(self) -> str:
        return f'<iframe srcdoc="{escape(render_chain_page(self))}" style="width:100%;height:640px;border:0"></iframe>'

    def __rich__(self) -> RenderableType:
        return ChainScreen(self)
