"""What a person reads of the consultations about them and of their sheet, on their own phone."""

import io
import json
import re
from zipfile import ZipFile

import pytest
from pypdf import PdfReader
from sqlalchemy import TableClause, delete, func, select, table, text
from sqlalchemy.exc import ProgrammingError

from tests.cases.consulting import API, CONSULTATIONS, make_consulted
from tests.makers import answer_consent, participants_phone

TABLES = (
    "consultations",
    "consultation_subjects",
    "consultation_members",
    "case_keys",
    "shared_items",
    "shared_pictures",
    "contributions",
    "recommendations",
    "stances",
)
WORDS = "Ich mag den Markt."


@pytest.fixture
def consulted(world):
    return make_consulted(world)


def in_field(name: str) -> TableClause:
    return table(name, schema="field")


def told(phone, world):
    """What the person reads of their only consultation."""
    answer = phone.get(f"{API}/participants/{world.participant}/stored")
    assert answer.status_code == 200, answer.json
    (one,) = answer.json["consultations"]
    return one


def keep_sheet(consulted):
    parts = {part: [] for part in ("helps", "in_the_way", "try")}
    parts["like"] = [{"words": WORDS, "finding_id": consulted.finding}]
    path = f"{API}/participants/{consulted.world.participant}/plan-sheet"
    assert consulted.phone.put(path, json={"parts": parts, "revision": 0}).status_code == 200
    return path


def test_a_person_follows_a_consultation_from_its_draft_to_what_was_recommended(consulted, world):
    phone, _ = participants_phone(world)
    assert told(phone, world)["state"] == "draft"
    consulted.open().talk()
    now = told(phone, world)
    assert now["state"] == "open"
    assert {one["comes_from"] for one in now["members"]} == {"provider", "funder"}
    assert {one["organisation"] for one in now["members"]} == {
        f"Name {name}-{world.mark}" for name in ("provider", "funder")
    }
    assert [len(one["pictures"]) for one in now["shown"]["items"]] == [1]
    assert now["shown"]["recommendation"]["words"].startswith("Wegtraining")
    consulted.close()
    ended = told(phone, world)
    assert (ended["state"], ended["shown"]) == ("closed", None)
    assert ended["minutes"]["recommendation"]["words"].startswith("Wegtraining")
    minutes = phone.get(f"{consulted.path}/minutes.pdf")
    assert "Wegtraining" in PdfReader(io.BytesIO(minutes.data)).pages[0].extract_text()


def test_whom_they_are_advised_by_a_person_knows_by_organisation_only(consulted, world):
    consulted.open()
    phone, _ = participants_phone(world)
    told_now = json.dumps(told(phone, world))
    assert not re.search(r"Staff\w*consultant", told_now)


def test_nobody_else_who_is_supported_learns_of_it(consulted, world, acting):
    consulted.open().talk()
    stranger, caller = participants_phone(world, world.other_participant, "other_facilitator")
    assert stranger.get(f"{consulted.path}/minutes.pdf").status_code == 404
    with acting(caller) as session:
        for name in TABLES:
            rows = session.scalar(select(func.count()).select_from(in_field(name)))
            assert rows == 0, name


def test_a_person_changes_nothing_of_it(consulted, world, acting):
    consulted.open().talk()
    path = keep_sheet(consulted)
    phone, caller = participants_phone(world)
    for method, address in (
        ("post", CONSULTATIONS),
        ("put", consulted.path),
        ("post", f"{consulted.path}/closing"),
        ("put", path),
    ):
        assert getattr(phone, method)(address, json={}).status_code == 403, address
    for statement in (
        text("update field.consultations set state = 'closed', ended_at = now()"),
        text("update field.plan_sheets set revision = 7"),
        *(delete(in_field(one)) for one in ("plan_sheets", "contributions", "case_keys")),
    ):
        with acting(caller) as session:
            assert session.execute(statement).rowcount == 0, statement
    with pytest.raises(ProgrammingError, match="row-level security"), acting(caller) as session:
        session.execute(
            text(
                "insert into field.plan_sheets values (:person, 1, 'x', now())"
                " on conflict (participant_id) do update set revision = 9"
            ),
            {"person": world.participant},
        )


def test_what_a_member_may_read_ends_with_a_no_and_the_person_sees_that(consulted, world):
    consulted.open()
    phone, _ = participants_phone(world)
    assert answer_consent(phone, world.participant, "case_consultation", "withdrawn")
    now = told(phone, world)
    assert (now["state"], now["shown"], now["minutes"]) == ("withdrawn", None, None)


def test_a_person_reads_prints_and_takes_along_their_sheet(consulted, world):
    path = keep_sheet(consulted)
    phone, _ = participants_phone(world)
    sheet = phone.get(path).json
    assert [one["words"] for one in sheet["parts"]["like"]] == [WORDS]
    picture = next(one for one in sheet["offered"] if one["id"] == consulted.finding)["sha256"]
    assert phone.get(f"{API}/media/{picture}").status_code == 200
    printed = PdfReader(io.BytesIO(phone.get(f"{path}.pdf").data)).pages[0].extract_text()
    assert WORDS in printed
    taken = phone.post(f"{API}/participants/{world.participant}/exports")
    page = ZipFile(io.BytesIO(taken.data)).read("lies-mich.html").decode()
    taken.close()
    assert WORDS in page
