"""Makers of people and records for tests, through the same operations the app uses."""

import base64
import hashlib
from dataclasses import dataclass, field
from io import BytesIO
from uuid import UUID, uuid4

from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy.orm import Session

from server.consent.texts import Language, Purpose, purpose_texts
from server.core.caller import Caller, Role
from server.core.database import db, transaction
from server.partners.tables import Organisation, OrganisationKind
from server.people import pairing
from server.people.operations import NewAccount, create_account
from server.people.participants import Known, NewParticipant, find_participant, take_in

SEEN = "2026-05-04T09:30:00+00:00"
BENCH = {"type": "Point", "coordinates": [6.51, 54.605]}
STAFF = {
    "facilitator": (Role.FACILITATOR, "provider"),
    "colleague": (Role.FACILITATOR, "provider"),
    "coordinator": (Role.COORDINATOR, "provider"),
    "other_facilitator": (Role.FACILITATOR, "other_provider"),
    "other_coordinator": (Role.COORDINATOR, "other_provider"),
    "planner": (Role.PLANNER, "municipality"),
    "other_planner": (Role.PLANNER, "other_municipality"),
    "partner": (Role.PARTNER, "partner"),
    "consultant": (Role.CONSULTANT, "provider"),
    "funder_consultant": (Role.CONSULTANT, "funder"),
    "operator": (Role.OPERATOR, "municipality"),
}


ON_DEMAND = ("planner", "other_planner", "partner", "funder_consultant")
"""Who works alone in an organisation comes in only when a test has to do with them."""


class Accounts(dict[str, UUID]):
    """The accounts of staff by name; those on demand come in when they are first named."""

    def __init__(self, world: "World") -> None:
        super().__init__()
        self.world = world

    def __missing__(self, name: str) -> UUID:
        """Bring somebody in."""
        with self.world.app.app_context(), transaction(self.world.caller("operator")) as session:
            self.bring_in(session, name)
        return self[name]

    def bring_in(self, session: Session, name: str) -> None:
        """Make an account within a transaction of the operator."""
        role, organisation = STAFF[name]
        self.setdefault(name, uuid4())
        new = NewAccount(
            id=self[name],
            name=f"{name}-{self.world.mark}",
            password=f"password-{name}",
            display_name=f"Staff{name}{self.world.mark} Family{name}{self.world.mark}",
            memberships=[(self.world.organisations[organisation], role)],
        )
        create_account(session, new)


@dataclass
class World:
    """Organisations, staff and participants with names that occur nowhere else.

    ``participant`` is supported by ``facilitator``; ``other_participant`` by ``other_facilitator``
    of ``other_provider``. Nobody was asked for consent yet (``give_all``).
    """

    app: Flask
    mark: str
    organisations: dict[str, UUID]
    participant: UUID
    other_participant: UUID
    accounts: Accounts = field(init=False)

    def __post_init__(self) -> None:
        self.accounts = Accounts(self)

    @classmethod
    def make(cls, app: Flask) -> "World":
        """A world of its own."""
        mark = uuid4().hex[:10]
        kinds = {
            "provider": OrganisationKind.PROVIDER,
            "other_provider": OrganisationKind.PROVIDER,
            "municipality": OrganisationKind.MUNICIPALITY,
            "other_municipality": OrganisationKind.MUNICIPALITY,
            "partner": OrganisationKind.PARTNER,
            "funder": OrganisationKind.FUNDER,
        }
        world = cls(app, mark, {name: uuid4() for name in kinds}, uuid4(), uuid4())
        world.accounts["operator"] = uuid4()
        with app.app_context():
            with transaction(world.caller("operator")) as session:
                for name, kind in kinds.items():
                    id_ = world.organisations[name]
                    session.add(make_organisation(id_, f"{name}-{mark}", kind))
                session.flush()
                for name in STAFF.keys() - set(ON_DEMAND):
                    world.accounts.bring_in(session, name)
            world.make_participant("coordinator", world.participant, "facilitator")
            world.make_participant(
                "other_coordinator", world.other_participant, "other_facilitator"
            )
        return world

    def make_participant(self, coordinator: str, participant_id: UUID, facilitator: str) -> None:
        """A participant of a coordinator's provider."""
        caller = self.caller(coordinator)
        with transaction(caller) as session:
            take_in(
                session,
                NewParticipant(
                    id=participant_id,
                    pseudonym=f"Amsel {participant_id.hex[:4]}",
                    picture="Amsel",
                    known=make_known(participant_id),
                    facilitator_ids=[self.accounts[facilitator]],
                ),
            )

    def caller(self, name: str) -> Caller:
        """A member of staff as a caller."""
        role, organisation = STAFF[name]
        return Caller.in_role(self.accounts[name], self.organisations[organisation], role)

    def client(self, name: str | None = None) -> FlaskClient:
        """A browser, signed in as a member of staff if one is named."""
        client = self.app.test_client()
        client.environ_base["HTTP_ORIGIN"] = "http://localhost"
        # Refused attempts are counted by address: one test's must not lock out another's.
        client.environ_base["REMOTE_ADDR"] = f"2001:db8::{self.mark[:4]}:{self.mark[4:8]}"
        if name:
            assert self.accounts[name]
            credentials = {"name": f"{name}-{self.mark}", "password": f"password-{name}"}
            answer = client.post("/api/v1/session", json=credentials)
            assert answer.status_code == 200, answer.json
        return client


def make_known(participant_id: UUID, **values) -> Known:
    mark = participant_id.hex[:8]
    known = {
        "name": f"Vorname{mark} Nachname{mark}",
        "profile": ["wheelchair"],
        "contact": {"telephone": f"0171{mark}", "email": "", "address": f"Gasse{mark} 1"},
        "support_person": {"kind": "trusted", "name": f"Vertraute{mark}", "contact": ""},
    }
    return Known(**known | values)


def close_connections(app: Flask) -> None:
    """Close what the engines of an app keep open."""
    with app.app_context():
        for engine in db.engines.values():
            engine.dispose()
    app.extensions["jobs"].close()


def make_organisation(id_: UUID, code: str, kind: OrganisationKind) -> Organisation:
    return Organisation(id=id_, code=code, kind=kind, name=f"Name {code}", short=code, about="")


def make_operation(kind: str, record_id: str, body: dict | None, **values) -> dict:
    """An operation as a device sends it."""
    return {
        "id": str(uuid4()),
        "kind": kind,
        "record_id": record_id,
        "action": "put",
        "base": None,
        "made_at": SEEN,
        "body": body,
    } | values


def make_exploration(world: World, **values) -> dict:
    return {
        "date": "2026-05-04",
        "method": "walk",
        "title": "Rund um den Markt",
        "social_space_id": None,
        "participant_ids": [str(world.participant)],
        "facilitator_ids": [str(world.accounts["facilitator"])],
        "occasion": None,
        "practice": False,
        "started_at": SEEN,
        "ended_at": None,
    } | values


def make_walk_body(exploration_id: str, **values) -> dict:
    return {
        "exploration_id": exploration_id,
        "started_at": SEEN,
        "ended_at": None,
        "weather": "dry",
    } | values


def make_finding(world: World, walk_id: str, **values) -> dict:
    return {
        "walk_id": walk_id,
        "kind": "barrier",
        "question": "kerb",
        "subcategory": None,
        "felt_effect": "with_effort",
        "groups": ["wheelchair"],
        "note": "Der Bord ist zu hoch.",
        "location": BENCH,
        "location_source": "gps",
        "accuracy_m": 4.5,
        "seen_at": SEEN,
        "author_participant_id": str(world.participant),
        "who_spoke": "self",
    } | values


def make_picture(*, exif: bool = False, colour: str = "teal") -> bytes:
    """A small JPEG, with a camera's name and a position if asked for."""
    out = BytesIO()
    picture = Image.new("RGB", (60, 40), colour)
    notes = picture.getexif()
    if exif:
        notes[0x010F] = "CanaryCamera"
        notes.get_ifd(0x8825)[2] = (54.0, 36.0, 0.0)
    picture.save(out, "JPEG", exif=notes)
    return out.getvalue()


def make_photograph(finding_id: str, picture: bytes, **values) -> dict:
    return {
        "finding_id": finding_id,
        "sha256": hashlib.sha256(picture).hexdigest(),
        "type": "image/jpeg",
        "size_bytes": len(picture),
        "taken_at": None,
        "description": "Ein hoher Bord",
    } | values


SIGNATURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 200">'
    '<path fill="none" stroke="#000" stroke-width="4" d="M10 20L30.5 40L50 20"/></svg>'
)
ASKED = "2026-05-01T08:00:00+00:00"


def make_consent(participant_id: UUID, purpose: str, answer: str = "given", **values) -> dict:
    """An answer tapped and signed on a phone in plain German, to the present text."""
    text = purpose_texts()[Purpose(purpose)]
    signed = {"type": "image/svg+xml", "data": base64.b64encode(SIGNATURE.encode()).decode()}
    return {
        "participant_id": str(participant_id),
        "purpose": purpose,
        "answer": answer,
        "text_version": text.version,
        "text_hash": text.hashes[Language.PLAIN_GERMAN],
        "language": "de-simple",
        "how": "tapped",
        "present": "facilitator",
        "answered_at": ASKED,
        "evidence": signed if answer == "given" else None,
    } | values


def answer_consent(
    client: FlaskClient, participant_id: UUID, purpose: str, *args, **values
) -> dict:
    """Push one answer; its verdict."""
    body = make_consent(participant_id, purpose, *args, **values)
    (verdict,) = push(client, [make_operation("consent", str(uuid4()), body)])
    return verdict


def give_all(client: FlaskClient, participant_id: UUID) -> None:
    """Agree to every purpose."""
    operations = [
        make_operation("consent", str(uuid4()), make_consent(participant_id, purpose))
        for purpose in Purpose
    ]
    verdicts = push(client, operations)
    assert {one["verdict"] for one in verdicts} == {"applied"}, verdicts


@dataclass
class Walked:
    """A walk with one finding that has arrived, and the operations that brought it."""

    exploration: str
    walk: str
    finding: str
    operations: list[dict]


def push(client: FlaskClient, operations: list[dict], device: UUID | None = None) -> list[dict]:
    """Push a batch; the verdicts."""
    body = {"device_id": str(device or uuid4()), "operations": operations}
    answer = client.post("/api/v1/sync/push", json=body)
    assert answer.status_code == 200, answer.json
    verdicts: list[dict] = answer.json["verdicts"]
    return verdicts


def make_walked(world: World, client: FlaskClient, **finding) -> Walked:
    """A walk with a finding, pushed by this client."""
    exploration, walk, finding_id = (str(uuid4()) for _ in range(3))
    operations = [
        make_operation("exploration", exploration, make_exploration(world)),
        make_operation("walk", walk, make_walk_body(exploration)),
        make_operation("finding", finding_id, make_finding(world, walk, **finding)),
    ]
    assert [one["verdict"] for one in push(client, operations)] == ["applied"] * 3
    return Walked(exploration, walk, finding_id, operations)


def send_picture(client: FlaskClient, finding_id: str, picture: bytes) -> str:
    """Announce and send a photograph; its SHA-256."""
    body = make_photograph(finding_id, picture)
    (verdict,) = push(client, [make_operation("photograph", str(uuid4()), body)])
    assert verdict["verdict"] == "applied", verdict
    answer = client.put(f"/api/v1/media/{body['sha256']}", data=picture)
    assert answer.status_code == 200, answer.json
    return str(body["sha256"])


def make_card(client: FlaskClient, participant_id: UUID, **values) -> dict:
    """A pairing card, made by this client."""
    answer = client.post(f"/api/v1/participants/{participant_id}/cards", json=values)
    assert answer.status_code == 201, answer.json
    card: dict = answer.json
    return card


def make_code(world: World, participant_id: UUID, staff: str) -> str:
    """The code of a pairing card, without drawing the card."""
    caller = world.caller(staff)
    with world.app.app_context(), transaction(caller) as session:
        participant = find_participant(session, participant_id)
        return pairing.make_card(session, caller, participant, None).code


def pair_phone(world: World, code: str, device_id: UUID | None = None) -> tuple[FlaskClient, dict]:
    """A phone that a card has paired, signed in, and what it keeps."""
    phone, device = world.client(), str(device_id or uuid4())
    answer = phone.post("/api/v1/devices", json={"device_id": device, "code": code})
    assert answer.status_code == 201, answer.json
    return phone, {"device_id": device, **answer.json}


def participants_phone(
    world: World, participant_id: UUID | None = None, staff: str = "facilitator"
) -> tuple[FlaskClient, Caller]:
    """The paired phone of a participant, and the caller they are."""
    whose = participant_id or world.participant
    phone, kept = pair_phone(world, make_code(world, whose, staff))
    _, organisation = STAFF[staff]
    account_id = UUID(kept["caller"]["account_id"])
    return phone, Caller.in_role(account_id, world.organisations[organisation], Role.PARTICIPANT)
