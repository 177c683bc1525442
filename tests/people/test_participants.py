"""Taking in participants, changing what is known of them, handing them over."""

import itertools
from uuid import uuid4

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import ProgrammingError

from server.explorations.vocabulary import codes
from server.people import pseudonyms
from server.people.participants import NewParticipant, take_in
from server.people.profiles import Need
from server.people.tables import Assignment, Participant
from tests.makers import STAFF, make_known, make_walked

PARTICIPANTS = "/api/v1/participants"
FIELD = [name for name, (role, _) in STAFF.items() if role in {"facilitator", "coordinator"}]


def body(world, *supporters, **values):
    return {
        "id": str(uuid4()),
        "pseudonym": f"Otter {uuid4().int % 9000 + 100}",
        "picture": "Otter",
        "name": "Nora Ausgedacht",
        "profile": ["wheelchair", "learning"],
        "contact": {"telephone": "0171 39200 11", "email": "", "address": "Mühlweg 1"},
        "support_person": {"kind": "guardian", "name": "Gerd Erdacht", "contact": "0171 39200 12"},
        "facilitator_ids": [str(world.accounts[one]) for one in supporters],
    } | values


def test_a_facilitator_takes_somebody_in_and_finds_everything_again(world):
    phone, new = world.client("facilitator"), body(world, "facilitator")
    answer = phone.post(PARTICIPANTS, json=new)
    assert answer.status_code == 201, answer.json
    read = phone.get(f"{PARTICIPANTS}/{new['id']}").json
    assert {name: read[name] for name in new} == new


def test_repeating_it_changes_nothing(world):
    phone, new = world.client("facilitator"), body(world, "facilitator")
    phone.post(PARTICIPANTS, json=new)
    again = phone.post(PARTICIPANTS, json=new | {"name": "Jemand anderes"})
    assert again.json["name"] == new["name"]


@pytest.mark.parametrize(
    ("caller", "supporters", "status"),
    [
        ("facilitator", ["facilitator"], 201),
        ("facilitator", ["facilitator", "colleague"], 201),
        ("facilitator", ["colleague"], 422),
        ("facilitator", ["facilitator", "other_facilitator"], 422),
        ("facilitator", ["facilitator", "coordinator"], 422),
        ("coordinator", ["colleague"], 201),
        ("coordinator", ["other_facilitator"], 422),
        ("planner", ["facilitator"], 403),
        ("partner", ["facilitator"], 403),
        ("operator", ["facilitator"], 403),
    ],
)
def test_who_takes_in_for_whom_in_the_app_and_in_the_database(
    world, acting, caller, supporters, status
):
    new = body(world, *supporters)
    assert world.client(caller).post(PARTICIPANTS, json=new).status_code == status
    ids = [world.accounts[one] for one in supporters]
    call = select(func.people.take_in(uuid4(), f"Igel {uuid4().int}", "Igel", [], ids))
    if status == 201:
        with acting(world.caller(caller)) as session:
            session.execute(call)
    else:
        with pytest.raises(ProgrammingError), acting(world.caller(caller)) as session:
            session.execute(call)


def test_nobody_makes_a_participant_by_another_way(world, acting):
    for name in FIELD:
        caller = world.caller(name)
        row = Participant(
            id=uuid4(), provider_id=caller.organisation_id, pseudonym="Uhu 3", picture="Uhu"
        )
        with pytest.raises(ProgrammingError, match="denied"), acting(caller) as session:
            session.add(row)


def test_a_pseudonym_is_given_once_by_each_provider(world):
    first, second = body(world, "facilitator"), body(world, "colleague")
    second["pseudonym"] = first["pseudonym"]
    assert world.client("facilitator").post(PARTICIPANTS, json=first).status_code == 201
    answer = world.client("colleague").post(PARTICIPANTS, json=second)
    assert (answer.status_code, answer.json["type"]) == (409, "/problems/pseudonym-taken")
    there = body(world, "other_facilitator", pseudonym=first["pseudonym"])
    assert world.client("other_facilitator").post(PARTICIPANTS, json=there).status_code == 201


def test_suggestions_are_free_and_all_different(world):
    phone = world.client("facilitator")
    suggested = phone.get(f"{PARTICIPANTS}/suggestions").json
    assert len({one["pseudonym"] for one in suggested}) == pseudonyms.AT_ONCE
    new = body(world, "facilitator", **suggested[0])
    assert phone.post(PARTICIPANTS, json=new).status_code == 201
    again = phone.get(f"{PARTICIPANTS}/suggestions").json
    assert suggested[0] not in again


def test_words_and_numbers_in_use_are_not_suggested_as_long_as_others_are_left():
    taken = {f"{word} {number}" for number, word in enumerate(pseudonyms.pictures()[:90], start=2)}
    used = {part for one in taken for part in one.split()}
    for suggested in pseudonyms.suggest_beside(taken):
        assert not used & set(suggested.pseudonym.split())
    everything = {f"{word} 1" for word in pseudonyms.pictures()} | {f"A {n}" for n in range(200)}
    assert len(set(pseudonyms.suggest_beside(everything))) == pseudonyms.AT_ONCE


def test_changing_replaces_what_is_known(world):
    phone, new = world.client("facilitator"), body(world, "facilitator")
    phone.post(PARTICIPANTS, json=new)
    known = {"name": "Nora Neu", "profile": [], "support_person": None}
    known["contact"] = {"telephone": "", "email": "", "address": ""}
    answer = phone.put(f"{PARTICIPANTS}/{new['id']}", json=known)
    assert answer.status_code == 200, answer.json
    assert {name: answer.json[name] for name in known} == known
    stranger = world.client("colleague").put(f"{PARTICIPANTS}/{new['id']}", json=known)
    assert stranger.status_code == 404


def test_handing_over_ends_ones_own_support(world):
    path = f"{PARTICIPANTS}/{world.participant}"
    phone, colleague = world.client("facilitator"), world.client("colleague")
    over = {"facilitator_ids": [str(world.accounts["colleague"])]}
    assert phone.put(f"{path}/facilitators", json=over).status_code == 204
    assert phone.get(path).status_code == 404
    assert colleague.get(path).status_code == 200
    nobody = colleague.put(f"{path}/facilitators", json={"facilitator_ids": []})
    assert nobody.status_code == 422
    stranger = {"facilitator_ids": [str(world.accounts["other_facilitator"])]}
    assert colleague.put(f"{path}/facilitators", json=stranger).status_code == 422


def test_who_may_bring_whom_into_whose_support(world, acting):
    """Every pair of caller and account, for a participant of each provider, asked of the rows."""
    there = {world.participant: "provider", world.other_participant: "other_provider"}
    supports = {world.participant: "facilitator", world.other_participant: "other_facilitator"}
    tried = itertools.product(there, FIELD, ["colleague", "facilitator", "coordinator"])
    for participant, caller, account in tried:
        role, organisation = STAFF[caller]
        sees = organisation == there[participant] and (
            role == "coordinator" or supports[participant] == caller
        )
        fits = STAFF[account] == ("facilitator", organisation) and account != supports[participant]
        make = Assignment.__table__.insert().values(
            participant_id=participant, account_id=world.accounts[account]
        )
        if account == supports[participant]:
            continue
        if sees and fits:
            with acting(world.caller(caller)) as session:
                session.execute(make)
                session.rollback()
        else:
            with pytest.raises(ProgrammingError), acting(world.caller(caller)) as session:
                session.execute(make)


def test_a_facilitator_never_assigns_themself_to_somebody_elses_participant(world, acting):
    over = {"facilitator_ids": [str(world.accounts["colleague"])]}
    path = f"{PARTICIPANTS}/{world.participant}/facilitators"
    assert world.client("colleague").put(path, json=over).status_code == 404
    make = Assignment.__table__.insert().values(
        participant_id=world.participant, account_id=world.accounts["colleague"]
    )
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        acting(world.caller("colleague")) as session,
    ):
        session.execute(make)


def test_the_coded_needs_are_the_shared_groups():
    assert set(Need) == codes("groups") - {"everybody"}


def test_contact_and_support_person_lie_sealed(world, acting, owner):
    secret = f"geheim{uuid4().hex}"
    new = NewParticipant(
        id=uuid4(),
        pseudonym=f"Igel {uuid4().int % 9999}",
        picture="Igel",
        known=make_known(
            uuid4(),
            contact={"telephone": secret},
            support_person={"kind": "guardian", "name": secret, "contact": secret},
        ),
        facilitator_ids=[world.accounts["facilitator"]],
    )
    with acting(world.caller("facilitator")) as session:
        take_in(session, new)
    with owner.connect() as connection:
        row = connection.scalar(
            text("select it::text from people.participants it where id = :id"), {"id": new.id}
        )
    assert secret.encode().hex() not in row
    assert secret not in row


def test_a_trusted_persons_name_is_not_released(world):
    walked = make_walked(world, world.client("facilitator"))
    trusted = make_known(world.participant).support_person["name"]
    chosen = {"finding_id": walked.finding, "text": f"Mit {trusted} am Bord.", "photographs": []}
    answer = world.client("coordinator").post(
        f"/api/v1/explorations/{walked.exploration}/releases", json={"findings": [chosen]}
    )
    assert answer.json["type"] == "/problems/names-a-person"
