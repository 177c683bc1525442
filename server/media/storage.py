"""Where bytes lie: by name, one for each sealed picture, in a folder or in a bucket elsewhere.

Bytes are written before the transaction commits and removed after it, so that a committed row
never lacks them. What a transaction that never committed left behind, the sweep finds.
"""

import hashlib
import os
import shutil
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4


@dataclass(frozen=True)
class Kept:
    """Bytes under a name."""

    name: str
    size_bytes: int
    written_at: datetime


class Folder(ABC):
    """Bytes by name."""

    @abstractmethod
    def write(self, name: str, data: bytes) -> None:
        """Keep bytes under a name; after returning they survive a power cut."""

    @abstractmethod
    def read(self, name: str) -> bytes:
        """The bytes kept under a name.

        Raises:
            FileNotFoundError: there are none.
        """

    @abstractmethod
    def remove(self, name: str) -> None:
        """Forget the bytes of a name, and of all names below it."""

    @abstractmethod
    def below(self, name: str) -> Iterator[Kept]:
        """What is kept below a name, in the order of the names."""

    def sizes(self, name: str) -> dict[str, int]:
        """The names below a name in order, and how many bytes each keeps."""
        return {kept.name: kept.size_bytes for kept in self.below(name)}


class LocalFolder(Folder):
    """Bytes in files below a folder of this machine.

    Files are written under another name and moved into place, so that a half-written one is never
    taken for whole.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, name: str, data: bytes) -> None:
        """Keep bytes in a file, and its name in its folder."""
        target = self.root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f".{uuid4()}")
        with draft.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(target)
        sync_names(target.parent)

    def read(self, name: str) -> bytes:
        """The bytes of a file.

        Raises:
            FileNotFoundError: there is none.
        """
        return (self.root / name).read_bytes()

    def remove(self, name: str) -> None:
        """Remove a file, or a folder with all its files."""
        target = self.root / name
        if target.is_dir():
            shutil.rmtree(target, ignore_errors=True)
        else:
            target.unlink(missing_ok=True)

    def below(self, name: str) -> Iterator[Kept]:
        """The files below a folder; drafts are none yet."""
        for path in sorted((self.root / name).rglob("[!.]*")):
            if path.is_file():
                found = path.stat()
                written_at = datetime.fromtimestamp(found.st_mtime, UTC)
                yield Kept(str(path.relative_to(self.root)), found.st_size, written_at)


def sync_names(folder: Path) -> None:
    """Have the names in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sealed_name(photograph_id: UUID) -> str:
    """Where a photograph's sealed bytes lie."""
    return f"sealed/{photograph_id.hex[-2:]}/{photograph_id}"


def thumbnail_name(photograph_id: UUID) -> str:
    """Where a photograph's small picture lies, sealed."""
    return f"thumbnails/{photograph_id.hex[-2:]}/{photograph_id}"


def partial_name(account_id: UUID, sha256: str) -> str:
    """Below which name the ranges of an upload lie that have arrived; one for each sender."""
    mixed = hashlib.sha256(f"{account_id}:{sha256}".encode()).hexdigest()
    return f"arriving/{mixed}"


def range_name(partial: str, first: int) -> str:
    """Where a range lies; ranges sort by where they begin."""
    return f"{partial}/{first:010}"
