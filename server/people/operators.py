"""The first operator: the one account that nobody invites, made on the server itself."""

import secrets
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core import audit, clock
from server.core.caller import Role
from server.partners.tables import Organisation, OrganisationKind
from server.people.codes import SHORT, hashed_code, make_code
from server.people.operations import NewAccount, create_account
from server.people.resets import RESET_LASTS
from server.people.tables import Account, Membership, PasswordReset

INSTALLATION = "installation"
"""The code of the organisation whose members operate this installation."""


class OperatorExists(Exception):
    """Somebody operates this installation already."""


class NameIsTaken(Exception):
    """Another account has the name."""


def make_operator(session: Session, name: str, *, another: bool) -> str:
    """Make an operator's account without a password; for the owner of the database.

    Args:
        another: whether there may be one already.

    Returns:
        The code with which they choose their password, within a day and once.

    Raises:
        OperatorExists: there is one, and no other was asked for.
        NameIsTaken: another account has the name.
    """
    exists = session.scalar(select(Membership.account_id).where(Membership.role == Role.OPERATOR))
    if exists and not another:
        raise OperatorExists
    if session.scalar(select(Account.id).where(Account.name == name.strip().casefold())):
        raise NameIsTaken
    account_id, code = uuid4(), make_code(SHORT)
    role = (installation(session).id, Role.OPERATOR)
    nobody_knows = secrets.token_urlsafe(32)
    create_account(session, NewAccount(account_id, name, nobody_knows, name.strip(), [role]))
    session.add(
        PasswordReset(
            account_id=account_id,
            code_hash=hashed_code(code),
            made_by=account_id,
            expires_at=clock.now() + RESET_LASTS,
            also_second_factor=False,
        )
    )
    audit.record(session, "operator_made", "account", account_id)
    return code


def installation(session: Session) -> Organisation:
    """The organisation of those who operate this installation, made if there is none."""
    found = session.scalar(select(Organisation).where(Organisation.code == INSTALLATION))
    if found is None:
        found = Organisation(
            id=uuid4(),
            code=INSTALLATION,
            kind=OrganisationKind.PARTNER,
            name="Betrieb dieser Installation",
            short="Betrieb",
        )
        session.add(found)
        session.flush()
    return found
