"""Sealing: words, names and pictures of people are stored so that only a key can read them.

Every participant, account, exploration and release has a data key of its own (AES-256-GCM). It is
stored wrapped (AES key wrap, RFC 3394) by a key from the settings, which the database never sees.
Destroying a data key makes everything sealed with it unreadable, except to whoever has a backup of
the key and the wrapping key of that time.

A seal is ``version (1 byte) | nonce (12) | ciphertext and tag``; what it belongs to goes in as
associated data, so that a seal moved to another row or column no longer opens.
"""

import os
from dataclasses import dataclass, field
from typing import Any, ClassVar
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import aes_key_unwrap, aes_key_wrap
from sqlalchemy import BindParameter, LargeBinary, Select, bindparam, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from server.core.database import Base, columns

VERSION = b"\x01"
NONCE_BYTES = 12
KEY_BITS = 256
TAG_BYTES = 16
SEAL_BYTES = len(VERSION) + NONCE_BYTES + TAG_BYTES
"""What a seal adds to the bytes inside."""
CACHE = "unwrapped_keys"
OPENED = "opened_holders"

SCHEMA = {"schema": "field"}


class SealBroken(Exception):
    """The seal was made for something else, was changed, or its key is gone."""


class KeyColumns:
    """The columns of a table of data keys."""

    opens_unseen: ClassVar[bool] = False
    """Whether opening with these keys is nobody's private matter and stays out of the audit."""

    holder_id: Mapped[UUID] = mapped_column(primary_key=True)
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    wrapped_with: Mapped[int]


class FieldKey(KeyColumns, Base):
    """The data keys of what is explored: one for each exploration and each participant in one."""

    __tablename__ = "keys"
    __table_args__ = SCHEMA


@dataclass(frozen=True)
class Keyring:
    """The wrapping keys by number; the highest one wraps, the others only unwrap."""

    keys: dict[int, bytes] = field(repr=False)

    @property
    def newest(self) -> int:
        """The number of the key that wraps now."""
        return max(self.keys)

    def wrap(self, data_key: bytes) -> bytes:
        """A data key as it may be stored."""
        return aes_key_wrap(self.keys[self.newest], data_key)

    def unwrap(self, wrapped: bytes, number: int) -> bytes:
        """A stored data key as it can be used.

        Raises:
            SealBroken: the settings no longer hold the key that wrapped it.
        """
        if number not in self.keys:
            raise SealBroken(f"seal key {number} is missing from the settings")
        return aes_key_unwrap(self.keys[number], wrapped)


_keyrings: dict[str, Keyring] = {}
_readings: dict[Any, Select[Any]] = {}


def use_keyring(keyring: Keyring) -> None:
    """Seal with this keyring from now on, in this process."""
    _keyrings["now"] = keyring


def keyring() -> Keyring:
    """The keyring of this process."""
    return _keyrings["now"]


class Vault:
    """Seals and unseals for the holders in one table of keys, within one transaction."""

    def __init__(self, session: Session, table: type[Any]) -> None:
        self.session = session
        self.table = table

    def seal(self, holder_id: UUID, plain: bytes, belongs_to: str) -> bytes:
        """Seal bytes under the holder's key, which is made if there is none.

        Args:
            belongs_to: what the seal is for, such as ``finding.note:<id>``; it opens only there.
        """
        nonce = os.urandom(NONCE_BYTES)
        closed = AESGCM(self.key(holder_id)).encrypt(nonce, plain, belongs_to.encode())
        return VERSION + nonce + closed

    def unseal(self, holder_id: UUID, sealed: bytes, belongs_to: str) -> bytes:
        """What was sealed.

        Raises:
            SealBroken: it was sealed for something else, was changed, or its key is gone.
        """
        key = self.existing_key(holder_id)
        if key is None or sealed[:1] != VERSION:
            raise SealBroken("no key opens this")
        nonce, closed = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        try:
            plain = AESGCM(key).decrypt(nonce, closed, belongs_to.encode())
        except InvalidTag as error:
            raise SealBroken("this was sealed for something else") from error
        if not self.table.opens_unseen:
            self.session.info.setdefault(OPENED, set()).add(holder_id)
        return plain

    def seal_words(self, holder_id: UUID, words: str | None, belongs_to: str) -> bytes | None:
        """Seal a text; nothing stays nothing."""
        return None if not words else self.seal(holder_id, words.encode(), belongs_to)

    def unseal_words(self, holder_id: UUID, sealed: bytes | None, belongs_to: str) -> str:
        """The text that was sealed; empty where there is none."""
        return "" if sealed is None else self.unseal(holder_id, sealed, belongs_to).decode()

    def key(self, holder_id: UUID) -> bytes:
        """The holder's data key; two first uses at once still agree on one."""
        found = self.existing_key(holder_id)
        if found is not None:
            return found
        ring = keyring()
        wrapped = ring.wrap(AESGCM.generate_key(KEY_BITS))
        self.session.execute(
            insert(self.table)
            .values(holder_id=holder_id, wrapped=wrapped, wrapped_with=ring.newest)
            .on_conflict_do_nothing()
        )
        made = self.existing_key(holder_id)
        if made is None:
            raise SealBroken("the key of this holder is not for this caller")
        return made

    def existing_key(self, holder_id: UUID) -> bytes | None:
        """The holder's data key, or nothing where it is gone or not for this caller."""
        cache = self.session.info.setdefault(CACHE, {})
        if (self.table, holder_id) not in cache:
            self.load([holder_id])
        found: bytes | None = cache.get((self.table, holder_id))
        return found

    def load(self, holder_ids: list[UUID]) -> None:
        """Read many keys at once, before many seals are opened."""
        cache = self.session.info.setdefault(CACHE, {})
        unread = [one for one in holder_ids if (self.table, one) not in cache]
        if not unread:
            return
        for row in columns(self.session, reading(self.table), {"ids": unread}):
            # The same person holds one key in each table.
            cache[self.table, row.holder_id] = keyring().unwrap(row.wrapped, row.wrapped_with)


def reading(table: Any) -> Select[Any]:
    """The statement that reads keys of a table, put together once."""
    if table not in _readings:
        ids: BindParameter[Any] = bindparam("ids", expanding=True)
        columns: Any = (table.holder_id, table.wrapped, table.wrapped_with)
        _readings[table] = select(*columns).where(table.holder_id.in_(ids))
    return _readings[table]


def rewrap(session: Session, table: type[Any]) -> int:
    """Wrap every key of a table anew with the newest wrapping key; returns how many changed."""
    ring = keyring()
    old = session.scalars(select(table).where(table.wrapped_with != ring.newest)).all()
    for row in old:
        row.wrapped = ring.wrap(ring.unwrap(row.wrapped, row.wrapped_with))
        row.wrapped_with = ring.newest
    return len(old)


def rewrap_everything(session: Session) -> int:
    """Wrap every data key anew, in all tables that hold some; for the owner."""
    return sum(rewrap(session, table) for table in KeyColumns.__subclasses__())


def forget_keys(session: Session) -> None:
    """Read keys anew: a savepoint was rolled back, and a key made within it never was."""
    session.info.pop(CACHE, None)
