"""Keeps decisions in a database that only grows: a file beside the plans, or a server a team shares."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, Table, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError

from align.errors import OutputError
from align.reviewing.decisions import Event
from align.reviewing.drafts import Draft
from align.reviewing.keeping.database import WRITING, explain, name_database, open_database
from align.reviewing.keeping.rows import parse_draft, parse_event, render_draft, render_event
from align.reviewing.keeping.schema import DRAFTS, EVENTS, FORM, FORMS, METADATA

_INSERTS: Mapping[str, Callable[[Table], Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class Store:
    """The decisions of reviewers and the drafts they speak of.

    Args:
        where: a file, made when there is none, or the URL of a database (``postgresql+psycopg://…``).

    Raises:
        OutputError: it cannot be opened or made, is no store, or was made by a later version; of every method as well,
            when the database fails.
    """

    def __init__(self, where: str | Path) -> None:
        self._engine = open_database(where)
        self.where = name_database(self._engine)
        try:
            with self._writing() as connection:
                METADATA.create_all(connection)
                _insert_new(connection, FORMS, {"form": FORM})
                forms = connection.execute(select(FORMS.c.form)).scalars().all()
            if max(forms) > FORM:
                raise OutputError(self.where, "复核记录由更新的版本建立", "请升级 plan-align 后再用。")
        except OutputError:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Leaves the database; what was recorded is kept."""
        self._engine.dispose()

    def add_draft(self, draft: Draft) -> None:
        """Puts a draft before reviewers; one that is there already stays as it is."""
        with self._writing() as connection:
            _insert_new(connection, DRAFTS, render_draft(draft, datetime.now(UTC)))

    def find_draft(self, id: str) -> Draft | None:
        """The draft of an id; ``None`` where it was never reviewed here."""
        with self._reading() as connection:
            row = connection.execute(select(DRAFTS).where(DRAFTS.c.id == id)).mappings().first()
        return None if row is None else parse_draft(dict(row))

    def find_drafts(self, series: str) -> tuple[Draft, ...]:
        """The drafts of a series in the order they were added."""
        query = select(DRAFTS).where(DRAFTS.c.series == series).order_by(DRAFTS.c.place)
        with self._reading() as connection:
            return tuple(parse_draft(dict(row)) for row in connection.execute(query).mappings())

    def find_siblings(self, draft: Draft) -> tuple[Draft, ...]:
        """The last drafts of other plans beside the same upper plan, in the order they were added."""
        query = select(DRAFTS).where(DRAFTS.c.upper_title == draft.upper_title, DRAFTS.c.series != draft.series)
        with self._reading() as connection:
            found = [parse_draft(dict(row)) for row in connection.execute(query.order_by(DRAFTS.c.place)).mappings()]
        return tuple({each.series: each for each in found}.values())

    def record(self, events: Sequence[Event]) -> int:
        """Records decisions and withdrawals, all or none; what is recorded already is passed over.

        Returns:
            How many were new. They are on the disk once this returns.
        """
        with self._writing() as connection:
            return sum(_insert_new(connection, EVENTS, render_event(event)) for event in events)

    def find_events(self, draft: str) -> tuple[Event, ...]:
        """All that was decided of a draft and taken back, in the order it was recorded."""
        query = select(EVENTS).where(EVENTS.c.draft == draft).order_by(EVENTS.c.place)
        with self._reading() as connection:
            return tuple(parse_event(dict(row)) for row in connection.execute(query).mappings())

    def find_events_after(self, place: int, drafts: Collection[str]) -> tuple[tuple[int, Event], ...]:
        """What was recorded of some drafts after a place in the order of the store, each with its place; all after 0."""
        query = select(EVENTS).where(EVENTS.c.draft.in_(drafts), EVENTS.c.place > place).order_by(EVENTS.c.place)
        with self._reading() as connection:
            return tuple((row["place"], parse_event(dict(row))) for row in connection.execute(query).mappings())

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        try:
            with self._engine.connect().execution_options(**WRITING) as connection, connection.begin():
                yield connection
        except DBAPIError as error:
            raise explain(self.where, error) from error

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self._engine.connect() as connection:
                yield connection
        except DBAPIError as error:
            raise explain(self.where, error) from error


def _insert_new(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Whether a row was added; one whose id is there is not added again."""
    add = _INSERTS[connection.dialect.name](table).values(**row).on_conflict_do_nothing()
    return connection.execute(add.returning(*table.primary_key)).first() is not None
