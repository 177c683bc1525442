"""`bench sync`: how many findings an hour of a festival would bring in, and what each costs.

Every workload is pressed by eight phones at once, each with a connection of its own; what they send
is written before the clock starts.
"""

import os
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

from server.door.bench.effort import cpu_s
from server.door.bench.installation import Installation, installation
from server.door.bench.phone import Phone, Unanswered
from server.door.bench.pictures import Camera
from server.door.bench.pulling import pull_everything
from server.door.bench.table import HEAD, Measurement, table

PHONES: Final = 8
BATCH: Final = 50
SOAK_BATCH: Final = 5
SOAK_RATE: Final = 500
FLOORS: Final = {"batches": 2500, "single": 300, "photograph": 200}
"""What is hoped for, in operations a second."""

Send = Callable[[Phone], object]


@dataclass(frozen=True)
class Sizes:
    """How much of each workload is pressed."""

    batches: int = 400
    singles: int = 1600
    photographs: int = 800
    pulled: int = 10_000
    soak_s: int = 60


QUICK: Final = Sizes(batches=80, singles=240, photographs=120, pulled=2000, soak_s=5)


def bench_sync(*, quick: bool) -> int:
    """Measure everything on a private installation and print the table."""
    with installation(PHONES) as pressed:
        phones = [Phone(walker, pressed.settings.port) for walker in pressed.walkers]
        for phone in phones:
            phone.begin()
        rows = [one.row() for one in Bench(pressed, phones, QUICK if quick else Sizes()).all()]
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"\n{table([HEAD, *rows])}\n\n  {os.cpu_count()} cores, load {load}\n")
    return 0


@dataclass
class Bench:
    """The workloads, one after the other."""

    pressed: Installation
    phones: list[Phone]
    sizes: Sizes

    def all(self) -> Iterable[Measurement]:
        """Every workload in turn."""
        self.press("", [self.finding(phone) for phone in self.phones], 1, 0)  # wakes every thread
        batches = [self.findings(phone, BATCH) for phone in self.each(self.sizes.batches)]
        yield self.press(f"batches of {BATCH}", batches, BATCH, FLOORS["batches"])
        yield self.press("the same again", batches[: len(batches) // 2], BATCH, 0)
        singles = [self.finding(phone) for phone in self.each(self.sizes.singles)]
        yield self.press("one at a time", singles, 1, FLOORS["single"])
        yield self.press("with a photograph", self.photographs(), 1, FLOORS["photograph"])
        yield self.pull()
        yield self.soak()

    def each(self, number: int) -> list[Phone]:
        """The phones in turn."""
        return [self.phones[n % len(self.phones)] for n in range(number)]

    def finding(self, phone: Phone) -> Send:
        """Send one finding."""
        return self.findings(phone, 1)

    def findings(self, phone: Phone, number: int) -> Send:
        """Send so many findings in one batch."""
        body = phone.batch([phone.finding() for _ in range(number)])
        return lambda sender: taken_in(sender.ask("POST", "/sync/push", body), number)

    def photographs(self) -> list[Send]:
        """Send a finding with its photograph, then the photograph's bytes."""
        camera = Camera()
        return [self.photograph(phone, camera) for phone in self.each(self.sizes.photographs)]

    def photograph(self, phone: Phone, camera: Camera) -> Send:
        """Send one finding with a photograph."""
        picture, finding = camera.take(), phone.finding()
        told = phone.photograph(finding["record_id"], picture.data, picture.sha256)
        body = phone.batch([finding, told])

        def send(sender: Phone) -> None:
            taken_in(sender.ask("POST", "/sync/push", body), 2)
            sender.ask("PUT", f"/media/{picture.sha256}", picture.data, "image/jpeg")

        return send

    def press(
        self, name: str, sends: Sequence[Send], operations: int, goal: int, pace_s: float = 0
    ) -> Measurement:
        """Have every phone send its share, as fast as it can or at a pace."""
        shares = [sends[n :: len(self.phones)] for n in range(len(self.phones))]
        before, begun = self.effort(), time.monotonic()
        with ThreadPoolExecutor(len(self.phones)) as pool:
            answers = pool.map(press_one, self.phones, shares, [pace_s] * len(shares))
            latencies = [one for answer in answers for one in answer]
        took_s = time.monotonic() - begun
        used = tuple(b - a for a, b in zip(before, self.effort(), strict=True))
        good = [one for one in latencies if one is not None]
        web, pg, own = used
        lost = (len(sends) - len(good)) * operations
        return Measurement(name, goal, len(good) * operations, took_s, good, (web, pg, own), lost)

    def pull(self) -> Measurement:
        """Read so many changes from the beginning, in pages."""
        reader = self.phones[0]
        known = pull_everything(reader).changes
        for _ in range(0, self.sizes.pulled - known, BATCH * 10):
            reader.push([reader.finding() for _ in range(BATCH * 10)])
        before, begun = self.effort(), time.monotonic()
        read = pull_everything(reader)
        took_s = time.monotonic() - begun
        web, pg, own = (b - a for a, b in zip(before, self.effort(), strict=True))
        name = f"pull {read.changes:,} changes"
        return Measurement(name, 0, read.changes, took_s, read.latencies_s, (web, pg, own))

    def soak(self) -> Measurement:
        """Send at an even pace for a while; every single one must arrive."""
        rounds = SOAK_RATE * self.sizes.soak_s // SOAK_BATCH
        sends = [self.findings(phone, SOAK_BATCH) for phone in self.each(rounds)]
        pace_s = len(self.phones) * SOAK_BATCH / SOAK_RATE
        name = f"soak, {SOAK_RATE} a second for {self.sizes.soak_s} s"
        return self.press(name, sends, SOAK_BATCH, SOAK_RATE, pace_s)

    def effort(self) -> tuple[float, float, float]:
        """Seconds of computing so far: web server, database, phones."""
        postmaster = self.pressed.cluster.postmaster
        own = os.times()
        return (
            cpu_s(self.pressed.children["web server"].pid),
            cpu_s(postmaster.pid) if postmaster else 0,
            own.user + own.system,
        )


def press_one(phone: Phone, sends: Sequence[Send], pace_s: float) -> list[float | None]:
    """Send one after the other; how long each took, or nothing where it failed."""
    latencies: list[float | None] = []
    next_at = time.monotonic()
    for send in sends:
        next_at += pace_s
        begun = time.monotonic()
        try:
            send(phone)
            latencies.append(time.monotonic() - begun)
        except Unanswered as failed:
            print(f"  {failed}")
            latencies.append(None)
        time.sleep(max(0, next_at - time.monotonic()) if pace_s else 0)
    return latencies


def taken_in(answer: bytes, number: int) -> None:
    """Check that every operation was acknowledged, without taking the answer apart.

    Raises:
        Unanswered: one was not.
    """
    if answer.count(b'"problem":null') != number:
        raise Unanswered(answer[:600].decode())
