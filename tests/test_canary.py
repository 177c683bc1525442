"""Canaries: unique words in every personal field, looked for wherever planning can reach.

They are planted through the app as people would write them (``canaries.py``), then every endpoint
of the contract is asked as every role of the planning side, with every kind of id there is and
every id the roles learn; so are the log, the arguments of jobs, the database's own log, the files,
and a plain dump of the whole database. The last tests take a guard away and see that it is missed.
"""

import base64
import json
import re
import subprocess
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DataError

from server.core.database import SidedSession
from server.core.problems import NotForYou
from server.core.seals import Vault
from tests.asking import cookie_of, trace_nothing
from tests.canaries import Aviary, plant, watching
from tests.makers import World, make_exploration, make_operation, push
from tests.programs import program_of

OPENAPI = Path(__file__).parents[1] / "pwa" / "src" / "api" / "openapi.json"
COLUMNS = Path(__file__).with_name("personal_columns.txt")
PLANNING_SIDE = ("planner", "other_planner", "partner", "consultant")
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SHA256 = re.compile(r"\b[0-9a-f]{64}\b")
GUARDED = {name: value for name, value in NotForYou().document().items() if value}
SAMPLE = 8
"""Ids learnt of one answer: a list of many tells nothing that these do not."""
HOLDS_TEXT = text("""
    select table_schema || '.' || table_name || '.' || column_name
    from information_schema.columns
    where table_schema in ('people', 'field')
      and udt_name in (
          'text', 'varchar', 'bpchar', 'bytea', 'json', 'jsonb', 'xml', '_text', '_varchar'
      )
""")


@pytest.fixture(scope="module")
def planted(app):
    return plant(World.make(app))


def stated_columns():
    """What each column is said to hold."""
    lines = [one for one in COLUMNS.read_text().splitlines() if one and one[0] != "#"]
    return {line.split(maxsplit=1)[0]: line.split(maxsplit=1)[1] for line in lines}


def test_every_personal_column_is_stated_and_every_sealed_one_holds_a_canary(planted, superuser):
    assert len(planted.secret) >= 200
    stated = stated_columns()
    with superuser.connect() as connection:
        there = set(connection.scalars(HOLDS_TEXT))
    assert there - set(stated) == set(), "say in personal_columns.txt what these hold"
    assert set(stated) - there == set(), "these are gone"
    for column, holds in stated.items():
        sealed = column.rsplit(".", 1)[1].startswith("sealed_")
        assert sealed == (holds.split()[0] in {"sealed", "secret"}), column
        if holds.startswith("sealed "):
            assert planted.holds(holds.removeprefix("sealed ")), f"plant a canary in {column}"
    assert {holds.split()[0] for holds in stated.values()} == {
        "sealed",
        "secret",
        "code",
        "hash",
        "key",
        "named",
        "setting",
    }


def read_everything(app, cookie, known, monkeypatch, rounds=3):
    """Every operation of the contract, with every kind of id and every id learnt on the way.

    What a request changes is undone, so that one which ends the session does not end the reading.
    What is closed to the role is asked once: its guard stands before the address is read.
    """
    monkeypatch.setattr(SidedSession, "commit", trace_nothing)
    headers = {"Origin": "http://localhost", "Cookie": cookie}
    learnt, asked, closed, answers = set(known), set(), set(), []
    for _ in range(rounds):
        for method, path, operation in sorted(requests(learnt) - asked):
            asked.add((method, path, operation))
            if operation in closed:
                continue
            body = None if method in {"GET", "HEAD"} else {}
            client = app.test_client(use_cookies=False)
            with client.open(path, method=method, headers=headers, json=body) as answer:
                answers.append((f"{method} {path}", answer.status_code, answer.data))
                if closed_to_the_role(answer):
                    closed.add(operation)
                if answer.is_json and answer.data:
                    learnt |= set(UUID.findall(answer.text)[:SAMPLE])
                    learnt |= set(SHA256.findall(answer.text)[:SAMPLE])
    return answers


def closed_to_the_role(answer):
    """Whether the guard of an endpoint sent the caller away; whoever is refused later hears why."""
    return answer.status_code == 403 and bool(answer.data) and answer.json == GUARDED


def read_as(planted, name, monkeypatch, rounds=3):
    """Everything, as somebody of the world."""
    cookie = cookie_of(planted.world.client(name))
    return read_everything(planted.world.app, cookie, first_ids(planted), monkeypatch, rounds)


def first_ids(planted):
    """One id of every kind, and each of those that addresses name."""
    several = (one for kind in ("photograph", "account") for one in planted.ids[kind])
    return {ids[0] for ids in planted.ids.values()} | set(several)


def requests(known):
    """Every operation with each id that fits, and its name; where it has two, one id twice."""
    document = json.loads(OPENAPI.read_text())
    return {
        (
            method.upper(),
            re.sub(r"\{(\w+)\}", lambda found, one=one: fitting(found[1], one), path),
            f"{method} {path}",
        )
        for path, operations in document["paths"].items()
        for method in operations
        if method != "parameters"
        for one in (known if "{" in path else ("",))
        if "{sha256}" not in path or "_id}" in path or SHA256.fullmatch(one)
    }


def fitting(argument, one):
    """What to put in an address."""
    return "facilitator" if argument == "role" else one


def leaks(planted, answers):
    """Where a word, or behind an open door an id, of a person came out."""
    return [
        (where, word)
        for where, status, data in answers
        for word in planted.secret | (all_ids(planted) if status == 200 else set())
        if word.encode() in data
    ]


def all_ids(planted):
    return {one for ids in planted.ids.values() for one in ids}


@pytest.mark.parametrize("name", PLANNING_SIDE)
def test_no_canary_reaches_the_planning_side(planted, name, monkeypatch):
    with watching(planted):
        if name == "planner":
            make_report(planted)
        answers = read_as(planted, name, monkeypatch)
    assert len(answers) > 100
    assert {status for _, status, _ in answers} & {500, 502, 503} == set()
    assert leaks(planted, answers) == []
    if name != "consultant":  # who reads cases, and no pool
        reads = {where: data for where, _, data in answers}
        assert planted.released.encode() in reads["GET /api/v1/pool/findings"], "reading must work"


def make_report(planted):
    """A report of everything in the pool, so that its pages and files are read too."""
    client = planted.world.client("planner")
    pool = client.get("/api/v1/pool/findings").json["findings"]
    ids = [one["id"] for one in pool if one["text"] == planted.released]
    report = {"title": "Bericht", "introduction": "Anfang", "finding_ids": ids}
    answer = client.post("/api/v1/reports", json=report)
    assert answer.status_code in {200, 201}, answer.json


def test_no_canary_is_logged_or_an_argument_of_a_job(planted, owner):
    assert len(planted.log) > 20, "the listening itself must work"
    for line in planted.log:
        assert not any(word in line for word in clear(planted)), line[:60]
    with owner.connect() as connection:
        arguments = connection.scalars(text("select args::text from jobs.procrastinate_jobs")).all()
    assert arguments, "there were jobs"
    for one in arguments:
        assert not any(word in one for word in planted.secret)


def test_the_databases_own_log_repeats_nothing(planted, cluster, acting):
    wrong = text("select cast(:word as integer)")
    caller = planted.world.caller("facilitator")
    with pytest.raises(DataError), acting(caller) as session:
        session.execute(wrong, {"word": planted.word()})
    said = cluster.log.read_bytes()
    assert not any(word.encode() in said for word in clear(planted))


def test_no_canary_lies_readable_in_the_database_or_its_files(cluster, settings, planted):
    dump = dump_of(cluster)
    assert planted.released.encode() in dump, "the looking itself must work"
    assert lying_open(planted, dump) == []
    files = [path for path in (settings.data / "media").rglob("*") if path.is_file()]
    assert files
    for path in files:
        assert lying_open(planted, path.read_bytes()) == [], path.name


def dump_of(cluster):
    """A plain dump of everything, as a backup holds it."""
    return subprocess.run(  # noqa: S603  # our own cluster
        [program_of("pg_dump"), cluster.superuser_url], capture_output=True, check=True
    ).stdout


def lying_open(planted, data):
    """The words that can be read in some bytes: plain, as hex or as Base64."""
    return [
        word for word in clear(planted) if any(spelling in data for spelling in spellings(word))
    ]


def spellings(word):
    """How a word may be written down."""
    plain = word.encode()
    return plain, plain.hex().encode(), base64.b64encode(plain).rstrip(b"=")[:-1]


def clear(planted):
    """All but pseudonyms, which stand for the name and lie in the clear on the field side."""
    return {word for word in planted.secret if " " not in word}


# A guard taken away must be missed -----------------------------------------------------------


def test_words_that_are_not_sealed_are_found(app, cluster, monkeypatch):
    def leave_open(_vault, _holder_id, words, _belongs_to):
        return words.encode() if words else None

    birds = Aviary(World.make(app))
    monkeypatch.setattr(Vault, "seal_words", leave_open)
    body = make_exploration(birds.world, title=birds.word())
    title = make_operation("exploration", str(uuid4()), body)
    (verdict,) = push(birds.world.client("facilitator"), [title])
    assert verdict["verdict"] == "applied"
    assert lying_open(birds, dump_of(cluster)) == [body["title"]]


def test_a_caller_taken_for_another_is_found(planted, monkeypatch):
    coordinator = planted.world.caller("coordinator")
    monkeypatch.setattr("server.core.api.caller_of_request", lambda: coordinator)
    found = leaks(planted, read_as(planted, "planner", monkeypatch, rounds=1))
    assert len({word for _, word in found}) > 100


def test_an_endpoint_that_lets_everybody_in_is_found(planted, monkeypatch):
    view = planted.world.app.view_functions["people.read_participant"]
    coordinator = planted.world.caller("coordinator")

    def unguarded(**values):
        with monkeypatch.context() as patch:
            patch.setattr("server.core.api.caller_of_request", lambda: coordinator)
            return view(**values)

    monkeypatch.setitem(planted.world.app.view_functions, "people.read_participant", unguarded)
    answers = read_as(planted, "partner", monkeypatch)
    found = {where for where, _ in leaks(planted, answers)}
    assert found == {f"GET /api/v1/participants/{planted.world.participant}"}
