"""HTTP for a person's rights: see what is stored, take it along, have it erased."""

from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from typing import Any
from uuid import UUID

from flask import Response, send_file

from server.core import clock
from server.core.api import Routes, caller
from server.core.caller import Role, holding, on_field_side
from server.core.database import db
from server.core.problems import NotForYou, NotFound
from server.media.routes import folder
from server.rights import erasing, exporting, queries
from server.rights.schemas import StoredSchema

routes = Routes("rights", __name__)
IN_MEMORY_BYTES = 8 * 2**20


@routes.serves(
    "GET",
    "/participants/<uuid:participant_id>/stored",
    allow=on_field_side,
    answer=StoredSchema,
    raises=[NotFound],
)
def read_stored(participant_id: UUID) -> dict[str, Any]:
    """Everything that is stored about a participant: for themself, or to look at with them."""
    return queries.read_stored(db.session(), caller(), participant_id)


@routes.serves(
    "POST",
    "/participants/<uuid:participant_id>/exports",
    allow=on_field_side,
    produces="application/zip",
    raises=[NotFound],
)
def export_participant(participant_id: UUID) -> Response:
    """Everything that is stored, as a file to take along: a page to read, data, photographs."""
    stored = queries.read_stored(db.session(), caller(), participant_id)
    # The answer closes it when it is sent.
    file = SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115
    exporting.write_export(db.session(), folder(), stored, file)
    file.seek(0)
    name = f"auskunft-{clock.now():%Y-%m-%d}.zip"
    return send_file(file, "application/zip", as_attachment=True, download_name=name)


@routes.serves(
    "DELETE",
    "/participants/<uuid:participant_id>",
    allow=holding(Role.COORDINATOR),
    status=HTTPStatus.OK,
    raises=[NotFound, NotForYou],
)
def erase_participant(participant_id: UUID) -> None:
    """Erase a participant and everything that is theirs. There is no way back."""
    erasing.erase(db.session(), caller(), participant_id)
