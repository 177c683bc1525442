"""The codes of ``questions.yaml``, as far as the server checks them, and their words."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("questions.yaml")


@cache
def vocabulary() -> dict[str, Any]:
    """The whole file, read once."""
    with FILE.open(encoding="utf-8") as stream:
        read: dict[str, Any] = yaml.load(stream, Loader=yaml.CSafeLoader)
    return read


@cache
def codes(name: str) -> frozenset[str]:
    """The codes of a list such as ``felt_effects``, with its open answers where it has some."""
    entries = vocabulary()[name] + vocabulary().get(f"{name.removesuffix('s')}_open_answers", [])
    return frozenset(entry["code"] for entry in entries)


@cache
def questions() -> dict[str, dict[str, Any]]:
    """The everyday questions by id, in their order."""
    return {question["id"]: question for question in vocabulary()["questions"]}


@cache
def subcategories(question_id: str) -> frozenset[str]:
    """The codes of a question's subcategories."""
    return frozenset(entry["code"] for entry in questions()[question_id]["subcategories"])


def words(name: str, code: str, language: str = "de") -> str:
    """What a code of a list is called."""
    entry = next(entry for entry in vocabulary()[name] if entry["code"] == code)
    return str(entry[language])
