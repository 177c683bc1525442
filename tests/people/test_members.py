"""Members of organisations, and new passwords for forgotten ones."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from server.core.caller import NOBODY, Role
from server.partners.tables import OrganisationKind
from server.people.codes import hashed_code
from server.people.forgetting import forget_expired
from server.people.rules import manageable_by, may_manage, may_reset, role_fits
from server.people.tables import Membership
from tests.makers import STAFF
from tests.people.accounts import API, PASSWORD, add_totp, invite, later


def members(client, world, organisation="provider"):
    query = {"organisation_id": str(world.organisations[organisation])}
    return client.get(f"{API}/members", query_string=query).json


def end(client, world, name, role=None, organisation="provider"):
    role = role or str(STAFF[name][0])
    path = f"{API}/members/{world.organisations[organisation]}/{world.accounts[name]}/{role}"
    return client.delete(path)


def reset(client, world, name, **values):
    return client.post(f"{API}/accounts/{world.accounts[name]}/password-reset", json=values)


def use(world, code, password=PASSWORD):
    body = {"code": code, "password": password}
    return world.client().post(f"{API}/password-resets/use", json=body)


def test_a_coordinator_sees_who_is_in_their_organisation_and_nobody_else(world):
    client = world.client("coordinator")
    names = {one["name"].split("-")[0]: one["role"] for one in members(client, world)}
    assert names == {
        "colleague": "facilitator",
        "consultant": "consultant",
        "coordinator": "coordinator",
        "facilitator": "facilitator",
    }
    assert members(client, world, "other_provider") == []
    assert all(one["display_name"].startswith("Staff") for one in members(client, world))


def test_an_operator_sees_the_members_of_every_organisation(world):
    assert len(members(world.client("operator"), world, "other_provider")) == 2


def test_an_ended_membership_ends_what_was_open_in_it(world):
    there, coordinator = world.client("facilitator"), world.client("coordinator")
    assert end(coordinator, world, "facilitator").status_code == 204
    assert there.get(f"{API}/session").status_code == 401
    code = invite(coordinator, world)["code"]
    back = world.client()
    credentials = {"name": f"facilitator-{world.mark}", "password": "password-facilitator"}
    assert back.post(f"{API}/session", json=credentials).status_code == 403
    with_role = world.client("planner")
    with_role.post(f"{API}/memberships", json={"code": code})
    assert with_role.get(f"{API}/participants").json == []


def test_who_comes_back_supports_nobody_yet(world, acting):
    assert end(world.client("coordinator"), world, "facilitator").status_code == 204
    with acting(world.caller("coordinator")) as session:
        assert session.scalar(text("select count(*) from people.assignments")) == 0


def test_invitations_of_who_has_left_are_revoked(world):
    operator = world.client("operator")
    code = invite(operator, world, "coordinator")["code"]
    second = world.client("colleague")
    second.post(f"{API}/memberships", json={"code": code})
    invite(second, world)
    assert len(world.client("coordinator").get(f"{API}/invitations").json) == 1
    assert end(world.client("coordinator"), world, "colleague", "coordinator").status_code == 204
    assert world.client("coordinator").get(f"{API}/invitations").json == []


def test_the_last_coordinator_cannot_leave(world):
    client = world.client("coordinator")
    answer = end(client, world, "coordinator")
    assert answer.json["type"] == "/problems/last-of-their-kind"
    code = invite(world.client("operator"), world, "coordinator")["code"]
    world.client("colleague").post(f"{API}/memberships", json={"code": code})
    assert end(client, world, "coordinator").status_code == 204


def test_a_coordinator_ends_no_membership_elsewhere(world):
    client = world.client("coordinator")
    theirs = end(client, world, "other_facilitator", organisation="other_provider")
    assert theirs.status_code == 404
    assert end(client, world, "facilitator", "operator").status_code == 404
    assert end(client, world, "facilitator", "nonsense").status_code == 404


def test_a_reset_lets_its_person_choose_a_new_password_and_ends_their_sessions(world):
    there = world.client("facilitator")
    handed = reset(world.client("coordinator"), world, "facilitator")
    assert handed.status_code == 201
    code = handed.json["code"]
    opened = world.client().post(f"{API}/password-resets/opening", json={"code": code})
    assert opened.json == {"name": f"facilitator-{world.mark}"}
    assert use(world, code).status_code == 204
    assert there.get(f"{API}/session").status_code == 401
    credentials = {"name": f"facilitator-{world.mark}", "password": PASSWORD}
    assert world.client().post(f"{API}/session", json=credentials).status_code == 200
    assert use(world, code).status_code == 404


def test_a_reset_expires_after_a_day_and_an_older_one_dies_with_a_newer(world, monkeypatch):
    coordinator = world.client("coordinator")
    first = reset(coordinator, world, "facilitator").json["code"]
    second = reset(coordinator, world, "facilitator").json["code"]
    assert use(world, first).status_code == 404
    later(monkeypatch, timedelta(hours=24, seconds=1))
    assert use(world, second).status_code == 404


def test_a_weak_password_leaves_the_reset_open(world):
    code = reset(world.client("coordinator"), world, "facilitator").json["code"]
    assert use(world, code, "kurz").json["reason"] == "short"
    assert use(world, code).status_code == 204


@pytest.mark.parametrize(("also", "needed"), [(False, 403), (True, 200)])
def test_second_factors_stay_unless_the_reset_says_otherwise(world, also, needed):
    add_totp(world.client("facilitator"), "password-facilitator")
    coordinator = world.client("coordinator")
    code = reset(coordinator, world, "facilitator", also_second_factor=also).json["code"]
    assert use(world, code).status_code == 204
    credentials = {"name": f"facilitator-{world.mark}", "password": PASSWORD}
    assert world.client().post(f"{API}/session", json=credentials).status_code == needed


def test_a_coordinator_does_not_reset_who_is_more_elsewhere(world):
    code = invite(world.client("operator"), world, "planner", "municipality")["code"]
    world.client("facilitator").post(f"{API}/memberships", json={"code": code})
    coordinator = world.client("coordinator")
    assert reset(coordinator, world, "facilitator").status_code == 404
    listed = {one["name"].split("-")[0]: one["may_be_reset"] for one in members(coordinator, world)}
    assert listed == {
        "colleague": True,
        "consultant": True,
        "coordinator": False,
        "facilitator": False,
    }
    assert reset(world.client("operator"), world, "facilitator").status_code == 201


def test_nobody_resets_themself(world):
    assert reset(world.client("coordinator"), world, "coordinator").status_code == 404
    assert reset(world.client("operator"), world, "operator").status_code == 404


def test_without_the_code_the_database_resets_nothing(world, acting):
    code = reset(world.client("coordinator"), world, "facilitator").json["code"]
    with acting(NOBODY) as session:
        asked = text("select people.reset_password(:code, 'x')")
        assert session.scalar(asked, {"code": hashed_code(code)}) is None


def test_predicates_twins_and_rows_agree_about_members_for_everybody(world, acting):
    everything = [
        (world.accounts[name], world.organisations[organisation], role)
        for name, (role, organisation) in STAFF.items()
    ]
    for name in STAFF:
        caller = world.caller(name)
        if caller.role in {Role.PLANNER, Role.PARTNER}:
            assert not any(may_manage(caller, *one[1:]) for one in everything)
            continue
        with acting(caller) as session:
            twin = {
                (row.account_id, row.organisation_id, row.role)
                for row in session.query(Membership).where(manageable_by(caller, Membership))
            } & set(everything)
            asked = text("select people.may_manage(:it, :role)")
            sql = {
                one
                for one in everything
                if session.scalar(asked, {"it": one[1], "role": str(one[2])})
            }
            resets = {
                account
                for account, *_ in everything
                if session.scalar(text("select people.may_reset(:it)"), {"it": account})
            }
        predicate = {one for one in everything if may_manage(caller, *one[1:])}
        assert twin == sql == predicate, name
        assert resets == {one[0] for one in everything if may_reset(caller, one[0], [one[1:]])}, (
            name
        )


@pytest.mark.parametrize("role", list(Role))
def test_both_twins_know_every_role(world, acting, role):
    for name in ("coordinator", "operator", "facilitator"):
        caller, place = world.caller(name), world.organisations["provider"]
        with acting(caller) as session:
            asked = text("select people.may_manage(:it, :role)")
            sql = session.scalar(asked, {"it": place, "role": str(role)})
        assert sql is may_manage(caller, place, role), name


def test_everything_done_to_members_is_in_the_audit_as_codes(world, owner):
    coordinator = world.client("coordinator")
    invite(coordinator, world, for_whom="Kanarienvogel")
    reset(coordinator, world, "facilitator")
    end(coordinator, world, "colleague")
    with owner.connect() as connection:
        rows = connection.execute(
            text("select action, codes::text from audit.entries where account_id = :it"),
            {"it": world.accounts["coordinator"]},
        ).all()
    actions = {row.action for row in rows}
    assert {"invitation_made", "password_reset_made", "membership_ended"} <= actions
    assert not any("Kanarienvogel" in row.codes for row in rows)


def test_what_has_expired_is_forgotten(world, work, owner):
    reset(world.client("coordinator"), world, "facilitator")
    with owner.begin() as connection:
        connection.execute(
            text("update people.password_resets set expires_at = now() - interval '1 s'")
        )
    work(forget_expired)
    with owner.connect() as connection:
        assert connection.scalar(text("select count(*) from people.password_resets")) == 0


@pytest.mark.parametrize("kind", list(OrganisationKind))
def test_which_roles_fit_is_the_same_in_python_and_in_the_database(owner, kind):
    with owner.connect() as connection:
        for role in Role:
            asked = text("select people.role_fits(:kind, :role)")
            sql = connection.scalar(asked, {"kind": kind, "role": role})
            assert sql is role_fits(kind, role), role


def test_a_role_is_given_only_where_it_belongs(world, owner):
    operator = world.client("operator")
    for role, organisation in (("planner", "provider"), ("coordinator", "funder")):
        body = {
            "organisation_id": str(world.organisations[organisation]),
            "role": role,
            "for_whom": "",
        }
        refused = operator.post(f"{API}/invitations", json=body)
        assert (refused.status_code, refused.json["type"]) == (422, "/problems/role-does-not-fit")
    offered = {
        one["organisation"]["id"]: one["roles"]
        for one in operator.get(f"{API}/managed-organisations").json
    }
    funder = offered[str(world.organisations["funder"])]
    assert funder == ["consultant", "partner", "operator"]
    member = text("insert into people.memberships values (:account, :house, 'facilitator')")
    ids = {"account": world.accounts["planner"], "house": world.organisations["municipality"]}
    with pytest.raises(IntegrityError, match="nobody has this role"), owner.begin() as connection:
        connection.execute(member, ids)


def test_an_organisation_becomes_nothing_its_members_do_not_fit(world):
    operator = world.client("operator")
    path = f"{API}/organisations/{world.organisations['provider']}"
    body = {"name": f"Haus {world.mark}", "short": ""}
    refused = operator.put(path, json=body | {"kind": "partner"})
    assert (refused.status_code, refused.json["type"]) == (409, "/problems/members-do-not-fit")
    assert operator.put(path, json=body | {"kind": "provider"}).status_code == 200


@pytest.mark.usefixtures("strict")
def test_consultants_show_a_second_factor_outside_the_demo(world):
    held_back = world.client("consultant")
    assert held_back.get(f"{API}/cases").json["type"] == "/problems/second-factor-first"
