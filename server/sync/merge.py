"""Merging field by field, so that two devices that change different things both keep theirs."""

from dataclasses import dataclass
from typing import Any

Body = dict[str, Any]


@dataclass(frozen=True)
class Merge:
    """A merged record and the fields in which one version had to give way."""

    body: Body
    overridden: list[str]


def merge(base: Body | None, theirs: Body, mine: Body) -> Merge:
    """Merge two versions of a record that both come from ``base``.

    What only one side changed is taken from that side. What both changed differently is taken from
    ``mine``, the later arrival, and named. Without a base everything that differs counts as changed
    on both sides.
    """
    body: Body = {}
    overridden: list[str] = []
    for name, value in mine.items():
        before = base.get(name) if base is not None else None
        their_value = theirs.get(name)
        i_changed_it = base is None or value != before
        they_changed_it = base is None or their_value != before
        body[name] = value if i_changed_it else their_value
        if i_changed_it and they_changed_it and value != their_value:
            overridden.append(name)
    return Merge(body, overridden)
