"""How a run of a Word document looks, as far as reading depends on it: hidden, raised, in a font of signs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from align.reading.word.names import W

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_OFF = ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What one place (the run itself, a style) says; ``None`` where it says nothing."""

    hidden: bool | None = None
    raised: bool | None = None
    font: str | None = None

    def over(self, below: Look) -> Look:
        """This look, completed by one that counts for less."""
        return Look(
            hidden=below.hidden if self.hidden is None else self.hidden,
            raised=below.raised if self.raised is None else self.raised,
            font=below.font if self.font is None else self.font,
        )


def parse_look(properties: Element | None) -> Look:
    """The look a ``w:rPr`` element gives."""
    if properties is None:
        return Look()
    raised = properties.find(f"{W}vertAlign")
    fonts = properties.find(f"{W}rFonts")
    return Look(
        hidden=read_switch(properties, "vanish"),
        raised=None if raised is None else raised.get(f"{W}val") == "superscript",
        font=None if fonts is None else fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi"),
    )


def read_switch(properties: Element, name: str) -> bool | None:
    """Whether a property that is on or off is on; ``None`` where it is not given."""
    found = properties.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val", "1") not in _OFF
