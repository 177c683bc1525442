"""Makers of network maps for tests, pushed as a device would."""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any
from uuid import UUID, uuid4

from flask.testing import FlaskClient

from tests.makers import make_operation, push


def make_map(participant_id: UUID | str, **values: Any) -> dict[str, Any]:
    return {
        "participant_id": str(participant_id),
        "date": "2026-05-04",
        "title": "Erstes Gespräch",
        "words": "Die meisten haben Dienst.",
        "occasion": "first_map",
        "practice": False,
        "instrument_version": 1,
        "circle_question": "importance",
        "sector_set": "four_areas",
        "who_spoke": "self",
        "ego_name": "",
        "ego_age": "",
        "ego_gender": None,
    } | values


def make_contact(map_id: str, **values: Any) -> dict[str, Any]:
    return {
        "map_id": map_id,
        "contact_id": str(uuid4()),
        "kind": "person",
        "name": "Mama",
        "symbol": "",
        "role": "mother",
        "role_words": "",
        "gender": None,
        "age": "",
        "note": "",
        "sector": "family",
        "circle": "inner",
        "angle": None,
        "distance": None,
        "living": "living",
        "bond": None,
        "frequency": "weekly",
        "distance_band": None,
        "burden": None,
        "known_since": None,
        "travel_time": None,
        "met": "",
        "support_emotional": "both",
        "support_practical": None,
        "support_advice": None,
        "support_time_together": None,
        "support_opening_doors": None,
    } | values


def make_tie(map_id: str, one: str, other: str, kind: str = "know_each_other") -> dict[str, Any]:
    return {"map_id": map_id, "one_id": one, "other_id": other, "kind": kind}


@dataclass
class Drawn:
    """A map with contacts by name, pushed by one device."""

    phone: FlaskClient
    id: str
    contacts: dict[str, str] = field(default_factory=dict)
    ties: list[str] = field(default_factory=list)

    @property
    def ids(self) -> list[str]:
        """Everything there is of it."""
        return [self.id, *self.contacts.values(), *self.ties]


def draw(phone: FlaskClient, participant_id: UUID, *names: str, **values: Any) -> Drawn:
    """A map with a contact for each name; each knows the next."""
    drawn = Drawn(phone, str(uuid4()))
    operations = [make_operation("network_map", drawn.id, make_map(participant_id, **values))]
    for name in names or ("Mama", "Bruder"):
        drawn.contacts[name] = str(uuid4())
        body = make_contact(drawn.id, name=name)
        operations.append(make_operation("contact", drawn.contacts[name], body))
    ends = list(drawn.contacts.values())
    for one, other in pairwise(ends):
        drawn.ties.append(str(uuid4()))
        body = make_tie(drawn.id, one, other)
        operations.append(make_operation("tie", drawn.ties[-1], body))
    verdicts = push(phone, operations)
    assert {one["verdict"] for one in verdicts} == {"applied"}, verdicts
    return drawn
