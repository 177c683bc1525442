"""An installation with the demo in it, whose web server and worker a story stops and starts."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from server import create_app
from server.core.addresses import LOGINS
from server.core.database import driven
from server.core.migrating import upgrade_database
from server.core.own_keys import DEMO_KEY
from server.core.settings import CHECKOUT, PREFIX, Settings
from server.core.shell import DIST
from server.demo import seed
from server.door.account import bound_to_us
from server.door.cluster import Cluster
from server.door.opening import let_in, with_logins
from server.door.serving import await_answer, environment_of, stop_children
from tests.makers import close_connections

SEAL_KEYS = f"1:{b64encode(DEMO_KEY).decode()}"
"""A process has one keyring, so every app that tests make in theirs seals with the same key."""
WEB = Path(__file__).parent / "stories" / "web.py"


@dataclass
class Installation:
    """A data folder, its database and, while it runs, a web server and a worker.

    Attributes:
        dist: a copy of the built app, so that a build in between does not matter.
        was_away: whether the server has been stopped since `forget` was called.
    """

    settings: Settings
    dist: Path
    engine: sa.Engine
    children: list[subprocess.Popen[bytes]] = field(default_factory=list)
    was_away: bool = False

    @property
    def url(self) -> str:
        """Where a browser finds it."""
        return self.settings.public_url

    def start(self) -> None:
        """Start the web server and the worker, unless they run; they answer afterwards."""
        if self.children:
            return
        python = [*bound_to_us(signal.SIGTERM), sys.executable, "-P"]
        commands = ([str(WEB), str(self.dist)], ["-m", "server", "worker"])
        for command in commands:
            child = subprocess.Popen(  # noqa: S603  # our own server
                [*python, *command], env=self._environment(), cwd=CHECKOUT, start_new_session=True
            )
            self.children.append(child)
        await_answer(self.settings, self.children[0])

    def stop(self) -> None:
        """End both processes; whoever asks then gets no answer at all."""
        stop_children(self.children)
        self.children = []
        self.was_away = True

    def ask(self, question: str, **values: Any) -> list[tuple[Any, ...]]:
        """Rows of the database as its owner sees them, beside all rules."""
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(sa.text(question), values)]

    def _environment(self) -> dict[str, str]:
        others = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
        ours = named(self.settings.data, self.settings.port)
        return {**others, **ours, **environment_of(self.settings)}


def named(data: Path, port: int) -> dict[str, str]:
    """What an installation below a folder is told."""
    ours = {"DATA": data, "PORT": port, "WORKERS": 1, "SEAL_KEYS": SEAL_KEYS}
    return {PREFIX + name: str(value) for name, value in ours.items()}


@contextmanager
def installed(folder: Path) -> Iterator[Installation]:
    """A seeded installation below a folder, stopped at the end."""
    data = folder / "data"
    cluster = Cluster(data, durable=False)
    cluster.start()
    try:
        bare = Settings.read(named(data, free_port()))
        settings = with_logins(bare, cluster)
        bring_in_the_demo(settings)
        dist = folder / "dist"
        shutil.copytree(DIST, dist)
        engine = sa.create_engine(driven(settings.database_owner))
        place = Installation(settings, dist, engine)
        yield place
        place.stop()
        engine.dispose()
    finally:
        cluster.stop()


def bring_in_the_demo(settings: Settings) -> None:
    """Bring the schema in, let every login in, and seed."""
    upgrade_database(settings.database_owner)
    for login in LOGINS:
        let_in(settings, login)
    app = create_app(settings)
    seed.seed(app)
    close_connections(app)


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
