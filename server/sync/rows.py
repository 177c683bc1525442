"""Writing many rows with one statement: one parameter that PostgreSQL takes apart itself.

An ordinary ``INSERT`` of fifty findings carries some thousand parameters, each of which is made,
bound and sent by itself; a JSON array of the same rows costs a tenth of that.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, TextClause, text
from sqlalchemy.orm import Session

from server.core.database import columns
from server.sync.tables import Revision

Columns = Mapping[str, Any]
REVISIONS = cast("Table", Revision.__table__)
TEXTS: dict[type, Callable[[Any], str]] = {
    UUID: str,
    bytes: lambda value: f"\\x{value.hex()}",
    datetime: datetime.isoformat,
    date: date.isoformat,
}
"""How what JSON does not know is written; codes are text already."""


@dataclass(frozen=True)
class Kept:
    """What was new among rows and their revisions.

    Attributes:
        ids: of the rows that were inserted; whoever holds the others.
        revisions: how many of these have their revision now.
    """

    ids: frozenset[UUID]
    revisions: int


def keep_rows(
    session: Session, table: Table, rows: Sequence[Columns], revisions: Sequence[Columns]
) -> Kept:
    """Insert rows that all name the same columns, each with its revision, unless its id is taken.

    They are written in the order of their ids, so that two who write the same ones wait for each
    other and never both at once.
    """
    statement = keeping(table, tuple(rows[0]), tuple(revisions[0]))
    sent = {"rows": written(rows), "revisions": written(revisions)}
    kept = columns(session, statement, sent).one()
    return Kept(frozenset(kept.ids or ()), kept.revisions)


@cache
def keeping(table: Table, names: tuple[str, ...], revised: tuple[str, ...]) -> TextClause:
    """The statement that inserts rows and revisions of these columns."""
    records = inserting(table, names, "from sent_rows", "id")
    history = inserting(
        REVISIONS, revised, "from sent_revisions where record_id in (select id from kept)", "true"
    )
    return text(
        f"with {sent('rows', table)}, {sent('revisions', REVISIONS)}, "  # noqa: S608  # as above
        f"kept as ({records}), said as ({history}) "
        "select (select array_agg(id) from kept) as ids, (select count(*) from said) as revisions"
    )


def sent(name: str, table: Table) -> str:
    """What was sent of a table's rows."""
    rows = f"json_populate_recordset(null::{table.fullname}, cast(:{name} as json))"
    return f"sent_{name} as (select * from {rows})"  # noqa: S608  # names from our own tables


def inserting(table: Table, names: tuple[str, ...], source: str, back: str) -> str:
    """The statement that inserts columns of a table from a source.

    Args:
        back: what it answers about each row; a policy is asked who may see a column.
    """
    listed = ", ".join(names)
    return (
        f"insert into {table.fullname} ({listed}) select {listed} {source} "  # as above
        f"order by id on conflict do nothing returning {back}"
    )


def written(rows: Sequence[Columns]) -> str:
    """Rows as a JSON array."""
    return json.dumps([dict(row) for row in rows], default=as_text, check_circular=False)


def as_text(value: object) -> object:
    """A value as PostgreSQL reads it from text."""
    write = TEXTS.get(type(value))
    if write is None:
        raise TypeError(f"{type(value).__name__} has no text of its own")
    return write(value)
