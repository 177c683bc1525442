"""Pseudonyms: a friendly word with a number, such as "Amsel 7"; the word is also the picture."""

from functools import cache
from pathlib import Path
from secrets import SystemRandom
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

FILE = Path(__file__).with_suffix(".txt")
HIGHEST = 99
"""Numbers people can remember; more are used when a provider has used them up."""
AT_ONCE = 6
chance = SystemRandom()


class Pseudonym(NamedTuple):
    """A pseudonym and the name of its picture."""

    pseudonym: str
    picture: str


@cache
def pictures() -> tuple[str, ...]:
    """The words to choose among."""
    return tuple(FILE.read_text(encoding="utf-8").split())


def suggest(session: Session) -> list[Pseudonym]:
    """Some pseudonyms whose number nobody of the caller's provider has, each with another word."""
    return suggest_beside(set(session.scalars(select(func.people.pseudonyms_here()))))


def suggest_beside(taken: set[str]) -> list[Pseudonym]:
    """Some pseudonyms, of words and numbers that no taken one has, as long as there are any."""
    used = {part for pseudonym in taken for part in pseudonym.split()}
    words = [word for word in pictures() if word not in used]
    highest = HIGHEST
    while len(numbers := [n for n in range(2, highest + 1) if str(n) not in used]) < AT_ONCE:
        highest += HIGHEST
    chosen = chance.sample(words if len(words) >= AT_ONCE else pictures(), AT_ONCE)
    counts = chance.sample(numbers, AT_ONCE)
    return [Pseudonym(f"{word} {count}", word) for word, count in zip(chosen, counts, strict=True)]
