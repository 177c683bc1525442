"""Who uses a data folder: one process at a time, known by a lock that ends with it."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from server.door.account import make_data_folder
from server.door.prepare import Obstacle


@dataclass(frozen=True)
class Holder:
    """The process that uses a data folder.

    Attributes:
        command: what was asked of the front door.
        url: where it answers; empty if it serves nothing.
    """

    pid: int
    command: str
    url: str = ""


class Taken(Obstacle):
    """Another process uses the data folder."""

    def __init__(self, data: Path, holder: Holder) -> None:
        if holder.url:
            super().__init__(
                f"Gegenstrom is already running at {holder.url} (process {holder.pid}). "
                "`./gegenstrom stop` ends it."
            )
        else:
            super().__init__(
                f"`./gegenstrom {holder.command}` (process {holder.pid}) is using {data}. "
                "Try again when it has ended."
            )
        self.holder = holder


@contextmanager
def claim(data: Path, command: str, url: str = "") -> Iterator[None]:
    """Be the only one who uses a data folder; the folder is made if it is missing.

    Raises:
        Taken: somebody else is.
        Obstacle: the folder cannot be written.
    """
    try:
        make_data_folder(data)
        lock = os.open(data / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise closed(data, error) from error
    with os.fdopen(lock, "r+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Taken(data, read_holder(file.read())) from None
        file.truncate()
        json.dump(asdict(Holder(os.getpid(), command, url)), file)
        file.flush()
        yield


def holder_of(data: Path) -> Holder | None:
    """Who uses a data folder; None if nobody does.

    Raises:
        Obstacle: the folder belongs to somebody else.
    """
    try:
        with (data / "lock").open() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return read_holder(file.read())
    except FileNotFoundError:
        pass
    except PermissionError as error:
        raise closed(data, error) from error
    return None


def closed(data: Path, error: OSError) -> Obstacle:
    """Why we cannot work in a data folder."""
    return Obstacle(
        f"The data folder {data} cannot be written ({error.strerror}). "
        "GEGENSTROM_DATA chooses another."
    )


def read_holder(text: str) -> Holder:
    """What a holder wrote into its lock; it may still be writing."""
    try:
        return Holder(**json.loads(text))
    except ValueError:
        return Holder(0, "…")
