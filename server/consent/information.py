"""What a provider owes people to say about their data before it asks them (Art. 13 GDPR).

The text is the same everywhere (``texts/information.yaml``, shown by the app); what each provider
fills in lies in ``commons.data_controllers``.
"""

from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from server.consent.tables import FILLED_IN, DataController
from server.core import audit, clock
from server.core.caller import Caller
from server.core.problems import NotFound
from server.partners.tables import Organisation

Row = dict[str, Any]


def read_information(session: Session, caller: Caller) -> Row:
    """What the caller's organisation fills in, and what is still missing.

    Raises:
        NotFound: the caller works for none.
    """
    organisation = session.get(Organisation, caller.organisation_id)
    if organisation is None:
        raise NotFound
    row = session.get(DataController, organisation.id, populate_existing=True)
    filled = {name: getattr(row, name) if row else "" for name in FILLED_IN}
    return filled | {
        "name": organisation.name,
        "missing": [name for name, words in filled.items() if not words],
        "changed_at": row.changed_at if row else None,
    }


def keep_information(session: Session, organisation_id: UUID, filled: Row) -> None:
    """Fill it in anew; the audit keeps that it changed."""
    values = {name: filled[name].strip() for name in FILLED_IN} | {"changed_at": clock.now()}
    kept = insert(DataController).values(organisation_id=organisation_id, **values)
    session.execute(kept.on_conflict_do_update(index_elements=["organisation_id"], set_=values))
    audit.record(session, "information_changed", "organisation", organisation_id)
