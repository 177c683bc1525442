"""The files of ``content/``, read once."""

import csv
from functools import cache
from pathlib import Path
from typing import Any

import yaml

CONTENT = Path(__file__).parent / "content"


@cache
def read_yaml(name: str) -> dict[str, Any]:
    """A YAML file of the demo; nobody may change what is returned."""
    loaded: dict[str, Any] = yaml.safe_load((CONTENT / name).read_text(encoding="utf-8"))
    return loaded


@cache
def read_rows(name: str) -> tuple[dict[str, str], ...]:
    """A CSV file of the demo, one dictionary a row; an empty cell is an empty text."""
    with (CONTENT / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
