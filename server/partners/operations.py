"""Making organisations; the caller owns the transaction."""

import re
import unicodedata
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from server.core import audit
from server.core.problems import NotFound
from server.partners.errors import MembersDoNotFit, OrganisationTaken
from server.partners.tables import Organisation

SHORTEST = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def list_organisations(session: Session) -> list[Organisation]:
    """Every organisation, by name."""
    return list(session.scalars(select(Organisation).order_by(Organisation.name)))


def make_organisation(session: Session, body: dict[str, Any]) -> Organisation:
    """Make an organisation.

    Raises:
        OrganisationTaken: one of this kind has the name.
    """
    name, id_ = " ".join(body["name"].split()), uuid4()
    check_free(session, id_, name, body["kind"])
    made = Organisation(
        id=id_,
        code=free_code(session, name),
        kind=body["kind"],
        name=name,
        short=body["short"].strip() or name,
    )
    session.add(made)
    session.flush()
    audit.record(session, "organisation_made", "organisation", id_, kind=body["kind"])
    return made


def rename_organisation(
    session: Session, organisation_id: UUID, body: dict[str, Any]
) -> Organisation:
    """Change what an organisation is called and what it is; its code stays.

    Raises:
        NotFound: there is none.
        OrganisationTaken: another one of this kind has the name.
        MembersDoNotFit: somebody has a role there that the new kind does not have.
    """
    kept = session.get(Organisation, organisation_id)
    if kept is None:
        raise NotFound
    name = " ".join(body["name"].split())
    check_free(session, organisation_id, name, body["kind"])
    kept.name, kept.kind = name, body["kind"]
    kept.short = body["short"].strip() or name
    try:
        session.flush()
    except IntegrityError as error:
        raise MembersDoNotFit("End these memberships first, or make a new one.") from error
    audit.record(session, "organisation_changed", "organisation", kept.id, kind=body["kind"])
    return kept


def check_free(session: Session, id_: UUID, name: str, kind: str) -> None:
    """Two organisations of one kind and name could not be told apart.

    Raises:
        OrganisationTaken: another one has both.
    """
    same = select(Organisation.id).where(
        func.lower(Organisation.name) == name.lower(),
        Organisation.kind == kind,
        Organisation.id != id_,
    )
    if session.scalar(same):
        raise OrganisationTaken("Take the one there is, or add the place to the name.")


def free_code(session: Session, name: str) -> str:
    """A short code from the name that no other organisation has."""
    bare = unicodedata.normalize("NFKD", name.lower().translate(SHORTEST))
    code = re.sub(r"[^a-z0-9]+", "-", bare.encode("ascii", "ignore").decode()).strip("-")[:40]
    taken = set(session.scalars(select(Organisation.code)))
    if code and code not in taken:
        return code
    return f"{code or 'organisation'}-{uuid4().hex[:6]}"
