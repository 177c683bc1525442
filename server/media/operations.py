"""Receiving photographs in ranges; the caller owns the transaction."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from server.core import clock
from server.core.caller import Caller
from server.core.database import after_commit
from server.core.problems import Problem
from server.core.seals import SEAL_BYTES, FieldKey, SealBroken, Vault
from server.media.errors import (
    HashDiffers,
    MediaNotAnnounced,
    ScannerSilent,
    WrongOffset,
    WrongRange,
)
from server.media.pictures import stripped
from server.media.scanning import check_clean
from server.media.storage import Folder, partial_name, range_name, sealed_name
from server.media.tables import Photograph, ThumbnailWaiting

# Put together once, for any number of them.
NOTE = insert(ThumbnailWaiting).on_conflict_do_nothing()


@dataclass(frozen=True)
class Range:
    """Bytes ``first`` to before ``end`` of ``total``."""

    first: int
    end: int
    total: int


@dataclass(frozen=True)
class Received:
    """How far an upload is."""

    sha256: str
    received_bytes: int
    complete: bool
    stored_sha256: str | None


def announced(session: Session, sha256: str) -> Sequence[Photograph]:
    """The records within the caller's reach that announce these bytes.

    Raises:
        MediaNotAnnounced: there is none.
    """
    rows = session.scalars(
        select(Photograph)
        .where(Photograph.sha256 == sha256, Photograph.erased_at.is_(None))
        .order_by(Photograph.id)
    ).all()
    if not rows:
        raise MediaNotAnnounced("Push the photograph's record first, then send its bytes.")
    return rows


def how_far(session: Session, folder: Folder, caller: Caller, sha256: str) -> Received:
    """How many bytes of an announced photograph have arrived from this caller."""
    return progress(folder, caller, announced(session, sha256))


def progress(folder: Folder, caller: Caller, rows: Sequence[Photograph]) -> Received:
    """How many bytes of a photograph have arrived."""
    sha256 = rows[0].sha256
    if all(row.received_at for row in rows):
        return Received(
            sha256, rows[0].size_bytes, complete=True, stored_sha256=rows[0].stored_sha256
        )
    sizes = folder.sizes(partial_name(owner(caller), sha256)).values()
    arrived = sum(sizes) - len(sizes) * SEAL_BYTES
    return Received(sha256, arrived, complete=False, stored_sha256=None)


def receive(  # what is sent, by whom, and what looks at it
    session: Session,
    folder: Folder,
    caller: Caller,
    sha256: str,
    sent: tuple[Range, bytes],
    scanner: str = "",
) -> Received:
    """Take in a range of an announced photograph; the last one completes it.

    Args:
        scanner: who looks for malware (``server.media.scanning``).

    Raises:
        MediaNotAnnounced: no record of the caller's announces it.
        WrongRange: the range does not fit the announced size or the bytes sent.
        WrongOffset: it does not begin where the server stopped.
        HashDiffers: the whole is not what was announced; it is dropped and can be sent anew.
        NoPhotograph: the whole is no photograph.
        Infected, ScannerSilent: the scanner does not let it pass.
    """
    rows = announced(session, sha256)
    before = progress(folder, caller, rows)
    if before.complete:
        return before
    span, data = sent
    check_fits(rows[0], before, span, data)
    name = partial_name(owner(caller), sha256)
    if span.end < span.total:
        part = range_name(name, span.first)
        sealed = Vault(session, FieldKey).seal(rows[0].holder_id, data, range_of(sha256, part))
        folder.write(part, sealed)
        return Received(sha256, span.end, complete=False, stored_sha256=None)
    clean, kind = finished(session, folder, rows[0], (name, data), scanner)
    stored = store(session, folder, rows, clean, kind)
    note_thumbnails(session, caller, rows)
    # Only then: whoever cuts us off before can still send the last range again.
    after_commit(session, lambda: folder.remove(name) if before.received_bytes else None)
    return Received(sha256, span.end, complete=True, stored_sha256=stored)


def check_fits(photograph: Photograph, before: Received, span: Range, data: bytes) -> None:
    """The range is one of the announced bytes, and the next one.

    Raises:
        WrongRange: it does not fit the announced size or the bytes sent.
        WrongOffset: it does not begin where the server stopped.
    """
    if span.total != photograph.size_bytes or span.end - span.first != len(data):
        raise WrongRange("Send the range as announced: first-last/size in bytes.")
    if span.first != before.received_bytes:
        raise WrongOffset("Go on from expected_offset.", expected_offset=before.received_bytes)


def finished(
    session: Session, folder: Folder, photograph: Photograph, last: tuple[str, bytes], scanner: str
) -> tuple[bytes, str]:
    """The whole picture as it may be stored, and its type.

    Args:
        last: below which name the earlier ranges lie, and the last one.

    Raises:
        Problem: it cannot be kept. What had arrived is dropped, unless it only cannot be looked at.
    """
    name, data = last
    try:
        whole = joined_ranges(session, folder, photograph, name) + data
        return checked(photograph.sha256, whole, scanner)
    except ScannerSilent:
        raise
    except Problem:
        folder.remove(name)
        raise


def joined_ranges(session: Session, folder: Folder, photograph: Photograph, name: str) -> bytes:
    """The ranges that have arrived, unsealed and put together.

    Raises:
        HashDiffers: a range was sealed in a transaction that was never committed.
    """
    vault, holder = Vault(session, FieldKey), photograph.holder_id
    try:
        return b"".join(
            vault.unseal(holder, folder.read(part), range_of(photograph.sha256, part))
            for part in folder.sizes(name)
        )
    except SealBroken as error:
        raise HashDiffers("Send the photograph again from the beginning.") from error


def checked(sha256: str, whole: bytes, scanner: str) -> tuple[bytes, str]:
    """The picture as it may be stored, and its type.

    Raises:
        Problem: it is not what was announced, harmful, or no photograph.
    """
    if hashlib.sha256(whole).hexdigest() != sha256:
        raise HashDiffers("Send the photograph again from the beginning.")
    check_clean(scanner, whole)
    return stripped(whole)


def store(
    session: Session, folder: Folder, rows: Sequence[Photograph], clean: bytes, kind: str
) -> str:
    """Seal and store a photograph whose bytes are all here; the hash of what is stored."""
    stored_sha256 = hashlib.sha256(clean).hexdigest()
    vault = Vault(session, FieldKey)
    for row in rows:
        folder.write(sealed_name(row.id), vault.seal(row.holder_id, clean, bytes_of(row.id)))
        row.type, row.received_at, row.stored_sha256 = kind, clock.now(), stored_sha256
    session.flush()
    return stored_sha256


def note_thumbnails(session: Session, caller: Caller, rows: Sequence[Photograph]) -> None:
    """Have the job make small pictures, as this caller."""
    who: dict[str, object] = {
        "account_id": caller.account_id,
        "organisation_id": caller.organisation_id,
        "role": caller.role,
    }
    session.connection().execute(NOTE, [who | {"photograph_id": row.id} for row in rows])


def read_picture(session: Session, folder: Folder, photograph: Photograph) -> bytes:
    """A stored photograph, unsealed.

    Raises:
        FileNotFoundError: its bytes have not arrived.
    """
    sealed = folder.read(sealed_name(photograph.id))
    return Vault(session, FieldKey).unseal(photograph.holder_id, sealed, bytes_of(photograph.id))


def range_of(sha256: str, part: str) -> str:
    """What the sealed bytes of a range belong to."""
    return f"photograph.range:{sha256}:{part}"


def bytes_of(photograph_id: UUID) -> str:
    """What a photograph's sealed bytes belong to."""
    return f"photograph.bytes:{photograph_id}"


def owner(caller: Caller) -> UUID:
    """The account that sends.

    Raises:
        MediaNotAnnounced: nobody is signed in.
    """
    if caller.account_id is None:
        raise MediaNotAnnounced
    return caller.account_id
