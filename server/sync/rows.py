"""Writing many rows with one statement: one parameter that PostgreSQL takes apart itself.

An ordinary ``INSERT`` of fifty findings carries some thousand parameters, each of which is made,
bound and sent by itself; a JSON array of the same rows costs a tenth of that.
"""

import enum
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Table, TextClause, text
from sqlalchemy.orm import Session

Columns = Mapping[str, Any]


def insert_rows(session: Session, table: Table, rows: Sequence[Columns]) -> set[UUID]:
    """Insert rows that all name the same columns; the ids of those that are new.

    A row whose id is taken is left out, whoever holds it. They are written in the order of their
    ids, so that two who write the same ones wait for each other and never both at once.
    """
    if not rows:
        return set()
    statement = inserting(table, tuple(rows[0]))
    written = json.dumps([dict(row) for row in rows], default=as_text, check_circular=False)
    return set(session.scalars(statement, {"rows": written}))


@cache
def inserting(table: Table, names: tuple[str, ...]) -> TextClause:
    """The statement that inserts rows of these columns."""
    columns = ", ".join(names)
    return text(
        f"insert into {table.fullname} ({columns}) "  # noqa: S608  # names from our own tables
        f"select {columns} "
        f"from json_populate_recordset(null::{table.fullname}, cast(:rows as json)) "
        "order by id on conflict do nothing returning id"
    )


def as_text(value: object) -> object:
    """A value as PostgreSQL reads it from text."""
    if isinstance(value, bytes):
        return f"\\x{value.hex()}"
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, enum.Enum):
        return value.value
    raise TypeError(f"{type(value).__name__} has no text of its own")
