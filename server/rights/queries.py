"""Everything that is stored about one participant, unsealed, and nothing about anybody else."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from sqlalchemy import column, func, or_, select
from sqlalchemy.orm import Session, selectinload

from server.cases.queries import list_told
from server.cases.sheets import own_sheet
from server.consent.queries import list_answers
from server.core.caller import Caller, Role
from server.core.seals import FieldKey, Vault
from server.explorations.kinds import title_of
from server.explorations.tables import Exploration, ExplorationParticipant
from server.networks.queries import list_maps
from server.people.participants import find_participant
from server.people.queries import list_colleagues, read_participant
from server.people.rules import may_erase
from server.release.queries import photographs, released
from server.release.tables import Release
from server.reports.tables import Report, ReportFinding
from server.rights.looks import list_looks
from server.sync.tables import Revision
from server.walks.tables import Finding
from server.walks.wire import wire_finding

Row = dict[str, Any]


def read_stored(session: Session, caller: Caller, participant_id: UUID) -> Row:
    """Everything about a participant.

    Raises:
        NotFound: there is none, or not for the caller.
    """
    known = read_participant(session, participant_id)
    colleagues = list_colleagues(session, caller)
    told = list_told(session, caller, participant_id)
    names = {
        one["account_id"]: one["display_name"] or one["organisation"]
        for row in told
        for one in row["members"]
    }
    names |= {one["id"]: one["display_name"] for one in colleagues}
    oneself = find_participant(session, participant_id)
    if oneself.account_id:
        names[oneself.account_id] = oneself.pseudonym
    explored = list_explored(session, participant_id)
    maps = list_maps(session, participant_id)
    return known | {
        "facilitators": [names[id_] for id_ in known["facilitator_ids"] if id_ in names],
        "coordinators": [
            one["display_name"] for one in colleagues if one["role"] is Role.COORDINATOR
        ],
        "explorations": explored,
        "network_maps": maps,
        "consultations": told,
        "answers": list_answers(session, participant_id),
        "plan_sheet": own_sheet(session, participant_id),
        "looks": list_looks(session, participant_id, names),
        "erasure": read_erasure(session, caller, participant_id, explored)
        | {"network_maps": len(maps)},
    }


def list_explored(session: Session, participant_id: UUID) -> list[Row]:
    """The explorations the participant took part in, newest first, with what is theirs of them."""
    rows = session.scalars(
        select(Exploration)
        .join(ExplorationParticipant)
        .where(
            ExplorationParticipant.participant_id == participant_id,
            Exploration.erased_at.is_(None),
        )
        .options(selectinload(Exploration.participants))
        .order_by(Exploration.date.desc(), Exploration.id)
    ).all()
    vault = Vault(session, FieldKey)
    vault.load([participant_id, *(row.id for row in rows)])
    return [
        {
            "id": row.id,
            "date": row.date,
            "method": row.method,
            "title": vault.unseal_words(row.id, row.sealed_title, title_of(row.id)),
            "practice": row.practice,
            "others": len(row.participants) - 1,
            "findings": list_own_findings(session, vault, row, participant_id),
        }
        for row in rows
    ]


def list_own_findings(
    session: Session, vault: Vault, exploration: Exploration, participant_id: UUID
) -> list[Row]:
    """What the participant found, and what was found on a walk that was theirs alone."""
    theirs = Finding.author_participant_id == participant_id
    if len(exploration.participants) == 1:
        theirs = or_(theirs, Finding.author_participant_id.is_(None))
    findings = session.scalars(
        select(Finding)
        .where(Finding.exploration_id == exploration.id, Finding.erased_at.is_(None), theirs)
        .order_by(Finding.seen_at, Finding.id)
    ).all()
    pictures = photographs(session, vault, exploration.id) if findings else {}
    releases = released(session, exploration.id) if findings else {}
    reports = published_in(session, [one.id for one in findings if one.id in releases])
    return [
        wire_finding(vault, finding)
        | {
            "id": finding.id,
            "seen_at": finding.seen_at,
            "photographs": pictures.get(finding.id, []),
            "release": releases[finding.id] | {"reports": reports[finding.id]}
            if finding.id in releases
            else None,
        }
        for finding in findings
    ]


def published_in(session: Session, finding_ids: list[UUID]) -> dict[UUID, list[str]]:
    """The titles of the published reports that each released finding stands in."""
    rows = session.execute(
        select(Release.finding_id, Report.title)
        .join(ReportFinding, ReportFinding.finding_id == Release.pooled_id)
        .join(Report, Report.id == ReportFinding.report_id)
        .where(Release.finding_id.in_(finding_ids))
        .order_by(Report.title)
    )
    titles: dict[UUID, list[str]] = defaultdict(list)
    for finding_id, title in rows:
        titles[finding_id].append(title)
    return titles


def read_erasure(
    session: Session, caller: Caller, participant_id: UUID, explored: list[Row]
) -> Row:
    """What would go if the participant were erased, and what would stay."""
    going = func.field.records_to_erase(participant_id).table_valued(
        column("record_id"), column("kind")
    )
    counted = session.execute(select(going.c.kind, func.count()).group_by(going.c.kind))
    goes: dict[str, int] = defaultdict(int, dict(map(tuple, counted)))
    versions = select(func.count()).where(
        or_(
            Revision.holder_id == participant_id,
            Revision.record_id.in_(select(going.c.record_id)),
        )
    )
    return {
        "explorations": goes["exploration"],
        "findings": goes["finding"],
        "photographs": goes["photograph"],
        "versions": session.scalar(versions) or 0,
        "together": sum(1 for one in explored if one["others"]),
        "published": sum(
            1 for one in explored for finding in one["findings"] if is_published(finding)
        ),
        "may_erase": may_erase(caller, find_participant(session, participant_id)),
    }


def is_published(finding: Row) -> bool:
    """Whether a finding has reached the pool."""
    return finding["release"] is not None and finding["release"]["state"] == "released"
