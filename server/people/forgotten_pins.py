"""Forgotten picture PINs: whoever supports the person hands out a code, once and for a day.

The code opens the recovery share of one account on one phone; with it the phone opens what it
keeps and takes a new PIN. It signs nobody in: the phone's own credential does that afterwards.
"""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from server.core import audit, clock
from server.core.caller import Caller
from server.core.database import hold
from server.core.problems import NotFound
from server.people.codes import hashed_code, make_digits
from server.people.device_tables import Device, ForgottenPin
from server.people.errors import CodeRefused
from server.people.pairing import Card, Phone, open_share
from server.people.tables import Participant
from server.people.throttling import check_attempts, count_refusal

CODE_LASTS = timedelta(hours=24)


def hand_out(session: Session, caller: Caller, participant: Participant, device_id: UUID) -> Card:
    """Make a code with which the person chooses a new PIN on a phone; an older one dies.

    Raises:
        NotFound: the participant has no such device, or it was revoked.
    """
    account_id = participant.account_id
    device = account_id and session.get(Device, (device_id, account_id))
    if not device or device.revoked_at or caller.account_id is None:
        raise NotFound
    code, until = make_digits(), clock.now() + CODE_LASTS
    session.execute(
        delete(ForgottenPin).where(
            ForgottenPin.device_id == device_id, ForgottenPin.account_id == account_id
        )
    )
    session.add(
        ForgottenPin(
            device_id=device_id,
            account_id=account_id,
            code_hash=hashed_code(code),
            made_by=caller.account_id,
            expires_at=until,
        )
    )
    session.flush()
    audit.record(session, "pin_code_made", "participant", participant.id)
    return Card(code, until)


def open_with(session: Session, code: str, phone: Phone) -> tuple[UUID, bytes]:
    """Use a code on the phone it was made for.

    Returns:
        The account and the share that opens its data there.

    Raises:
        TooManyAttempts: this phone or its address was refused too often.
        CodeRefused: no open code fits, or it fits another phone.
    """
    tried, code_hash = phone.tried(), hashed_code(code)
    hold(session, *tried, f"pin:{code_hash}")
    check_attempts(session, *tried)
    account_id = session.scalar(
        delete(ForgottenPin)
        .where(
            ForgottenPin.code_hash == code_hash,
            ForgottenPin.device_id == phone.id,
            ForgottenPin.expires_at > clock.now(),
        )
        .returning(ForgottenPin.account_id)
    )
    if account_id is None:
        count_refusal(session, *tried)
        audit.record(session, "code_refused", "forgotten_pin")
        raise CodeRefused("Check the code, or ask for a new one.")
    audit.record(session, "pin_code_used", "account", account_id, account_id=account_id)
    return account_id, open_share(session, account_id, phone.id)
