"""The web server and the worker: started together, stopped together."""

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import FrameType
from typing import Any, Final, Self

from server.core.addresses import LOGINS
from server.core.settings import PREFIX, Settings
from server.door.account import bound_to_us
from server.door.ports import local_url
from server.door.prepare import Obstacle, step

STARTING_S: Final = 60
STOPPING_S: Final = 20


Children = dict[str, subprocess.Popen[bytes]]
"""Processes that end with us, by name."""


class Stopped(BaseException):
    """Somebody wants us to stop."""


@contextmanager
def served(settings: Settings) -> Iterator[Children]:
    """A web server that answers and a worker, both until the end of the block.

    Raises:
        Obstacle: the web server does not answer.
    """
    children: Children = {}
    try:
        with step("Starting the web server and the worker"):
            children["web server"] = start_child("web", settings)
            children["worker"] = start_child("worker", settings)
            await_answer(settings, children["web server"])
        yield children
    finally:
        stop_children(list(children.values()))


def start_child(command: str, settings: Settings) -> subprocess.Popen[bytes]:
    """Start a command of ours in a process of its own that does not outlive this one."""
    return subprocess.Popen(
        [*bound_to_us(signal.SIGTERM), sys.executable, "-P", "-m", "server", command],
        env={**os.environ, **environment_of(settings)},
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )


def environment_of(settings: Settings) -> Mapping[str, str]:
    """The environment that makes a child read the same settings, with the logins filled in."""
    fields = {f"DATABASE_{login.upper()}": f"database_{login}" for login in LOGINS}
    fields |= {"DATA": "data", "PORT": "port", "PUBLIC_URL": "public_url"}
    return {PREFIX + name: str(getattr(settings, field)) for name, field in fields.items()}


def await_answer(settings: Settings, web: subprocess.Popen[bytes]) -> None:
    """Wait until the web server answers."""
    patience = time.monotonic() + STARTING_S
    while time.monotonic() < patience:
        if answers(settings):
            return
        if web.poll() is not None:
            raise Obstacle("The web server did not start; the reason stands above.")
        time.sleep(0.1)
    raise Obstacle(f"The web server does not answer at {local_url(settings)}.")


def answers(settings: Settings) -> bool:
    """Whether the web server says that it is well."""
    try:
        with urllib.request.urlopen(f"{local_url(settings)}/api/v1/health", timeout=5) as answer:  # noqa: S310  # our own address
            return bool(answer.status == 200)  # noqa: PLR2004
    except OSError:
        return False


def stop_children(children: list[subprocess.Popen[bytes]]) -> None:
    """Let them finish what they are doing, but not for ever."""
    for child in children:
        child.terminate()
    patience = time.monotonic() + STOPPING_S
    for child in children:
        try:
            child.wait(max(0.1, patience - time.monotonic()))
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()


class Stopping:
    """Turns Ctrl-C, SIGTERM and a closed terminal into `Stopped`.

    What a signal raises can get lost in somebody's finalizer, so we also `check` between steps.
    """

    def __init__(self) -> None:
        self.asked = False
        self.before: dict[signal.Signals, Any] = {}

    def __enter__(self) -> Self:
        """Listen to signals, but not to those that somebody told us to ignore, as nohup does."""
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            self.before[each] = signal.getsignal(each)
            if self.before[each] is not signal.SIG_IGN:
                signal.signal(each, self.hear)
        return self

    def __exit__(self, *_: object) -> None:
        """Listen no longer."""
        for each, handler in self.before.items():
            signal.signal(each, handler)

    def hear(self, _number: int, _frame: FrameType | None) -> None:
        """Stop whatever is being done; asked twice, do not even clean up: our end ends the rest."""
        self.asked = True
        raise Stopped

    def check(self) -> None:
        """Stop if we were asked to."""
        if self.asked:
            raise Stopped
