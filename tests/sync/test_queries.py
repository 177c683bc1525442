"""Pull: everything of one's own, in commit order, nothing skipped."""

from uuid import uuid4

from sqlalchemy import text

from tests.makers import make_finding, make_operation, make_walked, push


def pull(client, after="", limit=500):
    answer = client.get("/api/v1/sync/pull", query_string={"after": after, "limit": limit})
    assert answer.status_code == 200, answer.json
    return answer.json


def test_small_pages_bring_the_same_as_one_large_one(world):
    phone = world.client("facilitator")
    walked = make_walked(world, phone)
    for _ in range(7):
        finding = make_finding(world, walked.walk)
        push(phone, [make_operation("finding", str(uuid4()), finding)])
    whole = pull(phone)
    cursor, paged, more = "", [], True
    while more:
        page = pull(phone, cursor, limit=3)
        assert len(page["changes"]) <= 3
        cursor, more = page["cursor"], page["more"]
        paged += page["changes"]
    assert paged == whole["changes"]
    assert len(paged) == 10
    assert pull(phone, whole["cursor"])["changes"] == []


def test_what_is_kept_comes_back_as_it_was_sent(world):
    phone = world.client("facilitator")
    walked = make_walked(world, phone)
    sent = {one["record_id"]: one["body"] for one in walked.operations}
    came = {one["record_id"]: one["body"] for one in pull(phone)["changes"]}
    assert came == sent


def test_a_slow_transaction_is_not_skipped(world, owner):
    phone = world.client("facilitator")
    walked = make_walked(world, phone)
    cursor = pull(phone)["cursor"]
    touch = text("update field.findings set accuracy_m = 9 where id = :id")
    with owner.connect() as slow:
        slow.execute(touch, {"id": walked.finding})
        later = make_operation("finding", str(uuid4()), make_finding(world, walked.walk))
        push(phone, [later])
        between = pull(phone, cursor)
        assert walked.finding not in {one["record_id"] for one in between["changes"]}
        slow.commit()
    after = pull(phone, between["cursor"])
    seen = {one["record_id"] for one in between["changes"] + after["changes"]}
    assert {walked.finding, later["record_id"]} <= seen


def test_others_get_nothing(world):
    make_walked(world, world.client("facilitator"))
    for stranger in ("colleague", "other_facilitator", "other_coordinator"):
        assert pull(world.client(stranger))["changes"] == []
    assert len(pull(world.client("coordinator"))["changes"]) == 3


def test_a_cursor_of_somebody_elses_making_is_explained(world):
    answer = world.client("facilitator").get("/api/v1/sync/pull?after=1.2.3")
    assert answer.status_code == 422
    assert answer.json["type"] == "/problems/wrong-cursor"


def test_a_device_that_was_away_for_long_hears_of_everything_at_once(world):
    phone, away = world.client("facilitator"), world.client("coordinator")
    walked = make_walked(world, phone)
    cursor = pull(away)["cursor"]
    new, base = str(uuid4()), walked.operations[2]["id"]
    for n in range(20):  # what happens in a year: changed again and again, made, taken back
        changed = make_operation(
            "finding", walked.finding, make_finding(world, walked.walk, note=f"{n}"), base=base
        )
        base = changed["id"]
        push(phone, [changed])
    push(phone, [make_operation("finding", new, make_finding(world, walked.walk))])
    push(phone, [make_operation("walk", walked.walk, None, action="delete")])
    told = {one["record_id"]: one for one in pull(away, cursor)["changes"]}
    assert set(told) == {walked.finding, new, walked.walk}
    assert told[walked.finding]["body"]["note"] == "19"
    assert told[walked.walk]["action"] == "erase"
    late = make_operation(
        "finding", walked.finding, make_finding(world, walked.walk, groups=["walking_aid"]),
        base=walked.operations[2]["id"],
    )  # fmt: skip
    (answer,) = push(away, [late])
    assert (answer["verdict"], answer["body"]["note"]) == ("merged", "19")


def test_reading_from_the_beginning_brings_everything_again(world):
    phone = world.client("facilitator")
    walked = make_walked(world, phone)
    gone = make_operation("finding", str(uuid4()), make_finding(world, walked.walk))
    push(phone, [gone])
    push(phone, [make_operation("finding", gone["record_id"], None, action="delete")])
    once, again = pull(phone), pull(phone)
    assert once["changes"] == again["changes"]
    told = {one["record_id"]: one["action"] for one in again["changes"]}
    assert told[gone["record_id"]] == "erase"
    assert list(told.values()).count("put") == 3


def test_after_a_restore_into_another_cluster_devices_read_from_the_beginning(
    world, superuser, owner
):
    phone = world.client("facilitator")
    walked = make_walked(world, phone)
    ahead = str(10**15)
    assert {one["record_id"] for one in pull(phone, ahead)["changes"]} >= {walked.finding}
    foreign = text("update field.findings set changed_in = :ahead where id = :id")
    with superuser.begin() as connection:
        connection.execute(text("set local session_replication_role = replica"))
        connection.execute(foreign, {"ahead": ahead, "id": walked.finding})
    assert walked.finding not in {one["record_id"] for one in pull(phone)["changes"]}
    with owner.begin() as connection:
        assert connection.scalar(text("select field.restamp()")) == 1
        assert connection.scalar(text("select field.restamp()")) == 0
    assert walked.finding in {one["record_id"] for one in pull(phone)["changes"]}
