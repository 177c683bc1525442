"""HTTP for push, pull and history."""

from typing import Any
from uuid import UUID

from server.core.api import Routes, caller
from server.core.caller import on_field_side
from server.core.database import db
from server.core.problems import NotFound
from server.sync import history, queries
from server.sync.errors import WrongCursor
from server.sync.operations import Push
from server.sync.schemas import (
    ConflictSchema,
    PulledSchema,
    PullSchema,
    PushedSchema,
    PushSchema,
    VersionSchema,
)

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


@routes.serves(
    "GET",
    "/sync/records/<uuid:record_id>/history",
    allow=on_field_side,
    answer=VersionSchema(many=True),
    raises=[NotFound],
)
def read_record_history(record_id: UUID) -> list[history.Version]:
    """Every version of a record, in the order of arrival: what, who, when."""
    versions = history.read_history(db.session(), record_id)
    if not versions:
        raise NotFound
    return versions


@routes.serves("GET", "/sync/conflicts", allow=on_field_side, answer=ConflictSchema(many=True))
def list_conflicts() -> list[history.Version]:
    """What has two versions that nobody chose between yet.

    Choosing is a put with the record as it should be, the present revision as its base, and the
    revision named here in ``resolves``.
    """
    return history.list_conflicts(db.session())


@routes.serves("GET", "/sync/deletions", allow=on_field_side, answer=VersionSchema(many=True))
def list_deletions() -> list[history.Version]:
    """What was deleted and can be brought back: by a put of its body with its revision as base."""
    return history.list_deletions(db.session())
