"""HTTP for what opens one's own data on a device whose secret is forgotten."""

from base64 import b64encode
from typing import Any
from uuid import UUID

import marshmallow as ma
from marshmallow import fields

from server.core.api import Routes
from server.core.caller import Side, on_field_side
from server.core.database import db
from server.core.problems import NotFound
from server.people import this_browser
from server.people.errors import SignInAgain
from server.people.recovery import check_just_signed_in, share_of

routes = Routes("recovery", __name__)


class RecoveryShareSchema(ma.Schema):
    """Half of what opens a device: the other half never leaves it."""

    share = fields.String(required=True, metadata={"description": "Base64 of 32 bytes."})


@routes.serves(
    "PUT",
    "/devices/<uuid:device_id>/recovery-share",
    allow=on_field_side,
    door=Side.FIELD,
    answer=RecoveryShareSchema,
    raises=[NotFound, SignInAgain],
)
def open_recovery_share(device_id: UUID) -> dict[str, Any]:
    """The share that opens the caller's data on a device, made if there is none yet."""
    session = db.session()
    check_just_signed_in(session, this_browser.identity().token)
    share = share_of(session, this_browser.account_id(), device_id)
    return {"share": b64encode(share).decode()}
