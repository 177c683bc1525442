"""`run` and `stop`: one process that holds the database, the web server and the worker."""

import os
import signal
import sys
import time
from typing import Final

from server import create_app
from server.core.settings import Settings
from server.demo import seed
from server.door.claim import claim, holder_of
from server.door.cluster import Cluster
from server.door.opening import started_cluster, up_to_date
from server.door.ports import check_port
from server.door.prepare import Obstacle, step
from server.door.serving import Children, Stopped, Stopping, served

STOPPING_S: Final = 90


def run(settings: Settings) -> int:
    """Serve until somebody stops us.

    Raises:
        Obstacle: why it cannot be served, or not any longer.
    """
    try:
        with claim(settings.data, "run", settings.public_url), Stopping() as stopping:
            check_port(settings)
            with started_cluster(settings) as cluster:
                ready = up_to_date(settings, cluster)
                stopping.check()
                if settings.mode == "demo":
                    seed_demo(ready)
                stopping.check()
                with served(ready) as children:
                    say_where(settings)
                    watch(children | database_of(cluster), stopping)
    except Stopped:
        print("  Stopped.", file=sys.stderr)
    return 0


def seed_demo(settings: Settings) -> None:
    """Bring the demo district into the database, unless it is there."""
    with step("Looking after the demo"):
        seed.seed(create_app(settings))


def say_where(settings: Settings) -> None:
    """Print where it answers and, in a demo, who can sign in."""
    if settings.mode == "demo":
        print_sign_ins()
    print(f"\n  Gegenstrom is at {settings.public_url} (Ctrl-C stops it)\n", flush=True)


def print_sign_ins() -> None:
    """Print who can sign in to the demo."""
    rows = [("role", "organisation", "name", "password"), *seed.sign_ins()]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    print()
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print("  " + "  ".join(cells).rstrip(), flush=True)
    print(
        "  participant: print a pairing card as amira (Teilnehmende, Birke 3, Geräte)", flush=True
    )


def database_of(cluster: Cluster | None) -> Children:
    """The database among what is watched, if it is ours."""
    return {"database": cluster.postmaster} if cluster and cluster.postmaster else {}


def watch(children: Children, stopping: Stopping) -> None:
    """Wait; without one of them there is no use in going on.

    Raises:
        Obstacle: one of them ended by itself.
    """
    while True:
        stopping.check()
        for name, child in children.items():
            if child.poll() is not None:
                raise Obstacle(f"The {name} ended by itself, so everything is stopped.")
        time.sleep(0.2)


def stop(settings: Settings) -> int:
    """Stop what runs on this data folder and wait until it has ended."""
    holder = holder_of(settings.data)
    if holder and holder.pid:
        end(settings, holder.pid)
        print("  Stopped.", file=sys.stderr)
    elif settings.has_private_cluster and Cluster(settings.data).stop_leftover():
        print("  Stopped a database that was left over.", file=sys.stderr)
    else:
        print("  Nothing is running.", file=sys.stderr)
    return 0


def end(settings: Settings, pid: int) -> None:
    """Tell the holder of the data folder to stop, and wait until it has let go.

    Raises:
        Obstacle: it belongs to somebody else, or does not stop.
    """
    try:
        os.kill(pid, signal.SIGTERM)
    except PermissionError as error:
        raise Obstacle(f"Process {pid} belongs to another user, who must stop it.") from error
    patience = time.monotonic() + STOPPING_S
    while holder_of(settings.data):
        if time.monotonic() > patience:
            raise Obstacle(f"Process {pid} does not stop.")
        time.sleep(0.1)
