"""How grave a finding on an indicator is, and when an upper indicator does not apply below.

Rules are ``mappings/rules/indicators.toml`` (domain rules §B1, §B5) and ``mappings/applicability/indicators.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from align.bundled import bundled
from align.errors import MappingError
from align.knowledge.files import Row, load_toml, load_tsv
from align.model import Level, Nature
from align.results import IndicatorVerdict, Severity

_FLAGS = frozenset(
    {
        "nature_weakened",
        "nature_strengthened",
        "soft_binding",
        "soft",
        "about_binding",
        "about",
        "late_binding",
        "late",
        "boundary",
        "below_baseline",
        "scope_unclear",
        "left_over",
        "converted",
        "part_missing",
    }
)
_CAPS = frozenset({"not_full_text", "unassigned", "unread"})
_CAUSES = frozenset({"total", "scope", "base", "unit", "kind", "none", "points", "replaced", "wording"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SeverityRule:
    """A row of the table of severities; ``None`` in a condition means any."""

    verdict: IndicatorVerdict
    severity: Severity
    nature: Nature | None = None
    assigned: bool | None = None
    cause: str | None = None

    def fits(self, verdict: IndicatorVerdict, nature: Nature | None, assigned: bool, cause: str | None) -> bool:
        """Whether the rule speaks of such a finding."""
        return (
            self.verdict is verdict
            and self.nature in (None, nature)
            and self.assigned in (None, assigned)
            and self.cause in (None, cause)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Inapplicable:
    """A kind of upper indicator that need not bind the lower plan, with the reason to give."""

    code: str
    pattern: re.Pattern[str]
    levels: tuple[Level, ...]
    evidence: re.Pattern[str] | None
    same_evidence: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgingRules:
    """All that decides severity and applicability of indicators; tolerances are percentage points and percent.

    ``sure`` is how surely (0 to 1) a figure must have been recognised in a picture to be compared without a doubt.
    """

    severities: tuple[SeverityRule, ...]
    flags: dict[str, Severity]
    caps: dict[str, Severity]
    about_points: Decimal
    about_share: Decimal
    years: int
    sure: float
    inapplicable: tuple[Inapplicable, ...]

    def severity(
        self,
        verdict: IndicatorVerdict,
        *,
        nature: Nature | None,
        assigned: bool,
        cause: str | None = None,
        flags: Iterable[str] = (),
        value_caps: Iterable[str] = (),
        caps: Iterable[str] = (),
    ) -> Severity:
        """The severity of a finding: the first fitting rule, raised by its flags, capped at last.

        ``value_caps`` hold for what the rule says of the values alone, ``caps`` for the finding with its flags.
        """
        base = next(rule.severity for rule in self.severities if rule.fits(verdict, nature, assigned, cause))
        base = max([base, *(self.caps[cap] for cap in value_caps)], key=lambda severity: severity.rank)
        gravest = min([base, *(self.flags[flag] for flag in flags)], key=lambda severity: severity.rank)
        return max([gravest, *(self.caps[cap] for cap in caps)], key=lambda severity: severity.rank)


@lru_cache(maxsize=4)
def load_judging_rules(folder: Path | None = None) -> JudgingRules:
    """The rules under ``folder`` (a ``mappings`` folder), by default the bundled one.

    Raises:
        MappingError: an unknown verdict, severity, flag or cause, a verdict without a rule, a bad pattern.
    """
    root = folder or bundled("mappings")
    path = root / "rules" / "indicators.toml"
    content = load_toml(path)
    try:
        severities = tuple(_severity_rule(entry) for entry in content["rules"])
        flags = {flag: Severity(value) for flag, value in content["flags"].items()}
        caps = {cap: Severity(value) for cap, value in content["caps"].items()}
        tolerance = content["tolerance"]
        about = Decimal(str(tolerance["about_points"])), Decimal(str(tolerance["about_share"]))
        years = int(tolerance["years"])
        sure = float(content["recognition"]["sure"])
    except (KeyError, TypeError, ValueError) as error:
        raise MappingError(path, 1, f"取值不全或不合规定：{error}") from error
    _check(path, severities, flags, caps)
    return JudgingRules(
        severities=severities,
        flags=flags,
        caps=caps,
        about_points=about[0],
        about_share=about[1],
        years=years,
        sure=sure,
        inapplicable=_load_inapplicable(root / "applicability" / "indicators.tsv"),
    )


def _severity_rule(entry: dict[str, Any]) -> SeverityRule:
    cause = entry.get("cause")
    if cause is not None and cause not in _CAUSES:
        raise ValueError(cause)
    return SeverityRule(
        verdict=IndicatorVerdict(entry["verdict"]),
        severity=Severity(entry["severity"]),
        nature=Nature(entry["nature"]) if "nature" in entry else None,
        assigned=entry.get("assigned"),
        cause=cause,
    )


def _check(
    path: Path, severities: tuple[SeverityRule, ...], flags: dict[str, Severity], caps: dict[str, Severity]
) -> None:
    for verdict in IndicatorVerdict:
        if not any(rule.fits(verdict, None, False, None) and rule.nature is None for rule in severities):
            raise MappingError(path, 1, f"结论 {verdict.value} 没有不设条件的规则")
    for given, known, what in ((flags, _FLAGS, "flags"), (caps, _CAPS, "caps")):
        if set(given) != known:
            raise MappingError(path, 1, f"[{what}] 应恰有 {'、'.join(sorted(known))}")


def _load_inapplicable(path: Path) -> tuple[Inapplicable, ...]:
    rows = load_tsv(path, ("code", "pattern", "levels", "evidence", "reason"))
    codes: set[str] = set()
    for row in rows:
        if row["code"] in codes:
            raise row.error(f"“{row['code']}”重复")
        codes.add(row["code"])
    return tuple(_inapplicable(row) for row in rows)


def _inapplicable(row: Row) -> Inapplicable:
    same = row["evidence"] == "="
    try:
        return Inapplicable(
            code=row["code"],
            pattern=re.compile(row["pattern"]),
            levels=tuple(Level(level) for level in row.items("levels")),
            evidence=re.compile(row["evidence"]) if row["evidence"] and not same else None,
            same_evidence=same,
            reason=row["reason"],
        )
    except (re.error, ValueError) as error:
        raise row.error(f"取值不合规定：{error}") from error
