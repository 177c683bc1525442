"""Sessions: one sign-in on one device, in one role at a time.

A session is a random token in a signed cookie; the database holds only its hash. Ending a session
is deleting its row, so it takes effect at the next request of the device.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, select, update
from sqlalchemy.orm import Session

from server.core import audit, clock
from server.core.caller import Caller, Role
from server.core.database import hold
from server.core.problems import NotFound
from server.people.codes import hashed
from server.people.errors import NoSuchMembership, SignInRefused
from server.people.tables import Account, Membership, SignedIn

SESSION_LASTS = timedelta(days=60)
"""A phone may be without network for weeks and must still be let in afterwards."""
PAIRED_LASTS = timedelta(hours=1)
"""A paired phone shows its credential again, so a session left open need not last."""
SEEN_EVERY = timedelta(minutes=5)
"""How exactly it is kept when a session was last seen: not every request need write."""
# Put together once: every request asks it.
BEGUN = select(
    SignedIn.account_id,
    SignedIn.organisation_id,
    SignedIn.role,
    SignedIn.expires_at,
    SignedIn.last_seen_at,
    SignedIn.second_factor_at,
).where(SignedIn.token_hash == bindparam("token_hash"))


@dataclass(frozen=True)
class Identity:
    """What Flask-Login keeps: a session's token and the caller it stands for."""

    token: str
    caller: Caller
    proved: bool = False
    """Whether this session has shown a second factor."""
    lately: bool = True
    """Whether it is kept that it was in use in the last minutes."""

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """The token goes into the signed cookie."""
        return self.token


def begin_session(
    session: Session,
    account: Account,
    device: str,
    *,
    proved: bool,
    paired_device_id: UUID | None = None,
) -> Identity:
    """Open a session for an account that has proved itself, in its first role.

    Args:
        proved: whether a second factor was shown.
        paired_device_id: the paired device that proved it; the session ends with it.

    Raises:
        SignInRefused: the account has no role in any organisation.
    """
    token = secrets.token_urlsafe(32)
    hold(session, f"account:{account.name}", f"member:{account.id}", f"session:{hashed(token)}")
    first, now = first_role(session, account), clock.now()
    session.add(
        SignedIn(
            token_hash=hashed(token),
            account_id=account.id,
            organisation_id=first.organisation_id,
            role=first.role,
            begun_at=now,
            last_seen_at=now,
            expires_at=now + (PAIRED_LASTS if paired_device_id else SESSION_LASTS),
            device=device,
            second_factor_at=now if proved else None,
            paired_device_id=paired_device_id,
        )
    )
    audit.record(session, "signed_in", "account", account.id, account_id=account.id)
    caller = Caller.in_role(account.id, first.organisation_id, Role(first.role))
    return Identity(token, caller, proved)


def first_role(session: Session, account: Account) -> Membership:
    """The role an account begins to work in.

    Raises:
        SignInRefused: it has none in any organisation.
    """
    first = session.scalar(
        select(Membership)
        .where(Membership.account_id == account.id)
        .order_by(Membership.role, Membership.organisation_id)
        .limit(1)
    )
    if first is None:
        raise SignInRefused("This account has no role yet; ask your coordinator.")
    return first


def find_identity(connection: Connection, token: str, at: datetime) -> Identity | None:
    """Whom a session's token stands for, if it is still open; it ends with the role.

    The transaction holds the proof of the session (``proof_of``): every request asks this.
    """
    begun = connection.execute(BEGUN, {"token_hash": hashed(token)}).one_or_none()
    if begun is None or begun.expires_at <= at:
        return None
    caller = Caller.in_role(begun.account_id, begun.organisation_id, Role(begun.role))
    lately = begun.last_seen_at + SEEN_EVERY > at
    return Identity(token, caller, begun.second_factor_at is not None, lately)


def note_seen(session: Session, token: str, at: datetime) -> None:
    """Keep that a session is in use."""
    seen = update(SignedIn).where(SignedIn.token_hash == hashed(token)).values(last_seen_at=at)
    session.execute(seen)


def proof_of(token: str) -> str:
    """What opens a session's own row to whoever has its token."""
    return f"session:{hashed(token)}"


def choose_membership(
    session: Session, token: str, account_id: UUID, organisation_id: UUID, role: Role
) -> Caller:
    """Work in another role the account holds, in this session.

    Raises:
        NoSuchMembership: the account does not hold it.
    """
    if session.get(Membership, (account_id, organisation_id, role)) is None:
        raise NoSuchMembership("Choose one of your memberships.")
    begun = session.get_one(SignedIn, hashed(token))
    begun.organisation_id, begun.role = organisation_id, role
    return Caller.in_role(account_id, organisation_id, role)


def prove_session(session: Session, token: str) -> None:
    """Note that this session has shown a second factor."""
    session.get_one(SignedIn, hashed(token)).second_factor_at = clock.now()


def list_sessions(session: Session, account_id: UUID) -> list[SignedIn]:
    """The account's open sessions, the one seen last first."""
    return list(
        session.scalars(
            select(SignedIn)
            .where(SignedIn.account_id == account_id, SignedIn.expires_at > clock.now())
            .order_by(SignedIn.last_seen_at.desc())
        )
    )


def end_session(session: Session, token: str) -> None:
    """Sign out here."""
    session.execute(delete(SignedIn).where(SignedIn.token_hash == hashed(token)))


def end_one_session(session: Session, account_id: UUID, session_id: UUID) -> None:
    """Sign out on one device of one's own.

    Raises:
        NotFound: none of the account's sessions has this id.
    """
    ended = session.execute(
        delete(SignedIn)
        .where(SignedIn.account_id == account_id, SignedIn.id == session_id)
        .returning(SignedIn.id)
    ).all()
    if not ended:
        raise NotFound
    audit.record(session, "session_ended", "account", account_id)


def end_other_sessions(session: Session, account_id: UUID, kept: str) -> None:
    """Sign out everywhere but here.

    Args:
        kept: the hash of this session's token.
    """
    session.execute(
        delete(SignedIn).where(SignedIn.account_id == account_id, SignedIn.token_hash != kept)
    )
    audit.record(session, "other_sessions_ended", "account", account_id)


def end_all_sessions(session: Session, account_id: UUID) -> None:
    """Sign out everywhere."""
    session.execute(delete(SignedIn).where(SignedIn.account_id == account_id))
    audit.record(session, "signed_out_everywhere", "account", account_id)
