"""Pull: what changed for the caller since the cursor, in commit order.

A cursor is ``<snapshot>`` or, within a page, ``<snapshot>.<transaction>.<rank>.<id>``. Only rows of
transactions below the oldest one still running are handed out, so a transaction that is slow to
commit is never skipped: its rows come with a later pull.

Beside the rows themselves come notices: they name records whose reach changed for this caller.
Whatever row-level security shows of such a record now is sent; if nothing, the device forgets it.
"""

from collections import defaultdict
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Row, Select, String, cast, func, literal, or_, select, tuple_, union_all
from sqlalchemy.orm import Session

from server.sync.errors import WrongCursor
from server.sync.kinds import Kind, all_kinds, kind_named
from server.sync.schemas import Change
from server.sync.tables import Notice, TransactionId

PAGE_CURSOR_PARTS = 4
LOWEST_ID = UUID(int=0)
OLDEST_RUNNING = select(cast(func.pg_snapshot_xmin(func.pg_current_snapshot()), String))


class Cursor(NamedTuple):
    """From where to read on, exclusive, and below which transaction."""

    transaction: int
    rank: int
    id: UUID
    below: int | None


def read_cursor(text: str) -> Cursor:
    """A cursor as the device sent it back; empty means from the beginning.

    Raises:
        WrongCursor: it was not made by this server.
    """
    try:
        parts = text.split(".") if text else ["0"]
        if len(parts) == PAGE_CURSOR_PARTS:
            below, transaction, rank, id_ = parts
            return Cursor(int(transaction), int(rank), UUID(id_), int(below))
        (transaction,) = parts
        return Cursor(int(transaction), -1, LOWEST_ID, None)
    except ValueError as error:
        raise WrongCursor("Leave the cursor out to read from the beginning.") from error


def pull(session: Session, after: str, limit: int) -> dict[str, Any]:
    """A page of changes and the cursor behind it."""
    cursor, present = read_cursor(after), int(session.scalar(OLDEST_RUNNING) or 0)
    if max(cursor.transaction, cursor.below or 0) > present:
        # It counts in the transactions of another cluster, from which this one was restored.
        cursor = read_cursor("")
    below = cursor.below or present
    rows = session.execute(changed_rows(cursor, below).limit(limit + 1)).all()
    page, more = rows[:limit], len(rows) > limit
    last = page[-1] if page else None
    end = f"{below}.{last.changed_in}.{last.rank}.{last.id}" if more and last else str(below)
    return {"changes": changes(session, page), "cursor": end, "more": more}


def changed_rows(cursor: Cursor, below: int) -> Any:
    """Kind, id and state of every row in the window; row-level security keeps to the caller's."""
    first, end = cast(str(cursor.transaction), TransactionId), cast(str(below), TransactionId)
    parts = [
        part.where(changed_in >= first, changed_in < end)
        for kind in all_kinds()
        for part, changed_in in (
            (rows_of(kind), kind.table.changed_in),
            (noticed(kind), Notice.changed_in),
        )
    ]
    window = union_all(*parts).subquery()
    position = tuple_(window.c.changed_in, window.c.rank, window.c.id)
    return (
        select(window)
        .where(
            position
            > tuple_(
                cast(str(cursor.transaction), TransactionId),
                literal(cursor.rank),
                literal(cursor.id),
            )
        )
        .order_by(window.c.changed_in, window.c.rank, window.c.id)
    )


def rows_of(kind: Kind) -> Select[Any]:
    """The records of one kind, each with its place in the order of changes."""
    return select(
        literal(kind.name).label("kind"),
        literal(kind.rank).label("rank"),
        kind.table.id.label("id"),
        kind.table.changed_in.label("changed_in"),
        kind.table.revision.label("revision"),
        kind.table.erased_at.is_not(None).label("erased"),
    )


def noticed(kind: Kind) -> Select[Any]:
    """The records of one kind that the caller is told to look at again."""
    return (
        select(
            literal(kind.name).label("kind"),
            literal(kind.rank).label("rank"),
            Notice.record_id.label("id"),
            Notice.changed_in.label("changed_in"),
            func.coalesce(kind.table.revision, Notice.revision).label("revision"),
            or_(kind.table.id.is_(None), kind.table.erased_at.is_not(None)).label("erased"),
        )
        .join_from(Notice, kind.table, kind.table.id == Notice.record_id, isouter=True)
        .where(Notice.kind == kind.name)
    )


def changes(session: Session, page: list[Row[Any]] | Any) -> list[dict[str, Any]]:
    """The page as the device reads it, with bodies unsealed kind by kind."""
    ids: dict[str, list[UUID]] = defaultdict(list)
    for row in page:
        if not row.erased:
            ids[row.kind].append(row.id)
    bodies = {name: bodies_of(session, name, wanted) for name, wanted in ids.items()}
    return [
        {
            "kind": row.kind,
            "record_id": row.id,
            "action": Change.ERASE if row.erased else Change.PUT,
            "revision": row.revision,
            "body": None if row.erased else bodies[row.kind][row.id],
        }
        for row in page
    ]


def bodies_of(session: Session, name: str, ids: list[UUID]) -> dict[UUID, dict[str, Any]]:
    """The bodies of records of one kind by id."""
    kind = kind_named(name)
    if kind is None:
        return {}
    rows = session.scalars(select(kind.table).where(kind.table.id.in_(ids))).all()
    return dict(zip([row.id for row in rows], kind.bodies(session, rows), strict=True))
