"""The codes of a network map, and the few of our own that ``questions.yaml`` does not list."""

import enum
from functools import cache

from server.explorations.vocabulary import codes, vocabulary

OPEN_ANSWERS = frozenset({"dont_know", "rather_not_say"})
SUPPORT_KINDS = ("emotional", "practical", "advice", "time_together", "opening_doors")
SUPPORT_FIELDS = tuple(f"support_{kind}" for kind in SUPPORT_KINDS)
GETS = frozenset({"i_get", "both"})
GIVES = frozenset({"i_give", "both"})
PROFESSIONAL_SECTORS = frozenset({"professionals", "formal_services"})
CIRCLES = ("inner", "middle", "outer")
NOT_PLACED = "not_placed"


class Bond(enum.StrEnum):
    """How the person is connected with a contact."""

    NONE = "none"
    SINGLE = "single"
    MULTIPLEX = "multiplex"


class Gender(enum.StrEnum):
    """As somebody is known; nothing where it was not asked."""

    FEMALE = "female"
    MALE = "male"
    DIVERSE = "diverse"


@cache
def sectors(sector_set: str) -> tuple[str, ...]:
    """The codes of a set of sectors, in their order around the map."""
    return tuple(one["code"] for one in vocabulary()["sector_sets"][sector_set]["sectors"])


@cache
def all_sectors() -> frozenset[str]:
    """The codes of every set."""
    return frozenset(code for name in vocabulary()["sector_sets"] for code in sectors(name))


@cache
def roles() -> frozenset[str]:
    """What somebody can be to the person, whatever the sector."""
    return frozenset(one["code"] for group in vocabulary()["roles"].values() for one in group)


@cache
def support_answers() -> frozenset[str]:
    """A direction, or that there is none, or an open answer."""
    return codes("support_directions") | OPEN_ANSWERS | {"none"}
