"""Chance that falls the same way on every machine and in every version of Python."""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

Thing = TypeVar("Thing")
STEPS = float(1 << 53)


class Dice:
    """A stream of numbers that depends on nothing but its name."""

    def __init__(self, *name: object) -> None:
        self._name = "/".join(str(part) for part in name)
        self._thrown = 0

    def share(self) -> float:
        """A number from 0 up to, but without, 1."""
        self._thrown += 1
        drawn = hashlib.blake2b(f"{self._name}#{self._thrown}".encode(), digest_size=8).digest()
        return (int.from_bytes(drawn, "big") >> 11) / STEPS

    def between(self, low: float, high: float) -> float:
        """A number between two others."""
        return low + (high - low) * self.share()

    def falls(self, chance: float) -> bool:
        """True as often as ``chance`` says, 0 never and 1 always."""
        return self.share() < chance

    def pick(self, things: Sequence[Thing]) -> Thing:
        """One of several."""
        return things[int(self.share() * len(things))]
