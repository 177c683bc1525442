"""What the two child processes do: the web server and the worker."""

import socket
import time
from typing import Any, Final

from gunicorn.app.base import BaseApplication
from gunicorn.workers.gthread import ThreadWorker

from server import create_app
from server.core import jobs
from server.core.settings import Settings
from server.door.ports import bracketed

THREADS: Final = 8
REQUEST_S: Final = 120
LAST_REQUEST_S: Final = 10
KEEPALIVE_S: Final = 75
"""Longer than the proxy in front keeps a connection, so that it is the one to close it."""
BEHIND_S: Final = 0.0005
"""How long a worker waits for the others for each connection it has, and at most for how many."""
MOST_BEHIND: Final = 8


class FairWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """A worker that lets those go first who have fewer connections."""

    def accept(self, listener: socket.socket) -> None:
        """Take a connection, unless another worker does meanwhile.

        All wake at each, and phones keep theirs for long: the quickest would soon have them all,
        and the cores of the others would be idle.
        """
        time.sleep(min(self.nr_conns, MOST_BEHIND) * BEHIND_S)
        super().accept(listener)


class WebServer(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn with our settings and nobody else's."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        super().__init__()

    def load_config(self) -> None:
        """Tell gunicorn what it needs to know."""
        options: dict[str, Any] = {
            "bind": f"{bracketed(self.settings.host)}:{self.settings.port}",
            "workers": self.settings.workers,
            "worker_class": FairWorker,
            "threads": THREADS,
            "keepalive": KEEPALIVE_S,
            "timeout": REQUEST_S,
            "graceful_timeout": LAST_REQUEST_S,
            "loglevel": "warning",
            "control_socket_disable": True,
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Make the application in a worker process."""
        return create_app(self.settings)


def run_web(settings: Settings) -> int:
    """Serve until told to stop."""
    WebServer(settings).run()
    return 0


def run_worker(settings: Settings) -> int:
    """Do jobs until told to stop."""
    jobs.run_worker(create_app(settings), settings.database_field)
    return 0
