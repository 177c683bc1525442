"""Paired devices: coming back with a credential, being listed, being revoked."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from server.core import audit, clock
from server.core.database import hold
from server.core.problems import NotFound
from server.people.codes import hashed
from server.people.device_tables import Device, EndedDevice
from server.people.errors import DeviceRevoked, DeviceUnknown
from server.people.pairing import Phone, begin_session_on
from server.people.recovery import forget_shares, proof_for
from server.people.sessions import Identity
from server.people.tables import Participant, SignedIn
from server.people.throttling import check_attempts, count_refusal


def come_back(session: Session, phone: Phone, credential: str) -> Identity:
    """Begin a session with what the phone got when it was paired.

    Raises:
        TooManyAttempts: this phone or its address was refused too often.
        DeviceRevoked: it was revoked, or the account was erased; the phone has to forget it.
        DeviceUnknown: nobody knows this credential; what the phone keeps stays.
    """
    tried, credential_hash = phone.tried(), hashed(credential)
    hold(session, *tried, f"device:{credential_hash}")
    check_attempts(session, *tried)
    device = session.scalar(
        select(Device).where(Device.credential_hash == credential_hash, Device.id == phone.id)
    )
    ended = session.get(EndedDevice, credential_hash)
    if ended or (device and device.revoked_at):
        raise DeviceRevoked("Ask for a new card to use this device again.")
    if device is None:
        count_refusal(session, *tried)
        raise DeviceUnknown("Ask for a new card.")
    device.last_seen_at = clock.now()
    session.flush()
    account_id = device.account_id
    hold(session, f"paired:{account_id}:{phone.id}")
    session.execute(
        delete(SignedIn).where(
            SignedIn.account_id == account_id, SignedIn.paired_device_id == phone.id
        )
    )
    return begin_session_on(session, account_id, phone)


def list_devices(session: Session, participant: Participant) -> Sequence[Device]:
    """A participant's devices that are not revoked, the one seen last first."""
    return session.scalars(
        select(Device)
        .where(Device.account_id == participant.account_id, Device.revoked_at.is_(None))
        .order_by(Device.last_seen_at.desc())
    ).all()


def revoke(session: Session, participant: Participant, device_id: UUID) -> None:
    """End a device: its sessions now, and what it keeps of the account at its next contact.

    Raises:
        NotFound: the participant has no such device, or it is not the caller's to revoke.
    """
    account_id = participant.account_id
    revoked = account_id and session.scalar(
        select(func.people.revoke_device(device_id, account_id))
    )
    if not revoked or account_id is None:
        raise NotFound
    hold(session, proof_for(account_id, device_id))
    forget_shares(session, account_id, device_id)
    audit.record(session, "device_revoked", "participant", participant.id)
