"""The answers an analyst holds: what was found in the plans of a folder, as a table and for the screen."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from align.answers import FoundAnswers
from align.reporting.library.answers import AnswersScreen

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import RenderableType


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers(FoundAnswers):
    """The clauses of a library that come near to a question, as data frame or screen."""

    @classmethod
    def of(cls, found: FoundAnswers) -> Answers:
        """The same answers, with views on them."""
        return cls(**{field.name: getattr(found, field.name) for field in fields(found)})

    def frame(self) -> pd.DataFrame:
        """One row per clause, the plan with the nearest clause first."""
        from align.reporting.library.frames import answers_frame  # loads what else a library is told by

        return answers_frame(self)

    def __rich__(self) -> RenderableType:
        return AnswersScreen(self, len(self.plans))
