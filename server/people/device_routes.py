"""HTTP for paired devices: cards, pairing, coming back, forgotten picture PINs, revoking."""

from base64 import b64encode
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any
from uuid import UUID

from server.core.api import Routes, caller
from server.core.caller import Side, everybody, on_field_side
from server.core.database import db
from server.core.problems import NotFound
from server.people import devices, forgotten_pins, pairing, participants, this_browser
from server.people.device_schemas import (
    CardSchema,
    CodeOnPhoneSchema,
    DeviceCredentialSchema,
    DeviceSchema,
    NewCardSchema,
    PairedSchema,
    RecoveredSchema,
)
from server.people.device_tables import Device
from server.people.errors import CodeRefused, DeviceRevoked, DeviceUnknown, TooManyAttempts
from server.people.member_routes import handed
from server.people.pairing import Card, Phone
from server.people.pairing_card import NEW_PIN, PAIRING, CardText, draw_card
from server.people.routes import works_with_participants
from server.people.schemas import CallerSchema
from server.people.tables import Participant

routes = Routes("devices", __name__)
ON_PHONE: dict[str, Any] = {"allow": everybody, "door": Side.FIELD}
"""Open to all: the code or the credential is the proof."""


def phone(device_id: UUID) -> Phone:
    """The phone a request comes from."""
    return Phone(device_id, this_browser.address(), this_browser.device())


def card_of(text: CardText, page: str, participant: Participant, card: Card) -> dict[str, Any]:
    """A card to print, and the same to show on the screen."""
    shown = handed(card.code, page, card.expires_at)
    drawn = draw_card(
        text,
        pseudonym=participant.pseudonym,
        picture=participant.picture,
        code=card.code,
        link=shown["link"],
        expires_at=card.expires_at,
    )
    return shown | {"pdf": b64encode(drawn).decode()}


@routes.serves(
    "POST",
    "/participants/<uuid:participant_id>/cards",
    allow=works_with_participants,
    body=NewCardSchema,
    answer=CardSchema,
    status=HTTPStatus.CREATED,
    raises=[NotFound],
)
def make_pairing_card(body: dict[str, Any], participant_id: UUID) -> dict[str, Any]:
    """A card that pairs one phone, once; an older one of this participant ends."""
    participant = participants.find_participant(db.session(), participant_id)
    card = pairing.make_card(db.session(), caller(), participant, body["replaces"])
    return card_of(PAIRING, "pair", participant, card)


@routes.serves(
    "GET",
    "/participants/<uuid:participant_id>/devices",
    allow=on_field_side,
    answer=DeviceSchema(many=True),
    raises=[NotFound],
)
def list_devices(participant_id: UUID) -> Sequence[Device]:
    """A participant's paired devices, for those who support them and for themself."""
    participant = participants.find_participant(db.session(), participant_id)
    return devices.list_devices(db.session(), participant)


@routes.serves(
    "DELETE",
    "/participants/<uuid:participant_id>/devices/<uuid:device_id>",
    allow=on_field_side,
    raises=[NotFound],
)
def revoke_device(participant_id: UUID, device_id: UUID) -> None:
    """End a device: lost, sold, or no longer wanted; it forgets the person at its next contact."""
    participant = participants.find_participant(db.session(), participant_id)
    devices.revoke(db.session(), participant, device_id)


@routes.serves(
    "POST",
    "/participants/<uuid:participant_id>/devices/<uuid:device_id>/pin-cards",
    allow=works_with_participants,
    answer=CardSchema,
    status=HTTPStatus.CREATED,
    raises=[NotFound],
)
def make_pin_card(participant_id: UUID, device_id: UUID) -> dict[str, Any]:
    """A card with which the person chooses a new picture PIN on this device, once."""
    participant = participants.find_participant(db.session(), participant_id)
    card = forgotten_pins.hand_out(db.session(), caller(), participant, device_id)
    return card_of(NEW_PIN, "new-pin", participant, card)


@routes.serves(
    "POST",
    "/devices",
    **ON_PHONE,
    body=CodeOnPhoneSchema,
    answer=PairedSchema,
    status=HTTPStatus.CREATED,
    raises=[CodeRefused, TooManyAttempts],
)
def pair_device(body: dict[str, Any]) -> dict[str, Any]:
    """Use a card: the phone gets a credential of its own and is signed in."""
    paired = pairing.pair(db.session(), body["code"], phone(body["device_id"]))
    return {
        "credential": paired.credential,
        "recovery": b64encode(paired.recovery).decode(),
        "caller": this_browser.let_in(db.session(), paired.identity),
    }


@routes.serves(
    "POST",
    "/devices/session",
    **ON_PHONE,
    body=DeviceCredentialSchema,
    answer=CallerSchema,
    raises=[DeviceUnknown, DeviceRevoked, TooManyAttempts],
)
def begin_device_session(body: dict[str, Any]) -> dict[str, Any]:
    """Sign in with the credential of a paired device, which its person has just unlocked."""
    found = devices.come_back(db.session(), phone(body["device_id"]), body["credential"])
    return this_browser.let_in(db.session(), found)


@routes.serves(
    "POST",
    "/devices/recovery",
    **ON_PHONE,
    body=CodeOnPhoneSchema,
    answer=RecoveredSchema,
    raises=[CodeRefused, TooManyAttempts],
)
def open_recovery(body: dict[str, Any]) -> dict[str, Any]:
    """Use a code for a forgotten picture PIN; it opens what the phone keeps and signs nobody in."""
    account_id, share = forgotten_pins.open_with(
        db.session(), body["code"], phone(body["device_id"])
    )
    return {"account_id": account_id, "recovery": b64encode(share).decode()}
