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
