"""`faults crash`: web server and database are killed again and again while phones send.

Afterwards every record and every byte that was acknowledged must be there, once.
"""

import contextlib
import os
import random
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event
from typing import Final

import psycopg

from server.door.bench.installation import Installation, installation
from server.door.bench.phone import Phone
from server.door.bench.pictures import Camera
from server.door.bench.table import table
from server.door.faults.walker import Kept, check, walk
from server.door.prepare import Obstacle
from server.door.serving import await_answer, start_child

PHONES: Final = 8
BETWEEN_S: Final = (0.5, 2.5)
LONGEST_S: Final = 600
COUNTED: Final = """
    select count(*) - count(distinct record_id) from field.revisions
    where kind in ('finding', 'photograph')
"""


def crash(*, crashes: int, at_least: int) -> int:
    """Kill everything so many times; 0 if nothing acknowledged was lost.

    Args:
        at_least: how many acknowledged records there must be before it ends.
    """
    camera, done = Camera((480, 360)), Event()
    with installation(PHONES) as broken:
        phones = [Phone(walker, broken.settings.port) for walker in broken.walkers]
        for phone in phones:
            phone.begin()
        begun = time.monotonic()
        with ThreadPoolExecutor(PHONES) as pool:
            walks = [pool.submit(walk, phone, camera, done) for phone in phones]
            try:
                kill_again_and_again(broken, crashes)
                await_records(broken, at_least)
            finally:
                done.set()
        kept = [one.result() for one in walks]
        took_s = time.monotonic() - begun
        lost = sum(check(phone, one) for phone, one in zip(phones, kept, strict=True))
        rows = counted(kept, crashes, lost, duplicates(broken), took_s)
    print(f"\n{table(rows)}\n")
    return 1 if lost or any(one.refused for one in kept) else 0


def kill_again_and_again(broken: Installation, crashes: int) -> None:
    """Kill, start anew, wait a moment, and so on."""
    for _ in range(crashes):
        time.sleep(random.uniform(*BETWEEN_S))  # noqa: S311  # when a power cut comes, not a secret
        kill(broken)
        broken.cluster.start()
        for name, command in (("web server", "web"), ("worker", "worker")):
            broken.children[name] = start_child(command, broken.settings)
        await_answer(broken.settings, broken.children["web server"])


def kill(broken: Installation) -> None:
    """SIGKILL for the web server and the worker, ``pg_ctl stop -m immediate`` for the database."""
    for child in broken.children.values():
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    postmaster = broken.cluster.postmaster
    if postmaster is None:
        raise Obstacle("The database is not ours to stop.")
    postmaster.send_signal(signal.SIGQUIT)  # what pg_ctl sends for "immediate"
    postmaster.wait()


def await_records(broken: Installation, at_least: int) -> None:
    """Wait until so many records are there."""
    patience = time.monotonic() + LONGEST_S
    while time.monotonic() < patience and asked(broken, "select count(*) from field.revisions") < (
        at_least
    ):
        time.sleep(0.5)


def duplicates(broken: Installation) -> int:
    """How many operations were taken in twice."""
    return asked(broken, COUNTED)


def asked(broken: Installation, question: str) -> int:
    """One number from the database, as its owner."""
    with psycopg.connect(broken.settings.database_owner) as owner:
        answer = owner.execute(question.encode()).fetchone()
    return int(answer[0]) if answer else 0


def counted(
    kept: list[Kept], crashes: int, lost: int, twice: int, took_s: float
) -> list[tuple[str, str]]:
    """What happened, line by line."""
    together = replace(
        kept[0],
        records={id_: note for one in kept for id_, note in one.records.items()},
        bytes_kept={sha for one in kept for sha in one.bytes_kept},
        repeated=sum(one.repeated for one in kept),
        cut_off=sum(one.cut_off for one in kept),
        refused=[reason for one in kept for reason in one.refused],
    )
    return [
        ("crashes of web server, worker and database", str(crashes)),
        ("acknowledged records", f"{len(together.records):,}"),
        ("acknowledged photographs", f"{len(together.bytes_kept):,}"),
        ("requests that were cut off", f"{together.cut_off:,}"),
        ("answers that had been lost and were given again", f"{together.repeated:,}"),
        ("lost records or photographs", str(lost)),
        ("taken in twice", str(twice)),
        ("refused or in conflict without reason", str(len(together.refused))),
        ("seconds", f"{took_s:.0f}"),
    ]
