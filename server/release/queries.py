"""What a coordinator reads before releasing: explorations with all that was found."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from server.consent.queries import missing_consents
from server.core.caller import Caller
from server.core.problems import NotFound
from server.core.seals import FieldKey, Vault
from server.explorations.kinds import title_of
from server.explorations.tables import Exploration
from server.media.tables import Photograph
from server.people.queries import list_colleagues, pseudonyms
from server.release.consents import FOR_RELEASE
from server.release.operations import text_of
from server.release.tables import Release, ReleaseKey, ReleaseState
from server.walks.tables import Finding
from server.walks.wire import wire_finding, wire_photograph

Row = dict[str, Any]


def list_explorations(session: Session, caller: Caller) -> list[Row]:
    """The explorations within the caller's reach, newest first, with how much was found."""
    rows = session.scalars(
        select(Exploration)
        .where(Exploration.erased_at.is_(None))
        .options(selectinload(Exploration.participants), selectinload(Exploration.facilitators))
        .order_by(Exploration.date.desc(), Exploration.id)
    ).all()
    found = counts(session, Finding, Finding.erased_at.is_(None))
    gone = counts(session, Release, Release.state == ReleaseState.RELEASED)
    people = {one["id"]: one for one in list_colleagues(session, caller)}
    taking_part = {one.participant_id for row in rows for one in row.participants}
    known_as = pseudonyms(session, taking_part)
    vault = Vault(session, FieldKey)
    vault.load([row.id for row in rows])
    return [
        {
            "id": row.id,
            "date": row.date,
            "method": row.method,
            "title": vault.unseal_words(row.id, row.sealed_title, title_of(row.id)),
            "social_space_id": row.social_space_id,
            "practice": row.practice,
            "participants": [
                {"id": one.participant_id, "pseudonym": known_as[one.participant_id]}
                for one in row.participants
                if one.participant_id in known_as
            ],
            "facilitators": [
                people[one.account_id] for one in row.facilitators if one.account_id in people
            ],
            "findings_total": found[row.id],
            "released_total": gone[row.id],
        }
        for row in rows
    ]


def counts(session: Session, table: type[Any], which: Any) -> dict[UUID, int]:
    """How many rows each exploration has."""
    rows = session.execute(
        select(table.exploration_id, func.count().label("total"))
        .where(which)
        .group_by(table.exploration_id)
    )
    return defaultdict(int, {row.exploration_id: row.total for row in rows})


def read_exploration(session: Session, caller: Caller, exploration_id: UUID) -> Row:
    """One exploration with its findings, notes unsealed, in the order they were seen.

    Raises:
        NotFound: it is not within the caller's reach.
    """
    row = next(
        (one for one in list_explorations(session, caller) if one["id"] == exploration_id), None
    )
    if row is None:
        raise NotFound
    findings = session.scalars(
        select(Finding)
        .where(Finding.exploration_id == exploration_id, Finding.erased_at.is_(None))
        .order_by(Finding.seen_at, Finding.id)
    ).all()
    vault = Vault(session, FieldKey)
    vault.load([finding.holder_id for finding in findings])
    pictures = photographs(session, vault, exploration_id)
    releases = released(session, exploration_id)
    authors = {one.author_participant_id for one in findings if one.author_participant_id}
    missing = missing_consents(session, authors, FOR_RELEASE)
    row["findings"] = [
        wire_finding(vault, finding)
        | {
            "id": finding.id,
            "seen_at": finding.seen_at,
            "photographs": pictures[finding.id],
            "release": releases.get(finding.id),
            "missing_consents": missing.get(finding.holder_id, []),
        }
        for finding in findings
    ]
    return row


def photographs(session: Session, vault: Vault, exploration_id: UUID) -> dict[UUID, list[Row]]:
    """An exploration's photographs by finding."""
    rows = session.scalars(
        select(Photograph)
        .where(Photograph.exploration_id == exploration_id, Photograph.erased_at.is_(None))
        .order_by(Photograph.id)
    )
    by_finding: dict[UUID, list[Row]] = defaultdict(list)
    for row in rows:
        arrived = {"arrived": row.received_at is not None}
        by_finding[row.finding_id].append(wire_photograph(vault, row) | arrived)
    return by_finding


def released(session: Session, exploration_id: UUID) -> dict[UUID, Row]:
    """An exploration's releases by finding; of several the latest, as earlier ones were refused."""
    rows = session.scalars(
        select(Release)
        .where(Release.exploration_id == exploration_id)
        .order_by(Release.chosen_at)
        .options(selectinload(Release.photographs))
    ).all()
    vault = Vault(session, ReleaseKey)
    return {
        row.finding_id: {
            "state": ReleaseState(row.state),
            "text": vault.unseal_words(row.id, row.sealed_text, text_of(row.id)),
            "photographs": [one.sha256 for one in row.photographs],
        }
        for row in rows
    }
