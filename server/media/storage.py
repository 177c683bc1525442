"""Where bytes lie: a folder, one file for each sealed picture.

Files are written under another name and moved into place, so that a half-written one is never
taken for whole; they are written before the transaction commits.
"""

import hashlib
import os
import shutil
from pathlib import Path
from uuid import UUID, uuid4


class Folder:
    """Bytes by name below one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, name: str, data: bytes) -> None:
        """Keep bytes under a name; after returning they survive a power cut."""
        target = self.root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f".{uuid4()}")
        with draft.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(target)

    def read(self, name: str) -> bytes:
        """The bytes kept under a name.

        Raises:
            FileNotFoundError: there are none.
        """
        return (self.root / name).read_bytes()

    def remove(self, name: str) -> None:
        """Forget the bytes of a name, or of all names below it."""
        target = self.root / name
        if target.is_dir():
            shutil.rmtree(target, ignore_errors=True)
        else:
            target.unlink(missing_ok=True)

    def sizes(self, name: str) -> dict[str, int]:
        """The names below a name in order, and how many bytes each keeps."""
        paths = sorted((self.root / name).glob("[!.]*"))
        return {f"{name}/{path.name}": path.stat().st_size for path in paths}


def sealed_name(photograph_id: UUID) -> str:
    """Where a photograph's sealed bytes lie."""
    return f"sealed/{photograph_id.hex[-2:]}/{photograph_id}"


def partial_name(account_id: UUID, sha256: str) -> str:
    """Below which name the ranges of an upload lie that have arrived; one for each sender."""
    mixed = hashlib.sha256(f"{account_id}:{sha256}".encode()).hexdigest()
    return f"arriving/{mixed}"


def range_name(partial: str, first: int) -> str:
    """Where a range lies; ranges sort by where they begin."""
    return f"{partial}/{first:010}"
