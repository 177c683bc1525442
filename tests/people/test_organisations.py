"""Operators make organisations and invite who keeps them from then on."""

import pytest

from tests.people.accounts import API

NEW = {"name": "Stadt Wirlebrück", "kind": "municipality"}


def test_an_organisation_is_made_named_and_then_others_are_invited_to_it(world):
    operator = world.client("operator")
    body = {"name": f"  Ämter   {world.mark} ", "kind": "funder", "short": ""}
    made = operator.post(f"{API}/organisations", json=body)
    assert made.status_code == 201, made.json
    assert made.json["name"] == f"Ämter {world.mark}"
    assert made.json["code"] == f"aemter-{world.mark}"
    path = f"{API}/organisations/{made.json['id']}"
    renamed = operator.put(path, json=body | {"name": f"Amt {world.mark}", "short": "Amt"})
    assert renamed.json | {"short": "Amt", "code": made.json["code"]} == renamed.json
    managed = operator.get(f"{API}/managed-organisations").json
    assert made.json["id"] in {one["organisation"]["id"] for one in managed}
    invitation = {"organisation_id": made.json["id"], "role": "consultant", "for_whom": "Frau K."}
    handed = operator.post(f"{API}/invitations", json=invitation)
    assert handed.status_code == 201
    guest = {"code": handed.json["code"], "name": f"k-{world.mark}", "display_name": "K"}
    body = guest | {"password": "vier Worte die bleiben"}
    begun = world.client().post(f"{API}/accounts", json=body)
    assert begun.json["organisation"]["name"] == f"Amt {world.mark}"


def test_two_of_one_kind_and_name_could_not_be_told_apart(world):
    operator = world.client("operator")
    body = {"name": f"Dienst {world.mark}", "kind": "provider"}
    assert operator.post(f"{API}/organisations", json=body).status_code == 201
    again = operator.post(f"{API}/organisations", json=body | {"name": f"DIENST {world.mark}"})
    assert again.status_code == 409
    assert again.json["type"] == "/problems/organisation-taken"
    other = operator.post(f"{API}/organisations", json=body | {"kind": "partner"})
    assert other.status_code == 201
    assert other.json["code"] != body["name"]


@pytest.mark.parametrize("wrong", [{"name": " "}, {"kind": "club"}, {"name": "x" * 201}])
def test_what_is_no_organisation_is_refused(world, wrong):
    answer = world.client("operator").post(f"{API}/organisations", json=NEW | wrong)
    assert answer.status_code == 422
    assert set(answer.json["errors"]) == set(wrong)


def test_making_one_is_audited(world, owner):
    made = world.client("operator").post(
        f"{API}/organisations", json={"name": f"Rat {world.mark}", "kind": "council_body"}
    )
    with owner.connect() as connection:
        entry = connection.exec_driver_sql(
            "select action, codes from audit.entries where subject_id = %s", (made.json["id"],)
        ).one()
    assert tuple(entry) == ("organisation_made", {"kind": "council_body"})
