"""The chain and the library an analyst holds: what was judged about them, with tables and views on it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from html import escape
from typing import TYPE_CHECKING, Any

from align.chains import ChainJudgements
from align.libraries import LibraryJudgements
from align.reporting.chain.frames import breaks_frame, threads_frame
from align.reporting.chain.jsonfile import build_chain_result
from align.reporting.chain.page import render_chain_page
from align.reporting.chain.screen import ChainScreen
from align.reporting.library.frames import heat_frame, library_frame, pairs_frame, plans_frame
from align.reporting.library.page import render_library_page
from align.reporting.library.screen import LibraryResultScreen

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Library(LibraryJudgements):
    """All that was judged about the plans of a folder, as data frames, page or screen."""

    @classmethod
    def of(cls, judgements: LibraryJudgements) -> Library:
        """The same judgements, with the answers analysts ask of them."""
        return cls(**{field.name: getattr(judgements, field.name) for field in fields(judgements)})

    def plans_frame(self) -> pd.DataFrame:
        """One row per file: whose plan it is, how much was read, or why it was not."""
        return plans_frame(self)

    def pairs_frame(self) -> pd.DataFrame:
        """One row per pair compared: its verdicts on tasks, its result's file, or why there is none."""
        return pairs_frame(self)

    def tasks_frame(self) -> pd.DataFrame:
        """One row per requirement and pair."""
        return library_frame(self, "tasks")

    def indicators_frame(self) -> pd.DataFrame:
        """One row per indicator finding and pair."""
        return library_frame(self, "indicators")

    def gaps_frame(self) -> pd.DataFrame:
        """One row per gap and pair."""
        return library_frame(self, "gaps")

    def heat_frame(self) -> pd.DataFrame:
        """Places by themes: the share of what the nearest plan above asks that is lacking; half answered counts half."""
        return heat_frame(self)

    def _repr_html_(self) -> str:
        return (
            f'<iframe srcdoc="{escape(render_library_page(self))}" style="width:100%;height:640px;border:0"></iframe>'
        )

    def __rich__(self) -> RenderableType:
        return LibraryResultScreen(self)
