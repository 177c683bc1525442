"""The history of records: every version with who and when, what needs a choice, what was deleted.

Row-level security decides whose history is read; opening a version is audited like every opening.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from server.core import clock
from server.core.caller import Caller
from server.core.seals import FieldKey, SealBroken, Vault
from server.people.queries import display_name
from server.people.tables import Account
from server.sync.kinds import Belonging, Body, Kind
from server.sync.schemas import Action, Verdict
from server.sync.tables import Revision, before_for, sealed_for
from server.sync.verdicts import Operation

MOST = 500
Version = dict[str, Any]


@dataclass(frozen=True)
class Sender:
    """Whose operations arrive, and from which device."""

    caller: Caller
    device_id: UUID

    def line(
        self, operation: Operation, kind: Kind, belonging: Belonging, holder_id: UUID
    ) -> Version:
        """An operation as the history keeps it, but for its words and what was said about it."""
        return {
            "id": operation["id"],
            "kind": kind.name,
            "record_id": operation["record_id"],
            "exploration_id": belonging.exploration_id,
            "participant_id": belonging.participant_id,
            "action": operation["action"],
            "base": operation["base"],
            "device_id": self.device_id,
            "account_id": self.caller.account_id,
            "made_at": operation["made_at"],
            "arrived_at": clock.now(),
            "holder_id": holder_id,
            "resolves": operation.get("resolves"),
        }


def read_history(session: Session, record_id: UUID) -> list[Version]:
    """Every version of a record that arrived, in the order of arrival."""
    return described(
        session,
        session.scalars(
            select(Revision)
            .where(Revision.record_id == record_id)
            .order_by(Revision.arrived_at, Revision.id)
        ).all(),
    )


def list_conflicts(session: Session) -> list[Version]:
    """The versions that overrode another one, until a person has chosen between the two.

    Each with the version it overrode, so that people see whose the other one is.
    """
    choice = aliased(Revision)
    rows = session.scalars(
        select(Revision)
        .where(
            Revision.verdict == Verdict.CONFLICT,
            ~exists().where(choice.resolves == Revision.id),
        )
        .order_by(Revision.arrived_at.desc(), Revision.id)
        .limit(MOST)
    ).all()
    earlier = read_earlier(session, rows)
    return [one | {"other": other_of(one, earlier)} for one in described(session, rows)]


def read_earlier(session: Session, rows: Sequence[Revision]) -> dict[UUID, list[Version]]:
    """Every version of these records, by record, in the order of arrival."""
    versions = described(
        session,
        session.scalars(
            select(Revision)
            .where(Revision.record_id.in_({row.record_id for row in rows}))
            .order_by(Revision.arrived_at, Revision.id)
        ).all(),
    )
    by_record: dict[UUID, list[Version]] = defaultdict(list)
    for one in versions:
        by_record[one["record_id"]].append(one)
    return by_record


def other_of(conflict: Version, earlier: dict[UUID, list[Version]]) -> Version | None:
    """The version that gave way: the first since their common base that says what was overridden.

    Where several people wrote what gave way, the last of them.
    """
    before = list(takewhile(lambda one: one["revision"] != conflict["revision"],
                            earlier[conflict["record_id"]]))  # fmt: skip
    known = next((n for n, one in enumerate(before) if one["revision"] == conflict["base"]), -1)
    said = conflict["before"].items()
    since = before[known + 1 :]
    whole = (one for one in since if one["body"] and all(one["body"].get(k) == v for k, v in said))
    return next(whole, since[-1] if since else None)


def list_deletions(session: Session) -> list[Version]:
    """The deletions nobody has undone; putting such a version again undoes it."""
    later = aliased(Revision)
    return described(
        session,
        session.scalars(
            select(Revision)
            .where(
                Revision.action == Action.DELETE,
                ~exists().where(
                    later.record_id == Revision.record_id,
                    later.arrived_at > Revision.arrived_at,
                ),
            )
            .order_by(Revision.arrived_at.desc(), Revision.id)
            .limit(MOST)
        ).all(),
    )


def described(session: Session, rows: Sequence[Revision]) -> list[Version]:
    """Versions with the names of who made them, unsealed."""
    Vault(session, FieldKey).load([row.holder_id for row in rows])
    names = names_of(session, {row.account_id for row in rows})
    return [version(session, row, names.get(row.account_id, "")) for row in rows]


def version(session: Session, row: Revision, name: str) -> Version:
    """One version as devices read it."""
    plain = ("kind", "record_id", "action", "base", "made_at", "arrived_at", "verdict", "resolves")
    return {one: getattr(row, one) for one in plain} | {
        "revision": row.id,
        "account_id": row.account_id,
        "account_name": name,
        "device_id": row.device_id,
        "overridden": row.overridden,
        "body": read_body(session, row),
        "before": read_before(session, row),
    }


def names_of(session: Session, account_ids: set[UUID]) -> dict[UUID, str]:
    """The names of those accounts that the caller may see."""
    accounts = session.scalars(select(Account).where(Account.id.in_(account_ids)))
    return {one.id: display_name(session, one) for one in accounts}


def read_body(session: Session, revision: Revision) -> Body | None:
    """A version as it arrived; nothing where it was not kept or its key is gone."""
    return unsealed(session, revision.holder_id, revision.sealed_body, sealed_for(revision.id))


def read_before(session: Session, revision: Revision) -> Body:
    """The other one of two versions, field by field."""
    sealed = revision.sealed_overridden
    return unsealed(session, revision.holder_id, sealed, before_for(revision.id)) or {}


def unsealed(
    session: Session, holder_id: UUID, sealed: bytes | None, belongs_to: str
) -> Body | None:
    """A sealed body; nothing where there is none, or none any longer."""
    if sealed is None:
        return None
    try:
        plain = Vault(session, FieldKey).unseal(holder_id, sealed, belongs_to)
    except SealBroken:
        return None
    body: Body = json.loads(plain)
    return body


def seal_fields(session: Session, holder_id: UUID, fields: Body, belongs_to: str) -> bytes | None:
    """Fields of a body, sealed; nothing stays nothing."""
    if not fields:
        return None
    return Vault(session, FieldKey).seal(holder_id, json.dumps(fields).encode(), belongs_to)
