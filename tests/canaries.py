"""Planting canaries: unique words wherever somebody may write, name or photograph a person."""

import base64
import contextlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from server.core.seals import Vault
from server.release.copying import copy_releases
from tests.cases.consulting import Consulted, begin
from tests.makers import (
    World,
    answer_consent,
    give_all,
    make_exploration,
    make_finding,
    make_operation,
    make_photograph,
    make_picture,
    make_walk_body,
    push,
)
from tests.networks.maps import draw, make_contact
from tests.people.accounts import PASSWORD, add_totp, invite

API = "/api/v1"
FINDINGS = 170


@dataclass
class Aviary:
    """Words that may leave nobody's hands, one that was released, and where each was sealed."""

    world: World
    secret: set[str] = field(default_factory=set)
    ids: dict[str, list[str]] = field(default_factory=dict)
    released: str = ""
    quoted: str = ""
    """A note that was to be released word by word, until consent was taken back."""
    sealed: dict[str, list[bytes]] = field(default_factory=dict)
    """What was sealed, by what the seal belongs to, such as ``finding.note``."""
    log: list[str] = field(default_factory=list)

    def word(self) -> str:
        """A new canary."""
        made = f"kanarie{uuid4().hex}"
        self.secret.add(made)
        return made

    def holds(self, belongs_to: str) -> bool:
        """Whether a canary was sealed for this."""
        return any(
            word.encode() in plain
            for plain in self.sealed.get(belongs_to, [])
            for word in self.secret
        )


@contextlib.contextmanager
def watching(birds: Aviary) -> Iterator[None]:
    """Note what is sealed for what, and every line that is logged, down to the last detail."""
    seal, root = Vault.seal, logging.getLogger()

    def noting(vault, holder_id, plain, belongs_to):
        birds.sealed.setdefault(belongs_to.split(":")[0], []).append(plain)
        return seal(vault, holder_id, plain, belongs_to)

    listening, level = Listening(birds.log), root.level
    root.addHandler(listening)
    root.setLevel(logging.DEBUG)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Vault, "seal", noting)
        yield
    root.setLevel(level)
    root.removeHandler(listening)


class Listening(logging.Handler):
    """Keeps every line as it would be written."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__()
        self.lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line with its traceback."""
        self.lines.append(self.format(record))


def plant(world: World) -> Aviary:
    """Plant everywhere."""
    birds = Aviary(world)
    with watching(birds):
        phone, coordinator = world.client("facilitator"), world.client("coordinator")
        give_all(phone, world.participant)
        plant_people(birds, phone, coordinator)
        plant_provider(birds)
        plant_proofs(birds, phone)
        plant_walk(birds, phone)
        plant_network(birds, phone)
        plant_cases(birds, phone)
        plant_refusals(birds, phone)
        release_two(birds, phone, coordinator)
    return birds


def plant_people(birds: Aviary, phone: FlaskClient, coordinator: FlaskClient) -> None:
    """Names, contacts, a trusted person, whom an invitation is for, a guest, an app's secret."""
    person = f"{API}/participants/{birds.world.participant}"
    contact = {"telephone": birds.word(), "email": birds.word(), "address": birds.word()}
    trusted = {"kind": "trusted", "name": birds.word(), "contact": birds.word()}
    known = {"name": f"{birds.word()} {birds.word()}", "profile": ["wheelchair"]}
    body = known | {"contact": contact, "support_person": trusted}
    assert phone.put(person, json=body).status_code == 200
    birds.secret.add(phone.get(person).json["pseudonym"])
    for one in phone.get(f"{API}/colleagues").json:
        if one["role"] != "consultant":  # who stands on the planning side, and reads their own name
            birds.secret |= set(one["display_name"].split())
    code = invite(coordinator, birds.world, for_whom=birds.word())["code"]
    guest = {"name": f"guest-{birds.world.mark}", "display_name": birds.word(), "code": code}
    made = birds.world.client().post(f"{API}/accounts", json=guest | {"password": PASSWORD})
    assert made.status_code == 201, made.json
    secret, codes = add_totp(birds.world.client("colleague"), "password-colleague")
    birds.secret |= {secret, *codes, code, PASSWORD}


def plant_provider(birds: Aviary) -> None:
    """What an organisation's identity provider and we both know."""
    path = f"{API}/organisations/{birds.world.organisations['provider']}/openid"
    told = {"issuer": "https://127.0.0.1:9", "client_id": "us", "client_secret": birds.word()}
    assert birds.world.client("operator").put(path, json=told).status_code == 200


def plant_proofs(birds: Aviary, phone: FlaskClient) -> None:
    """Typed names as proofs, and a photographed paper with a camera in it."""
    typed = birds.word()
    name = base64.b64encode(typed.encode()).decode()
    paper = base64.b64encode(make_picture(exif=True)).decode()
    for how, proof in (
        ("tapped", {"type": "text/plain", "data": name}),
        ("paper", {"type": "image/jpeg", "data": paper}),
    ):
        answer = answer_consent(phone, birds.world.participant, "tell_me", how=how, evidence=proof)
        assert answer["verdict"] == "applied", answer
    birds.secret |= {name, "CanaryCamera"}


def plant_walk(birds: Aviary, phone: FlaskClient) -> None:
    """A titled exploration with many notes and described photographs."""
    world, exploration, walk = birds.world, str(uuid4()), str(uuid4())
    findings = [str(uuid4()) for _ in range(FINDINGS)]
    notes = [f"{birds.word()} ist viel zu steil" for _ in findings]
    birds.quoted = notes[1]
    operations = [
        make_operation("exploration", exploration, make_exploration(world, title=birds.word())),
        make_operation("walk", walk, make_walk_body(exploration)),
        *(
            make_operation("finding", one, make_finding(world, walk, note=note))
            for one, note in zip(findings, notes, strict=True)
        ),
    ]
    assert {one["verdict"] for one in push(phone, operations)} == {"applied"}
    # Without a base it has two versions: the word of the first one is kept beside the second.
    again = make_operation("finding", findings[2], make_finding(world, walk, note=birds.word()))
    assert push(phone, [again])[0]["verdict"] == "conflict"
    birds.ids = {"exploration": [exploration], "walk": [walk], "finding": findings}
    birds.ids["photograph"] = [
        send_described(phone, findings[0], birds.word(), colour) for colour in ("red", "green")
    ]
    birds.ids["person"] = [str(world.participant)]
    birds.ids["account"] = [str(world.accounts[one]) for one in ("facilitator", "coordinator")]


def send_described(phone: FlaskClient, finding: str, description: str, colour: str) -> str:
    """A photograph with camera data and a description; its SHA-256."""
    picture = make_picture(exif=True, colour=colour)
    body = make_photograph(finding, picture, description=description)
    push(phone, [make_operation("photograph", str(uuid4()), body)])
    assert phone.put(f"{API}/media/{body['sha256']}", data=picture).status_code == 200
    return str(body["sha256"])


def plant_network(birds: Aviary, phone: FlaskClient) -> None:
    """Who matters to the person, in all the words a map has room for."""
    said = {name: birds.word() for name in ("title", "words", "ego_name", "ego_age")}
    drawn = draw(phone, birds.world.participant, birds.word(), birds.word(), **said)
    birds.ids["network_map"] = [drawn.id]
    known = {name: birds.word() for name in ("name", "symbol", "role_words", "age", "note")}
    operation = make_operation("contact", str(uuid4()), make_contact(drawn.id, **known))
    assert {one["verdict"] for one in push(phone, [operation])} == {"applied"}


def plant_cases(birds: Aviary, phone: FlaskClient) -> None:
    """A consultation that goes on, one that was closed, and a sheet for the participation plan."""
    going_on, closed = (hold_case(birds, phone) for _ in range(2))
    closed.close()
    birds.ids["consultation"] = [going_on.id, closed.id]
    parts = {
        part: [{"words": birds.word(), "finding_id": None}]
        for part in ("like", "helps", "in_the_way", "try")
    }
    sheet = f"{API}/participants/{birds.world.participant}/plan-sheet"
    answer = phone.put(sheet, json={"parts": parts, "revision": 0})
    assert answer.status_code == 200, answer.json


def hold_case(birds: Aviary, phone: FlaskClient) -> Consulted:
    """What somebody of a funder is shown and says about the person; nobody else is invited."""
    made = begin(phone, birds.world.participant, question=birds.word())
    assert made.status_code == 201, made.json
    member = birds.world.client("funder_consultant")
    finding = birds.ids["finding"][0]
    case = Consulted(birds.world, made.json["id"], phone, member, member, finding, set())
    offered = phone.get(f"{case.path}/material").json
    (mine,) = (one for one in offered if one["source_id"] == finding)
    pictures = [one["id"] for one in mine["pictures"]]
    for answer in (
        case.choose(pictures=pictures),
        case.invite("funder_consultant"),
        phone.post(f"{case.path}/opening"),
        case.say(member, "observation", birds.word()),
        member.put(f"{case.case}/recommendation", json={"words": birds.word(), "revision": 0}),
        member.put(
            f"{case.case}/stance", json={"stance": "with_reservation", "reason": birds.word()}
        ),
    ):
        assert answer.status_code == 200, answer.json
    return case


def plant_refusals(birds: Aviary, phone: FlaskClient) -> None:
    """What is refused is answered and logged; it must not be repeated in either."""
    wrong = make_finding(birds.world, str(uuid4()), note=birds.word())
    (verdict,) = push(phone, [make_operation("finding", str(uuid4()), wrong)])
    assert verdict["verdict"] == "refused", verdict
    odd = wrong | {"kind": birds.word(), birds.word(): 1}
    (verdict,) = push(phone, [make_operation("finding", str(uuid4()), odd)])
    assert verdict["verdict"] == "refused", verdict
    stranger = birds.world.client()
    for name, password in ((birds.word(), birds.word()), (f"facilitator-{birds.world.mark}", "x")):
        refused = stranger.post(f"{API}/session", json={"name": name, "password": password})
        assert refused.status_code == 403
    assert stranger.post(f"{API}/invitations/opening", json={"code": birds.word()[:40]}).status_code


def release_two(birds: Aviary, phone: FlaskClient, coordinator: FlaskClient) -> None:
    """One finding goes out in chosen words; a quoted one stays, as its consent is taken back."""
    (exploration,), finding = birds.ids["exploration"], birds.ids["finding"]
    birds.released, world = f"freigegeben{uuid4().hex}", birds.world
    picture = send_described(phone, finding[0], birds.released, "blue")
    release(coordinator, exploration, finding[0], birds.released, [picture])
    with world.app.app_context():
        copy_releases()
    unsaid = send_described(phone, finding[1], birds.word(), "#010203")
    release(coordinator, exploration, finding[1], birds.quoted, [unsaid])
    later = {"answered_at": "2026-05-02T08:00:00+00:00"}
    taken_back = answer_consent(phone, world.participant, "release_words", "withdrawn", **later)
    assert taken_back["verdict"] == "applied", taken_back
    with world.app.app_context():
        copy_releases()


def release(
    client: FlaskClient, exploration: str, finding: str, text: str, media: list[str]
) -> None:
    """A coordinator lets one finding go."""
    chosen = {"finding_id": finding, "text": text, "photographs": media}
    path = f"{API}/explorations/{exploration}/releases"
    answer = client.post(path, json={"findings": [chosen]})
    assert answer.status_code == 202, answer.json
