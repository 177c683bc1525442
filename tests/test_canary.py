"""Canaries: unique words in every personal field, looked for wherever planning can reach.

They are planted through the app as people would write them, then every endpoint that answers the
planning side is read as every one of its roles, with every id the roles can learn; so are the log,
the files of the pool, and a plain dump of the whole database.
"""

import base64
import logging
import os
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import pytest

from server.release.copying import copy_releases
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

PLANNING_SIDE = ("planner", "other_planner", "partner")
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SHA256 = re.compile(r"\b[0-9a-f]{64}\b")
FINDINGS = 60


@dataclass
class Planted:
    """Words that may leave nobody's hands, and one that was released."""

    secret: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    released: str = ""

    def word(self) -> str:
        """A new canary."""
        made = f"kanarie{uuid4().hex}"
        self.secret.add(made)
        return made


@pytest.fixture(scope="module")
def planted(app):
    world = World.make(app)
    birds, phone = Planted(), world.client("facilitator")
    give_all(phone, world.participant)
    plant_proofs(world, birds, phone)
    for one in phone.get("/api/v1/participants").json:
        birds.secret |= set(one["name"].split()) | {one["pseudonym"]}
    for one in phone.get("/api/v1/colleagues").json:
        birds.secret |= set(one["display_name"].split())
    exploration, walk = str(uuid4()), str(uuid4())
    findings = [str(uuid4()) for _ in range(FINDINGS)]
    titled = make_exploration(world, title=birds.word())
    push(
        phone,
        [
            make_operation("exploration", exploration, titled),
            make_operation("walk", walk, make_walk_body(exploration)),
            *(
                make_operation("finding", one, make_finding(world, walk, note=birds.word()))
                for one in findings
            ),
        ],
    )
    sent = {send_described(phone, findings[0], birds.word(), colour) for colour in ("red", "green")}
    birds.secret.add("CanaryCamera")
    birds.ids = {exploration, walk, *findings, *sent, str(world.participant)}
    birds.ids |= {str(world.accounts[name]) for name in ("facilitator", "coordinator")}
    release_one(world, birds, exploration, findings[0])
    return world, birds


def send_described(phone, finding, description, colour):
    """A photograph with camera data and a description; its SHA-256."""
    picture = make_picture(exif=True, colour=colour)
    body = make_photograph(finding, picture, description=description)
    push(phone, [make_operation("photograph", str(uuid4()), body)])
    assert phone.put(f"/api/v1/media/{body['sha256']}", data=picture).status_code == 200
    return body["sha256"]


def plant_proofs(world, birds, phone):
    """Typed names as proofs, and a photographed paper with a camera in it."""
    name = base64.b64encode(birds.word().encode()).decode()
    paper = base64.b64encode(make_picture(exif=True)).decode()
    for how, proof in (
        ("tapped", {"type": "text/plain", "data": name}),
        ("paper", {"type": "image/jpeg", "data": paper}),
    ):
        answer = answer_consent(phone, world.participant, "tell_me", how=how, evidence=proof)
        assert answer["verdict"] == "applied", answer
    birds.secret.add(name)


def release_one(world, birds, exploration, finding):
    """Let one finding out, with a text and a described photograph of the coordinator's choice."""
    birds.released = f"freigegeben{uuid4().hex}"
    picture = send_described(world.client("facilitator"), finding, birds.released, "blue")
    chosen = {"finding_id": finding, "text": birds.released, "photographs": [picture]}
    answer = world.client("coordinator").post(
        f"/api/v1/explorations/{exploration}/releases", json={"findings": [chosen]}
    )
    assert answer.status_code == 202, answer.json
    with world.app.app_context():
        copy_releases()


def read_everything(client, app, known):
    """Every GET of the app with every id known so far; learns new ones as it reads."""
    learnt, tried, texts = set(known), set(), []
    for _ in range(3):
        for path in sorted(paths(app, learnt) - tried):
            tried.add(path)
            answer = client.get(path)
            assert answer.status_code < 500, path
            texts.append((path, answer.status_code, answer.data))
            learnt |= set(UUID.findall(answer.text if answer.is_json else ""))
            learnt |= set(SHA256.findall(answer.text if answer.is_json else ""))
    return texts


def paths(app, known):
    found = set()
    for rule in app.url_map.iter_rules():
        if "GET" not in rule.methods or rule.rule in {"/", "/<file:name>"}:
            continue
        if not rule.arguments:
            found.add(rule.rule)
        pattern = re.compile(r"<(?:\w+:)?\w+>")
        wanted = UUID if "<uuid:" in rule.rule else SHA256
        found |= {pattern.sub(one, rule.rule) for one in known if wanted.fullmatch(one)}
    return {path for path in found if "<" not in path}


@pytest.mark.parametrize("name", PLANNING_SIDE)
def test_no_canary_reaches_the_planning_side(app, planted, name, caplog):
    caplog.set_level(logging.DEBUG)
    world, birds = planted
    client = world.client(name)
    if name == "planner":
        make_report(client, birds)
    texts = read_everything(client, app, birds.ids)
    assert len(texts) > 20
    allowed = [path for path, status, _ in texts if status == 200]
    assert any("pool" in path for path in allowed)
    for path, status, data in texts:
        for word in birds.secret | (birds.ids if status == 200 else set()):
            assert word.encode() not in data, path
    for word in birds.secret:
        assert word not in caplog.text
    pool = next(data for path, _, data in texts if path == "/api/v1/pool/findings")
    assert birds.released.encode() in pool, "the reading itself must work"


def make_report(client, birds):
    """A report of everything in the pool, so that its pages are read too."""
    pool = client.get("/api/v1/pool/findings").json["findings"]
    ids = [one["id"] for one in pool if one["text"] == birds.released]
    report = {"title": "Bericht", "introduction": "Anfang", "finding_ids": ids}
    answer = client.post("/api/v1/reports", json=report)
    assert answer.status_code in {200, 201}, answer.json


def test_no_canary_lies_readable_in_the_database_or_its_files(cluster, settings, planted):
    _, birds = planted
    dump = subprocess.run(  # noqa: S603  # our own cluster
        [pg_dump(), cluster.superuser_url], capture_output=True, check=True
    ).stdout
    assert birds.released.encode() in dump, "the looking itself must work"
    files = [path for path in (settings.data / "media").rglob("*") if path.is_file()]
    assert files
    for data in [dump, *(path.read_bytes() for path in files)]:
        for word in birds.secret - pseudonyms(birds):
            assert word.encode() not in data
            assert word.encode().hex().encode() not in data


def pseudonyms(birds):
    """A pseudonym is what stands for the name; it may lie in the clear on the field side."""
    return {word for word in birds.secret if " " in word}


def pg_dump():
    """The dump program of the server's own version."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_dump"), key=os.fspath)
    return str(versions[-1]) if versions else "pg_dump"
