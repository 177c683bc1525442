"""Taking answers down: offline, in any order, in the form they need, and what follows from a no."""

import base64
from uuid import uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from server.consent.queries import missing_consents
from server.consent.tables import Consent
from server.consent.texts import Purpose
from tests.makers import (
    answer_consent,
    give_all,
    make_consent,
    make_finding,
    make_operation,
    make_picture,
    make_walked,
    push,
    send_picture,
)

LATER = "2026-05-02T08:00:00+00:00"
LATEST = "2026-05-03T08:00:00+00:00"

# Any two letters turn up in sound, also those that a film's picture would be told by.
WEBM = b"\x1aE\xdf\xa3....webm....A_OPUS....\x1f\x43\xb6\x75" + b"voice V_" * 20
MP4 = b"....ftypiso5....hdlr....soun" + b"voice" * 20


def spoken(data=WEBM, **values):
    return {"type": "audio/webm", "data": base64.b64encode(data).decode()} | values


@pytest.fixture
def phone(world):
    return world.client("facilitator")


def slug(verdict):
    return verdict["problem"]["type"].removeprefix("/problems/")


def missing(world, acting):
    with acting(world.caller("coordinator")) as session:
        return missing_consents(session, [world.participant], list(Purpose))[world.participant]


def pulled(client, kind="consent"):
    changes = client.get("/api/v1/sync/pull").json["changes"]
    return [one for one in changes if one["kind"] == kind]


def test_an_answer_comes_back_to_devices_without_its_proof(world, phone):
    sent = make_consent(world.participant, "keep_maps")
    (verdict,) = push(phone, [make_operation("consent", str(uuid4()), sent)])
    assert verdict["verdict"] == "applied", verdict
    (back,) = pulled(phone)
    assert back["body"] == sent | {"evidence": None}


def test_repeating_changes_nothing_and_another_body_under_the_same_id_is_refused(world, phone):
    operation = make_operation(
        "consent", str(uuid4()), make_consent(world.participant, "keep_maps")
    )
    assert push(phone, [operation])[0]["verdict"] == "applied"
    assert push(phone, [operation])[0]["verdict"] == "repeated"
    no = make_consent(world.participant, "keep_maps", "withdrawn")
    changed = make_operation("consent", operation["record_id"], no)
    gone = make_operation("consent", operation["record_id"], None, action="delete")
    assert [slug(one) for one in push(phone, [changed, gone])] == ["written-once"] * 2


def test_answers_in_any_order_of_arrival_come_to_the_same(world, phone, acting):
    give_all(phone, world.participant)
    withdrawn = make_consent(world.participant, "tell_me", "withdrawn", answered_at=LATEST)
    given = make_consent(world.participant, "tell_me", answered_at=LATER)
    for body in (withdrawn, given):
        assert (
            push(phone, [make_operation("consent", str(uuid4()), body)])[0]["verdict"] == "applied"
        )
    assert missing(world, acting) == [Purpose.TELL_ME]


def test_a_clock_that_runs_ahead_cannot_outlast_a_later_no(world, phone, acting):
    give_all(phone, world.participant)
    answer_consent(phone, world.participant, "tell_me", answered_at="2126-01-01T00:00:00+00:00")
    answer_consent(
        phone, world.participant, "tell_me", "withdrawn", answered_at="2126-01-01T00:00:00+00:00"
    )
    assert missing(world, acting) == [Purpose.TELL_ME]


@pytest.mark.parametrize("purpose", [one for one in Purpose if one is not Purpose.TELL_ME])
def test_a_spoken_yes_does_not_give_what_concerns_health(world, phone, purpose):
    give_all(phone, world.participant)
    refused = answer_consent(phone, world.participant, purpose, how="spoken", evidence=spoken())
    assert slug(refused) == "spoken-not-enough"


@pytest.mark.parametrize("voice", [WEBM, MP4])
def test_a_spoken_yes_is_enough_for_being_told_and_can_be_heard_again(world, phone, acting, voice):
    answer_consent(phone, world.participant, "keep_maps")
    consent_id, kind = str(uuid4()), "audio/webm" if voice is WEBM else "audio/mp4"
    body = make_consent(
        world.participant, "tell_me", how="spoken", evidence=spoken(voice, type=kind)
    )
    (said,) = push(phone, [make_operation("consent", consent_id, body)])
    assert said["verdict"] == "applied", said
    assert Purpose.TELL_ME not in missing(world, acting)
    heard = phone.get(f"/api/v1/consents/{consent_id}/evidence")
    assert (heard.data, heard.mimetype) == (voice, kind)


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({"how": "spoken", "evidence": None}, "form-missing"),
        ({"how": "spoken"}, "form-missing"),
        ({"how": "tapped", "evidence": "voice"}, "form-missing"),
        ({"how": "spoken", "evidence": b"RIFF...."}, "unreadable-evidence"),
        (
            {"how": "spoken", "evidence": WEBM.replace(b"A_OPUS", b"A_OPUSV_VP8")},
            "unreadable-evidence",
        ),
        ({"how": "spoken", "evidence": MP4}, "unreadable-evidence"),
        ({"how": "spoken", "evidence": WEBM.ljust(513 * 1024, b"x")}, "invalid-input"),
    ],
)
def test_a_spoken_yes_needs_a_recording_that_holds_a_voice(world, phone, sent, problem):
    answer_consent(phone, world.participant, "keep_maps")
    if "evidence" in sent and sent["evidence"] is not None:
        data = WEBM if sent["evidence"] == "voice" else sent["evidence"]
        sent = sent | {"evidence": spoken(data)}
    assert slug(answer_consent(phone, world.participant, "tell_me", **sent)) == problem


def test_the_database_itself_refuses_a_spoken_yes_about_health(world, phone, owner):
    answer_consent(phone, world.participant, "keep_maps")
    told = text("update people.consents set how = 'spoken' where participant_id = :it")
    with owner.connect() as connection, pytest.raises(IntegrityError, match="written_or"):
        connection.execute(told, {"it": world.participant})


def test_a_yes_without_a_signature_is_no_yes(world, phone):
    assert (
        slug(answer_consent(phone, world.participant, "keep_maps", evidence=None)) == "form-missing"
    )


def test_nothing_can_be_agreed_to_before_keeping(world, phone):
    refused = answer_consent(phone, world.participant, "release_words")
    assert slug(refused) == "needs-another"
    no = answer_consent(phone, world.participant, "release_words", "refused")
    assert no["verdict"] == "applied"


def test_taking_keeping_back_ends_all_that_require_it(world, phone, acting):
    give_all(phone, world.participant)
    answer_consent(phone, world.participant, "keep_maps", "withdrawn", answered_at=LATER)
    assert missing(world, acting) == list(Purpose)
    answer_consent(phone, world.participant, "keep_maps", answered_at=LATEST)
    assert missing(world, acting) == list(Purpose)[1:]


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"text_hash": "a" * 64}, "text-unknown"),
        ({"text_version": 2}, "text-unknown"),
        ({"language": "en"}, "text-unknown"),
        ({"participant_id": str(uuid4())}, "participant-unknown"),
        ({"purpose": "world_peace"}, "invalid-input"),
        ({"evidence": {"type": "text/html", "data": "YQ=="}}, "invalid-input"),
        ({"evidence": {"type": "text/plain", "data": "%%"}}, "unreadable-evidence"),
        ({"evidence": {"type": "image/jpeg", "data": "YWJj"}}, "no-photograph"),
        (
            {
                "evidence": {
                    "type": "image/svg+xml",
                    "data": base64.b64encode(b"<svg onload='alert(1)'/>").decode(),
                }
            },
            "unreadable-evidence",
        ),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_written(world, phone, acting, changed, problem):
    body = make_consent(world.participant, "keep_maps") | changed
    (refused,) = push(phone, [make_operation("consent", str(uuid4()), body)])
    assert slug(refused) == problem
    with acting(world.caller("coordinator")) as session:
        assert session.scalars(select(Consent.id)).all() == []


def test_answers_of_somebody_elses_participant_are_refused(world):
    stranger = world.client("other_facilitator")
    assert slug(answer_consent(stranger, world.participant, "keep_maps")) == "participant-unknown"


def test_a_proof_is_sealed_and_opens_only_for_who_works_with_the_person(world, phone, owner):
    name = f"Name {uuid4().hex}"
    proof = {"type": "text/plain", "data": base64.b64encode(name.encode()).decode()}
    consent_id = str(uuid4())
    body = make_consent(world.participant, "keep_maps", evidence=proof)
    push(phone, [make_operation("consent", consent_id, body)])
    url = f"/api/v1/consents/{consent_id}/evidence"
    answer = phone.get(url)
    assert (answer.text, answer.mimetype) == (name, "text/plain")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    for stranger in ("colleague", "other_coordinator"):
        assert world.client(stranger).get(url).status_code == 404
    with owner.connect() as connection:
        kept = text("select sealed_evidence from people.consents where id = :it")
        assert name.encode() not in connection.scalar(kept, {"it": consent_id})


def test_a_no_to_keeping_empties_unkeys_and_erases_what_the_person_contributed(world, phone, owner):
    give_all(phone, world.participant)
    walked = make_walked(world, phone)
    sha256 = send_picture(phone, walked.finding, make_picture(colour="plum"))
    by_staff = make_finding(world, walked.walk, author_participant_id=None, who_spoke="observed")
    push(phone, [make_operation("finding", str(uuid4()), by_staff)])
    said = answer_consent(phone, world.participant, "keep_maps", "withdrawn", answered_at=LATER)
    assert said["verdict"] == "applied", said
    findings = {one["record_id"]: one for one in pulled(phone, "finding")}
    assert findings[walked.finding]["action"] == "erase"
    assert sorted(one["action"] for one in findings.values()) == ["erase", "put"]
    assert phone.get(f"/api/v1/media/{sha256}").status_code == 404
    with owner.connect() as connection:
        gone = {
            "field.keys where holder_id": world.participant,
            "field.revisions where record_id": walked.finding,
            "field.findings where sealed_note is not null and id": walked.finding,
        }
        for table, id_ in gone.items():
            count = text(f"select count(*) from {table} = :it")  # noqa: S608
            assert connection.scalar(count, {"it": id_}) == 0, table
    again = make_operation("finding", walked.finding, make_finding(world, walked.walk))
    assert slug(push(phone, [again])[0]) == "no-consent"
    assert len(pulled(phone)) == len(Purpose) + 1, "the answers themselves stay, as proof"


def test_a_no_to_something_else_erases_nothing(world, phone):
    walked = make_walked(world, phone)
    answer_consent(phone, world.participant, "tell_me", "refused")
    (finding,) = pulled(phone, "finding")
    assert (finding["record_id"], finding["action"]) == (walked.finding, "put")


def test_the_audit_keeps_who_answered_what_but_no_words(world, phone, owner):
    answer_consent(phone, world.participant, "keep_maps")
    rows = text(
        "select action, codes from audit.entries where subject_id = :it order by id desc limit 1"
    )
    with owner.connect() as connection:
        (row,) = connection.execute(rows, {"it": world.participant}).all()
    assert tuple(row) == ("consent_given", {"purpose": "keep_maps", "how": "tapped"})
