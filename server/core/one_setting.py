"""What every setting has: a name, a place to come from, and a word when it is wrong."""

from collections.abc import Mapping
from typing import Literal

Mode = Literal["demo", "production"]
Environ = Mapping[str, str]


class WrongSetting(Exception):
    """A setting cannot be used as given. The message begins with its name."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
