"""Lighthouse, fetched when it is asked for: with its 180 MB it is no part of what we install."""

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from server.door.prepare import BROWSERS, PHONE

PACKAGE: Final = "lighthouse@13.5.0"
GOALS: Final = {"performance": 95, "accessibility": 100, "best-practices": 100}
PATIENCE_S: Final = 300


def audit(url: str) -> dict[str, float] | None:
    """The scores of a page, of 100 each; nothing where Lighthouse cannot be had."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), "")
    with tempfile.TemporaryDirectory() as folder:
        said = Path(folder) / "said.json"
        command = [
            *("npx", "--yes", "--package", PACKAGE, "lighthouse", url, "--quiet"),
            *("--output=json", f"--output-path={said}"),
            f"--only-categories={','.join(GOALS)}",
            "--chrome-flags=--headless=new --no-sandbox",
        ]
        try:
            subprocess.run(
                command,
                cwd=PHONE,
                env={**os.environ, "CHROME_PATH": browser},
                check=True,
                capture_output=True,
                timeout=PATIENCE_S,
            )
        except (OSError, subprocess.SubprocessError):
            return None
        categories = json.loads(said.read_text())["categories"]
    return {name: round(categories[name]["score"] * 100) for name in GOALS}
