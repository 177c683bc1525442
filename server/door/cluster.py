"""The private PostgreSQL of a data folder.

It listens on a socket only, in a short folder that only its user may enter, and asks every login
for its password. Where root starts it and the user who runs it cannot reach the data folder (a
checkout below /root), it lies in /var/lib instead.
"""

import hashlib
import json
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import psycopg
from psycopg import sql

from server.core.addresses import LOGINS
from server.door.account import Account, account_for, make_data_folder
from server.door.prepare import OLDEST_POSTGRESQL, Obstacle, postgresql_versions

DATABASE: Final = "gegenstrom"
OWNER: Final = "gegenstrom_owner"
ADMIN: Final = "gegenstrom_admin"
PORT: Final = 5432
"""Only a part of the socket's name."""

RECOVERY_S: Final = 600
STOPPING_S: Final = 60
OPTIONS: Final = {
    "listen_addresses": "",
    "port": str(PORT),
    "timezone": "UTC",
    "max_connections": "300",
    # What people said must not reach the log, neither as a statement nor as a value in a message or
    # a detail: `invalid input syntax for type integer: "…"` repeats what somebody wrote.
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
FORGETFUL: Final = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Cluster:
    """The cluster of one data folder. Whoever starts it must hold the folder (`server.door.claim`).

    Args:
        durable: whether it survives a power cut; tests need not.
    """

    def __init__(self, data: Path, *, durable: bool = True) -> None:
        self.data = data.resolve()
        self.durable = durable
        name = f"gegenstrom-{hashlib.sha256(str(self.data).encode()).hexdigest()[:10]}"
        self.inside = self.data / "cluster"
        self.elsewhere = Path("/var/lib", name)
        # The path of a socket may have 107 bytes; that of a data folder may be longer.
        self.sockets = Path("/tmp", name)  # noqa: S108  # made by Account.make_private
        self.postmaster: subprocess.Popen[bytes] | None = None

    @property
    def account(self) -> Account:
        """Who runs it."""
        return account_for(self.inside, self.elsewhere)

    @property
    def home(self) -> Path:
        """The folder that holds everything of it."""
        if self.inside.exists() or os.geteuid():
            return self.inside
        if self.elsewhere.exists() or not self.account.may_enter(self.data):
            return self.elsewhere
        return self.inside

    @property
    def files(self) -> Path:
        """PostgreSQL's own data directory."""
        return self.home / "data"

    @property
    def log(self) -> Path:
        """What PostgreSQL has said since it was started last."""
        return self.home / "log"

    def urls(self) -> dict[str, str]:
        """The four logins by name: owner, field, release, planning."""
        return {login: self._url(login, f"gegenstrom_{login}") for login in LOGINS}

    @property
    def superuser_url(self) -> str:
        """The login that may do everything; the application never has it."""
        return self._url("admin", ADMIN)

    def start(self) -> None:
        """Start it, made first if there is none; the database and its owner are there afterwards.

        What a crash or a killed launcher left behind is cleared away.

        Raises:
            Obstacle: why it does not start.
        """
        make_data_folder(self.data)
        self.account.make_private(self.home)
        if not self.account.may_enter(self.home):
            raise Obstacle(f"A folder above {self.home} is closed to the user who runs PostgreSQL.")
        programs = self._programs()
        self.stop_leftover()
        self.account.make_private(self.sockets)
        if not self.files.exists():
            self._initialise(programs)
        self._launch(programs)
        self._await_answer(programs)
        self._make_database()

    def stop(self) -> None:
        """Stop it, once it has written everything."""
        if self.postmaster:
            self.postmaster.send_signal(signal.SIGINT)
            self.postmaster.wait(STOPPING_S)
            self.postmaster = None
        shutil.rmtree(self.sockets, ignore_errors=True)

    def stop_leftover(self) -> bool:
        """Stop a server that outlived its launcher; whether there was one.

        A pid file whose process is gone or is another program is cleared away.

        Raises:
            Obstacle: the server does not stop.
        """
        pid_file = self.files / "postmaster.pid"
        pid = first_number(pid_file)
        if not self._is_ours(pid):
            pid_file.unlink(missing_ok=True)
            shutil.rmtree(self.sockets, ignore_errors=True)
            return False
        os.kill(pid, signal.SIGINT)
        patience = time.monotonic() + STOPPING_S
        while self._is_ours(pid):
            if time.monotonic() > patience:
                raise Obstacle(f"The database server that was left (process {pid}) does not stop.")
            time.sleep(0.05)
        return True

    def remove(self) -> None:
        """Remove everything of it; it must not run."""
        for folder in (self.inside, self.elsewhere, self.sockets):
            shutil.rmtree(folder, ignore_errors=True)
        self._passwords_file.unlink(missing_ok=True)

    @property
    def _passwords_file(self) -> Path:
        return self.data / "secrets" / "database"

    def _url(self, login: str, user: str, database: str = DATABASE) -> str:
        try:
            password = json.loads(self._passwords_file.read_text())[login]
        except FileNotFoundError:
            raise Obstacle(
                f"The passwords of the database are missing: bring {self._passwords_file} back "
                "from a backup, or begin anew with `./gegenstrom reset`."
            ) from None
        return f"postgresql://{user}:{password}@/{database}?host={self.sockets}&port={PORT}"

    def _programs(self) -> Path:
        """The folder of the PostgreSQL programs that fit what is there."""
        versions = postgresql_versions()
        made_by = first_number(self.files / "PG_VERSION")
        if made_by and made_by not in versions:
            raise Obstacle(
                f"The database in {self.home} was made by PostgreSQL {made_by}, which is not here: "
                f"sudo apt-get install postgresql-{made_by}-postgis-3"
            )
        if not versions:
            raise Obstacle(
                f"Gegenstrom needs PostgreSQL {OLDEST_POSTGRESQL} or newer with PostGIS: "
                "sudo apt-get install postgresql-postgis"
            )
        return versions[made_by or max(versions)]

    def _is_ours(self, pid: int) -> bool:
        """Whether a process is a server on these files, and not one that got its number later."""
        try:
            return pid > 0 and Path(f"/proc/{pid}/cwd").samefile(self.files)
        except OSError:
            return False

    def _initialise(self, programs: Path) -> None:
        """Make the files beside their place and move them there whole: a half is never taken."""
        half = self.home / "half-made"
        shutil.rmtree(half, ignore_errors=True)
        passwords = {login: secrets.token_hex(24) for login in (*LOGINS, "admin")}
        write_secret(self._passwords_file, json.dumps(passwords))
        password = self.home / "password"
        write_secret(password, passwords["admin"])
        self.account.own(password)
        done = self.account.run([
            *(programs / "initdb", "--pgdata", half, "--username", ADMIN, "--pwfile", password),
            *("--auth-local=scram-sha-256", "--auth-host=reject", "--data-checksums"),
            *("--encoding=UTF8", "--locale=C.UTF-8", *([] if self.durable else ["--no-sync"])),
        ])  # fmt: skip
        password.unlink()
        if done.returncode:
            raise Obstacle(f"The database could not be made: {done.stderr.strip()}")
        half.rename(self.files)

    def _launch(self, programs: Path) -> None:
        options = OPTIONS | ({} if self.durable else FORGETFUL)
        options["unix_socket_directories"] = str(self.sockets)
        flags = [f"--{name}={value}" for name, value in options.items()]
        with self.log.open("wb") as log:
            command = (programs / "postgres", "-D", self.files)
            self.postmaster = self.account.start([*command, *flags], log)

    def _await_answer(self, programs: Path) -> None:
        """Wait for the first connection; after a crash PostgreSQL repairs itself before."""
        patience = time.monotonic() + RECOVERY_S
        while time.monotonic() < patience:
            try:
                psycopg.connect(self._url("admin", ADMIN, "postgres")).close()
            except psycopg.OperationalError as error:
                self._give_up_if_hopeless(error)
                if self._has_ended():
                    self._launch_again(programs)
                time.sleep(0.05)
            else:
                return
        raise Obstacle(f"The database does not answer. What it said is in {self.log}.")

    def _has_ended(self) -> bool:
        return self.postmaster is None or self.postmaster.poll() is not None

    def _give_up_if_hopeless(self, error: psycopg.OperationalError) -> None:
        if "password authentication failed" in str(error):
            raise Obstacle(
                f"The database refuses the passwords in {self._passwords_file}: bring the file "
                "that belongs to it back from a backup, or begin anew with `./gegenstrom reset`."
            )

    def _launch_again(self, programs: Path) -> None:
        """Sessions of a killed server may take a moment to notice; any other end is the end."""
        said = self.log.read_text(errors="replace").strip()
        if "is still in use" not in said:
            raise Obstacle(f"The database did not start. It said: {said or 'nothing'}")
        self._launch(programs)

    def _make_database(self) -> None:
        """Make the owner and the database; what is there stays."""
        with psycopg.connect(self._url("admin", ADMIN, "postgres"), autocommit=True) as admin:
            if not admin.execute("select from pg_roles where rolname = %s", [OWNER]).rowcount:
                password = json.loads(self._passwords_file.read_text())["owner"]
                role = sql.SQL("create role {} login createrole password {}")
                admin.execute(role.format(sql.Identifier(OWNER), sql.Literal(password)))
            found = admin.execute("select from pg_database where datname = %s", [DATABASE])
            if not found.rowcount:
                database = sql.SQL("create database {} owner {} template template0")
                admin.execute(database.format(sql.Identifier(DATABASE), sql.Identifier(OWNER)))
        with psycopg.connect(self.superuser_url, autocommit=True) as admin:
            admin.execute("set client_min_messages to warning")
            admin.execute("create extension if not exists postgis schema public")


@contextmanager
def passing_cluster() -> Iterator[Cluster]:
    """A quick cluster for tests, in a folder of its own that is gone afterwards."""
    data = Path(tempfile.mkdtemp(prefix="gegenstrom-test-"))
    data.chmod(0o711)
    cluster = Cluster(data, durable=False)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()
        cluster.remove()
        shutil.rmtree(data)


def first_number(path: Path) -> int:
    """The number in the first line of a file; 0 if there is none."""
    try:
        return int(path.read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return 0


def write_secret(path: Path, text: str) -> None:
    """Write a file that only its owner may read."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text(text)
