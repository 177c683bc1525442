"""Organisations, social spaces, accounts and participants of the demo."""

from typing import Any
from uuid import UUID

from shapely import Polygon
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from server.consent.information import keep_information, read_information
from server.core.caller import Caller, Role
from server.core.database import transaction
from server.demo.contents import read_yaml
from server.demo.frame import to_degrees
from server.demo.ids import id_of
from server.partners.tables import Organisation
from server.people.operations import NewAccount, create_account
from server.people.participants import Known, NewParticipant, take_in
from server.people.tables import Account, Participant
from server.spaces.operations import NewSpace, add_space

TOWN = "stadt"
"""The organisation whose social spaces these are."""
WITH_A_PHONE = {"birke_3", "amsel_7"}
"""They have an account; a card from whoever supports them pairs a phone."""


def staff() -> dict[str, dict[str, Any]]:
    """The staff by id, those of the installation too."""
    return {member["id"]: member for member in read_yaml("district.yaml")["staff"]}


def participants() -> dict[str, dict[str, Any]]:
    """The participants by id."""
    return {person["id"]: person for person in read_yaml("district.yaml")["participants"]}


def password_of(login: str) -> str:
    """The easy password of a demo account."""
    return f"wirle-{login}"


def account_id(staff_id: str) -> UUID:
    """The account of a member of staff."""
    return id_of("account", staff_id)


def caller_of(staff_id: str) -> Caller:
    """A member of staff as a caller."""
    member = staff()[staff_id]
    organisation_id = id_of("organisation", member["organisation"])
    return Caller.in_role(account_id(staff_id), organisation_id, Role(member["role"]))


def coordinator_of(provider: str) -> str:
    """The id of the coordinator of a provider."""
    return next(
        id_
        for id_, member in staff().items()
        if (member["organisation"], member["role"]) == (provider, Role.COORDINATOR)
    )


def operator() -> Caller:
    """Who keeps the installation."""
    return caller_of("betrieb")


def sign_ins() -> list[tuple[str, str, str, str]]:
    """Who can sign in: role, organisation, name and password."""
    names = {one["id"]: one["name"] for one in read_yaml("district.yaml")["organisations"]}
    return [
        (
            member["role"],
            names[member["organisation"]],
            member["login"],
            password_of(member["login"]),
        )
        for member in staff().values()
    ]


def bring_people() -> None:
    """Bring in everybody; whoever is there already stays as they are."""
    with transaction(operator()) as session:
        add_organisations(session)
        add_spaces(session)
        add_accounts(session)
    for provider in ("weidenhof", "assistenz"):
        coordinator = caller_of(coordinator_of(provider))
        with transaction(coordinator) as session:
            add_participants(session, provider)
            if read_information(session, coordinator)["missing"]:
                filled = read_yaml("information.yaml")[provider]
                keep_information(session, id_of("organisation", provider), filled)


def add_organisations(session: Session) -> None:
    """Add the organisations."""
    rows = [
        {**given, "code": given["id"], "id": id_of("organisation", given["id"])}
        for given in read_yaml("district.yaml")["organisations"]
    ]
    session.execute(insert(Organisation).values(rows).on_conflict_do_nothing())


def add_spaces(session: Session) -> None:
    """Add the social spaces with their outlines."""
    for given in read_yaml("district.yaml")["social_spaces"]:
        space = NewSpace(
            id=id_of("space", given["id"]),
            code=given["id"],
            name=given["name"],
            municipality_id=id_of("organisation", TOWN),
            outline=Polygon([to_degrees(x, y) for x, y in given["polygon"]]),
            inhabitants=given["inhabitants"],
            about=given["character"],
        )
        add_space(session, space)


def add_accounts(session: Session) -> None:
    """Add an account for each member of staff."""
    there = set(session.scalars(select(Account.id)))
    for id_, member in staff().items():
        if account_id(id_) not in there:
            organisation_id = id_of("organisation", member["organisation"])
            new = NewAccount(
                id=account_id(id_),
                name=member["login"],
                password=password_of(member["login"]),
                display_name=member["name"],
                memberships=[(organisation_id, Role(member["role"]))],
            )
            create_account(session, new)


def add_participants(session: Session, provider: str) -> None:
    """Add a provider's participants, each with the facilitator who supports them."""
    there = set(session.scalars(select(Participant.id)))
    for id_, person in participants().items():
        participant_id = id_of("participant", id_)
        if person["provider"] == provider and participant_id not in there:
            new = NewParticipant(
                id=participant_id,
                pseudonym=person["pseudonym"],
                picture=person["picture"],
                known=Known(
                    name=person["name"],
                    profile=person["profile"],
                    contact=person.get("contact", {}),
                    support_person=person.get("support_person"),
                ),
                facilitator_ids=[account_id(person["facilitator"])],
            )
            take_in(session, new)
            if id_ in WITH_A_PHONE:
                session.execute(select(func.people.begin_participant_account(participant_id)))
