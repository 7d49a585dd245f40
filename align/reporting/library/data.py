"""Writes what was found in a library as Parquet, pair by pair, for analysts; needs the extra ``parquet``."""

from __future__ import annotations

import importlib.util
import io

from align.libraries import LibraryJudgements
from align.reporting.frames import build_frame
from align.reporting.library.frames import TABLES, list_rows

INSTALL = "pip install 'plan-align[parquet]'"
"""What brings the library that writes Parquet."""


def can_write_parquet() -> bool:
    """Whether the extra is installed."""
    return importlib.util.find_spec("pyarrow") is not None


def render_parquet(judgements: LibraryJudgements, table: str) -> bytes:
    """One of ``TABLES`` over all pairs, a row group per pair, so that no more than one pair is held at a time."""
    import pyarrow
    from pyarrow import parquet

    buffer = io.BytesIO()
    schema = pyarrow.Schema.from_pandas(build_frame((), dict(TABLES[table])), preserve_index=False)
    with parquet.ParquetWriter(buffer, schema) as writer:
        for outcome in judgements.outcomes:
            frame = build_frame(list_rows(judgements, outcome, table), dict(TABLES[table]))
            writer.write_table(pyarrow.Table.from_pandas(frame, schema=schema, preserve_index=False))
    return buffer.getvalue()
