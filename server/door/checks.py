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


CHECKS: Final = (
    Check("mypy", ["mypy"]),
    Check("app: lint and types", ["npm", "run", "check"], PHONE),
    Check("ruff", ["ruff", "check", "."]),
    Check("ruff format", ["ruff", "format", "--check", "."]),
    Check("import-linter", ["lint-imports"]),
    Check("contract", ["python", "-P", "-m", "server", "contract", "--check"]),
)
APP_TESTS: Final = Check("app: tests", ["npm", "test"], PHONE)


def check() -> int:
    """Run every check; the number of those that failed."""
    return len(run_all(CHECKS))


def test(arguments: Sequence[str]) -> int:
    """Run checks and tests to the end whatever fails; 0 if nothing did.

    Args:
        arguments: for pytest; with any, only pytest runs.
    """
    failed = [] if arguments else run_all([*CHECKS, APP_TESTS])
    pytest = subprocess.run([VENV / "bin" / "pytest", *arguments], cwd=CHECKOUT, check=False)
    if failed:
        print(f"Failed before pytest: {', '.join(failed)}", file=sys.stderr)
    return pytest.returncode or len(failed)


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
