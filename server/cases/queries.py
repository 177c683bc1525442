"""Reading consultations for whoever supports the person, and for the person."""

import json
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from server.cases.bringing import Brought, find_brought
from server.cases.consultants import Consultant, list_consultants
from server.cases.minutes import read_minutes
from server.cases.rules import is_running
from server.cases.sharing import hidden_of
from server.cases.tables import (
    CaseKey,
    Consultation,
    Member,
    SharedItem,
    SharedSource,
    State,
    Subject,
)
from server.cases.views import Row, read_case, read_items
from server.consent.queries import missing_consents
from server.consent.texts import Purpose
from server.core import clock
from server.core.caller import Caller
from server.core.seals import Vault
from server.partners.tables import Organisation
from server.people.tables import Participant

SHOWN = (Purpose.CASE_CONSULTATION, Purpose.RELEASE_MEDIA)


def list_brought(session: Session, caller: Caller, participant_id: UUID | None = None) -> list[Row]:
    """The consultations about people the caller supports, the newest first."""
    asked = (
        select(Consultation, Subject, Participant)
        .join(Subject, Subject.consultation_id == Consultation.id)
        .join(Participant, Participant.id == Subject.participant_id)
        .options(selectinload(Consultation.members))
        .order_by(Consultation.made_at.desc(), Consultation.id)
    )
    if participant_id:
        asked = asked.where(Participant.id == participant_id)
    rows = session.execute(asked).all()
    missing = missing_consents(session, {person.id for _, _, person in rows}, SHOWN)
    invited = {one.account_id for case, _, _ in rows for one in case.members}
    names = {one.account_id: one for one in list_consultants(session, caller, among=invited)}
    organisations = organisation_names(session, {case.id for case, _, _ in rows})
    return [
        heading(Brought(case, subject), person, missing.get(person.id, []))
        | {"members": [member(one, names, organisations) for one in case.members]}
        for case, subject, person in rows
    ]


def heading(brought: Brought, person: Participant, missing: list[Purpose]) -> Row:
    """What is known of a consultation without opening anything that is sealed."""
    case = brought.consultation
    return {
        "id": case.id,
        "participant": {
            "id": person.id,
            "pseudonym": person.pseudonym,
            "picture": person.picture,
        },
        "state": State(case.state),
        "agreed": Purpose.CASE_CONSULTATION not in missing,
        "pictures_agreed": Purpose.RELEASE_MEDIA not in missing,
        "members_have_access": is_running(case, clock.now())
        and Purpose.CASE_CONSULTATION not in missing,
        "pseudonym": case.pseudonym,
        "picture": case.picture,
        "meets_at": case.meets_at,
        "made_at": case.made_at,
        "opened_at": case.opened_at,
        "access_ends_at": case.access_ends_at,
        "ended_at": case.ended_at,
        "has_minutes": brought.subject.sealed_minutes is not None,
    }


def organisation_names(session: Session, consultation_ids: set[UUID]) -> dict[UUID, str]:
    """What the organisations are called that members of these consultations come from."""
    rows = session.execute(
        select(Organisation.id, Organisation.name)
        .join(Member, Member.organisation_id == Organisation.id)
        .where(Member.consultation_id.in_(consultation_ids))
    )
    return {row.id: row.name for row in rows}


def member(one: Member, names: dict[UUID, Consultant], organisations: dict[UUID, str]) -> Row:
    """A member with their name as far as the caller may know it: the person may not."""
    known = names.get(one.account_id)
    return {
        "account_id": one.account_id,
        "organisation_id": one.organisation_id,
        "comes_from": one.comes_from,
        "number": one.number,
        "display_name": known.display_name if known else "",
        "organisation": organisations[one.organisation_id],
    }


def read_brought(session: Session, caller: Caller, brought: Brought) -> Row:
    """One consultation with all that is shared and said in it."""
    case = brought.consultation
    rows = list_brought(session, caller, brought.subject.participant_id)
    head = next(row for row in rows if row["id"] == case.id)
    shown = read_case(session, caller, case) if case.state in {State.DRAFT, State.OPEN} else None
    return head | {
        "shown": shown,
        "chosen": read_chosen(session, case) if case.state == State.DRAFT else [],
    }


def read_chosen(session: Session, case: Consultation) -> list[Row]:
    """What was chosen, as it was chosen: to go on choosing."""
    vault = Vault(session, CaseKey)
    rows = session.execute(
        select(SharedSource, SharedItem)
        .join(SharedItem, SharedItem.id == SharedSource.item_id)
        .where(SharedItem.consultation_id == case.id)
        .order_by(SharedItem.position)
    )
    spaces = {one["id"]: one["space"] for one in read_items(session, vault, case)}
    return [
        {
            "kind": source.kind,
            "source_id": source.source_id,
            "with_place": spaces.get(item.id) is not None,
            "confirmed": item.confirmed,
            **json.loads(vault.unseal(case.id, source.sealed_hidden or b"", hidden_of(item.id))),
        }
        for source, item in rows
    ]


def list_told(session: Session, caller: Caller, participant_id: UUID) -> list[Row]:
    """Everything about a person's consultations, for the person: what is shared, said and left."""
    told = []
    for row in list_brought(session, caller, participant_id):
        brought = find_brought(session, row["id"])
        live = row["state"] in {State.DRAFT, State.OPEN}
        told.append(
            row
            | {
                "shown": read_case(session, caller, brought.consultation) if live else None,
                "minutes": read_minutes(session, brought) if row["has_minutes"] else None,
            }
        )
    return told
