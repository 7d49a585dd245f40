"""What a user knows better about a plan than its text tells."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from align.model import Level, Meta


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """Whose plan it is, for which field and years; ``None`` leaves what the text tells."""

    level: Level | None = None
    region: str | None = None
    region_code: str | None = None
    sector: str | None = None
    period: tuple[int, int] | None = None

    def apply(self, meta: Meta) -> Meta:
        """The identity of a plan, corrected; a corrected place has the corrected code, if any."""
        told = {"level": self.level, "sector": self.sector, "period": self.period, "region": self.region}
        known: dict[str, Any] = {key: value for key, value in told.items() if value is not None}
        if self.region is not None:
            known["region_code"] = self.region_code
        return replace(meta, **known)


NO_CORRECTION = Correction()
"""The text is believed."""
