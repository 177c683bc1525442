"""`faults`: random accidents on three phones, with the app's real store and outbox."""

import json
import os
import subprocess
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from server.door.prepare import PHONE

COMMAND = ["npx", "vitest", "run", "src/store/faults", "-t", "whatever happens"]
WORDS = {
    "seed": "seed",
    "runs": "runs",
    "actions": "actions",
    "kept": "writes the device promised to keep",
    "acknowledged": "operations the server acknowledged",
    "lost": "lost",
    "duplicated": "duplicated",
    "differing": "differences between devices after quiet",
}


@dataclass(frozen=True)
class Asked:
    """How long to run; a seed repeats a run."""

    runs: int
    actions: int
    seed: int | None


def faults(asked: Asked) -> int:
    """Run and print a table; 0 when every promise held."""
    with tempfile.TemporaryDirectory() as folder:
        figures = Path(folder) / "figures.json"
        done = subprocess.run(  # our own test
            COMMAND,
            cwd=PHONE,
            env={**os.environ, **environment_of(asked), "FAULTS_FIGURES": str(figures)},
            check=False,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            print(done.stdout)
        if figures.exists():
            print(table(json.loads(figures.read_text())))
    return done.returncode


def environment_of(asked: Asked) -> dict[str, str]:
    """What the run reads: at most twice as many actions, which is ``actions`` on average."""
    given = {**asdict(asked), "actions": 2 * asked.actions - 1}
    return {f"FAULTS_{name.upper()}": str(n) for name, n in given.items() if n is not None}


def table(figures: dict[str, Any]) -> str:
    """One figure a line."""
    return "\n".join(f"  {words:<42}{figures[name]:>12}" for name, words in WORDS.items())
