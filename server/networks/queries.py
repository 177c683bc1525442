"""Reading network maps with what lies on them, unsealed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core.problems import NotFound
from server.networks.kinds import ContactRecord, NetworkMapRecord, TieRecord
from server.networks.tables import Contact, NetworkMap, Tie
from server.sync.kinds import Body, Kind

MAPS, CONTACTS, TIES = NetworkMapRecord(), ContactRecord(), TieRecord()


def list_maps(session: Session, participant_id: UUID) -> list[Body]:
    """A person's maps, the oldest first, each with its contacts and the ties between those."""
    rows = session.scalars(
        select(NetworkMap)
        .where(NetworkMap.participant_id == participant_id, NetworkMap.erased_at.is_(None))
        .order_by(NetworkMap.date, NetworkMap.id)
    ).all()
    return with_contents(session, rows)


def find_map(session: Session, map_id: UUID) -> Body:
    """One map with what lies on it.

    Raises:
        NotFound: there is none, or not for the caller.
    """
    row = session.get(NetworkMap, map_id)
    if row is None or row.erased_at is not None:
        raise NotFound
    (found,) = with_contents(session, [row])
    return found


def with_contents(session: Session, rows: Sequence[NetworkMap]) -> list[Body]:
    """Maps as bodies with ``id``, ``contacts`` and ``ties``."""
    ids = [row.id for row in rows]
    contacts = by_map(session, CONTACTS, on_maps(session, Contact, ids))
    ties = by_map(session, TIES, on_maps(session, Tie, ids))
    bodies = MAPS.bodies(session, rows)
    return [
        dict(MAPS.writer.load(body))
        | {
            "id": row.id,
            "contacts": contacts[row.id],
            "ties": between(contacts[row.id], ties[row.id]),
        }
        for row, body in zip(rows, bodies, strict=True)
    ]


def on_maps(session: Session, table: type[Contact] | type[Tie], ids: list[UUID]) -> Sequence[Any]:
    """What lies on these maps now, in the order in which it was put there."""
    return session.scalars(
        select(table).where(table.map_id.in_(ids), table.erased_at.is_(None)).order_by(table.id)
    ).all()


def by_map(session: Session, kind: Kind, rows: Sequence[Any]) -> dict[UUID, list[Body]]:
    """Bodies with their ids, by map."""
    found: dict[UUID, list[Body]] = defaultdict(list)
    for row, body in zip(rows, kind.bodies(session, rows), strict=True):
        found[row.map_id].append(kind.writer.load(body) | {"id": row.id})
    return found


def between(contacts: Iterable[Body], ties: Iterable[Body]) -> list[Body]:
    """The ties whose two ends are both there, each pair once, whoever drew it.

    A tie to somebody who was taken off the map comes back with them.
    """
    here = {one["id"] for one in contacts}
    pairs: dict[frozenset[UUID], Body] = {}
    for tie in ties:
        ends = frozenset((tie["one_id"], tie["other_id"]))
        if ends <= here:
            pairs.setdefault(ends, tie)
    return list(pairs.values())
