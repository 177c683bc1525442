"""Pairing a phone by card, coming back, forgetting the picture PIN, revoking, erasing."""

import io
from base64 import b64decode
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from pypdf import PdfReader
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import ProgrammingError

from server.core.caller import NOBODY
from server.core.database import hold
from server.people.codes import hashed_code
from server.people.device_tables import Device, ForgottenPin, Pairing
from server.people.forgetting import forget_expired
from server.people.tables import Account, Participant, RecoveryShare
from tests.makers import make_card, make_code, make_walked, pair_phone, push
from tests.people.accounts import API, later

TABLES = ("pairings", "devices", "forgotten_pins", "recovery_shares")


def come_back(world, kept):
    body = {"device_id": kept["device_id"], "credential": kept["credential"]}
    return world.client().post(f"{API}/devices/session", json=body)


def device_path(world, kept):
    return f"{API}/participants/{world.participant}/devices/{kept['device_id']}"


def pin_card(client, world, kept):
    return client.post(f"{device_path(world, kept)}/pin-cards")


def use_pin_code(world, code, device_id):
    body = {"device_id": device_id, "code": code}
    return world.client().post(f"{API}/devices/recovery", json=body)


@pytest.fixture
def card(world):
    return make_card(world.client("facilitator"), world.participant)


@pytest.fixture
def kept(world, card):
    """What a paired phone keeps."""
    return pair_phone(world, card["code"])[1]


def test_one_scan_pairs_one_phone_and_signs_the_person_in(world, card):
    assert card["link"] == f"http://localhost/#/pair/{card['code']}"
    phone, kept = pair_phone(world, card["code"])
    caller = kept["caller"]
    assert caller["role"] == "participant"
    assert caller["participant"]["id"] == str(world.participant)
    assert caller["participant"]["picture"] == "Amsel"
    assert len(b64decode(kept["recovery"])) == 32
    assert phone.get(f"{API}/session").json == caller


def test_a_card_works_once(world, card):
    pair_phone(world, card["code"])
    body = {"device_id": str(uuid4()), "code": card["code"]}
    answer = world.client().post(f"{API}/devices", json=body)
    assert (answer.status_code, answer.json["type"]) == (404, "/problems/code-refused")


def test_a_card_expires(world, card, monkeypatch):
    later(monkeypatch, timedelta(days=7, seconds=1))
    body = {"device_id": str(uuid4()), "code": card["code"]}
    assert world.client().post(f"{API}/devices", json=body).status_code == 404


def test_a_new_card_ends_the_old_one(world, card):
    new = make_card(world.client("coordinator"), world.participant)
    body = {"device_id": str(uuid4()), "code": card["code"]}
    assert world.client().post(f"{API}/devices", json=body).status_code == 404
    pair_phone(world, new["code"])


def test_codes_are_not_guessed_without_end_from_one_phone(world):
    device = str(uuid4())
    statuses = [
        world.client()
        .post(f"{API}/devices", json={"device_id": device, "code": f"0000-0000-{n:04}"})
        .status_code
        for n in range(9)
    ]
    assert statuses == [404] * 8 + [429]


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("facilitator", 201),
        ("coordinator", 201),
        ("colleague", 404),
        ("other_coordinator", 404),
        ("planner", 403),
        ("operator", 403),
    ],
)
def test_who_makes_a_card(world, name, status):
    path = f"{API}/participants/{world.participant}/cards"
    assert world.client(name).post(path, json={}).status_code == status


def test_a_participant_makes_no_card_and_no_pin_code(world, kept):
    phone, _ = pair_phone(world, make_code(world, world.participant, "facilitator"))
    path = f"{API}/participants/{world.participant}/cards"
    assert phone.post(path, json={}).status_code == 403
    assert pin_card(phone, world, kept).status_code == 403


def test_the_card_is_an_accessible_page_that_names_nobody(world, caplog):
    card = make_card(world.client("facilitator"), world.participant)
    assert "weasyprint" not in {one.name for one in caplog.records}, "every picture has words"
    reader = PdfReader(io.BytesIO(b64decode(card["pdf"])))
    words = " ".join(page.extract_text() for page in reader.pages)
    assert len(reader.pages) == 1
    assert card["code"].replace("-", " ") in " ".join(words.split())
    assert f"Amsel {world.participant.hex[:4]}" in words
    assert "Vorname" not in words
    assert "Nachname" not in words
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "pdfuaid" in reader.trailer["/Root"]["/Metadata"].get_data().decode()


def test_a_phone_comes_back_with_its_credential_and_leaves_no_session_behind(world, kept, owner):
    assert come_back(world, kept).status_code == 200
    assert come_back(world, kept).status_code == 200
    with owner.connect() as connection:
        held = text("select count(*) from people.sessions where account_id = :it")
        assert connection.scalar(held, {"it": kept["caller"]["account_id"]}) == 1


def test_a_credential_belongs_to_its_phone(world, kept):
    answer = come_back(world, {**kept, "device_id": str(uuid4())})
    assert (answer.status_code, answer.json["type"]) == (403, "/problems/device-unknown")
    assert come_back(world, {**kept, "credential": "x"}).status_code == 403


def test_the_account_has_no_password_and_no_name_to_sign_in_with(world, kept):
    credentials = {"name": kept["caller"]["name"], "password": "participant"}
    assert world.client().post(f"{API}/session", json=credentials).status_code == 403
    phone, _ = pair_phone(world, make_code(world, world.participant, "facilitator"))
    body = {"current": "x", "password": "vier Worte die bleiben"}
    assert phone.put(f"{API}/password", json=body).status_code == 403


@pytest.mark.parametrize(
    ("name", "status"),
    [("facilitator", 204), ("coordinator", 204), ("colleague", 404), ("other_facilitator", 404)],
)
def test_who_revokes_a_device(world, kept, name, status):
    assert world.client(name).delete(device_path(world, kept)).status_code == status
    assert come_back(world, kept).status_code == (410 if status == 204 else 200)


def test_a_revoked_phone_is_out_at_once_and_learns_to_forget(world, card):
    phone, kept = pair_phone(world, card["code"])
    client = world.client("facilitator")
    (listed,) = client.get(f"{API}/participants/{world.participant}/devices").json
    assert listed["id"] == kept["device_id"]
    assert client.delete(device_path(world, kept)).status_code == 204
    assert phone.get(f"{API}/session").status_code == 401
    answer = come_back(world, kept)
    assert (answer.status_code, answer.json["type"]) == (410, "/problems/device-revoked")
    assert client.get(f"{API}/participants/{world.participant}/devices").json == []
    assert client.delete(device_path(world, kept)).status_code == 404


def test_a_participant_sees_their_devices_and_ends_one(world, card):
    phone, kept = pair_phone(world, card["code"])
    path = f"{API}/participants/{world.participant}/devices"
    assert [one["id"] for one in phone.get(path).json] == [kept["device_id"]]
    assert phone.delete(device_path(world, kept)).status_code == 204
    assert phone.get(path).status_code == 401


def test_moving_to_a_new_phone_ends_the_old_one_in_the_same_step(world, kept):
    new = make_card(world.client("facilitator"), world.participant, replaces=kept["device_id"])
    assert come_back(world, kept).status_code == 200, "until the new one is there"
    _, moved = pair_phone(world, new["code"])
    assert come_back(world, kept).status_code == 410
    assert come_back(world, moved).status_code == 200


@pytest.mark.usefixtures("kept")
def test_a_card_replaces_no_device_of_somebody_else(world):
    path = f"{API}/participants/{world.participant}/cards"
    answer = world.client("facilitator").post(path, json={"replaces": str(uuid4())})
    assert answer.status_code == 404


def test_pairing_again_makes_the_old_credential_worthless_and_keeps_the_share(world, kept):
    card = make_card(world.client("facilitator"), world.participant)
    _, again = pair_phone(world, card["code"], UUID(kept["device_id"]))
    assert again["recovery"] == kept["recovery"], "what the phone keeps must open again"
    assert come_back(world, kept).status_code == 403
    assert come_back(world, again).status_code == 200


def test_two_people_share_a_phone_and_each_is_revoked_alone(world, kept):
    friend = uuid4()
    with world.app.app_context():
        world.make_participant("coordinator", friend, "facilitator")
    card = make_card(world.client("facilitator"), friend)
    _, other = pair_phone(world, card["code"], UUID(kept["device_id"]))
    assert other["caller"]["participant"]["id"] == str(friend)
    assert world.client("facilitator").delete(device_path(world, kept)).status_code == 204
    assert come_back(world, kept).status_code == 410
    assert come_back(world, other).status_code == 200


def test_a_code_for_a_forgotten_pin_opens_the_share_of_that_phone_once(world, kept):
    handed = pin_card(world.client("facilitator"), world, kept).json
    assert handed["link"] == f"http://localhost/#/new-pin/{handed['code']}"
    assert use_pin_code(world, handed["code"], str(uuid4())).status_code == 404
    answer = use_pin_code(world, handed["code"], kept["device_id"])
    assert answer.json == {
        "account_id": kept["caller"]["account_id"],
        "recovery": kept["recovery"],
    }
    assert use_pin_code(world, handed["code"], kept["device_id"]).status_code == 404


def test_a_pin_code_signs_nobody_in(world, kept):
    handed = pin_card(world.client("facilitator"), world, kept).json
    client = world.client()
    body = {"device_id": kept["device_id"], "code": handed["code"]}
    assert client.post(f"{API}/devices/recovery", json=body).status_code == 200
    assert client.get(f"{API}/session").status_code == 401


def test_a_pin_code_expires_and_a_new_one_ends_it(world, kept, monkeypatch):
    client = world.client("facilitator")
    first, second = (pin_card(client, world, kept).json["code"] for _ in range(2))
    assert use_pin_code(world, first, kept["device_id"]).status_code == 404
    later(monkeypatch, timedelta(hours=24, seconds=1))
    assert use_pin_code(world, second, kept["device_id"]).status_code == 404


@pytest.mark.parametrize(("name", "status"), [("colleague", 404), ("other_coordinator", 404)])
def test_nobody_else_hands_out_a_pin_code(world, kept, name, status):
    assert pin_card(world.client(name), world, kept).status_code == status


def test_revoking_ends_open_pin_codes_and_forgets_the_share(world, kept, owner):
    client = world.client("facilitator")
    handed = pin_card(client, world, kept).json
    client.delete(device_path(world, kept))
    assert use_pin_code(world, handed["code"], kept["device_id"]).status_code == 404
    assert pin_card(client, world, kept).status_code == 404
    with owner.connect() as connection:
        shares = text("select count(*) from people.recovery_shares where device_id = :it")
        assert connection.scalar(shares, {"it": kept["device_id"]}) == 0


def test_erasing_a_person_ends_their_account_and_their_phones_learn_to_forget(world, card, owner):
    phone, kept = pair_phone(world, card["code"])
    make_card(world.client("facilitator"), world.participant)
    pin_card(world.client("facilitator"), world, kept)
    answer = world.client("coordinator").delete(f"{API}/participants/{world.participant}")
    assert answer.status_code == 204, answer.json
    assert phone.get(f"{API}/session").status_code == 401
    assert come_back(world, kept).status_code == 410
    account = kept["caller"]["account_id"]
    with owner.connect() as connection:
        for table in ("accounts", *TABLES[1:]):
            rows = connection.execute(text(f"select * from people.{table}")).all()  # noqa: S608
            assert account not in str(rows), table
        pairing = select(func.count()).where(Pairing.participant_id == world.participant)
        assert connection.scalar(pairing) == 0


def test_what_others_keep_survives_the_account_that_began_it(world, card):
    phone, _ = pair_phone(world, card["code"])
    walked = make_walked(world, phone)
    operations = [dict(one) for one in walked.operations[:1]]
    friend = uuid4()
    with world.app.app_context():
        world.make_participant("coordinator", friend, "facilitator")
    both = [str(world.participant), str(friend)]
    shared = operations[0] | {
        "id": str(uuid4()),
        "base": operations[0]["id"],
        "body": operations[0]["body"] | {"participant_ids": both},
    }
    (verdict,) = push(world.client("facilitator"), [shared])
    assert verdict["verdict"] == "applied", verdict
    client = world.client("coordinator")
    assert client.delete(f"{API}/participants/{world.participant}").status_code == 204
    (row,) = client.get(f"{API}/explorations").json
    assert row["id"] == walked.exploration


def test_rows_of_pairing_show_to_those_who_support_the_person_and_to_nobody_else(
    world, kept, acting
):
    make_card(world.client("facilitator"), world.participant)
    pin_card(world.client("facilitator"), world, kept)
    seen = {"facilitator": 1, "coordinator": 1, "colleague": 0, "other_coordinator": 0}
    for name, count in {**seen, "operator": 0}.items():
        with acting(world.caller(name)) as session:
            for table in (Pairing, Device, ForgottenPin):
                assert len(session.scalars(select(table)).all()) == count, (name, table)
            assert session.scalars(select(RecoveryShare)).all() == [], name
    with acting(NOBODY) as session:
        for table in (Pairing, Device, ForgottenPin, RecoveryShare):
            assert session.scalars(select(table)).all() == []


def test_without_the_code_the_database_pairs_nothing(world, card, acting):
    call = select(func.people.pair_device(hashed_code(card["code"]), uuid4(), "x", ""))
    with acting(NOBODY) as session:
        assert session.scalar(call) is None
    with acting(world.caller("colleague")) as session:
        begin = select(func.people.begin_participant_account(world.participant))
        assert session.scalar(begin) is None
        hold(session, f"pairing:{hashed_code('0000-0000-0000')}")
        assert session.scalar(call) is None


def test_other_staff_do_not_see_that_a_participant_has_an_account(world, kept, acting):
    account = UUID(kept["caller"]["account_id"])
    for name, sees in {"facilitator": True, "coordinator": True, "colleague": False}.items():
        with acting(world.caller(name)) as session:
            assert bool(session.get(Account, account)) is sees, name
        listed = world.client(name).get(f"{API}/colleagues").json
        assert str(account) not in {one["id"] for one in listed}, name


@pytest.mark.usefixtures("kept")
def test_nobody_gives_a_participant_another_account(world, acting):
    change = update(Participant).values(account_id=world.accounts["colleague"])
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        acting(world.caller("facilitator")) as session,
    ):
        session.execute(change)


def test_the_database_keeps_neither_code_nor_credential(world, card, kept, owner):
    pin = pin_card(world.client("facilitator"), world, kept).json["code"]
    with owner.connect() as connection:
        written = "".join(
            str(connection.execute(text(f"select to_jsonb(it) from people.{table} it")).all())  # noqa: S608
            for table in TABLES
        )
    for secret in (card["code"], kept["credential"], kept["recovery"], pin):
        assert secret not in written


@pytest.mark.usefixtures("card")
def test_expired_codes_are_forgotten(world, owner, work):
    ran_out = update(Pairing).where(Pairing.participant_id == world.participant)
    with owner.begin() as connection:
        connection.execute(ran_out.values(expires_at=func.now() - timedelta(minutes=1)))
    work(forget_expired)
    with owner.connect() as connection:
        rows = select(func.count()).where(Pairing.participant_id == world.participant)
        assert connection.scalar(rows) == 0


def test_what_is_done_with_devices_stands_in_the_audit(world, kept, owner):
    client = world.client("facilitator")
    pin_card(client, world, kept)
    client.delete(device_path(world, kept))
    done = text("select action from audit.entries where subject_id = :it")
    with owner.connect() as connection:
        actions = set(connection.scalars(done, {"it": world.participant}))
    assert {"pairing_made", "device_paired", "pin_code_made", "device_revoked"} <= actions
