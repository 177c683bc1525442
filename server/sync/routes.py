"""HTTP for push and pull."""

from typing import Any

from server.core.api import Routes, caller
from server.core.caller import on_field_side
from server.core.database import db
from server.sync import queries
from server.sync.errors import WrongCursor
from server.sync.operations import Push
from server.sync.schemas import PulledSchema, PullSchema, PushedSchema, PushSchema

routes = Routes("sync", __name__)


@routes.serves("POST", "/sync/push", allow=on_field_side, body=PushSchema, answer=PushedSchema)
def push(body: dict[str, Any]) -> dict[str, Any]:
    """Send what a device kept; each operation gets a verdict of its own."""
    batch = Push(db.session(), caller(), body["device_id"])
    return {"verdicts": batch.answers(body["operations"])}


@routes.serves(
    "GET",
    "/sync/pull",
    allow=on_field_side,
    query=PullSchema,
    answer=PulledSchema,
    raises=[WrongCursor],
)
def pull(query: dict[str, Any]) -> dict[str, Any]:
    """Read what changed since the cursor, as far as it is the caller's to hold."""
    return queries.pull(db.session(), query["after"], query["limit"])
