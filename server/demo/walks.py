"""Explorations, walks and findings of the demo, pushed as a phone would push them.

An exploration belongs to one provider. Where people of two took part, each provider has its own
half: its participants, its staff, and what they said. So nobody reaches the other's people.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import cached_property
from typing import Any
from uuid import UUID

from server.core import clock
from server.core.caller import Caller
from server.core.database import transaction
from server.demo.contents import read_rows
from server.demo.dice import Dice
from server.demo.frame import to_degrees
from server.demo.ids import id_of
from server.demo.people import account_id, caller_of, coordinator_of, participants, staff
from server.sync.operations import Push
from server.sync.schemas import PushSchema, Verdict

BEGINS = {"e04": 17.0, "e07": 14.0, "e12": 14.5, "e16": 18.25, "e21": 17.5, "e23": 18.5}
"""Hours after midnight, where the remark or a note says so."""

BEGINS_OTHERWISE = 10.0
SUMMER = range(4, 11)
A_YEAR_OF_WEEKS = timedelta(weeks=52)
ARRIVED = {Verdict.APPLIED, Verdict.REPEATED}
Operation = dict[str, Any]


class DemoRefused(Exception):
    """The app did not accept a record of the demo: the demo or the app is wrong."""


@dataclass(frozen=True)
class Half:
    """What one provider keeps of an exploration."""

    row: dict[str, str]
    provider: str

    @property
    def key(self) -> tuple[str, str]:
        """What its ids are made from."""
        return self.row["id"], self.provider

    @property
    def exploration_id(self) -> UUID:
        """The id of the exploration."""
        return id_of("exploration", *self.key)

    @property
    def walk_id(self) -> UUID:
        """The id of its walk, where the method is one."""
        return id_of("walk", *self.key)

    @property
    def is_walk(self) -> bool:
        """Whether people walked."""
        return self.row["method"] == "walk"

    @cached_property
    def participants(self) -> list[str]:
        """The provider's own participants."""
        people = participants()
        return [p for p in self.row["participants"].split("|") if self.has(people[p]["provider"])]

    @cached_property
    def facilitators(self) -> list[str]:
        """The provider's own staff."""
        members = staff()
        return [
            s for s in self.row["facilitators"].split("|") if self.has(members[s]["organisation"])
        ]

    def has(self, organisation: str) -> bool:
        """Whether an organisation is this provider."""
        return organisation == self.provider

    @property
    def caller(self) -> Caller:
        """The facilitator, if they support all who took part; otherwise the coordinator."""
        supporters = {participants()[p]["facilitator"] for p in self.participants}
        if supporters == set(self.facilitators[:1]):
            return caller_of(self.facilitators[0])
        return caller_of(coordinator_of(self.provider))

    @property
    def begins(self) -> datetime:
        """When it began, in local time."""
        day = datetime.fromisoformat(self.row["date"]) - moved_back()
        local = timezone(timedelta(hours=2 if day.month in SUMMER else 1))
        return day.replace(tzinfo=local) + timedelta(
            hours=BEGINS.get(self.row["id"], BEGINS_OTHERWISE)
        )

    @property
    def ends(self) -> datetime:
        """When it ended."""
        return self.begins + timedelta(minutes=int(self.row["minutes"]))

    def findings(self) -> list[tuple[dict[str, str], datetime]]:
        """Its own findings with the moment each was seen, spread over the walk of all."""
        rows = [row for row in read_rows("findings.csv") if row["exploration"] == self.row["id"]]
        step = (self.ends - self.begins) / (len(rows) + 1)
        seen = [(row, self.begins + step * number) for number, row in enumerate(rows, 1)]
        return [(row, moment) for row, moment in seen if self.has(provider_of(row["author"]))]


def moved_back() -> timedelta:
    """How far the story is moved so that nothing of it lies in the future: weeks, mostly none.

    A clock may be wrong or the demo older than its story, and findings cannot be of tomorrow.
    """
    last = max(datetime.fromisoformat(row["date"]) for row in read_rows("explorations.csv"))
    ahead = last.replace(tzinfo=UTC) + timedelta(days=1) - clock.now()
    return A_YEAR_OF_WEEKS * max(0, -(-ahead // A_YEAR_OF_WEEKS))


def provider_of(author: str) -> str:
    """The provider of a participant or member of staff."""
    member = staff().get(author)
    return str(member["organisation"] if member else participants()[author]["provider"])


def halves() -> Iterator[Half]:
    """Every exploration, once for each provider that took part."""
    for row in read_rows("explorations.csv"):
        for provider in ("weidenhof", "assistenz"):
            half = Half(row, provider)
            if half.participants:
                yield half


def bring_walks() -> None:
    """Push everything; what arrived before is not counted twice."""
    for half in halves():
        with transaction(half.caller) as session:
            push = Push(session, half.caller, device_of(half.caller))
            check(push.answers(read(half.caller, operations_of(half))))


def device_of(caller: Caller) -> UUID:
    """The phone of a member of staff."""
    return id_of("device", str(caller.account_id))


def read(caller: Caller, operations: list[Operation]) -> list[Operation]:
    """Operations as the server reads them from the wire."""
    sent = {"device_id": str(device_of(caller)), "operations": operations}
    loaded: list[Operation] = PushSchema().load(sent)["operations"]
    return loaded


def check(verdicts: list[dict[str, Any]]) -> None:
    """Say what was not accepted.

    Raises:
        DemoRefused: with the first problem.
    """
    for verdict in verdicts:
        if verdict["verdict"] not in ARRIVED:
            raise DemoRefused(f"{verdict['id']}: {verdict['verdict']}, {verdict['problem']}")


def operation(kind: str, record_id: UUID, body: dict[str, Any], made_at: datetime) -> Operation:
    """A first put, whose id follows from the record."""
    return {
        "id": str(id_of("operation", kind, str(record_id))),
        "kind": kind,
        "record_id": str(record_id),
        "action": "put",
        "base": None,
        "made_at": made_at.isoformat(),
        "body": body,
    }


def operations_of(half: Half) -> list[Operation]:
    """What a phone holds after the exploration."""
    made = [operation("exploration", half.exploration_id, exploration_body(half), half.ends)]
    if half.is_walk:
        made.append(operation("walk", half.walk_id, walk_body(half), half.ends))
        made += [
            operation("finding", id_of("finding", row["id"]), finding_body(half, row, seen), seen)
            for row, seen in half.findings()
        ]
    return made


def exploration_body(half: Half) -> dict[str, Any]:
    """The exploration as a phone sends it."""
    row = half.row
    return {
        "date": half.begins.date().isoformat(),
        "method": row["method"],
        "title": row["title"],
        "social_space_id": str(id_of("space", row["space"])),
        "participant_ids": [str(id_of("participant", p)) for p in half.participants],
        "facilitator_ids": [str(account_id(s)) for s in half.facilitators],
        "occasion": row["occasion"] or None,
        "practice": False,
        "started_at": half.begins.isoformat(),
        "ended_at": half.ends.isoformat(),
    }


def walk_body(half: Half) -> dict[str, Any]:
    """The walk as a phone sends it."""
    return {
        "exploration_id": str(half.exploration_id),
        "started_at": half.begins.isoformat(),
        "ended_at": half.ends.isoformat(),
        "weather": half.row["weather"] or None,
    }


def finding_body(half: Half, row: dict[str, str], seen: datetime) -> dict[str, Any]:
    """A finding as a phone sends it; four of five places come from its satellite receiver."""
    dice = Dice("position", row["id"])
    tapped = dice.falls(0.2)
    longitude, latitude = to_degrees(float(row["x_m"]), float(row["y_m"]))
    own_words = row["author"] in half.participants
    return {
        "walk_id": str(half.walk_id),
        "kind": row["kind"],
        "question": row["question"],
        "subcategory": row["subcategory"] or None,
        "felt_effect": row["felt_effect"] or None,
        "groups": [group for group in row["groups"].split("|") if group],
        "note": row["note"],
        "location": {"type": "Point", "coordinates": [round(longitude, 7), round(latitude, 7)]},
        "location_source": "tap" if tapped else "gps",
        "accuracy_m": None if tapped else round(dice.between(3, 11), 1),
        "seen_at": seen.isoformat(timespec="seconds"),
        "author_participant_id": str(id_of("participant", row["author"])) if own_words else None,
        "who_spoke": row["who_spoke"],
    }
