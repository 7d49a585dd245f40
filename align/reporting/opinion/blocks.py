"""What an opinion consists of, before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from align.reporting.tables import ReportTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of level 1 to 3, without its number; ``mark`` follows it (未复核) and is made to be deleted."""

    level: int
    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a paragraph; a mark (未复核) is drawn apart and made to be deleted."""

    text: str
    is_mark: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body."""

    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """All of it, marks too."""
        return "".join(run.text for run in self.runs)


def tell(text: str) -> Paragraph:
    """A paragraph without marks."""
    return Paragraph((Run(text),))


Block = Heading | Paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """The whole opinion.

    Attributes:
        title: 关于《…》的衔接审查意见.
        state: that nobody has reviewed it yet, or how far the review is.
        opening: what was compared with what.
        conclusion: the conclusion in one sentence, and the counts.
        counts: the counts alone.
        uppers, lower: the plans as cited.
        materials: the section on the documents compared.
        overview: the section of the conclusion, with what is well aligned.
        remarks: the sections of findings, part by part.
        contents: the section that lists the annexes.
        limits: the section on the limits of machine review.
        annexes: the tables, titles numbered.
    """

    title: str
    state: str
    opening: str
    conclusion: str
    counts: str
    uppers: str
    lower: str
    materials: tuple[Block, ...]
    overview: tuple[Block, ...]
    remarks: tuple[Block, ...]
    contents: tuple[Block, ...]
    limits: tuple[Block, ...]
    annexes: tuple[ReportTable, ...]
