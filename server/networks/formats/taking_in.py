"""What a file of another program becomes: maps to keep, and an account of what they cannot hold."""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import count
from typing import Any
from uuid import UUID

from server.core import clock
from server.core.problems import Problem
from server.networks.vocabulary import SUPPORT_FIELDS
from server.sync.kinds import Body

INSTRUMENT_VERSION = 1
VERSION_AND_VARIANT = (0x7 << 76) | (0x2 << 62)


@dataclass
class UnreadableFile(Problem):
    """The file is none we can read."""

    slug = "unreadable-file"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "This is no network map we can read"


def new_ids() -> Iterator[UUID]:
    """Ids (UUIDv7) that sort in the order in which they are taken, as devices make them."""
    milliseconds = int(clock.now().timestamp() * 1000)
    random = int.from_bytes(os.urandom(6), "big")
    for number in count():
        rest = ((number >> 12) << 50 | random) & (2**62 - 1)
        moment = (milliseconds + (number >> 12)) << 80
        yield UUID(int=moment | VERSION_AND_VARIANT | (number & 0xFFF) << 64 | rest)


@dataclass
class TakenIn:
    """Maps read from a file, and how often which thing could not be taken over."""

    maps: list[Body] = field(default_factory=list)
    lost: Counter[str] = field(default_factory=Counter)
    ids: Iterator[UUID] = field(default_factory=new_ids)

    def account(self) -> list[dict[str, Any]]:
        """What was lost, by code, most often first."""
        return [{"code": code, "times": times} for code, times in self.lost.most_common()]


def bare_map(participant_id: UUID, ids: Iterator[UUID], **values: Any) -> Body:
    """A map nobody said anything about yet."""
    return {
        "id": next(ids),
        "participant_id": participant_id,
        "date": clock.now().date(),
        "title": "",
        "words": "",
        "occasion": None,
        "practice": False,
        "instrument_version": INSTRUMENT_VERSION,
        "circle_question": "closeness",
        "sector_set": "four_areas",
        "who_spoke": None,
        "ego_name": "",
        "ego_age": "",
        "ego_gender": None,
        "contacts": [],
        "ties": [],
    } | values


def bare_contact(map_id: UUID, ids: Iterator[UUID], **values: Any) -> Body:
    """A contact nobody said anything about yet."""
    contact = {
        "id": next(ids),
        "map_id": map_id,
        "contact_id": next(ids),
        "kind": "person",
        "name": "",
        "symbol": "",
        "role": None,
        "role_words": "",
        "gender": None,
        "age": "",
        "note": "",
        "sector": None,
        "circle": "not_placed",
        "angle": None,
        "distance": None,
        "living": "living",
        "bond": None,
        "frequency": None,
        "distance_band": None,
        "burden": None,
        "known_since": None,
        "travel_time": None,
        "met": "",
    }
    return contact | dict.fromkeys(SUPPORT_FIELDS) | values


def connect(taken: TakenIn, one: Body, ends: dict[Any, UUID], pairs: list[tuple[Any, Any]]) -> None:
    """Tie contacts by the numbers of their file; each pair once, nobody to themself."""
    seen: set[frozenset[UUID]] = set()
    for pair in pairs:
        found = frozenset(ends[end] for end in pair if end in ends)
        if len(found) <= 1:
            taken.lost["tie_without_ends"] += 1
        elif found in seen:
            taken.lost["tie_twice"] += 1
        else:
            seen.add(found)
            first, second = (ends[end] for end in pair)
            one["ties"].append(
                {
                    "id": next(taken.ids),
                    "map_id": one["id"],
                    "one_id": first,
                    "other_id": second,
                    "kind": "know_each_other",
                }
            )
