"""The front door as somebody at a terminal meets it: processes, signals, sentences."""

import base64
import contextlib
import io
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

import pytest

from server.door.claim import holder_of
from server.door.cluster import Cluster
from server.door.commands import main

STARTING_S = 60
STOPPING_S = 30


@pytest.fixture(scope="module")
def environ():
    data = Path(tempfile.mkdtemp(prefix="gegenstrom-door-"))
    data.chmod(0o711)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if "GEGENSTROM" not in name}
    yield kept | {
        "GEGENSTROM_MODE": "production",
        "GEGENSTROM_ALLOW_HTTP": "yes",
        "GEGENSTROM_DATA": str(data),
        "GEGENSTROM_PORT": str(port),
        "GEGENSTROM_SECRET_KEY": "k" * 32,
        "GEGENSTROM_SEAL_KEYS": f"1:{base64.b64encode(b'k' * 32).decode()}",
        "GEGENSTROM_WORKERS": "1",
    }
    Cluster(data).remove()
    shutil.rmtree(data)


@pytest.fixture
def inside(environ, monkeypatch):
    """Enter the door within this process."""
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    mask = os.umask(0)
    yield main
    os.umask(mask)


@pytest.fixture
def door(environ):
    """Enter the door with some words; what still runs is ended afterwards."""
    entered = []

    def enter(*words, **changes):
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "server", *words],
            env=environ | changes,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        entered.append(process)
        return process

    yield enter
    for process in entered:
        process.terminate()
        process.communicate(timeout=STOPPING_S)


def said(process):
    return process.communicate(timeout=STARTING_S)[0]


def started(process):
    for line in process.stdout:
        if "Gegenstrom is at" in line:
            return re.search(r"http://\S+", line)[0]
    pytest.fail("it did not start")


def processes():
    """Number, state and parent of every process, without a program that may be missing."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            state, parent = stat.read_text().rpartition(")")[2].split()[:2]
            yield int(stat.parent.name), state, int(parent)


def children_of(pid):
    return [child for child, _, parent in processes() if parent == pid]


def alive(pids):
    return [pid for pid, state, _ in processes() if pid in pids and state != "Z"]


def test_it_runs_once_and_stops(door, inside, capfd):
    first = door("run")
    url = started(first)
    with urlopen(f"{url}/api/v1/health") as answer:
        assert b'"gegenstrom"' in answer.read()

    assert inside(["run"]) == 1
    assert f"already running at {url} (process {first.pid})" in capfd.readouterr().err

    assert inside(["psql", "planning", "--", "-Atc", "select current_user"]) == 0
    assert capfd.readouterr().out.strip() == "gegenstrom_planning"

    held = children_of(first.pid)
    assert len(held) == 3
    assert inside(["stop"]) == 0
    assert "Stopped" in said(first)
    assert first.returncode == 0
    assert not alive(held)


def test_everything_ends_with_a_launcher_that_is_killed(door, environ):
    launcher = door("run")
    started(launcher)
    held = children_of(launcher.pid)
    launcher.kill()
    launcher.communicate()
    patience = time.monotonic() + STOPPING_S
    while alive(held) and time.monotonic() < patience:
        time.sleep(0.1)
    assert not alive(held)
    assert holder_of(Cluster(Path(environ["GEGENSTROM_DATA"])).data) is None


def test_without_its_database_it_does_not_go_on(door, environ):
    launcher = door("run")
    started(launcher)
    held = children_of(launcher.pid)
    data = Path(environ["GEGENSTROM_DATA"])
    postmaster = int((Cluster(data).files / "postmaster.pid").read_text().split()[0])
    os.kill(postmaster, signal.SIGKILL)
    assert "The database ended by itself" in said(launcher)
    assert launcher.returncode == 1
    assert not alive(held)


def test_it_stops_on_a_signal_while_it_starts(door):
    process = door("run")
    process.stdout.readline()
    process.send_signal(signal.SIGHUP)
    assert "Stopped" in said(process)
    assert process.returncode == 0


def test_where_nothing_runs_there_is_nothing_to_stop(inside, capsys):
    assert inside(["stop"]) == 0
    assert "Nothing is running" in capsys.readouterr().err


def test_a_port_in_use_is_named_before_anything_starts(inside, environ, capsys):
    with socket.create_server(("127.0.0.1", int(environ["GEGENSTROM_PORT"]))):
        assert inside(["run"]) == 1
    shown = capsys.readouterr().err
    assert shown.startswith(f"Port {environ['GEGENSTROM_PORT']} is in use")
    assert shown.count("\n") == 1


def test_a_wrong_setting_is_named_before_anything_starts(inside, monkeypatch, capsys):
    monkeypatch.setenv("GEGENSTROM_WORKERS", "many")
    assert inside([]) == 1
    shown = capsys.readouterr().err
    assert shown == "GEGENSTROM_WORKERS: must be a whole number from 1 to 64, not 'many'\n"


def test_the_demo_stays_out_of_production(inside, capsys):
    assert inside(["demo"]) == 1
    assert capsys.readouterr().err.startswith("GEGENSTROM_MODE: the demo never goes into")


def test_a_file_that_is_no_basemap_is_named(inside, capsys):
    assert inside(["basemap", "add", __file__]) == 1
    assert capsys.readouterr().err.startswith(f"{__file__}: ")


def test_the_audit_is_verified_without_a_server(inside, capsys):
    assert inside(["audit", "verify"]) == 0
    assert "The audit holds" in capsys.readouterr().out


def test_reset_asks_before_it_removes(inside, environ, monkeypatch, capsys):
    data = Path(environ["GEGENSTROM_DATA"])
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert inside(["reset"]) == 1
    assert "use --yes" in capsys.readouterr().err
    assert Cluster(data).home.exists()
    assert inside(["reset", "--yes"]) == 0
    assert not Cluster(data).home.exists()
    assert [path.name for path in data.iterdir()] == ["lock"]
