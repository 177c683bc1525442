"""What is shared in a consultation, unsealed: the same for its members and for who brought it."""

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from server.cases.bringing import question_of
from server.cases.rules import readable_as_member, shown_as_member
from server.cases.sharing import body_of, description_of, picture_of
from server.cases.tables import (
    CaseKey,
    Consultation,
    Contribution,
    Member,
    MemberStance,
    Recommendation,
    Said,
    SharedItem,
    SharedPicture,
)
from server.cases.talking import recommendation_of, stance_of, words_of
from server.core.caller import Caller
from server.core.problems import NotFound
from server.core.seals import Vault
from server.media.storage import Folder

Row = dict[str, Any]


def list_cases(session: Session) -> list[Row]:
    """The consultations the caller is a member of and may read now, the next meeting first."""
    rows = session.scalars(
        select(Consultation)
        .where(readable_as_member())
        .order_by(Consultation.meets_at.nulls_last(), Consultation.opened_at, Consultation.id)
    ).all()
    ids = [row.id for row in rows]
    items, said = counted(session, SharedItem, ids), counted(session, Contribution, ids)
    return [
        {
            "id": row.id,
            "pseudonym": row.pseudonym,
            "picture": row.picture,
            "meets_at": row.meets_at,
            "access_ends_at": row.access_ends_at,
            "items_total": items[row.id],
            "contributions_total": said[row.id],
        }
        for row in rows
    ]


def counted(
    session: Session, table: type[SharedItem] | type[Contribution], ids: Sequence[UUID]
) -> dict[UUID, int]:
    """How many rows each consultation has."""
    rows = session.execute(
        select(table.consultation_id, func.count())
        .where(table.consultation_id.in_(ids))
        .group_by(table.consultation_id)
    )
    return defaultdict(int, {row[0]: row[1] for row in rows})


def read_case(session: Session, caller: Caller, case: Consultation) -> Row:
    """All that is shared and said, for whoever the rows are for."""
    vault = Vault(session, CaseKey)
    labels = {one.account_id: label(one, caller) for one in case.members}
    return {
        "id": case.id,
        "pseudonym": case.pseudonym,
        "picture": case.picture,
        "question": vault.unseal_words(case.id, case.sealed_question, question_of(case.id)),
        "meets_at": case.meets_at,
        "access_ends_at": case.access_ends_at,
        "members": list(labels.values()),
        "items": read_items(session, vault, case),
        "contributions": read_contributions(session, vault, case, labels),
        "recommendation": read_recommendation(session, vault, case, labels),
    }


def label(member: Member, caller: Caller) -> Row:
    """What stands for a member's name: whom they speak for, and a number."""
    return {
        "comes_from": member.comes_from,
        "number": member.number,
        "is_me": member.account_id == caller.account_id,
    }


def read_items(session: Session, vault: Vault, case: Consultation) -> list[Row]:
    """What is shown, in its order; photographs only as far as the rows are for the caller."""
    rows = session.scalars(
        select(SharedItem)
        .where(SharedItem.consultation_id == case.id)
        .order_by(SharedItem.position)
        .options(selectinload(SharedItem.pictures))
    )
    return [
        {
            **json.loads(vault.unseal(case.id, row.sealed_body, body_of(row.id))),
            "id": row.id,
            "pictures": [
                {
                    "id": one.id,
                    "words": vault.unseal_words(
                        case.id, one.sealed_description, description_of(one.id)
                    ),
                }
                for one in row.pictures
            ],
        }
        for row in rows
    ]


def read_contributions(
    session: Session, vault: Vault, case: Consultation, labels: dict[UUID, Row]
) -> list[Row]:
    """Questions with their answers and observations, as they were said one after the other."""
    rows = session.scalars(
        select(Contribution)
        .where(Contribution.consultation_id == case.id)
        .order_by(Contribution.made_at, Contribution.id)
    ).all()
    said = {
        row.id: vault.unseal(case.id, row.sealed_words, words_of(row.id)).decode() for row in rows
    }
    answers = {
        row.answers_id: {"words": said[row.id], "made_at": row.made_at}
        for row in rows
        if row.answers_id
    }
    return [
        {
            "id": row.id,
            "kind": Said(row.kind),
            "words": said[row.id],
            "made_at": row.made_at,
            "by": labels.get(row.account_id),
            "answer": answers.get(row.id),
        }
        for row in rows
        if row.answers_id is None
    ]


def read_recommendation(
    session: Session, vault: Vault, case: Consultation, labels: dict[UUID, Row]
) -> Row | None:
    """The recommendation with what each member says to it."""
    row = session.get(Recommendation, case.id)
    if row is None:
        return None
    stances = session.scalars(select(MemberStance).where(MemberStance.consultation_id == case.id))
    return {
        "words": vault.unseal(case.id, row.sealed_words, recommendation_of(case.id)).decode(),
        "revision": row.revision,
        "changed_at": row.changed_at,
        "stances": [
            {
                **json.loads(
                    vault.unseal(case.id, one.sealed_stance, stance_of(case.id, one.account_id))
                ),
                "by": labels[one.account_id],
                "to_this_wording": one.revision == row.revision,
            }
            for one in stances
            if one.account_id in labels
        ],
    }


def read_shared_picture(
    session: Session, folder: Folder, consultation_id: UUID, picture_id: UUID
) -> tuple[str, bytes]:
    """Type and bytes of a shared photograph, for a member.

    Raises:
        NotFound: there is none, or the person no longer agrees to photographs.
    """
    row = session.scalar(
        select(SharedPicture).where(
            SharedPicture.id == picture_id,
            SharedPicture.consultation_id == consultation_id,
            shown_as_member(),
        )
    )
    if row is None:
        raise NotFound
    sealed = folder.read(f"cases/{picture_id}")
    return row.type, Vault(session, CaseKey).unseal(consultation_id, sealed, picture_of(picture_id))
