"""Erasing a person: the keys, the rows, the files and what devices keep; what stays is named."""

import io
import os
import subprocess
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap
from sqlalchemy import func, make_url, select, text
from sqlalchemy.exc import ProgrammingError

from server.core.seals import FieldKey, Keyring, SealBroken, Vault
from server.media.removing import remove_files
from server.people.rules import may_erase
from server.people.tables import Participant
from server.release.copying import copy_releases
from server.release.tables import PooledFinding
from server.walks.tables import Finding
from server.walks.wire import note_of
from tests.makers import (
    STAFF,
    World,
    answer_consent,
    make_exploration,
    make_finding,
    make_operation,
    make_photograph,
    make_picture,
    make_walk_body,
    make_walked,
    push,
    send_picture,
)
from tests.programs import program_of
from tests.sync.test_queries import pull

PARTICIPANTS = "/api/v1/participants"


def word():
    return f"geheim{uuid4().hex}"


class Planted:
    """A person with a walk of their own, a joint one with somebody else, and planted words."""

    def __init__(self, world: World) -> None:
        self.world, self.phone = world, world.client("facilitator")
        self.coordinator = world.client("coordinator")
        self.person, self.friend = str(world.participant), str(uuid4())
        with world.app.app_context():
            world.make_participant("coordinator", UUID(self.friend), "colleague")
        self.words = {name: word() for name in ("title", "note", "picture", "ours", "theirs")}
        self.alone = self.explore([self.person], self.words["title"])
        self.together = self.explore([self.person, self.friend], word())
        self.note = self.find(self.alone, self.person, self.words["note"])
        self.seen = self.find(self.alone, None, self.words["ours"])
        self.shared = self.find(self.together, self.person, self.words["note"])
        self.friends = self.find(self.together, self.friend, self.words["theirs"])
        for finding in (self.note, self.shared, self.friends):
            send_picture(self.phone, finding, make_picture(colour=f"#{uuid4().hex[:6]}"))
        body = make_photograph(self.note, make_picture(), description=self.words["picture"])
        push(self.phone, [make_operation("photograph", str(uuid4()), body)])
        half = make_picture()[:100]
        span = {"Content-Range": f"bytes 0-99/{body['size_bytes']}"}
        path = f"/api/v1/media/{body['sha256']}"
        assert self.phone.put(path, data=half, headers=span).status_code == 200

    def explore(self, people, title):
        exploration, walk = str(uuid4()), str(uuid4())
        body = make_exploration(self.world, participant_ids=people, title=title)
        operations = [
            make_operation("exploration", exploration, body),
            make_operation("walk", walk, make_walk_body(exploration)),
        ]
        # Only who supports both may begin it.
        verdicts = push(self.coordinator, operations)
        assert {one["verdict"] for one in verdicts} == {"applied"}, verdicts
        return exploration, walk

    def find(self, explored, author, note):
        finding = str(uuid4())
        body = make_finding(self.world, explored[1], author_participant_id=author, note=note)
        (verdict,) = push(self.phone, [make_operation("finding", finding, body)])
        assert verdict["verdict"] == "applied", verdict
        return finding

    def release(self, explored, finding, public):
        answer_consent(self.phone, self.person, "keep_maps")
        chosen = {"finding_id": finding, "text": public, "photographs": []}
        answer = self.coordinator.post(
            f"/api/v1/explorations/{explored[0]}/releases", json={"findings": [chosen]}
        )
        assert answer.status_code == 202, answer.json

    def erase(self):
        answer = self.coordinator.delete(f"{PARTICIPANTS}/{self.person}")
        assert answer.status_code == 204, answer.json


@pytest.fixture
def planted(world):
    return Planted(world)


def media_files(settings):
    return {path for path in (settings.data / "media").rglob("*") if path.is_file()}


def test_devices_forget_what_went_and_keep_what_stays(planted):
    phones = {name: planted.world.client(name) for name in ("facilitator", "coordinator")}
    cursors = {name: pull(phone)["cursor"] for name, phone in phones.items()}
    planted.erase()
    for name, phone in phones.items():
        changes = {one["record_id"]: one for one in pull(phone, cursors[name])["changes"]}
        for gone in (*planted.alone, planted.note, planted.seen, planted.shared):
            assert changes[gone]["action"] == "erase", name
            assert changes[gone]["revision"] is None, "what is unsent goes as well"
        joint = changes[planted.together[0]]
        assert joint["action"] == "put"
        assert joint["body"]["participant_ids"] == [planted.friend]
    everything = {one["record_id"] for one in pull(phones["coordinator"])["changes"]}
    assert {*planted.together, planted.friends} <= everything
    assert pull(planted.world.client("other_coordinator"))["changes"] == []


def test_what_is_unsent_about_an_erased_person_is_refused(planted):
    planted.erase()
    late = make_operation(
        "finding",
        str(uuid4()),
        make_finding(planted.world, planted.together[1], author_participant_id=planted.person),
    )
    (verdict,) = push(planted.phone, [late])
    assert verdict["verdict"] == "refused"
    joint = make_exploration(
        planted.world, participant_ids=[planted.person, planted.friend], title="Neu"
    )
    (verdict,) = push(planted.coordinator, [make_operation("exploration", str(uuid4()), joint)])
    assert verdict["verdict"] == "refused"


def test_an_old_version_of_the_joint_exploration_still_merges(planted):
    operations = make_exploration(
        planted.world, participant_ids=[planted.person, planted.friend], title="Titel alt"
    )
    first = make_operation("exploration", planted.together[0], operations)
    push(planted.coordinator, [first])
    planted.erase()
    later = operations | {"title": "Titel neu"}
    again = make_operation("exploration", planted.together[0], later, base=first["id"])
    (verdict,) = push(planted.coordinator, [again])
    assert verdict["verdict"] in {"merged", "conflict"}, verdict
    assert verdict["body"]["participant_ids"] == [planted.friend]
    assert verdict["body"]["title"] == "Titel neu"


def test_nothing_points_to_the_person_any_more(planted, owner):
    planted.erase()
    with owner.connect() as connection:
        tables = connection.scalars(
            text(
                "select schemaname || '.' || tablename from pg_tables "
                "where schemaname in ('people', 'field', 'pool', 'planning', 'jobs')"
            )
        ).all()
        for table in tables:
            rows = connection.scalars(text(f"select it::text from {table} it")).all()  # noqa: S608
            assert not [row for row in rows if planted.person in row], table


def test_published_facts_stay_without_anything_that_leads_back(planted, work, owner):
    public = f"öffentlich{uuid4().hex}"
    planted.release(planted.alone, planted.note, public)
    work(copy_releases)
    waiting = f"wartet{uuid4().hex}"
    planted.release(planted.together, planted.shared, waiting)
    planted.erase()
    work(copy_releases)
    with owner.connect() as connection:
        pool = connection.scalars(select(PooledFinding.text)).all()
        left = connection.scalar(
            text("select count(*) from field.releases where finding_id = any(:it)"),
            {"it": [UUID(planted.note), UUID(planted.shared)]},
        )
    assert public in pool
    assert waiting not in pool, "what was not out yet does not go out"
    assert left == 0


def test_files_go_after_the_commit_and_half_arrived_ones_too(planted, work, settings):
    other = make_walked(planted.world, planted.world.client("facilitator"))
    send_picture(planted.phone, other.finding, make_picture(colour="#123456"))
    work(remove_files)  # what other tests doomed
    before = media_files(settings)
    planted.erase()
    work(remove_files)
    gone = before - media_files(settings)
    # The exploration of ``make_walked`` was the person's alone as well.
    assert len([path for path in gone if "sealed" in path.parts]) == 3
    assert len([path for path in gone if "arriving" in path.parts]) == 1
    answer = planted.world.client("coordinator").get("/api/v1/sync/pull")
    kept = [one for one in answer.json["changes"] if one["kind"] == "photograph"]
    (sha256,) = {one["body"]["sha256"] for one in kept if one["body"]}
    assert planted.coordinator.get(f"/api/v1/media/{sha256}").status_code == 200


def test_only_a_coordinator_of_the_provider_erases(world, acting):
    with acting(world.caller("coordinator")) as session:
        person = session.get_one(Participant, world.participant)
        session.expunge(person)
    for name, (role, _) in STAFF.items():
        caller = world.caller(name)
        expected = name == "coordinator"
        assert may_erase(caller, person) is expected, name
        if role in {"planner", "partner"}:
            continue
        with acting(caller) as session:
            twin = session.scalar(select(func.people.may_erase_participant(world.participant)))
            assert twin is expected, name
        if not expected:
            call = select(func.people.erase_participant(world.participant))
            with pytest.raises(ProgrammingError, match="erases nobody"), acting(caller) as session:
                session.execute(call)
            answer = world.client(name).delete(f"{PARTICIPANTS}/{world.participant}")
            assert answer.status_code in {403, 404}
    assert world.client("coordinator").get(f"{PARTICIPANTS}/{world.participant}").status_code == 200


def test_erasing_is_audited_and_cannot_be_repeated(planted, owner):
    planted.erase()
    again = planted.coordinator.delete(f"{PARTICIPANTS}/{planted.person}")
    assert again.status_code == 404
    with owner.connect() as connection:
        entries = connection.execute(
            text(
                "select account_id, codes from audit.entries "
                "where action = 'participant_erased' and subject_id = :it"
            ),
            {"it": planted.person},
        ).all()
    assert [tuple(one) for one in entries] == [(planted.world.accounts["coordinator"], {})]


def test_what_was_sealed_never_opens_again_not_even_from_a_copy(planted, acting, owner):
    caller = planted.world.caller("coordinator")
    finding = UUID(planted.note)
    with acting(caller) as session:
        row = session.get_one(Finding, finding)
        copy, holder = row.sealed_note, row.holder_id
        plain = Vault(session, FieldKey).unseal_words(holder, copy, note_of(finding))
        assert plain == planted.words["note"]
    planted.erase()
    with acting(caller) as session, pytest.raises(SealBroken):
        Vault(session, FieldKey).unseal_words(holder, copy, note_of(finding))
    with owner.connect() as connection:
        keys = "select count(*) from {} where holder_id = any(:it)"
        ids = {"it": [UUID(planted.person), UUID(planted.alone[0])]}
        for table in ("people.keys", "field.keys"):
            assert connection.scalar(text(keys.format(table)), ids) == 0


def dump(url):
    """A plain dump of the whole database, as a backup would hold it."""
    return subprocess.run([program_of("pg_dump"), url], capture_output=True, check=True).stdout  # noqa: S603


def spellings(secret):
    """A word as it may lie in a file: plain, in hex, or as PostgreSQL writes bytes."""
    plain = secret.encode()
    return plain, plain.hex().encode(), b"\\\\x" + plain.hex().encode()


def test_no_byte_stays_readable_in_the_files_or_in_a_backup_from_before(
    planted, work, owner, superuser, cluster, settings
):
    with owner.connect() as connection:
        wrapped = connection.scalars(
            text(
                "select wrapped from people.keys where holder_id = any(:it) "
                "union all select wrapped from field.keys where holder_id = any(:it)"
            ),
            {"it": [UUID(planted.person), UUID(planted.alone[0])]},
        ).all()
    assert len(wrapped) == 3
    before = dump(cluster.superuser_url)
    assert all(key.hex().encode() in before for key in wrapped), "the looking itself must work"
    name = planted.coordinator.get(f"{PARTICIPANTS}/{planted.person}").json["name"]
    planted.erase()
    work(remove_files)
    with superuser.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text("vacuum full"))
        connection.execute(text("checkpoint"))
    files = [path for path in Path(settings.data).rglob("*") if path.is_file()]
    assert len(files) > 300, "these are the cluster's files and the media"
    after = dump(cluster.superuser_url)
    hidden = [planted.words[one] for one in ("title", "note", "picture", "ours")] + name.split()
    for data in [before, after, *read(files)]:
        for secret in hidden:
            assert not any(spelling in data for spelling in spellings(secret))
    # Backups hold wrapped keys and the log of writes does for a while; the tables no longer do.
    tables = [path for path in files if "base" in path.parts]
    for key in wrapped:
        assert key.hex().encode() not in after
        assert not any(key in data for data in read(tables))


def read(files):
    for path in files:
        try:
            yield path.read_bytes()
        except FileNotFoundError:  # PostgreSQL works on meanwhile
            yield io.BytesIO().getvalue()


def restored(dump, cluster, name):
    """Another database of the cluster with what the dump holds."""
    with psycopg.connect(cluster.superuser_url, autocommit=True) as admin:
        admin.execute(f"create database {name}")
    url = make_url(cluster.superuser_url).set(database=name).render_as_string(hide_password=False)
    program = program_of("psql")
    subprocess.run([program, "-qX", url], input=dump, capture_output=True, check=True)  # noqa: S603
    return url


def test_a_backup_from_before_opens_with_the_old_seal_key_and_with_nothing_else(
    planted, cluster, settings
):
    """What SECURITY.md says, no more: erasing reaches a backup only if its seal key is gone."""
    before = dump(cluster.superuser_url)
    planted.erase()
    url = restored(before, cluster, f"backup_{planted.world.mark}")
    finding, question = UUID(planted.note), "select sealed_note from field.findings where id = %s"
    with psycopg.connect(url) as backup:
        (sealed,) = backup.execute(question, [finding]).fetchone()
        wrapped, number = backup.execute(
            "select wrapped, wrapped_with from field.keys where holder_id = %s", [planted.person]
        ).fetchone()
    assert planted.words["note"].encode() not in sealed
    ring = Keyring(settings.seal_keys)
    assert opened(ring.unwrap(wrapped, number), sealed, finding) == planted.words["note"]
    for stranger in (Keyring({number: os.urandom(32)}), Keyring({number + 1: os.urandom(32)})):
        with pytest.raises((SealBroken, InvalidUnwrap)):
            stranger.unwrap(wrapped, number)


def test_the_keys_of_others_do_not_open_what_was_erased(planted, settings, owner):
    """Who runs the installation afterwards has every key that is left; none of them fits."""
    finding = UUID(planted.note)
    with owner.connect() as connection:
        question = text("select sealed_note from field.findings where id = :it")
        sealed = connection.scalar(question, {"it": finding})
    planted.erase()
    with owner.connect() as connection:
        keys = connection.execute(
            text(
                "select wrapped, wrapped_with from people.keys "
                "union all select wrapped, wrapped_with from field.keys "
                "union all select wrapped, wrapped_with from field.release_keys"
            )
        ).all()
    ring = Keyring(settings.seal_keys)
    assert len(keys) > 5
    for wrapped, number in keys:
        with pytest.raises(InvalidTag):
            opened(ring.unwrap(bytes(wrapped), number), bytes(sealed), finding)


def opened(key, sealed, finding):
    """A sealed note opened by hand, as the format is described."""
    nonce, closed = sealed[1:13], sealed[13:]
    return AESGCM(key).decrypt(nonce, closed, note_of(finding).encode()).decode()
