"""Lint, types, layers, contract and tests: `check` and `test`."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from server.door.prepare import CHECKOUT, PHONE, VENV


@dataclass(frozen=True)
class Check:
    """A command that must succeed.

    Attributes:
        command: its first word is looked up in `.venv/bin` first.
        folder: where it runs.
    """

    name: str
    command: Sequence[str]
    folder: Path = CHECKOUT


# Bringing in the demo takes a while, so all that need it run together.
WITH_DEMO: Final = ("tests/demo", "tests/stories")
TESTS: Final = (
    Check("stories", ["pytest", "-q", *WITH_DEMO]),
    Check("pytest", ["pytest", "-q", *(f"--ignore={one}" for one in WITH_DEMO)]),
    Check("app: tests", ["npm", "test"], PHONE),
)
CHECKS: Final = (
    Check("mypy", ["mypy"]),
    Check("app: lint and types", ["npm", "run", "check"], PHONE),
    Check("ruff", ["ruff", "check", "."]),
    Check("ruff format", ["ruff", "format", "--check", "."]),
    Check("import-linter", ["lint-imports"]),
    Check("contract", ["python", "-P", "-m", "server", "contract", "--check"]),
)


def check() -> int:
    """Run every check; the number of those that failed."""
    return report(run_all(CHECKS))


def test(arguments: Sequence[str]) -> int:
    """Run checks and tests to the end whatever fails; 0 if nothing did.

    Args:
        arguments: for pytest; with any, only pytest runs.
    """
    if arguments:
        pytest = VENV / "bin" / "pytest"
        return subprocess.run([pytest, *arguments], cwd=CHECKOUT, check=False).returncode
    # What takes longest comes first, so that the rest fits in beside it.
    return report(run_all([*TESTS, *CHECKS]))


def report(failed: Sequence[str]) -> int:
    """Name what failed once more, below everything that was said; how much that is."""
    if failed:
        print(f"Failed: {', '.join(failed)}", file=sys.stderr)
    return len(failed)


def run_all(checks: Sequence[Check]) -> list[str]:
    """Run checks, as many at once as there are processors; the names of those that failed."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        passed = list(pool.map(run_one, checks))
    return [each.name for each, good in zip(checks, passed, strict=True) if not good]


def run_one(check: Check) -> bool:
    """Run a check and print one line, with all it said below if it failed."""
    started = time.monotonic()
    done = subprocess.run(
        check.command,
        cwd=check.folder,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    state = "failed" if done.returncode else f"{time.monotonic() - started:.1f} s"
    said = f"\n{done.stdout}" if done.returncode else ""
    print(f"  {check.name} … {state}{said}", file=sys.stderr, flush=True)
    return done.returncode == 0
