from uuid import uuid4

import pytest
from sqlalchemy import text

from server.core.seals import FieldKey, SealBroken, Vault
from server.networks.tables import Contact
from tests.makers import answer_consent, make_operation, participants_phone, push
from tests.networks.maps import draw, make_contact, make_map, make_tie
from tests.sync.test_notices import support
from tests.sync.test_queries import pull


def verdict_of(phone, kind, record_id, body, **values):
    (verdict,) = push(phone, [make_operation(kind, record_id, body, **values)])
    return verdict["verdict"], (verdict["problem"] or {}).get("type", "").rsplit("/")[-1]


def bodies(phone):
    """Everything of network maps that a device learns from the beginning."""
    return {
        one["record_id"]: one["body"]
        for one in pull(phone)["changes"]
        if one["kind"] in {"network_map", "contact", "tie"} and one["action"] == "put"
    }


def test_a_map_comes_back_as_it_was_put(world):
    phone = world.client("facilitator")
    drawn = draw(phone, world.participant, "Mama", "Bruder", "Nachbarin")
    seen = bodies(world.client("coordinator"))
    assert set(seen) == set(drawn.ids)
    assert seen[drawn.id] == make_map(world.participant)
    mother = seen[drawn.contacts["Mama"]]
    assert mother == make_contact(drawn.id, name="Mama", contact_id=mother["contact_id"])
    assert seen[drawn.ties[0]] == make_tie(
        drawn.id, drawn.contacts["Mama"], drawn.contacts["Bruder"]
    )


def test_two_devices_change_different_fields_of_one_contact_and_both_stay(world):
    phone, other = world.client("facilitator"), world.client("coordinator")
    drawn = draw(phone, world.participant)
    one = drawn.contacts["Mama"]
    first = next(item for item in pull(other)["changes"] if item["record_id"] == one)
    nearer = first["body"] | {"circle": "middle", "support_practical": "i_get"}
    helped = first["body"] | {"support_advice": "i_give", "note": "ruft sonntags an"}
    for device, body in ((phone, nearer), (other, helped)):
        (verdict,) = push(device, [make_operation("contact", one, body, base=first["revision"])])
        assert verdict["overridden"] == []
    assert bodies(phone)[one] == nearer | {
        "support_advice": "i_give",
        "note": "ruft sonntags an",
    }


def test_a_map_that_is_taken_back_leaves_the_other_device(world):
    phone = world.client("facilitator")
    drawn = draw(phone, world.participant)
    cursor = pull(phone)["cursor"]
    one = drawn.contacts["Mama"]
    assert verdict_of(phone, "contact", one, None, action="delete")[0] == "applied"
    told = {item["record_id"]: item["action"] for item in pull(phone, after=cursor)["changes"]}
    assert told == {one: "erase"}


@pytest.mark.parametrize("who", ["colleague", "other_facilitator", "other_coordinator"])
def test_nobody_else_learns_of_it_or_writes_on_it(world, who):
    drawn = draw(world.client("facilitator"), world.participant)
    stranger = world.client(who)
    assert bodies(stranger) == {}
    for kind, body in (
        ("network_map", make_map(world.participant)),
        ("contact", make_contact(drawn.id)),
        ("tie", make_tie(drawn.id, *drawn.contacts.values())),
    ):
        assert verdict_of(stranger, kind, str(uuid4()), body)[0] == "refused"


def test_the_person_draws_their_own_and_sees_what_staff_drew_with_them(world):
    drawn = draw(world.client("facilitator"), world.participant)
    phone, _ = participants_phone(world)
    assert set(bodies(phone)) == set(drawn.ids)
    own = draw(phone, world.participant, "Kater")
    assert set(own.ids) <= set(bodies(world.client("facilitator")))
    refused = verdict_of(phone, "network_map", str(uuid4()), make_map(world.other_participant))
    assert refused[0] == "refused"


def test_records_never_move_to_another_map(world):
    phone = world.client("facilitator")
    here, there = (draw(phone, world.participant) for _ in range(2))
    moved = make_contact(there.id)
    assert verdict_of(phone, "contact", here.contacts["Mama"], moved)[0] == "refused"
    across = make_tie(here.id, here.contacts["Mama"], there.contacts["Mama"])
    assert verdict_of(phone, "tie", str(uuid4()), across)[0] == "refused"


def test_words_lie_sealed_and_open_nowhere_else(world, acting, owner):
    drawn = draw(world.client("facilitator"), world.participant, "Frau Unverkennbar")
    with owner.connect() as connection:
        (sealed,) = connection.scalars(
            text("select sealed_words from field.contacts where map_id = :id"), {"id": drawn.id}
        )
    assert b"Unverkennbar" not in bytes(sealed)
    with acting(world.caller("facilitator")) as session:
        row = session.get_one(Contact, drawn.contacts["Frau Unverkennbar"])
        with pytest.raises(SealBroken):
            Vault(session, FieldKey).unseal(
                row.participant_id, row.sealed_words, f"contact.words:{uuid4()}"
            )


def test_after_a_no_nothing_of_the_map_is_left_and_devices_forget_it(world, owner):
    phone = world.client("facilitator")
    drawn = draw(phone, world.participant)
    cursor = pull(phone)["cursor"]
    assert answer_consent(phone, world.participant, "keep_maps", "refused")["verdict"] == "applied"
    with owner.connect() as connection:
        for table in ("network_maps", "contacts", "ties"):
            left = text(f"select count(*) from field.{table} where participant_id = :id")  # noqa: S608
            assert connection.scalar(left, {"id": world.participant}) == 0
        revisions = text("select count(*) from field.revisions where record_id = any(:ids)")
        assert connection.scalar(revisions, {"ids": drawn.ids}) == 0
    told = [one for one in pull(phone, after=cursor)["changes"] if one["record_id"] in drawn.ids]
    assert {(one["action"], one["revision"]) for one in told} == {("erase", None)}
    assert len(told) == len(drawn.ids)
    again = verdict_of(phone, "network_map", str(uuid4()), make_map(world.participant))
    assert again == ("refused", "no-consent")


def test_reach_that_begins_or_ends_is_told_to_the_device(world):
    drawn = draw(world.client("facilitator"), world.participant)
    colleague = world.client("colleague")
    cursor = pull(colleague)["cursor"]
    support(world, "coordinator", "facilitator", "colleague")
    came = pull(colleague, after=cursor)
    assert {one["record_id"] for one in came["changes"]} >= set(drawn.ids)
    support(world, "coordinator", "facilitator")
    went = pull(colleague, after=came["cursor"])["changes"]
    assert {one["record_id"] for one in went if one["action"] == "erase"} >= set(drawn.ids)
