"""Jobs: what is done after the answer, by the worker that ``run`` starts.

Procrastinate keeps the queue in PostgreSQL (schema ``jobs``) under the field login. A job's
arguments are ids and codes, never words: they lie in the clear. A job opens its own transactions as
the caller it needs.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import partial, wraps
from threading import Lock
from typing import Any, ParamSpec

import procrastinate
from flask import Flask, current_app
from psycopg import conninfo
from sqlalchemy.orm import Session

from server.core.database import after_commit

P = ParamSpec("P")
EXTENSION = "jobs"
ONE_AT_A_TIME = "only"
CONNECTING_S = 5
"""A worker whose database is gone has nothing to wait for."""

_tasks: dict[str, tuple[Callable[..., None], str | None]] = {}
_opening = Lock()


def task(name: str, *, cron: str | None = None) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """Name a function so that it can be queued.

    Args:
        name: ``<feature>.<verb>``, stable: queued jobs remember it.
        cron: when to run it by itself, for jobs that sweep up what is waiting.
    """

    def remember(function: Callable[P, None]) -> Callable[P, None]:
        _tasks[name] = (function, cron)
        return function

    return remember


def start_jobs(app: Flask, database_url: str) -> None:
    """Give the app its queue."""
    # Connects when the first job is put in, and lets go of what idles.
    connector = partial(procrastinate.SyncPsycopgConnector, min_size=0, max_size=2)
    app.extensions[EXTENSION] = make_queue(app, database_url, connector)


def make_queue(app: Flask, database_url: str, connector: Callable[..., Any]) -> procrastinate.App:
    """A Procrastinate app that knows every task and runs it inside the Flask app."""
    where = conninfo.make_conninfo(database_url, options="-c search_path=jobs")
    queue = procrastinate.App(connector=connector(conninfo=where, timeout=CONNECTING_S))
    for name, (function, cron) in _tasks.items():
        registered = queue.task(name=name, lock=ONE_AT_A_TIME + name, retry=5)(
            inside(app, function)
        )
        if cron:
            queue.periodic(cron=cron, periodic_id=name)(registered)
    return queue


def inside(app: Flask, function: Callable[..., None]) -> Callable[..., None]:
    """Run a function in an application context of its own."""

    @wraps(function)
    def run(timestamp: int = 0, **kwargs: Any) -> None:
        # Procrastinate hands periodic tasks the moment they were due; none of ours asks for it.
        del timestamp
        with app.app_context():
            function(**kwargs)

    return run


def nudge(session: Session, name: str) -> None:
    """Ask for a task soon after this transaction is committed.

    Only a nudge: the task sweeps up everything that waits, and runs by itself as well, so nothing
    is lost if this process ends between the commit and the nudge.
    """
    queue = current_app.extensions[EXTENSION]

    def defer() -> None:
        with _opening:
            queue.open()
        with suppress(procrastinate.exceptions.AlreadyEnqueued):
            queue.configure_task(name, queueing_lock=name).defer()

    after_commit(session, defer)


def run_worker(app: Flask, database_url: str) -> None:
    """Work until told to stop."""
    queue = make_queue(app, database_url, procrastinate.PsycopgConnector)
    queue.run_worker(concurrency=2, install_signal_handlers=True)
