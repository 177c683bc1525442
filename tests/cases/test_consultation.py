"""A consultation from its draft to its minutes, and what nobody may learn from it."""

import io
import json
from uuid import uuid4

import pytest
from pypdf import PdfReader
from sqlalchemy import text

from server.cases.names import suggestions
from server.media.removing import remove_files
from tests.asking import cookie_of
from tests.cases.consulting import API, CONSULTATIONS, QUESTION, begin, make_consulted
from tests.makers import STAFF, answer_consent, give_all, make_known
from tests.test_canary import read_everything

TABLES = (
    "consultations",
    "consultation_subjects",
    "shared_items",
    "shared_sources",
    "shared_pictures",
    "contributions",
    "recommendations",
    "stances",
    "plan_sheets",
)
SAID = (
    QUESTION,
    "barrierefrei",
    "seit Mai",
    "gelingt schon",
    "Wegtraining",
    "Frühling",
    "zum Markt",
    "hoher Bord",
)


@pytest.fixture
def consulted(world):
    return make_consulted(world)


def test_nothing_begins_without_consent(world):
    phone = world.client("facilitator")
    refused = begin(phone, world.participant)
    assert refused.status_code == 422
    assert refused.json["purpose"] == "case_consultation"
    assert phone.get(CONSULTATIONS).json == []


def test_members_see_words_with_gaps_a_month_and_a_social_space_at_most(consulted):
    case = consulted.open().member.get(consulted.case).json
    (item,) = case["items"]
    assert item["words"] == "[…] Weg: Mit […] und […] zum Markt."
    assert item["facts"] == {
        "kind": "barrier",
        "question": "kerb",
        "subcategory": None,
        "felt_effect": "with_effort",
    }
    assert item["month"] == "2026-05-01"
    assert set(item) == {"id", "kind", "facts", "words", "month", "space", "pictures"}
    assert "6.51" not in json.dumps(case)
    assert case["question"] == QUESTION


def test_nothing_a_member_can_read_leads_to_the_person(consulted, world):
    consulted.open().talk()
    told = [
        consulted.member.get(path).text
        for path in (f"{API}/cases", consulted.case, f"{API}/session", f"{API}/reports")
    ]
    for word in consulted.secret | {f"Stafffacilitator{world.mark}"}:
        assert all(word not in one for one in told), word


def test_a_crawl_of_every_endpoint_as_a_member_finds_no_trace(consulted, world, monkeypatch):
    consulted.open().talk()
    known = {one for one in consulted.secret if "-" in one} | {consulted.id}
    texts = read_everything(world.app, cookie_of(consulted.member), known, monkeypatch)
    assert any(path == f"GET {consulted.case}" and status == 200 for path, status, _ in texts)
    for path, status, data in texts:
        for word in consulted.secret if status == 200 else ():
            assert word.encode() not in data, path


def test_each_consultation_has_a_pseudonym_of_its_own_that_nobody_goes_by(consulted, world):
    again = begin(consulted.phone, world.participant).json
    first = consulted.phone.get(consulted.path).json
    own = first["participant"]
    names = {first["pseudonym"], again["pseudonym"], own["pseudonym"]}
    assert len(names) == 3
    assert len({first["picture"], again["picture"], own["picture"]}) == 3
    few = set(suggestions({"Amsel 7", "Amsel"}, set()).__next__())
    assert "Amsel" not in few


def test_the_id_of_somebody_elses_consultation_begins_nothing(consulted, world):
    strangers = world.client("other_facilitator")
    give_all(strangers, world.other_participant)
    body = {
        "id": consulted.id,
        "participant_id": str(world.other_participant),
        "question": QUESTION,
        "meets_at": None,
    }
    assert strangers.post(CONSULTATIONS, json=body).status_code == 404
    assert consulted.phone.get(consulted.path).status_code == 200


def test_a_text_must_be_read_and_confirmed_before_anybody_sees_it(consulted):
    consulted.invite("consultant")
    consulted.choose(confirmed=False)
    refused = consulted.phone.post(f"{consulted.path}/opening")
    assert (refused.status_code, refused.json["reason"]) == (422, "not_confirmed")
    consulted.choose()
    assert consulted.phone.post(f"{consulted.path}/opening").status_code == 200


@pytest.mark.parametrize(
    ("members", "chosen", "reason"), [(0, 1, "no_members"), (1, 0, "no_material")]
)
def test_it_opens_only_with_members_and_material(consulted, members, chosen, reason):
    if members:
        consulted.invite("consultant")
    if chosen:
        consulted.choose()
    refused = consulted.phone.post(f"{consulted.path}/opening")
    assert (refused.status_code, refused.json["reason"]) == (422, reason)


def test_whoever_brings_it_may_hide_more_but_never_less(consulted):
    offered = consulted.phone.get(f"{consulted.path}/material").json[0]
    words = offered["words"]
    assert [words[a:b] for a, b in offered["found"]]
    at = words.index("zum Markt")
    consulted.choose(hidden=[[at, at + len("zum Markt")]])
    shown = consulted.phone.get(consulted.path).json["shown"]["items"][0]
    assert shown["words"] == "[…] Weg: Mit […] und […] […]."
    chosen = consulted.phone.get(consulted.path).json["chosen"][0]
    assert chosen["hidden"] == [[at, at + len("zum Markt")]]


def test_a_name_in_the_question_or_an_answer_is_refused(consulted, world):
    name = make_known(world.participant).name
    refused = begin(consulted.phone, world.participant, f"Was hilft {name}?")
    assert (refused.status_code, refused.json["type"]) == (422, "/problems/names-somebody")
    consulted.open()
    asked = consulted.say(consulted.member, "question", "Wer begleitet?")
    body = {"question_id": asked.json["contributions"][0]["id"], "words": f"{name} geht allein."}
    assert consulted.phone.post(f"{consulted.path}/answers", json=body).status_code == 422


def test_what_sounds_like_home_is_pointed_out_and_the_street_is_a_name(world):
    street = f"Gasse{world.participant.hex[:8]}"
    made = make_consulted(world, note=f"Vor der Tür in der {street} liegt Kies.")
    offered = made.phone.get(f"{made.path}/material").json[0]
    assert offered["sounds_like_home"] is True
    made.choose(with_place=False)
    item = made.phone.get(made.path).json["shown"]["items"][0]
    assert street not in item["words"]
    assert item["space"] is None


def test_only_consultants_of_the_provider_and_of_funders_can_be_invited(consulted, world):
    listed = consulted.phone.get(f"{consulted.path}/consultants").json
    mine = {one["account_id"] for one in listed} & {str(one) for one in world.accounts.values()}
    assert mine == {str(world.accounts[name]) for name in ("consultant", "funder_consultant")}
    assert consulted.invite("colleague").status_code == 422
    assert consulted.invite("funder_consultant", "consultant").status_code == 200


def test_whoever_is_taken_out_reads_nothing_any_more(consulted):
    consulted.open()
    assert consulted.other.get(consulted.case).status_code == 200
    consulted.invite("consultant")
    assert consulted.other.get(consulted.case).status_code == 404
    assert consulted.member.get(consulted.case).status_code == 200


def test_members_talk_and_each_stance_stands_beside_the_recommendation(consulted):
    consulted.open().talk()
    case = consulted.member.get(consulted.case).json
    question, observation = case["contributions"]
    assert question["answer"]["words"] == "Ja, seit Mai."
    assert question["by"] == {"comes_from": "provider", "number": 1, "is_me": True}
    assert observation["by"] == {"comes_from": "funder", "number": 1, "is_me": False}
    stances = {one["stance"]: one["reason"] for one in case["recommendation"]["stances"]}
    assert stances == {"agrees": "", "with_reservation": "Erst im Frühling."}
    named = consulted.phone.get(consulted.path).json["members"]
    assert {one["display_name"][:15] for one in named} == {"Staffconsultant", "Stafffunder_con"}


def test_a_reservation_needs_its_reason(consulted):
    consulted.open().talk()
    for stance in ("with_reservation", "disagrees"):
        answer = consulted.member.put(
            f"{consulted.case}/stance", json={"stance": stance, "reason": " "}
        )
        assert answer.status_code == 422


def test_two_who_word_the_recommendation_at_once_do_not_overwrite_each_other(consulted):
    consulted.open().talk()
    path = f"{consulted.case}/recommendation"
    first = consulted.member.put(path, json={"words": "Erst üben.", "revision": 1})
    late = consulted.other.put(path, json={"words": "Erst fragen.", "revision": 1})
    assert (first.status_code, late.status_code) == (200, 409)
    stances = first.json["recommendation"]["stances"]
    assert {one["to_this_wording"] for one in stances} == {False}


def test_saying_something_twice_says_it_once(consulted):
    consulted.open()
    body = {"id": str(uuid4()), "kind": "observation", "words": "Gut."}
    for _ in range(2):
        answer = consulted.member.post(f"{consulted.case}/contributions", json=body)
    assert len(answer.json["contributions"]) == 1


def test_no_word_lies_readable_in_the_tables(consulted, owner, settings):
    consulted.open().talk()
    body = {"parts": parts(like="Wegtraining im Frühling"), "revision": 0}
    path = f"{API}/participants/{consulted.world.participant}/plan-sheet"
    assert consulted.phone.put(path, json=body).status_code == 200
    with owner.connect() as connection:
        rows = [
            row
            for table in TABLES
            for row in connection.scalars(
                text(f"select row_to_json(it)::text from field.{table} as it")  # noqa: S608
            )
        ]
    assert len(rows) > len(TABLES)
    pictures = consulted.member.get(consulted.case).json["items"][0]["pictures"]
    files = [settings.data / "media" / "cases" / one["id"] for one in pictures]
    stored = "".join(rows).encode() + b"".join(file.read_bytes() for file in files)
    for word in SAID:
        assert word.encode() not in stored, word
        assert word.encode().hex().encode() not in stored, word
    assert b"\xff\xd8\xff" not in stored


def parts(**words):
    return {
        part: [{"words": words[part], "finding_id": None}] if part in words else []
        for part in ("like", "helps", "in_the_way", "try")
    }


def test_a_shared_photograph_is_read_by_members_alone(consulted):
    consulted.open()
    (picture,) = consulted.member.get(consulted.case).json["items"][0]["pictures"]
    assert picture["words"] == "Ein hoher Bord"
    path = f"{consulted.case}/pictures/{picture['id']}"
    assert consulted.member.get(path).data[:2] == b"\xff\xd8"
    assert consulted.phone.get(path).status_code == 403
    other = f"{API}/cases/{uuid4()}/pictures/{picture['id']}"
    assert consulted.member.get(other).status_code == 404


def test_withdrawing_ends_access_at_once_and_destroys_what_was_shared(
    consulted, world, owner, settings, work
):
    consulted.open().talk()
    (picture,) = consulted.member.get(consulted.case).json["items"][0]["pictures"]
    answer_consent(consulted.phone, world.participant, "case_consultation", "withdrawn")
    assert consulted.member.get(consulted.case).status_code == 404
    assert consulted.member.get(f"{API}/cases").json == []
    saying = {"id": str(uuid4()), "kind": "question", "words": "Noch da?"}
    assert consulted.member.post(f"{consulted.case}/contributions", json=saying).status_code == 404
    row = consulted.phone.get(consulted.path).json
    assert (row["state"], row["agreed"], row["shown"]) == ("withdrawn", False, None)
    work(remove_files)
    assert not (settings.data / "media" / "cases" / picture["id"]).exists()
    with owner.connect() as connection:
        for table, column in (("case_keys", "holder_id"), ("shared_items", "consultation_id")):
            asked = text(f"select count(*) from field.{table} where {column} = :it")  # noqa: S608
            assert connection.scalar(asked, {"it": consulted.id}) == 0, table
    answer_consent(consulted.phone, world.participant, "case_consultation")
    assert consulted.phone.get(consulted.path).json["state"] == "withdrawn"


def test_a_no_to_photographs_takes_only_these_away(consulted, world, settings, work):
    consulted.open()
    (picture,) = consulted.member.get(consulted.case).json["items"][0]["pictures"]
    answer_consent(consulted.phone, world.participant, "release_media", "withdrawn")
    case = consulted.member.get(consulted.case).json
    assert case["items"][0]["pictures"] == []
    work(remove_files)
    assert not (settings.data / "media" / "cases" / picture["id"]).exists()


def test_closing_ends_access_and_leaves_minutes_without_a_name(consulted, owner):
    consulted.open().talk()
    pseudonym = consulted.phone.get(consulted.path).json["pseudonym"]
    consulted.close()
    assert consulted.member.get(consulted.case).status_code == 404
    with owner.connect() as connection:
        for table, column in (("case_keys", "holder_id"), ("contributions", "consultation_id")):
            asked = text(f"select count(*) from field.{table} where {column} = :it")  # noqa: S608
            assert connection.scalar(asked, {"it": consulted.id}) == 0, table
    answer = consulted.phone.get(f"{consulted.path}/minutes.pdf")
    assert answer.status_code == 200
    read = PdfReader(io.BytesIO(answer.data))
    words = " ".join(" ".join(page.extract_text() for page in read.pages).split())
    for there in (pseudonym, QUESTION, "Wegtraining", "Erst im Frühling.", "Träger 1", "seit Mai"):
        assert there in words, there
    assert "entscheiden die Person, der Leistungserbringer und der Träger" in words
    names = {name for one in STAFF for name in (f"Staff{one}", f"Family{one}")}
    for name in consulted.secret | names:
        assert name not in words, name
    assert read.metadata.title.endswith(pseudonym)
    assert "/MarkInfo" in read.trailer["/Root"]


def test_what_is_ended_does_not_begin_again(consulted):
    consulted.open().talk().close()
    for path in ("opening", "closing"):
        assert consulted.phone.post(f"{consulted.path}/{path}").status_code == 409
    assert consulted.choose().status_code == 409
    assert consulted.phone.delete(consulted.path).status_code == 409


def test_a_draft_can_be_dropped(consulted):
    consulted.choose()
    assert consulted.phone.delete(consulted.path).status_code == 204
    assert consulted.phone.get(CONSULTATIONS).json == []


def test_the_person_sees_who_looked_shared_closed_and_printed(consulted, world):
    consulted.open().talk()
    consulted.member.get(consulted.case)
    consulted.close()
    consulted.phone.get(f"{consulted.path}/minutes.pdf")
    stored = consulted.phone.get(f"{API}/participants/{world.participant}/stored").json
    seen = {(one["look"], one["who"].split()[0]) for one in stored["looks"]}
    facilitator = f"Stafffacilitator{world.mark}"
    for look in ("case_shared", "case_closed", "minutes"):
        assert (look, facilitator) in seen, look
    assert ("case_seen", f"Staffconsultant{world.mark}") in seen
    assert ("case_seen", f"Stafffunder_consultant{world.mark}") in seen
