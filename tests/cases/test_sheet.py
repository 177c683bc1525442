"""The sheet a person takes to their participation plan."""

import io
from uuid import UUID, uuid4

import pytest
from pypdf import PdfReader
from sqlalchemy import text

from tests.cases.consulting import API, make_consulted
from tests.makers import answer_consent
from tests.networks.maps import draw

EMPTY = {"like": [], "helps": [], "in_the_way": [], "try": []}


@pytest.fixture
def consulted(world):
    return make_consulted(world)


def path(world):
    return f"{API}/participants/{world.participant}/plan-sheet"


def test_it_is_filled_from_findings_and_own_words(consulted, world):
    consulted.open().talk().close()
    before = consulted.phone.get(path(world)).json
    assert (before["parts"], before["revision"]) == (EMPTY, 0)
    assert [one["id"] for one in before["offered"]] == [consulted.finding]
    assert before["recommended"][0]["words"] == "Wegtraining, zweimal die Woche."
    parts = EMPTY | {
        "in_the_way": [{"words": "Der Bord", "finding_id": consulted.finding}],
        "try": [{"words": "Allein zum Markt fahren", "finding_id": None}],
    }
    kept = consulted.phone.put(path(world), json={"parts": parts, "revision": 0})
    assert kept.status_code == 200, kept.json
    assert (kept.json["parts"], kept.json["revision"]) == (parts, 1)
    late = consulted.phone.put(path(world), json={"parts": EMPTY, "revision": 0})
    assert late.status_code == 409


def test_on_paper_it_is_large_tagged_and_shows_the_photograph(consulted, world):
    parts = EMPTY | {"in_the_way": [{"words": "Der Bord", "finding_id": consulted.finding}]}
    consulted.phone.put(path(world), json={"parts": parts, "revision": 0})
    read = PdfReader(io.BytesIO(consulted.phone.get(f"{path(world)}.pdf").data))
    words = " ".join(page.extract_text() for page in read.pages)
    for there in ("Das mag ich", "Wer mir hilft", "Das ist im Weg", "versuchen", "Der Bord"):
        assert there in words, there
    assert "/MarkInfo" in read.trailer["/Root"]
    assert any(page.images for page in read.pages)


def test_an_entry_says_something(consulted, world):
    parts = EMPTY | {"like": [{"words": " ", "finding_id": None}]}
    answer = consulted.phone.put(path(world), json={"parts": parts, "revision": 0})
    assert answer.status_code == 422


def test_it_is_for_those_who_support_the_person_alone(consulted, world):
    for name in ("colleague", "other_coordinator"):
        client = world.client(name)
        assert client.get(path(world)).status_code == 404, name
        assert client.put(path(world), json={"parts": EMPTY, "revision": 0}).status_code == 404
    assert consulted.member.get(path(world)).status_code == 403


def test_it_stands_with_consultations_in_what_is_stored_and_in_the_file(consulted, world):
    word = f"blatt{uuid4().hex}"
    consulted.open().talk()
    parts = EMPTY | {"like": [{"words": word, "finding_id": None}]}
    consulted.phone.put(path(world), json={"parts": parts, "revision": 0})
    stored = consulted.phone.get(f"{API}/participants/{world.participant}/stored").json
    assert stored["plan_sheet"]["like"][0]["words"] == word
    (told,) = stored["consultations"]
    assert told["state"] == "open"
    assert told["shown"]["recommendation"]["words"].startswith("Wegtraining")
    assert len(told["members"]) == 2
    with consulted.phone.post(f"{API}/participants/{world.participant}/exports") as answer:
        assert answer.status_code == 200


def test_a_no_to_keeping_takes_it_away(consulted, world):
    parts = EMPTY | {"like": [{"words": "Musik", "finding_id": None}]}
    consulted.phone.put(path(world), json={"parts": parts, "revision": 0})
    answer_consent(consulted.phone, world.participant, "keep_maps", "withdrawn")
    assert consulted.phone.get(path(world)).json["parts"] == EMPTY


def test_erasing_the_person_leaves_nothing_of_either(consulted, world, owner):
    consulted.open().talk()
    parts = EMPTY | {"like": [{"words": "Musik", "finding_id": None}]}
    consulted.phone.put(path(world), json={"parts": parts, "revision": 0})
    (picture,) = consulted.member.get(consulted.case).json["items"][0]["pictures"]
    gone = world.client("coordinator").delete(f"{API}/participants/{world.participant}")
    assert gone.status_code in {200, 204}, gone.json
    columns = {
        "consultations": "id",
        "consultation_subjects": "consultation_id",
        "consultation_members": "consultation_id",
        "case_keys": "holder_id",
        "shared_items": "consultation_id",
        "shared_sources": "consultation_id",
        "shared_pictures": "consultation_id",
        "contributions": "consultation_id",
        "recommendations": "consultation_id",
        "stances": "consultation_id",
    }
    with owner.connect() as connection:
        for table, column in columns.items():
            asked = text(f"select count(*) from field.{table} where {column} = :it")  # noqa: S608
            assert connection.scalar(asked, {"it": UUID(consulted.id)}) == 0, table
        sheets = text("select count(*) from field.plan_sheets where participant_id = :it")
        assert connection.scalar(sheets, {"it": world.participant}) == 0
        removed = text("select count(*) from field.removals where name = :it")
        assert connection.scalar(removed, {"it": f"cases/{picture['id']}"}) == 1


def test_the_sheet_offers_who_helps_and_the_consultation_the_map(consulted, world):
    drawn = draw(consulted.phone, world.participant, "Waltraud Ehrlich")
    offered = consulted.phone.get(path(world)).json["offered"]
    (helper,) = [one for one in offered if one["id"] == drawn.contacts["Waltraud Ehrlich"]]
    assert (helper["kind"], helper["words"]) == (None, "Waltraud Ehrlich: emotional (gegenseitig)")
    assert drawn.id not in {one["id"] for one in offered}
    caller = consulted.phone.get(f"{consulted.path}/material")
    (shown,) = [one for one in caller.json if one["source_id"] == drawn.id]
    assert shown["facts"]["size"] == "up_to_5"
    start, end = shown["found"][0]
    assert shown["words"][start:end] == "Waltraud Ehrlich"
    assert "Mutter" in shown["words"]
