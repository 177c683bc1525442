"""What a person sees of themself, and the file they take along."""

import base64
import io
import json
from uuid import UUID, uuid4
from zipfile import ZipFile

import pytest
from sqlalchemy import text

from server.release.copying import copy_releases
from server.rights import exporting, looks
from server.rights.looks import Look
from tests.makers import (
    answer_consent,
    make_consent,
    make_known,
    make_operation,
    make_picture,
    make_walked,
    push,
    send_picture,
)
from tests.rights.test_erasing import Planted

PARTICIPANTS = "/api/v1/participants"


@pytest.fixture
def planted(world):
    return Planted(world)


def stored(client, participant):
    answer = client.get(f"{PARTICIPANTS}/{participant}/stored")
    assert answer.status_code == 200, answer.json
    return answer.json


def test_everything_about_the_person_is_there_and_nothing_about_others(planted, world):
    seen = stored(planted.phone, planted.person)
    known = make_known(world.participant)
    assert seen["name"] == known.name
    assert seen["contact"]["address"] == known.contact["address"]
    assert seen["support_person"]["name"] == known.support_person["name"]
    assert seen["facilitators"][0].startswith("Stafffacilitator")
    assert seen["coordinators"][0].startswith("Staffcoordinator")
    findings = {one["id"] for part in seen["explorations"] for one in part["findings"]}
    assert findings == {planted.note, planted.seen, planted.shared}
    everything = json.dumps(seen)
    for name in ("title", "note", "picture", "ours"):
        assert planted.words[name] in everything, name
    assert planted.words["theirs"] not in everything
    friend = make_known(UUID(planted.friend))
    assert friend.name not in everything


def test_answers_are_there_and_what_was_signed_or_spoken_goes_along(planted, world):
    answer_consent(planted.phone, world.participant, "keep_maps")
    voice = b"\x1aE\xdf\xa3....webm....A_OPUS" + uuid4().bytes
    sent = {"type": "audio/webm", "data": base64.b64encode(voice).decode()}
    said = answer_consent(planted.phone, world.participant, "tell_me", how="spoken", evidence=sent)
    assert said["verdict"] == "applied", said
    answers = stored(planted.phone, planted.person)["answers"]
    (heard,) = (one for one in answers if one["how"] == "spoken")
    assert (heard["purpose"], heard["evidence_type"]) == ("tell_me", "audio/webm")
    taken = planted.phone.post(f"{PARTICIPANTS}/{planted.person}/exports")
    archive = ZipFile(io.BytesIO(taken.data))
    taken.close()
    name = f"antworten/tell_me-{heard['id']}.webm"
    assert archive.read(name) == voice
    assert name in archive.read("lies-mich.html").decode()
    assert len([one for one in archive.namelist() if one.endswith(".svg")]) == 1


def test_it_says_what_would_go_and_what_would_stay(planted, work):
    planted.release(planted.alone, planted.note, "Bord zu hoch")
    work(copy_releases)
    counted = stored(planted.phone, planted.person)["erasure"]
    assert counted | {"versions": 0} == {
        "explorations": 1,
        "findings": 3,
        "photographs": 3,
        "network_maps": 0,
        "versions": 0,
        "together": 1,
        "published": 1,
        "may_erase": False,
    }
    assert counted["versions"] >= 8
    assert stored(planted.coordinator, planted.person)["erasure"]["may_erase"] is True


def test_it_names_what_is_published_and_in_which_report(planted, work):
    public = f"öffentlich{uuid4().hex}"
    planted.release(planted.alone, planted.note, public)
    work(copy_releases)
    planner = planted.world.client("planner")
    pool = planner.get("/api/v1/pool/findings").json["findings"]
    ids = [one["id"] for one in pool if one["text"] == public]
    report = {"title": "Bericht Mitte", "introduction": "", "finding_ids": ids}
    made = planner.post("/api/v1/reports", json=report).json
    findings = findings_of(stored(planted.phone, planted.person))
    assert findings[planted.note]["release"]["reports"] == [], "a draft is nobody's yet"
    answer = planner.put(f"/api/v1/reports/{made['id']}", json=report | {"state": "published"})
    assert answer.status_code == 200, answer.json
    findings = findings_of(stored(planted.phone, planted.person))
    assert findings[planted.note]["release"]["text"] == public
    assert findings[planted.note]["release"]["reports"] == ["Bericht Mitte"]


def findings_of(seen):
    return {one["id"]: one for part in seen["explorations"] for one in part["findings"]}


def test_it_says_who_looked_and_what_for(world):
    phone = world.client("facilitator")
    walked = make_walked(world, phone)
    world.client("coordinator").get(f"/api/v1/explorations/{walked.exploration}")
    phone.get("/api/v1/sync/pull")
    phone.get("/api/v1/sync/pull")
    seen = stored(phone, world.participant)["looks"]
    counted = {(one["who"][:10], one["look"]): one["times"] for one in seen}
    assert counted["Stafffacil", "support"] >= 2
    assert counted["Staffcoord", "review"] == 1
    assert counted["Staffcoord", "took_in"] >= 1


def test_who_looks_up_a_signature_is_told_as_such(world):
    phone, consent_id = world.client("facilitator"), str(uuid4())
    push(
        phone, [make_operation("consent", consent_id, make_consent(world.participant, "keep_maps"))]
    )
    assert phone.get(f"/api/v1/consents/{consent_id}/evidence").status_code == 200
    seen = {one["look"] for one in stored(phone, world.participant)["looks"]}
    assert {"answer", "evidence"} <= seen
    assert "other" not in seen


def test_every_purpose_names_an_endpoint_and_every_look_has_words(app):
    endpoints = {rule.endpoint.partition(".")[2] for rule in app.url_map.iter_rules()}
    assert set(looks.PURPOSES) <= endpoints
    assert set(exporting.LOOKS) == set(Look)


def test_strangers_see_and_export_nothing(world):
    for name in ("colleague", "other_facilitator", "other_coordinator", "operator", "planner"):
        client, path = world.client(name), f"{PARTICIPANTS}/{world.participant}"
        assert client.get(f"{path}/stored").status_code in {403, 404}, name
        assert client.post(f"{path}/exports").status_code in {403, 404}, name


def export(phone, participant):
    with phone.post(f"{PARTICIPANTS}/{participant}/exports") as answer:
        assert answer.status_code == 200
        return answer.headers["Content-Disposition"], ZipFile(io.BytesIO(answer.data))


def test_the_file_holds_a_page_the_data_and_the_photographs(planted):
    _, archive = export(planted.phone, planted.person)
    names = archive.namelist()
    assert {"lies-mich.html", "daten.json", "fotos/foto-1.jpg", "fotos/foto-2.jpg"} == set(names)
    page, data = archive.read("lies-mich.html").decode(), archive.read("daten.json").decode()
    for part in (page, data):
        for name in ("title", "note", "picture", "ours"):
            assert planted.words[name] in part, name
        assert planted.words["theirs"] not in part
    assert json.loads(data)["id"] == planted.person
    assert archive.read("fotos/foto-1.jpg")[:2] == b"\xff\xd8"
    assert "http" not in page.replace("http-equiv", "")
    assert "<script" not in page


def test_the_files_name_carries_no_name(planted):
    heading, archive = export(planted.phone, planted.person)
    name = planted.phone.get(f"{PARTICIPANTS}/{planted.person}").json
    told = heading + "".join(archive.namelist())
    for secret in (*name["name"].split(), name["pseudonym"], planted.person):
        assert secret not in told
    assert heading.startswith("attachment; filename=auskunft-")


def test_exporting_is_audited(planted, owner):
    export(planted.phone, planted.person)
    asked = text(
        "select count(*) from audit.entries "
        "where action = 'participant_exported' and subject_id = :it"
    )
    with owner.connect() as connection:
        assert connection.scalar(asked, {"it": planted.person}) == 1


def test_what_people_write_cannot_become_part_of_the_page(world):
    phone = world.client("facilitator")
    make_walked(world, phone, note="<script>alert(1)</script>")
    _, archive = export(phone, world.participant)
    page = archive.read("lies-mich.html").decode()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_one_picture_of_two_findings_is_in_the_file_once(world):
    phone = world.client("facilitator")
    first, second = make_walked(world, phone), make_walked(world, phone)
    for one in (first, second):
        send_picture(phone, one.finding, make_picture(colour="#654321"))
    names = export(phone, world.participant)[1].namelist()
    assert len(names) == len(set(names)) == 3
