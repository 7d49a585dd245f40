"""Pairs the indicators of two plans: by concept first, then by names, each with at most one other.

Only a row that bundles several indicators (全国重点文物保护单位和省文物保护单位“四有”完成率) may answer several.
"""

from __future__ import annotations

from collections.abc import Callable

from scipy.optimize import linear_sum_assignment

from align.knowledge.indicators import Catalogue
from align.matching.likeness import IndicatorLikeness, Named, is_only_words, name_indicators
from align.model import Indicator, Plan

Pair = tuple[Indicator | None, Indicator | None]

_Cell = tuple[int, int]
"""A row and a column: the number of an upper and of a lower indicator."""


def match_indicators(upper: Plan, lower: Plan, catalogue: Catalogue) -> tuple[Pair, ...]:
    """The pairs of upper and lower indicators, in the order of the upper plan, then what only the lower plan has.

    Every indicator of both plans stands in at least one pair; ``None`` stands for no counterpart.
    """
    ours, theirs = name_indicators(upper, catalogue), name_indicators(lower, catalogue)
    return _Pairing(ours, theirs, catalogue).pairs()


class _Pairing:
    """Pairs two lists of indicators, the surest kind of pair first; each step takes from what the steps before left."""

    def __init__(self, ours: list[Named], theirs: list[Named], catalogue: Catalogue) -> None:
        self._ours = ours
        self._theirs = theirs
        self._catalogue = catalogue
        self._likeness = IndicatorLikeness([*ours, *theirs], catalogue)
        self._chosen: set[_Cell] = set()

    def pairs(self) -> tuple[Pair, ...]:
        """The pairs, as ``match_indicators`` gives them."""
        rules, likeness = self._catalogue.rules, self._likeness
        self._chosen |= _assign(self._scores(likeness.score), rules.pair_threshold)
        self._chosen |= _assign(self._scores(likeness.by_kin), rules.kin_threshold)
        self._chosen |= self._clear_by_form()
        # One matter counted in other units (…县比例 and …县, 个): side by side for a reader to see that both speak of it.
        self._chosen |= _clear(self._scores(likeness.by_name), rules.name_threshold, rules.name_margin)
        self._chosen |= self._bundled()
        return self._in_order()

    def _scores(self, score: Callable[[Named, Named], float]) -> dict[_Cell, float]:
        """The scores of every row with every column, among those that no chosen pair uses."""
        rows, columns = {row for row, _ in self._chosen}, {column for _, column in self._chosen}
        return {
            (row, column): score(left, right)
            for row, left in enumerate(self._ours)
            if row not in rows
            for column, right in enumerate(self._theirs)
            if column not in columns
        }

    def _clear_by_form(self) -> set[_Cell]:
        """Pairs that are each clearly the other's best, with units that convert, or a lower target in words alone."""
        rules = self._catalogue.rules
        clear = _clear(self._scores(self._likeness.score), rules.rest_threshold, rules.rest_margin)
        return {(row, column) for row, column in clear if self._speaks_for(self._ours[row], self._theirs[column])}

    def _speaks_for(self, left: Named, right: Named) -> bool:
        return self._likeness.form(left, right) > 0 or is_only_words(right.indicator)

    def _bundled(self) -> set[_Cell]:
        """Pairs for rows left over whose name is one of those that an already paired row bundles."""
        rows, columns = {row for row, _ in self._chosen}, {column for _, column in self._chosen}
        extra: set[_Cell] = set()
        for row, left in enumerate(self._ours):
            if row not in rows:
                column = self._covering(left, columns)
                if column is None:
                    column = self._best_bundle(left, self._theirs, columns)
                extra |= {(row, column)} if column is not None else set()
        for column, right in enumerate(self._theirs):
            if column not in columns:
                found = self._best_bundle(right, self._ours, rows)
                extra |= {(found, column)} if found is not None else set()
        return extra

    def _covering(self, single: Named, taken: set[int]) -> int | None:
        """The already paired lower row of one concept whose scope is made up of this row's and others' of the upper plan."""
        concept = single.indicator.concept
        rows = [one.indicator.name for one in self._ours if one.indicator.concept == concept]
        for index in sorted(taken):
            row = self._theirs[index].indicator
            if concept is not None and row.concept == concept and self._catalogue.names.covers(row.name, rows):
                return index
        return None

    def _best_bundle(self, single: Named, bundles: list[Named], taken: set[int]) -> int | None:
        """The already paired row whose bundle holds ``single``, if any."""
        best, best_score = None, self._catalogue.rules.combined_threshold
        for index in sorted(taken):
            score = self._likeness.in_bundle(single, bundles[index])
            if score > best_score:
                best, best_score = index, score
        return best

    def _in_order(self) -> tuple[Pair, ...]:
        pairs: list[Pair] = []
        for row, left in enumerate(self._ours):
            columns = sorted(column for found, column in self._chosen if found == row)
            pairs.extend((left.indicator, self._theirs[column].indicator) for column in columns)
            if not columns:
                pairs.append((left.indicator, None))
        taken = {column for _, column in self._chosen}
        pairs.extend((None, right.indicator) for column, right in enumerate(self._theirs) if column not in taken)
        return tuple(pairs)


def _assign(scores: dict[_Cell, float], threshold: float) -> set[_Cell]:
    """The assignment with the highest sum, without pairs below the threshold."""
    if not scores:
        return set()
    rows, columns = (sorted(set(numbers)) for numbers in zip(*scores, strict=True))
    gains = [[score if (score := scores[row, column]) >= threshold else 0.0 for column in columns] for row in rows]
    found = zip(*linear_sum_assignment(gains, maximize=True), strict=True)
    return {(rows[row], columns[column]) for row, column in found if gains[row][column] > 0}


def _clear(scores: dict[_Cell, float], threshold: float, margin: float) -> set[_Cell]:
    """The pairs from the threshold on that are better than every other of their row and their column by the margin."""
    return {
        (row, column)
        for (row, column), score in scores.items()
        if score >= threshold
        and all(
            score - rival >= margin
            for (other_row, other_column), rival in scores.items()
            if (other_row == row) != (other_column == column)
        )
    }
