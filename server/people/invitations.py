"""Invitations: a role in an organisation for whoever brings the code, once and not for long."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from server.core import audit, clock
from server.core.caller import Caller, Role
from server.core.database import hold
from server.core.problems import NotForYou, NotFound
from server.core.seals import SealBroken, Vault
from server.partners.tables import Organisation, OrganisationKind
from server.people import passwords
from server.people.codes import SHORT, hashed_code, make_code
from server.people.errors import AlreadyMember, CodeRefused, NameTaken, RoleDoesNotFit
from server.people.operations import display_name_of
from server.people.rules import manageable_by, may_manage, role_fits
from server.people.sessions import Identity, begin_session
from server.people.tables import Account, Invitation, Membership, PersonKey
from server.people.throttling import by_address, check_attempts, count_refusal

INVITATION_LASTS = timedelta(days=14)


@dataclass(frozen=True)
class Guest:
    """What an invited person chooses."""

    name: str
    display_name: str
    password: str = field(repr=False)


def invite(
    session: Session, caller: Caller, organisation_id: UUID, role: Role, for_whom: str
) -> tuple[Invitation, str]:
    """Invite somebody.

    Args:
        for_whom: a note for those who keep the list; sealed, empty where none is wanted.

    Returns:
        The invitation and its code, which is known only now.

    Raises:
        NotForYou: the role there is not the caller's to give.
        NotFound: there is no such organisation; only an operator may learn that.
        RoleDoesNotFit: nobody has this role in such an organisation.
    """
    if not may_manage(caller, organisation_id, role) or caller.account_id is None:
        raise NotForYou
    organisation = session.get(Organisation, organisation_id)
    if organisation is None:
        raise NotFound
    if not role_fits(OrganisationKind(organisation.kind), role):
        raise RoleDoesNotFit("Choose another role, or the organisation it belongs to.")
    code, id_, now = make_code(SHORT), uuid4(), clock.now()
    sealed = Vault(session, PersonKey).seal_words(caller.account_id, for_whom, belongs(id_))
    invitation = Invitation(
        id=id_,
        organisation_id=organisation_id,
        role=role,
        code_hash=hashed_code(code),
        sealed_for_whom=sealed,
        invited_by=caller.account_id,
        made_at=now,
        expires_at=now + INVITATION_LASTS,
    )
    session.add(invitation)
    session.flush()
    audit.record(session, "invitation_made", "invitation", id_, role=role)
    return invitation, code


def list_invitations(session: Session, caller: Caller) -> list[Invitation]:
    """The open invitations the caller may revoke, the newest first."""
    return list(
        session.scalars(
            select(Invitation)
            .where(manageable_by(caller, Invitation), *still_open())
            .order_by(Invitation.made_at.desc())
        )
    )


def for_whom(session: Session, invitation: Invitation) -> str:
    """The note about an invitation; empty if it can no longer be read."""
    try:
        return Vault(session, PersonKey).unseal_words(
            invitation.invited_by, invitation.sealed_for_whom, belongs(invitation.id)
        )
    except SealBroken:
        return ""


def revoke(session: Session, caller: Caller, invitation_id: UUID) -> None:
    """Close an open invitation.

    Raises:
        NotFound: there is none the caller may revoke.
    """
    revoked = session.execute(
        update(Invitation)
        .where(Invitation.id == invitation_id, manageable_by(caller, Invitation), *still_open())
        .values(revoked_at=clock.now())
        .returning(Invitation.id)
    ).all()
    if not revoked:
        raise NotFound
    audit.record(session, "invitation_revoked", "invitation", invitation_id)


def open_invitation(session: Session, code: str, address: str) -> Invitation:
    """The open invitation with this code; the transaction holds its proof afterwards.

    Raises:
        TooManyAttempts: this address was refused too often.
        CodeRefused: there is none.
    """
    tried, proof = by_address(address), f"invitation:{hashed_code(code)}"
    hold(session, tried, proof)
    check_attempts(session, tried)
    invitation = session.scalar(
        select(Invitation).where(Invitation.code_hash == hashed_code(code), *still_open())
    )
    if invitation is None:
        count_refusal(session, tried)
        audit.record(session, "code_refused", "invitation")
        raise CodeRefused("Check the code, or ask for a new invitation.")
    return invitation


def begin_account(session: Session, invitation: Invitation, guest: Guest, device: str) -> Identity:
    """Make the account of an invited person, with the role of the invitation, and sign it in.

    Raises:
        WeakPassword: the password is too short or is a name.
        NameTaken: another account has the name.
    """
    name = guest.name.strip().casefold()
    passwords.check_strength(guest.password, name, guest.display_name)
    account_id, password_hash = uuid4(), passwords.hasher.hash(guest.password)
    made = session.scalar(
        select(func.people.begin_account(invitation.code_hash, account_id, name, password_hash))
    )
    if not made:
        raise NameTaken("Choose another name to sign in with.")
    hold(session, f"account:{name}", f"new:{account_id}")
    account = session.get_one(Account, account_id)
    account.sealed_display_name = Vault(session, PersonKey).seal_words(
        account_id, guest.display_name, display_name_of(account_id)
    )
    session.flush()
    record_acceptance(session, invitation, account_id)
    return begin_session(session, account, device, proved=False)


def accept(session: Session, invitation: Invitation, account_id: UUID) -> Membership:
    """Give a signed-in account the role of an invitation as well.

    Raises:
        AlreadyMember: it has the role; the invitation stays open.
    """
    role = account_id, invitation.organisation_id, invitation.role
    if session.get(Membership, role):
        raise AlreadyMember("Give the invitation to somebody else.")
    session.execute(select(func.people.accept_invitation(invitation.code_hash)))
    record_acceptance(session, invitation, account_id)
    return session.get_one(Membership, role)


def record_acceptance(session: Session, invitation: Invitation, account_id: UUID) -> None:
    """Say in the audit who came in by which invitation."""
    audit.record(
        session,
        "invitation_accepted",
        "invitation",
        invitation.id,
        account_id=account_id,
        role=invitation.role,
    )


def still_open() -> tuple[ColumnElement[bool], ...]:
    """Neither used nor revoked nor too old, as conditions."""
    return (
        Invitation.accepted_at.is_(None),
        Invitation.revoked_at.is_(None),
        Invitation.expires_at > clock.now(),
    )


def belongs(invitation_id: UUID) -> str:
    """What a sealed note belongs to."""
    return f"invitation.for_whom:{invitation_id}"
