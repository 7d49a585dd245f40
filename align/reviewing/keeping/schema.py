"""The tables of a store. Rows are added and never changed."""

from __future__ import annotations

from sqlalchemy import DDL, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text, event

FORM = 1
"""The form of the tables; a later version of the program that changes them counts on."""

METADATA = MetaData()

FORMS = Table("plan_align_form", METADATA, Column("form", Integer, primary_key=True))

DRAFTS = Table(
    "drafts",
    METADATA,
    Column("place", Integer, primary_key=True, autoincrement=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("series", Text, nullable=False),
    Column("upper_title", Text, nullable=False),
    Column("lower_title", Text, nullable=False),
    Column("lower_sha256", String(64), nullable=False),
    Column("lower_text", Text, nullable=False),
    Column("subjects", Text, nullable=False),
    Column("previous", String(64)),
    Column("added", String(32), nullable=False),
    Index("drafts_by_series", "series"),
)

EVENTS = Table(
    "events",
    METADATA,
    Column("place", Integer, primary_key=True, autoincrement=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("kind", String(16), nullable=False),
    Column("draft", String(64), ForeignKey("drafts.id"), nullable=False),
    Column("finding", Text, nullable=False),
    Column("decision", String(64)),
    Column("choice", String(16)),
    Column("verdict", String(32), nullable=False, default=""),
    Column("reason", Text, nullable=False, default=""),
    Column("comment", Text, nullable=False, default=""),
    Column("wording", Text, nullable=False, default=""),
    Column("picked", Text, nullable=False, default=""),
    Column("is_final", Integer, nullable=False, default=0),
    Column("reviewer", Text, nullable=False),
    Column("time", String(32), nullable=False),
    Column("via", String(16), nullable=False, default=""),
    Index("events_by_draft", "draft"),
)

# Nobody changes what was decided, not even with another program.
_REFUSE = """CREATE OR REPLACE FUNCTION plan_align_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'append only'; END $$"""


def _add_trigger(table: Table, dialect: str, text: str) -> None:
    event.listen(table, "after_create", DDL(text).execute_if(dialect=dialect))  # type: ignore[no-untyped-call]


for _table in (DRAFTS, EVENTS):
    _add_trigger(_table, "postgresql", _REFUSE)
    for _deed in ("UPDATE", "DELETE"):
        _head = f"CREATE TRIGGER {_table.name}_no_{_deed.lower()} BEFORE {_deed} ON {_table.name} "
        _add_trigger(_table, "sqlite", f"{_head} BEGIN SELECT RAISE(ABORT, 'append only'); END")
        _add_trigger(_table, "postgresql", f"{_head} FOR EACH STATEMENT EXECUTE FUNCTION plan_align_append_only()")
