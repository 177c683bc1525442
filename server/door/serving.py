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
from typing import Final

from server.core.settings import LOGINS, PREFIX, Settings
from server.door.account import bound_to_us
from server.door.ports import local_url
from server.door.prepare import Obstacle, step

STARTING_S: Final = 60
STOPPING_S: Final = 20


class Stopped(BaseException):
    """Somebody wants us to stop."""


@contextmanager
def served(settings: Settings) -> Iterator[list[subprocess.Popen[bytes]]]:
    """A web server that answers and a worker, both until the end of the block.

    Raises:
        Obstacle: the web server does not answer.
    """
    children: list[subprocess.Popen[bytes]] = []
    try:
        with step("Starting the web server and the worker"):
            children += [start_child("web", settings), start_child("worker", settings)]
            await_answer(settings, children[0])
        yield children
    finally:
        stop_children(children)


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
    urls = {f"DATABASE_{login.upper()}": f"database_{login}" for login in LOGINS}
    return {PREFIX + name: getattr(settings, field) for name, field in urls.items()}


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


@contextmanager
def stopping_on_signals() -> Iterator[None]:
    """Turn Ctrl-C, SIGTERM and a closed terminal into `Stopped`, once; then nothing interrupts."""
    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def stop(_number: int, _frame: FrameType | None) -> None:
        for each in signals:
            signal.signal(each, signal.SIG_IGN)
        raise Stopped

    for each in signals:
        if signal.getsignal(each) is not signal.SIG_IGN:  # as nohup wants it
            signal.signal(each, stop)
    yield
