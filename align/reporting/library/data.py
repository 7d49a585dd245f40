"""Writes what was found in a library as Parquet, pair by pair, for analysts; needs the extra ``parquet``."""

from __future__ import annotations

import importlib.util
import io
from collections.abc import Mapping

from align.libraries import LibraryJudgements, LibraryPlan, PairOutcome
from align.reporting.frames import GAP_TYPES, INDICATOR_TYPES, TASK_TYPES, build_frame

INSTALL = "pip install 'plan-align[parquet]'"
"""What brings the library that writes Parquet."""

_PLACE_TYPES = dict.fromkeys(("upper_file", "lower_file", "lower_level", "lower_region", "lower_parent"), "string")
TABLES: Mapping[str, Mapping[str, str]] = {"tasks": TASK_TYPES, "indicators": INDICATOR_TYPES, "gaps": GAP_TYPES}
"""The tables and the types of their columns, before those that tell whose they are."""


def can_write_parquet() -> bool:
    """Whether the extra is installed."""
    return importlib.util.find_spec("pyarrow") is not None


def render_parquet(judgements: LibraryJudgements, table: str) -> bytes:
    """One of ``TABLES`` over all pairs, a row group per pair, so that no more than one pair is held at a time."""
    import pyarrow
    from pyarrow import parquet

    by_file = judgements.library.by_file
    buffer = io.BytesIO()
    schema, writer = None, None
    for outcome in judgements.outcomes:
        rows = [{**_place(outcome, by_file), **row} for row in getattr(outcome.rows, table)]
        frame = build_frame(rows, {**_PLACE_TYPES, **TABLES[table]})
        batch = pyarrow.Table.from_pandas(frame, schema=schema, preserve_index=False)
        if writer is None:
            schema = batch.schema
            writer = parquet.ParquetWriter(buffer, schema)
        writer.write_table(batch)
    if writer is not None:
        writer.close()
    return buffer.getvalue()


def _place(outcome: PairOutcome, by_file: Mapping[str, LibraryPlan]) -> dict[str, str | None]:
    lower = by_file[outcome.pair.lower]
    return {
        "upper_file": outcome.pair.upper,
        "lower_file": outcome.pair.lower,
        "lower_level": lower.level.value if lower.level else None,
        "lower_region": lower.region,
        "lower_parent": lower.parent,
    }
