"""HTTP for the sheet a person takes to their participation plan."""

from typing import Any
from uuid import UUID

from flask import Response

from server.cases import sheets
from server.cases.errors import WordsChanged
from server.cases.routes import PDF, as_file
from server.cases.sheet_schemas import PlanSheetChangeSchema, PlanSheetSchema
from server.core.api import Routes
from server.core.caller import on_field_side
from server.core.database import db
from server.core.problems import NotFound
from server.media.routes import folder
from server.people.routes import works_with_participants

routes = Routes("sheets", __name__)


@routes.serves(
    "GET",
    "/participants/<uuid:participant_id>/plan-sheet",
    allow=on_field_side,
    answer=PlanSheetSchema,
    raises=[NotFound],
)
def read_plan_sheet(participant_id: UUID) -> dict[str, Any]:
    """The sheet, what can be chosen for it, and what was recommended; also for the person."""
    return sheets.read_sheet(db.session(), participant_id)


@routes.serves(
    "PUT",
    "/participants/<uuid:participant_id>/plan-sheet",
    allow=works_with_participants,
    body=PlanSheetChangeSchema,
    answer=PlanSheetSchema,
    raises=[NotFound, WordsChanged],
)
def keep_plan_sheet(body: dict[str, Any], participant_id: UUID) -> dict[str, Any]:
    """Write the sheet anew."""
    sheets.keep_sheet(db.session(), participant_id, body["parts"], body["revision"])
    return sheets.read_sheet(db.session(), participant_id)


@routes.serves(
    "GET",
    "/participants/<uuid:participant_id>/plan-sheet.pdf",
    allow=on_field_side,
    produces=PDF,
    raises=[NotFound],
)
def print_plan_sheet(participant_id: UUID) -> Response:
    """The sheet on paper."""
    return as_file(sheets.print_sheet(db.session(), folder(), participant_id), "mein-blatt.pdf")
