"""The user who runs PostgreSQL, which refuses to be run by root."""

import os
import pwd
import signal
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from server.door.prepare import Obstacle

Command = Sequence[str | Path]


@dataclass(frozen=True)
class Account:
    """We ourselves, or whom root lets work instead.

    Attributes:
        uid: None where nobody else is needed; likewise `gid`.
    """

    uid: int | None = None
    gid: int | None = None

    def run(self, command: Command) -> subprocess.CompletedProcess[str]:
        """Run a program to its end, whatever that is."""
        return subprocess.run(
            command,
            user=self.uid,
            group=self.gid,
            extra_groups=self.groups,
            cwd="/",
            env=bare_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def start(self, command: Command, log: IO[bytes]) -> subprocess.Popen[bytes]:
        """Start a program that gets SIGINT when this process ends, however it ends."""
        return subprocess.Popen(
            [*bound_to_us(signal.SIGINT), *command],
            user=self.uid,
            group=self.gid,
            extra_groups=self.groups,
            cwd="/",
            env=bare_environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )

    @property
    def groups(self) -> list[int] | None:
        """No group of root's for somebody else."""
        return None if self.uid is None else []

    def may_enter(self, folder: Path) -> bool:
        """Whether a folder can be reached."""
        return self.run(["test", "-x", folder]).returncode == 0

    def own(self, path: Path) -> None:
        """Give a file or folder to this account."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)

    def make_private(self, folder: Path) -> None:
        """Make a folder that only this account may enter.

        Raises:
            Obstacle: it is there and belongs to somebody else.
        """
        if not folder.exists():
            folder.mkdir(mode=0o700)
            self.own(folder)
        found = folder.lstat()
        if found.st_uid != (os.geteuid() if self.uid is None else self.uid):
            raise Obstacle(
                f"{folder} belongs to the user {user_name(found.st_uid)}. Start Gegenstrom as the "
                "user who started it first, or choose another folder with GEGENSTROM_DATA."
            )
        folder.chmod(0o700)


def account_for(*folders: Path) -> Account:
    """Who runs PostgreSQL: we, unless we are root; then the owner of the first folder there is."""
    if os.geteuid():
        return Account()
    for folder in folders:
        if folder.exists() and folder.stat().st_uid:
            return Account(folder.stat().st_uid, folder.stat().st_gid)
    users = {user.pw_name: user for user in pwd.getpwall()}
    user = users.get("postgres") or users["nobody"]
    return Account(user.pw_uid, user.pw_gid)


def make_data_folder(data: Path) -> None:
    """Make the data folder; where root does, others can pass through it but read nothing."""
    if not data.exists():
        data.mkdir(mode=0o700, parents=True)
    if not os.geteuid():
        data.chmod(data.stat().st_mode | 0o011)


def bound_to_us(signal_at_our_end: signal.Signals) -> list[str]:
    """What to put before a command so that it is told when this process ends, even if killed."""
    return ["setpriv", "--pdeathsig", signal_at_our_end.name.removeprefix("SIG"), "--"]


def bare_environment() -> dict[str, str]:
    """Nothing of ours that a program of PostgreSQL could take for its settings."""
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8"}


def user_name(uid: int) -> str:
    """The name of a user, or the number where there is no name."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
