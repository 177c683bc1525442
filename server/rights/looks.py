"""The audit as the person reads it: who looked at what is stored about them, and what for."""

import enum
from collections import Counter
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import column, func, select
from sqlalchemy.orm import Session


class Look(enum.StrEnum):
    """What somebody did with a person's data, as the person can understand it."""

    TOOK_IN = "took_in"
    CHANGED = "changed"
    SUPPORT_BEGAN = "support_began"
    SUPPORT_ENDED = "support_ended"
    SUPPORT = "support"
    REVIEW = "review"
    RELEASE = "release"
    PHOTOGRAPH = "photograph"
    THIS_PAGE = "this_page"
    COPY = "copy"
    CASE_PREPARED = "case_prepared"
    CASE_SHARED = "case_shared"
    CASE_SEEN = "case_seen"
    CASE_CLOSED = "case_closed"
    MINUTES = "minutes"
    SHEET = "sheet"
    NETWORK = "network"
    ANSWER = "answer"
    EVIDENCE = "evidence"
    DEVICE = "device"
    OTHER = "other"


ACTIONS = {
    "participant_created": Look.TOOK_IN,
    "participant_changed": Look.CHANGED,
    "support_begun": Look.SUPPORT_BEGAN,
    "support_ended": Look.SUPPORT_ENDED,
    "participant_exported": Look.COPY,
    "consent_given": Look.ANSWER,
    "consent_refused": Look.ANSWER,
    "consent_withdrawn": Look.ANSWER,
    "case_shared": Look.CASE_SHARED,
    "case_closed": Look.CASE_CLOSED,
    "minutes_exported": Look.MINUTES,
    "sheet_kept": Look.SHEET,
    "sheet_printed": Look.SHEET,
    "network_exported": Look.NETWORK,
    "pairing_made": Look.DEVICE,
    "device_paired": Look.DEVICE,
    "device_revoked": Look.DEVICE,
    "pin_code_made": Look.DEVICE,
}
# Purposes are the names of endpoints: ``core.api`` sets them.
PURPOSES = {
    "list_participants": Look.SUPPORT,
    "read_participant": Look.SUPPORT,
    "pull": Look.SUPPORT,
    "push": Look.SUPPORT,
    "list_explorations": Look.SUPPORT,
    "read_exploration": Look.REVIEW,
    "release": Look.RELEASE,
    "read_media": Look.PHOTOGRAPH,
    "read_thumbnail": Look.PHOTOGRAPH,
    "read_evidence": Look.EVIDENCE,
    "read_stored": Look.THIS_PAGE,
    "take_in_participant": Look.TOOK_IN,
    "change_participant": Look.CHANGED,
    "export_participant": Look.COPY,
    "read_case": Look.CASE_SEEN,
    "read_case_picture": Look.CASE_SEEN,
    "contribute": Look.CASE_SEEN,
    "recommend": Look.CASE_SEEN,
    "take_stance": Look.CASE_SEEN,
    "begin_consultation": Look.CASE_PREPARED,
    "read_consultation": Look.CASE_PREPARED,
    "change_consultation": Look.CASE_PREPARED,
    "list_invitable": Look.CASE_PREPARED,
    "invite_members": Look.CASE_PREPARED,
    "list_material": Look.CASE_PREPARED,
    "choose_material": Look.CASE_PREPARED,
    "open_consultation": Look.CASE_PREPARED,
    "answer_question": Look.CASE_PREPARED,
    "close_consultation": Look.CASE_CLOSED,
    "print_minutes": Look.MINUTES,
    "read_plan_sheet": Look.SHEET,
    "keep_plan_sheet": Look.SHEET,
    "print_plan_sheet": Look.SHEET,
    "read_network_file": Look.NETWORK,
    "read_network_metrics": Look.NETWORK,
    "take_network_along": Look.NETWORK,
}


def list_looks(
    session: Session, participant_id: UUID, names: dict[UUID, str]
) -> list[dict[str, Any]]:
    """Who looked, newest day first, each kind of look once a day with how often.

    Args:
        names: display names of accounts; whoever is not in it has left the organisation.
    """
    about = func.audit.entries_about(participant_id).table_valued(
        column("day"), column("account_id"), column("action"), column("purpose"), column("times")
    )
    counted: Counter[tuple[date, str, Look]] = Counter()
    for day, account_id, action, purpose, times in session.execute(select(about)):
        counted[day, names.get(account_id, ""), look_of(action, purpose)] += times
    return [
        {"day": day, "who": who, "look": look, "times": times}
        for (day, who, look), times in sorted(
            counted.items(), key=lambda one: (-one[0][0].toordinal(), one[0][1], one[0][2])
        )
    ]


def look_of(action: str, purpose: str | None) -> Look:
    """What an entry of the audit means to the person it is about."""
    return ACTIONS.get(action) or PURPOSES.get(purpose or "", Look.OTHER)
