"""`bench app`: how heavy the app is, how soon it opens without a network, how fast it answers.

Measured in Chromium with a processor slowed down to a quarter, which is about a cheap phone; the
phone that is measured holds two thousand findings.
"""

import os
import statistics
import tempfile
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from server.door.bench.installation import installation
from server.door.bench.lighthouse import GOALS, audit
from server.door.bench.phone import Phone
from server.door.bench.table import table
from server.door.prepare import PHONE, Obstacle

HEAD: Final = ("measure", "goal", "measured", "")
RECORDS: Final = 2000
BATCH: Final = 500
STARTS: Final = 5
SHELL_KB: Final = 150
START_S: Final = 1.5
ANSWER_MS: Final = 200
Row = tuple[str, str, str, str]


def bench_app(*, quick: bool) -> int:
    """Measure on a private installation and print the table.

    Raises:
        Obstacle: the app is not built, or nothing is there that drives a browser.
    """
    if not (PHONE / "dist" / "index.html").exists():
        raise Obstacle("Build the app first: ./gegenstrom run")
    if find_spec("playwright") is None:
        raise Obstacle("Install what drives a browser first: ./gegenstrom check")
    with installation(1) as pressed, tempfile.TemporaryDirectory() as profile:
        phone = Phone(pressed.walkers[0], pressed.settings.port)
        fill(phone, RECORDS // (10 if quick else 1))
        rows = list(measured(phone, Path(profile), starts=2 if quick else STARTS))
        rows += lighthouse_rows(pressed.settings.public_url)
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"\n{table([HEAD, *rows])}\n\n  {os.cpu_count()} cores, load {load}\n")
    return 0


def fill(phone: Phone, records: int) -> None:
    """Findings of one walk, as an eager year would bring them."""
    phone.begin()
    for _ in range(0, records, BATCH):
        phone.push([phone.finding() for _ in range(min(BATCH, records))])


def measured(phone: Phone, profile: Path, *, starts: int) -> Iterator[Row]:
    """Everything a browser of ours can say, line by line."""
    # Only developers have what drives a browser, and this file is read by everybody's front door.
    driven: Any = import_module("server.door.bench.driving")
    with driven.handset(phone, profile) as handset:
        weight = handset.weigh()
        yield row("to the first capture, gz kB: code", SHELL_KB, weight.code_kb)
        yield row("what draws the map, which comes after it", None, weight.map_kb)
        yield row("letters (woff2)", None, weight.fonts_kb)
        yield row("everything for offline, gz kB", None, weight.all_kb)
        handset.take_along()
        begun = [handset.start_cold() for _ in range(starts)]
        yield row("offline cold start, CPU / 4, s", START_S, median(one.locked_s for one in begun))
        yield row("from the password to the start, s", None, median(one.home_s for one in begun))
        answers = sorted(handset.press_around())
        name = f"answer to a tap with {handset.records:,} records, CPU / 4, ms"
        yield row(f"{name}: median", None, statistics.median(answers))
        yield row(f"{name}: 98 of 100", ANSWER_MS, answers[int((len(answers) - 1) * 0.98)])


def median(seconds: Iterator[float]) -> float:
    """The one in the middle."""
    return statistics.median(list(seconds))


def row(name: str, goal: float | None, figure: float, *, more_is_better: bool = False) -> Row:
    """One line of the table."""
    if goal is None:
        return name, "", f"{figure:,.4g}", ""
    met = figure >= goal if more_is_better else figure <= goal
    sign = "≥" if more_is_better else "≤"
    return name, f"{sign} {goal:g}", f"{figure:,.4g}", "" if met else "missed"


def lighthouse_rows(url: str) -> list[Row]:
    """What Lighthouse says of a first visit on a slow phone."""
    scores = audit(url)
    if scores is None:
        return [("Lighthouse", "", "not there", "npx could not fetch or run it")]
    return [
        row(f"Lighthouse, mobile: {name}", GOALS[name], scores[name], more_is_better=True)
        for name in GOALS
    ]
