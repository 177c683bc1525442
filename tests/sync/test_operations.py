"""Push: exactly once, its own verdict for each, nothing half-written."""

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import event, text

from server.core.database import db
from server.sync.kinds import Kind
from server.walks.kinds import FindingRecord
from tests.makers import (
    make_exploration,
    make_finding,
    make_operation,
    make_walk_body,
    make_walked,
    push,
)


@pytest.fixture
def phone(world):
    return world.client("facilitator")


def verdicts(answers):
    return [one["verdict"] for one in answers]


def slug(answer):
    return answer["problem"]["type"].removeprefix("/problems/")


def test_repeating_a_push_changes_nothing_and_answers_with_the_same_revisions(world, phone):
    walked = make_walked(world, phone)
    again = push(phone, walked.operations)
    assert verdicts(again) == ["repeated"] * 3
    assert [one["revision"] for one in again] == [one["id"] for one in walked.operations]


def test_a_batch_in_the_wrong_order_is_no_harm(world, phone):
    exploration, walk, finding = (str(uuid4()) for _ in range(3))
    operations = [
        make_operation("finding", finding, make_finding(world, walk)),
        make_operation("walk", walk, make_walk_body(exploration)),
        make_operation("exploration", exploration, make_exploration(world)),
    ]
    answers = push(phone, operations)
    assert verdicts(answers) == ["applied"] * 3
    assert [one["id"] for one in answers] == [one["id"] for one in operations]


def test_the_same_operation_sixteen_times_at_once_is_written_once(world, owner):
    walked = make_walked(world, world.client("facilitator"))
    finding = make_operation("finding", str(uuid4()), make_finding(world, walked.walk))
    clients = [world.client("facilitator") for _ in range(4)]

    def send(number):
        return push(clients[number % 4], [finding])[0]["verdict"]

    with ThreadPoolExecutor(4) as pool:
        said = list(pool.map(send, range(16)))
    assert sorted(said) == ["applied"] + ["repeated"] * 15
    with owner.connect() as connection:
        count = text("select count(*) from field.revisions where record_id = :id")
        assert connection.scalar(count, {"id": finding["record_id"]}) == 1


def test_two_devices_that_change_different_fields_both_keep_theirs(world, phone):
    walked = make_walked(world, phone)
    base = walked.operations[2]["id"]
    note = make_finding(world, walked.walk, note="Jetzt mit Rampe.")
    groups = make_finding(world, walked.walk, groups=["wheelchair", "walking_aid"])
    (one,) = push(phone, [make_operation("finding", walked.finding, note, base=base)])
    (two,) = push(phone, [make_operation("finding", walked.finding, groups, base=base)])
    assert (one["verdict"], two["verdict"]) == ("applied", "merged")
    assert two["body"]["note"] == "Jetzt mit Rampe."
    assert two["body"]["groups"] == ["wheelchair", "walking_aid"]


def test_of_two_versions_of_a_field_the_later_arrival_wins_and_the_other_is_kept(world, phone):
    walked = make_walked(world, phone)
    base = walked.operations[2]["id"]
    for note, verdict in (("Erste Fassung.", "applied"), ("Zweite Fassung.", "conflict")):
        body = make_finding(world, walked.walk, note=note)
        (answer,) = push(phone, [make_operation("finding", walked.finding, body, base=base)])
        assert answer["verdict"] == verdict
    assert answer["overridden"] == ["note"]
    assert answer["body"]["note"] == "Zweite Fassung."


def test_writing_on_after_a_merge_keeps_what_came_in(world, phone):
    walked = make_walked(world, phone)
    base = walked.operations[2]["id"]
    theirs = make_finding(world, walked.walk, groups=["walking_aid"])
    push(phone, [make_operation("finding", walked.finding, theirs, base=base)])
    first = make_operation(
        "finding", walked.finding, make_finding(world, walked.walk, note="Eins."), base=base
    )
    second = make_operation(
        "finding", walked.finding, make_finding(world, walked.walk, note="Zwei."), base=first["id"]
    )
    answers = push(phone, [first, second])
    assert verdicts(answers) == ["merged", "merged"]
    assert answers[1]["body"]["note"] == "Zwei."
    assert answers[1]["body"]["groups"] == ["walking_aid"]


def test_a_deletion_is_told_to_devices_and_undone_by_putting_again(world, phone):
    walked = make_walked(world, phone)
    base = walked.operations[2]["id"]
    gone = make_operation("finding", walked.finding, None, action="delete", base=base)
    assert verdicts(push(phone, [gone])) == ["applied"]
    assert {"finding": "erase"}.items() <= pulled(phone).items()
    back = make_finding(world, walked.walk)
    push(phone, [make_operation("finding", walked.finding, back, base=gone["id"])])
    assert pulled(phone)["finding"] == "put"


def pulled(client):
    changes = client.get("/api/v1/sync/pull").json["changes"]
    return {one["kind"]: one["action"] for one in changes}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"unknown": 1}, "unknown"),
        ({"kind": "wonder"}, "kind"),
        ({"question": "nothing_we_ask"}, "question"),
        ({"subcategory": "cobbles"}, "subcategory"),
        ({"felt_effect": 3}, "felt_effect"),
        ({"groups": ["crowd"]}, "groups"),
        ({"note": "with \x00 in it"}, "note"),
        ({"note": "half a \ud800 character"}, "note"),
        ({"note": "x" * 4001}, "note"),
        ({"note": None}, "note"),
        ({"location": {"type": "Point", "coordinates": [54.6, 196.5]}}, "location"),
        ({"location": {"type": "Point", "coordinates": [190.0, 4.6]}}, "location"),
        ({"location": {"type": "Point", "coordinates": [6.5]}}, "location"),
        ({"location": {"type": "Polygon", "coordinates": [6.5, 54.6]}}, "location"),
        ({"accuracy_m": -1}, "accuracy_m"),
        ({"seen_at": "2026-05-04T09:30:00"}, "seen_at"),
        ({"seen_at": "2126-05-04T09:30:00Z"}, "seen_at"),
        ({"author_participant_id": str(uuid4())}, "author_participant_id"),
        ({"walk_id": str(uuid4())}, "walk_id"),
    ],
)
def test_bad_input_is_refused_with_its_field_named_and_nothing_written(
    world, phone, owner, changed, field
):
    walked = make_walked(world, phone)
    finding_id = str(uuid4())
    body = make_finding(world, walked.walk) | changed
    good = make_operation("finding", str(uuid4()), make_finding(world, walked.walk))
    bad, beside = push(phone, [make_operation("finding", finding_id, body), good])
    assert (bad["verdict"], beside["verdict"]) == ("refused", "applied")
    problem = bad["problem"]
    assert field in (problem.get("errors") or {problem.get("field"): 1})
    assert problem["detail"]
    with owner.connect() as connection:
        for table in ("field.findings where id", "field.revisions where record_id"):
            count = text(f"select count(*) from {table} = :id")  # noqa: S608
            assert connection.scalar(count, {"id": finding_id}) == 0


def test_an_unknown_kind_is_refused_without_harm_to_the_others(world, phone):
    strange = make_operation("poem", str(uuid4()), {})
    exploration = make_operation("exploration", str(uuid4()), make_exploration(world))
    answers = push(phone, [strange, exploration])
    assert verdicts(answers) == ["refused", "applied"]
    assert slug(answers[0]) == "unknown-kind"


def test_an_id_that_belongs_to_somebody_else_is_refused_and_theirs_stays(world, phone):
    walked = make_walked(world, phone)
    stranger = world.client("other_facilitator")
    theirs = make_exploration(
        world,
        participant_ids=[str(world.other_participant)],
        facilitator_ids=[str(world.accounts["other_facilitator"])],
        title="Fremd",
    )
    (answer,) = push(stranger, [make_operation("exploration", walked.exploration, theirs)])
    assert slug(answer) == "id-taken"
    changes = phone.get("/api/v1/sync/pull").json["changes"]
    assert changes[0]["body"]["title"] == "Rund um den Markt"


def test_an_operation_id_cannot_be_used_for_a_second_record(world, phone):
    walked = make_walked(world, phone)
    body = make_finding(world, walked.walk)
    reused = make_operation("finding", str(uuid4()), body, id=walked.operations[2]["id"])
    (answer,) = push(phone, [reused])
    assert slug(answer) == "id-taken"


def test_a_finding_cannot_move_to_an_exploration_whose_people_are_others(world, phone):
    here, there = make_walked(world, phone), make_walked(world, phone)
    moved = make_finding(world, there.walk)
    base = here.operations[2]["id"]
    (answer,) = push(phone, [make_operation("finding", here.finding, moved, base=base)])
    assert slug(answer) == "id-taken"


def test_people_the_caller_does_not_work_with_cannot_be_named(world, phone):
    body = make_exploration(world, participant_ids=[str(world.other_participant)])
    (answer,) = push(phone, [make_operation("exploration", str(uuid4()), body)])
    assert slug(answer) == "not-taking-part"
    assert answer["problem"]["field"] == "participant_ids"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[",
        "{",
        '{"device_id": NaN}',
        "[" * 100_000,
        '"text"',
        "\udcff".encode("utf-8", "replace"),
    ],
)
def test_what_is_no_json_is_a_problem_not_a_fault(phone, body):
    answer = phone.post("/api/v1/sync/push", data=body, content_type="application/json")
    assert answer.status_code in {400, 422}
    assert answer.mimetype == "application/problem+json"


def test_ten_megabytes_of_json_are_refused_before_they_are_read(phone):
    body = json.dumps({"device_id": "x" * 10_000_000})
    answer = phone.post("/api/v1/sync/push", data=body, content_type="application/json")
    assert answer.status_code == 413
    assert answer.json["type"] == "/problems/too-large"


def test_more_than_five_hundred_operations_are_refused_at_once(world, phone):
    body = make_exploration(world)
    many = [make_operation("exploration", str(uuid4()), body) for _ in range(501)]
    answer = phone.post("/api/v1/sync/push", json={"device_id": str(uuid4()), "operations": many})
    assert answer.status_code == 422
    assert "operations" in answer.json["errors"]


def test_a_lost_answer_is_given_again_with_what_became_of_it(world, phone):
    walked = make_walked(world, phone)
    base = walked.operations[2]["id"]
    theirs = make_finding(world, walked.walk, groups=["walking_aid"], note="Eins.")
    push(phone, [make_operation("finding", walked.finding, theirs, base=base)])
    mine = make_operation(
        "finding", walked.finding, make_finding(world, walked.walk, note="Zwei."), base=base
    )
    (first,), (again,) = push(phone, [mine]), push(phone, [mine])
    assert (first["verdict"], again["verdict"]) == ("conflict", "repeated")
    for name in ("revision", "overridden", "body"):
        assert again[name] == first[name]


def test_whoever_lost_reach_since_still_gets_the_receipt_and_no_false_conflict(world, phone):
    body = make_exploration(world, facilitator_ids=[])
    coordinator, exploration = world.client("coordinator"), str(uuid4())
    walk = make_operation("walk", str(uuid4()), make_walk_body(exploration))
    push(coordinator, [make_operation("exploration", exploration, body)])
    assert verdicts(push(phone, [walk])) == ["applied"]
    path = f"/api/v1/participants/{world.participant}/facilitators"
    handed = {"facilitator_ids": [str(world.accounts["colleague"])]}
    assert coordinator.put(path, json=handed).status_code == 204
    (again,) = push(phone, [walk])
    assert (again["verdict"], again["revision"]) == ("repeated", walk["id"])
    assert again["body"] is None


def test_a_batch_of_five_hundred_has_five_hundred_verdicts_of_their_own(world, phone):
    walked = make_walked(world, phone)
    operations = [
        make_operation("finding", str(uuid4()), make_finding(world, walked.walk))
        for _ in range(500)
    ]
    operations[7]["body"]["kind"] = "wonder"
    operations[8]["body"]["walk_id"] = str(uuid4())
    operations[9]["body"]["author_participant_id"] = str(world.other_participant)
    operations[10]["record_id"] = walked.finding
    operations[11]["id"] = operations[12]["id"]
    answers = push(phone, operations)
    assert [one["id"] for one in answers] == [one["id"] for one in operations]
    odd = {n: one["verdict"] for n, one in enumerate(answers) if one["verdict"] != "applied"}
    # The eleventh puts a record that is there, with the same words; the thirteenth takes the id
    # of an operation on another record.
    assert odd == dict.fromkeys((7, 8, 9, 12), "refused")
    again = push(phone, operations)
    assert {one["verdict"] for n, one in enumerate(again) if n not in odd} == {"repeated"}


def test_a_set_takes_as_many_round_trips_as_one(world, phone, app):
    walked = make_walked(world, phone)

    def statements(number):
        many = [
            make_operation("finding", str(uuid4()), make_finding(world, walked.walk))
            for _ in range(number)
        ]
        with counting(app) as asked:
            push(phone, many)
        return len(asked)

    assert statements(100) == statements(1)


@contextmanager
def counting(app):
    with app.app_context():
        engine = db.engines["field"]
    asked = []

    def note(*args):
        asked.append(args[2])

    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


def test_what_a_set_keeps_is_what_one_by_one_keeps(world, phone, owner, monkeypatch):
    walked = make_walked(world, phone)
    body = make_finding(world, walked.walk, groups=["wheelchair", "walking_aid"], note="„Ä\\\"'%")
    ids = [str(uuid4()), str(uuid4())]
    push(phone, [make_operation("finding", ids[0], body)])
    monkeypatch.setattr(Kind, "new_rows", lambda *_: None)
    monkeypatch.setattr(FindingRecord, "new_rows", lambda *_: None)
    push(phone, [make_operation("finding", ids[1], body)])
    alike = text("""
        select to_jsonb(findings) - array['id', 'revision', 'changed_in', 'sealed_note'],
            length(sealed_note),
            to_jsonb(revisions) - array['id', 'record_id', 'arrived_at', 'device_id', 'sealed_body']
        from field.findings join field.revisions on revisions.record_id = findings.id
        where findings.id = :id
    """)
    with owner.connect() as connection:
        one, other = (connection.execute(alike, {"id": id_}).one() for id_ in ids)
    assert one == other


@pytest.mark.parametrize("days", [5, -3650])
def test_a_phone_whose_clock_is_wrong_by_days_keeps_everything(world, phone, days):
    moment = (datetime.now(UTC) + timedelta(days=days)).isoformat()  # noqa: TID251  # the phone's
    exploration, walk, finding = (str(uuid4()) for _ in range(3))
    operations = [
        make_operation("exploration", exploration, make_exploration(world, started_at=moment)),
        make_operation("walk", walk, make_walk_body(exploration, started_at=moment)),
        make_operation("finding", finding, make_finding(world, walk, seen_at=moment)),
    ]
    for one in operations:
        one["made_at"] = moment
    assert verdicts(push(phone, operations)) == ["applied"] * 3
    # Later on somebody set it right: what arrives later wins all the same.
    right = make_operation("finding", finding, make_finding(world, walk), base=operations[2]["id"])
    assert verdicts(push(phone, [right])) == ["applied"]


def test_two_who_change_the_same_records_in_another_order_both_get_through(world, phone):
    walked = make_walked(world, phone)
    ids = [walked.finding, str(uuid4())]
    push(phone, [make_operation("finding", ids[1], make_finding(world, walked.walk))])
    clients = [world.client("facilitator"), world.client("coordinator")]

    def change(number):
        order = ids if number % 2 else ids[::-1]
        operations = [
            make_operation("finding", one, make_finding(world, walked.walk, note=f"{number}"))
            for one in order
        ]
        return verdicts(push(clients[number % 2], operations))

    with ThreadPoolExecutor(2) as pool:
        said = [one for answer in pool.map(change, range(10)) for one in answer]
    assert set(said) <= {"applied", "conflict"}
