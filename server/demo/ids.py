"""Ids of the demo: the same at every installation, made from the codes of its files."""

from uuid import UUID, uuid5

WIRLETAL = UUID("6d1f0a52-9f0e-4c58-9a5f-5b6d3a1c7e20")


def id_of(kind: str, *codes: str) -> UUID:
    """The id of a thing by its kind and codes."""
    return uuid5(WIRLETAL, "/".join((kind, *codes)))
