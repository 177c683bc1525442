"""Consultations for tests, through the same requests the app sends."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from flask.testing import FlaskClient

from tests.makers import World, give_all, make_known, make_picture, make_walked, send_picture

API = "/api/v1"
CASES, CONSULTATIONS = f"{API}/cases", f"{API}/consultations"
QUESTION = "Wie komme ich allein zum Markt?"


@dataclass
class Consulted:
    """A consultation about the world's participant, and who has to do with it."""

    world: World
    id: str
    phone: FlaskClient
    member: FlaskClient
    other: FlaskClient
    finding: str
    secret: set[str]
    """What no member may read: names, pseudonym, ids of the person and of what is theirs."""

    @property
    def path(self) -> str:
        """For whoever brings it."""
        return f"{CONSULTATIONS}/{self.id}"

    @property
    def case(self) -> str:
        """For its members."""
        return f"{CASES}/{self.id}"

    def choice(self, **values: Any) -> dict[str, Any]:
        """The finding, confirmed, with its place and without a photograph."""
        return {
            "kind": "finding",
            "source_id": self.finding,
            "hidden": [],
            "with_place": True,
            "pictures": [],
            "confirmed": True,
        } | values

    def choose(self, **values: Any) -> Any:
        """Choose the finding."""
        return self.phone.put(f"{self.path}/material", json={"chosen": [self.choice(**values)]})

    def invite(self, *names: str) -> Any:
        """Invite these consultants of the world."""
        places = {"consultant": "provider", "funder_consultant": "funder"}
        members = [
            {
                "account_id": str(self.world.accounts[name]),
                "organisation_id": str(self.world.organisations[places.get(name, "provider")]),
            }
            for name in names
        ]
        return self.phone.put(f"{self.path}/members", json={"members": members})

    def open(self) -> "Consulted":
        """Choose with the photograph, invite both and open."""
        offered = self.phone.get(f"{self.path}/material").json
        (mine,) = (one for one in offered if one["source_id"] == self.finding)
        pictures = [one["id"] for one in mine["pictures"]]
        for answer in (
            self.choose(pictures=pictures),
            self.invite("consultant", "funder_consultant"),
            self.phone.post(f"{self.path}/opening"),
        ):
            assert answer.status_code == 200, answer.json
        return self

    def talk(self) -> "Consulted":
        """A question with its answer, an observation, a recommendation with a reservation."""
        asked = self.say(self.member, "question", "Fährt der Bus barrierefrei?")
        question = asked.json["contributions"][0]["id"]
        answered = self.phone.post(
            f"{self.path}/answers", json={"question_id": question, "words": "Ja, seit Mai."}
        )
        assert answered.status_code == 200, answered.json
        self.say(self.other, "observation", "Vieles gelingt schon allein.")
        body = {"words": "Wegtraining, zweimal die Woche.", "revision": 0}
        assert self.member.put(f"{self.case}/recommendation", json=body).status_code == 200
        for client, stance, reason in (
            (self.member, "agrees", ""),
            (self.other, "with_reservation", "Erst im Frühling."),
        ):
            said = {"stance": stance, "reason": reason}
            answer = client.put(f"{self.case}/stance", json=said)
            assert answer.status_code == 200, answer.json
        return self

    def say(self, client: FlaskClient, kind: str, words: str) -> Any:
        """Ask or observe something."""
        body = {"id": str(uuid4()), "kind": kind, "words": words}
        answer = client.post(f"{self.case}/contributions", json=body)
        assert answer.status_code == 200, answer.json
        return answer

    def close(self) -> "Consulted":
        """Close it."""
        answer = self.phone.post(f"{self.path}/closing")
        assert answer.status_code == 200, answer.json
        return self


def make_consulted(world: World, note: str | None = None) -> Consulted:
    """A draft about the world's participant, who agrees to everything and has a finding."""
    phone = world.client("facilitator")
    give_all(phone, world.participant)
    known = make_known(world.participant)
    first, last = known.name.split()
    words = note or f"{first}s Weg: Mit {last} und {known.support_person['name']} zum Markt."
    walked = make_walked(world, phone, note=words)
    sha256 = send_picture(phone, walked.finding, make_picture())
    made = begin(phone, world.participant)
    assert made.status_code == 201, made.json
    person = next(p for p in phone.get(f"{API}/participants").json if p["name"] == known.name)
    return Consulted(
        world,
        made.json["id"],
        phone,
        world.client("consultant"),
        world.client("funder_consultant"),
        walked.finding,
        {
            *known.name.split(),
            known.support_person["name"],
            person["pseudonym"],
            str(world.participant),
            str(world.accounts["facilitator"]),
            walked.finding,
            walked.walk,
            walked.exploration,
            sha256,
        },
    )


def begin(client: FlaskClient, participant: UUID, question: str = QUESTION) -> Any:
    """Begin a consultation."""
    body = {
        "id": str(uuid4()),
        "participant_id": str(participant),
        "question": question,
        "meets_at": "2026-12-08T10:00:00+00:00",
    }
    return client.post(CONSULTATIONS, json=body)
