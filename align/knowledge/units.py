"""Units of measurement: which spellings are one unit, and what converts into what.

The table is ``mappings/units/units.tsv``; a multiplier (万, 亿) may precede any unit, and ``A/B`` follows from its parts.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path

from align.knowledge.files import Row, load_tables, load_tsv
from align.mappings import mapping_files

_COLUMNS = ("unit", "aliases", "dimension", "factor", "additive")
_MULTIPLIER = "multiplier"
_RATIO = "ratio"
_DAY = "day"
_HOUR = "hour"
_YEAR = "year"
_MINUTES_IN_DAY = 24 * 60
# 3.5×10⁴吨, 10^4 m³: powers of ten before a unit, by what they are called.
_POWER_NAMES = {"3": "千", "4": "万", "6": "百万", "8": "亿", "³": "千", "⁴": "万", "⁶": "百万", "⁸": "亿"}
_POWER = re.compile(r"^\s*[×*xX]?\s*10(?:\^(?=\d)|(?=[³⁴⁶⁸]))([3468³⁴⁶⁸])\s*")
_POWER_AFTER_NUMBER = r"[×*xX]10(?:\^[3468](?!\d)|[³⁴⁶⁸])"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit: ``factor`` times a value gives the base unit of its ``dimension``.

    ``additive`` says that amounts in it add up over areas (吨, 处), so that the total of a larger area is no floor for
    a smaller one.
    """

    name: str
    dimension: str
    factor: Decimal
    additive: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Denominator:
    """Words in a name that say what its value is counted per; ``written`` where the unit usually says so, too."""

    word: re.Pattern[str]
    unit: str
    written: bool


def days_in_year(year: int | None) -> int:
    """The days of a year; 365 where the year is not known."""
    leap = year is not None and (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
    return 366 if leap else 365


def unit_key(text: str) -> str:
    """A unit's spelling in one form: half-width, lower-case, without spaces, superscripts as digits, one sign for micro.

    A power of ten before it is written as the multiplier of its name (10⁴ is 万).
    """
    named = _POWER.sub(lambda match: _POWER_NAMES[match.group(1)], text)
    folded = unicodedata.normalize("NFKC", named).replace("µ", "μ").replace("⁄", "/")
    return re.sub(r"[\s·]", "", folded).lower()


class Units:
    """The unit table; every method takes units as a plan writes them."""

    def __init__(
        self,
        units: dict[str, Unit],
        multipliers: dict[str, Decimal],
        denominators: tuple[Denominator, ...] = (),
    ) -> None:
        self._units = units
        self._denominators = denominators
        self._multipliers = dict(sorted(multipliers.items(), key=lambda item: (-len(item[0]), item[0])))
        self._found: dict[str, Unit | None] = {}
        self.pattern = self._build_pattern()

    def _build_pattern(self) -> str:
        """A regular expression for a unit after a number, longest spelling first."""
        words = "|".join(re.escape(word) for word in sorted(self._units, key=lambda word: (-len(word), word)))
        scale = "|".join((*(re.escape(word) for word in self._multipliers), _POWER_AFTER_NUMBER))
        one = f"(?:(?:{scale})?(?:{words}))"
        return f"(?:{one}(?:/{one})?|(?:{scale}))"

    def find(self, text: str | None) -> Unit | None:
        """The unit a spelling stands for; ``None`` for no unit, a dash, or a spelling the table does not know."""
        if not text:
            return None
        key = unit_key(text)
        if key not in self._found:
            self._found[key] = self._resolve(key)
        return self._found[key]

    def _resolve(self, key: str) -> Unit | None:
        if key in self._units:
            return self._units[key]
        for word, scale in self._multipliers.items():
            if key.startswith(word) and (base := self._units.get(key[len(word) :])) is not None:
                return Unit(
                    name=f"{word}{base.name}",
                    dimension=base.dimension,
                    factor=base.factor * scale,
                    additive=base.additive,
                )
        return self._resolve_quotient(key)

    def _resolve_quotient(self, key: str) -> Unit | None:
        above, slash, below = key.partition("/")
        if not slash or not above or not below:
            return None
        top, bottom = self._resolve(above), self._resolve(below)
        if top is None or bottom is None:
            return None
        name, factor = f"{top.name}/{bottom.name}", top.factor / bottom.factor
        if top.dimension == bottom.dimension:  # a share, told per hundred like %: 32.5人/万人, 30户/百户
            return Unit(name=name, dimension=_RATIO, factor=factor * 100, additive=False)
        # what is added every year adds up over areas as what is added in all
        additive = top.additive and bottom.dimension == _YEAR
        return Unit(name=name, dimension=f"{top.dimension}/{bottom.dimension}", factor=factor, additive=additive)

    def full_unit(self, unit: str | None, name: str) -> str | None:
        """The unit with the denominator that only the indicator's name tells (每千人口床位数, 张: 张/千人).

        A unit that has a denominator, one that does not add up (岁, %), or one the table does not know is left as it is.
        """
        return self._with_denominator(unit, self._find_denominator(name))

    def written_unit(self, unit: str | None, name: str) -> str | None:
        """The unit as plans write it in a unit column: with the denominator where that is usual (公斤/亩)."""
        found = self._find_denominator(name)
        return self._with_denominator(unit, found if found is not None and found.written else None)

    def _with_denominator(self, unit: str | None, below: Denominator | None) -> str | None:
        found = self.find(unit)
        if unit is None or found is None or below is None or "/" in unit or not found.additive:
            return unit
        return f"{unit}/{below.unit}"

    def denominator(self, name: str) -> str | None:
        """What an indicator's name says its value is counted per (千人, 亩); ``None`` where it says nothing."""
        found = self._find_denominator(name)
        return found.unit if found else None

    def _find_denominator(self, name: str) -> Denominator | None:
        return next((one for one in self._denominators if one.word.search(name)), None)

    def without_denominator(self, name: str) -> str:
        """The name without the words that say what its value is counted per."""
        for one in self._denominators:
            name = one.word.sub("", name)
        return name

    def same_unit(self, first: str | None, second: str | None) -> bool:
        """Whether two spellings mean one unit (μg/m3 and 微克/立方米); an unknown spelling only equals itself."""
        if not first or not second:
            return not first and not second
        left, right = self.find(first), self.find(second)
        if left is None or right is None:
            return unit_key(first) == unit_key(second)
        return left == right

    def are_compatible(self, first: str | None, second: str | None) -> bool:
        """Whether values can be converted from one unit into the other; a unit that is not given fits every unit."""
        if not first or not second:
            return True
        return self.convert(Decimal(1), first, second) is not None

    def convert(self, value: Decimal, source: str, target: str, *, year: int | None = None) -> Decimal | None:
        """``value`` in ``target`` instead of ``source``; ``None`` where they measure different things.

        Days convert into the share of the days of ``year`` in percent and back (domain rules §B4), and into hours.
        """
        left, right = self.find(source), self.find(target)
        if left is None or right is None:
            return value if unit_key(source) == unit_key(target) else None
        if left.dimension == right.dimension:
            return value * left.factor / right.factor
        if (left.dimension, right.dimension) == (_DAY, _HOUR):
            return value * left.factor * _MINUTES_IN_DAY / right.factor
        if (left.dimension, right.dimension) == (_HOUR, _DAY):
            return value * left.factor / _MINUTES_IN_DAY / right.factor
        days = days_in_year(year)
        if (left.dimension, right.dimension) == (_DAY, _RATIO):
            return value * left.factor * 100 / days / right.factor
        if (left.dimension, right.dimension) == (_RATIO, _DAY):
            return value * left.factor * days / 100 / right.factor
        return None

    def multiplier(self, text: str | None) -> Decimal | None:
        """The factor of a bare multiplier (万 is 10000); ``None`` for anything else."""
        return self._multipliers.get(unit_key(text)) if text else None

    def is_lossy(self, first: str | None, second: str | None) -> bool:
        """Whether a conversion between the two runs through the days of a year, so that written values are rounded."""
        left, right = self.find(first), self.find(second)
        return left is not None and right is not None and {left.dimension, right.dimension} == {_DAY, _RATIO}

    def is_additive(self, text: str | None) -> bool:
        """Whether amounts in this unit add up over areas."""
        unit = self.find(text)
        return unit is not None and unit.additive

    def is_ratio(self, text: str | None) -> bool:
        """Whether the unit is a share (%, ‰)."""
        unit = self.find(text)
        return unit is not None and unit.dimension == _RATIO


def _read_factor(row: Row) -> Decimal:
    try:
        factor = Decimal(row["factor"])
    except InvalidOperation as error:
        raise row.error(f"换算系数不是数：{row['factor']}") from error
    if factor <= 0:
        raise row.error("换算系数应为正数")
    return factor


@lru_cache(maxsize=4)
def load_units(path: Path | None = None) -> Units:
    """The unit table of ``path`` with the denominators beside it, by default the bundled ones.

    Raises:
        MappingError: a spelling that stands for two units, a factor that is no positive number, an odd ``additive``, a
            denominator that is no unit or whose word is no regular expression.
    """
    tables = (path,) if path else mapping_files("units", "units.tsv")
    units: dict[str, Unit] = {}
    multipliers: dict[str, Decimal] = {}
    for row in load_tables(tables, _COLUMNS):
        factor = _read_factor(row)
        if row["additive"] not in ("yes", "no"):
            raise row.error("additive 应为 yes 或 no")
        unit = Unit(name=row["unit"], dimension=row["dimension"], factor=factor, additive=row["additive"] == "yes")
        for key in dict.fromkeys(unit_key(alias) for alias in (row["unit"], *row.items("aliases"))):
            if key in units or key in multipliers:
                raise row.error(f"“{key}”已是另一单位的写法")
            if unit.dimension == _MULTIPLIER:
                multipliers[key] = factor
            else:
                units[key] = unit
    return Units(
        units, multipliers, _load_denominators(tables[0].parent / "denominators.tsv", Units(units, multipliers))
    )


def _load_denominators(path: Path, units: Units) -> tuple[Denominator, ...]:
    if not path.exists():
        return ()
    denominators: list[Denominator] = []
    for row in load_tsv(path, ("word", "unit", "written")):
        if units.find(row["unit"]) is None:
            raise row.error(f"单位“{row['unit']}”不在单位表中")
        if row["written"] not in ("yes", "no"):
            raise row.error("written 应为 yes 或 no")
        try:
            word = re.compile(row["word"])
        except re.error as error:
            raise row.error(f"正则表达式有误：{error}") from error
        denominators.append(Denominator(word=word, unit=row["unit"], written=row["written"] == "yes"))
    return tuple(denominators)
