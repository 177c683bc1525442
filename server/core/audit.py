"""The audit: who did what to what and when, never what it said.

Entries are only ever appended, without a lock. A job seals them into blocks, each of which carries
the hash of the one before, so that nobody can change or take out an entry unseen. The database
computes the hashes (``audit.seal_block``); ``verify`` recomputes them here.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast
from uuid import UUID

from sqlalchemy import BigInteger, Connection, ForeignKey, Identity, Table, select, text
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from server.core.caller import NOBODY, current_caller
from server.core.database import Base, db, transaction
from server.core.jobs import task

GENESIS = "0" * 64
ENTRY_LINES = text("""
    select audit.entry_line(entries)
    from audit.block_entries
    left join audit.entries on entries.id = block_entries.entry_id
    where block_entries.block = :block
    order by block_entries.entry_id
""")

SCHEMA = {"schema": "audit"}


class Entry(Base):
    """One thing that was done. Codes and ids only."""

    __tablename__ = "entries"
    __table_args__ = SCHEMA

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    account_id: Mapped[UUID | None]
    organisation_id: Mapped[UUID | None]
    side: Mapped[str]
    action: Mapped[str]
    subject_kind: Mapped[str]
    subject_id: Mapped[UUID | None]
    codes: Mapped[dict[str, str]] = mapped_column(JSONB, server_default=text("'{}'"))


ENTRIES = cast("Table", Entry.__table__)


class Block(Base):
    """A run of entries under one hash."""

    __tablename__ = "blocks"
    __table_args__ = SCHEMA

    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    previous_hash: Mapped[str]
    hash: Mapped[str]
    sealed_at: Mapped[datetime]


class BlockEntry(Base):
    """Which block an entry was sealed in: slow transactions commit out of the order of ids."""

    __tablename__ = "block_entries"
    __table_args__ = SCHEMA

    entry_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    block: Mapped[int] = mapped_column(ForeignKey(Block.number), index=True)


@dataclass(frozen=True)
class Broken:
    """Where the chain does not hold, and why."""

    block: int
    reason: str


def record(
    session: Session,
    action: str,
    subject_kind: str,
    subject_id: UUID | None = None,
    *,
    account_id: UUID | None = None,
    **codes: str,
) -> None:
    """Append an entry for the present caller.

    Args:
        account_id: who acted, where the caller is not known yet (signing in).
        codes: coded circumstances such as ``purpose``; never words of a person.
    """
    caller = current_caller()
    session.execute(
        insert(ENTRIES)
        .inline()  # the logins may append but not read, not even what they append
        .values(
            account_id=account_id or caller.account_id,
            organisation_id=caller.organisation_id,
            side=caller.side,
            action=action,
            subject_kind=subject_kind,
            subject_id=subject_id,
            codes=codes,
        )
    )


@task("audit.seal_block", cron="* * * * *")
def seal_block() -> None:
    """Seal all entries that are not in a block yet."""
    with transaction(NOBODY):
        db.session.execute(text("select audit.seal_block()"))


def verify(connection: Connection) -> list[Broken]:
    """Recompute the whole chain, as the owner; an empty list means it holds."""
    broken: list[Broken] = []
    previous = GENESIS
    blocks = connection.execute(select(Block.__table__).order_by(Block.number)).all()
    for expected, block in enumerate(blocks, start=1):
        if block.number != expected or block.previous_hash != previous:
            broken.append(Broken(block.number, "the block before it is missing or was changed"))
        lines = list(connection.scalars(ENTRY_LINES, {"block": block.number}))
        if None in lines:
            broken.append(Broken(block.number, "an entry is missing"))
        elif block_hash(block.previous_hash, block.sealed_at, lines) != block.hash:
            broken.append(Broken(block.number, "an entry was changed"))
        previous = block.hash
    return broken


def block_hash(previous: str, sealed_at: datetime, lines: list[str]) -> str:
    """SHA-256 over the previous hash, the time in UTC and every entry, one a line."""
    moment = sealed_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return hashlib.sha256("\n".join([previous, moment, *lines]).encode()).hexdigest()
