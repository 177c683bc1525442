"""Pairing: a card with a code lets one phone in, once; then the phone has a credential of its own.

A credential is a random token. The phone keeps it sealed under the person's picture PIN, and the
database only its hash. So neither the card nor the phone alone lets anybody in for long.
"""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from server.core import audit, clock
from server.core.caller import Caller
from server.core.database import hold
from server.core.problems import NotFound
from server.people.codes import hashed, hashed_code, make_digits
from server.people.device_tables import Device, Pairing
from server.people.errors import CodeRefused
from server.people.recovery import proof_for, share_of
from server.people.sessions import Identity, begin_session
from server.people.tables import Account, Participant
from server.people.throttling import by_address, by_name, check_attempts, count_refusal

CARD_LASTS = timedelta(days=7)


@dataclass(frozen=True)
class Phone:
    """The phone a code is typed on.

    Attributes:
        id: its own, the same for everybody who uses it.
        address: the network address; only its hash is kept, for the window.
        kind: browser and system, coarsely.
    """

    id: UUID
    address: str
    kind: str

    def tried(self) -> tuple[str, str]:
        """The proofs under which refused codes are counted: this phone's and the address's."""
        return by_name(f"phone {self.id}"), by_address(self.address)


@dataclass(frozen=True)
class Card:
    """What a card says; the code is known only now."""

    code: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True)
class Paired:
    """What a phone gets once."""

    credential: str = field(repr=False)
    recovery: bytes = field(repr=False)
    identity: Identity


def make_card(
    session: Session, caller: Caller, participant: Participant, replaces: UUID | None
) -> Card:
    """Make a code that pairs a phone; an older one for this participant dies.

    Args:
        replaces: a device of theirs that is revoked when the new one is paired.

    Raises:
        NotFound: the participant has no such device, or is not the caller's to pair.
    """
    account_id = session.scalar(select(func.people.begin_participant_account(participant.id)))
    if account_id is None or caller.account_id is None:
        raise NotFound
    if replaces is not None and session.get(Device, (replaces, account_id)) is None:
        raise NotFound
    code, until = make_digits(), clock.now() + CARD_LASTS
    session.execute(delete(Pairing).where(Pairing.participant_id == participant.id))
    session.add(
        Pairing(
            participant_id=participant.id,
            code_hash=hashed_code(code),
            made_by=caller.account_id,
            expires_at=until,
            replaces=replaces,
        )
    )
    session.flush()
    audit.record(session, "pairing_made", "participant", participant.id)
    return Card(code, until)


def pair(session: Session, code: str, phone: Phone) -> Paired:
    """Use a card's code: from now on the phone proves the participant's account.

    Raises:
        TooManyAttempts: this phone or its address was refused too often.
        CodeRefused: no open pairing has this code.
    """
    tried, code_hash = phone.tried(), hashed_code(code)
    hold(session, *tried, f"pairing:{code_hash}")
    check_attempts(session, *tried)
    pairing = session.scalar(
        select(Pairing).where(Pairing.code_hash == code_hash, Pairing.expires_at > clock.now())
    )
    if pairing is None:
        count_refusal(session, *tried)
        audit.record(session, "code_refused", "pairing")
        raise CodeRefused("Check the code, or ask for a new card.")
    participant_id, credential = pairing.participant_id, secrets.token_urlsafe(32)
    session.expunge(pairing)
    account_id = session.scalar(
        select(func.people.pair_device(code_hash, phone.id, hashed(credential), phone.kind))
    )
    if account_id is None:
        raise CodeRefused("Ask for a new card.")
    audit.record(session, "device_paired", "participant", participant_id, account_id=account_id)
    recovery = open_share(session, account_id, phone.id)
    identity = begin_session_on(session, account_id, phone)
    return Paired(credential, recovery, identity)


def open_share(session: Session, account_id: UUID, device_id: UUID) -> bytes:
    """The share that opens this account's data on this phone; the code has just been checked."""
    proofs = proof_for(account_id, device_id), f"member:{account_id}", f"new:{account_id}"
    hold(session, *proofs)
    return share_of(session, account_id, device_id)


def begin_session_on(session: Session, account_id: UUID, phone: Phone) -> Identity:
    """Sign an account in on a phone that has just proved it."""
    hold(session, f"member:{account_id}")
    account = session.get_one(Account, account_id)
    return begin_session(session, account, phone.kind, proved=False, paired_device_id=phone.id)
