"""HTTP for members of a consultation: read what is shared, ask, observe, recommend."""

from typing import Any
from uuid import UUID

from flask import Response

from server.cases import talking, views
from server.cases.errors import WordsChanged
from server.cases.schemas import (
    CaseRowSchema,
    CaseSchema,
    RecommendingSchema,
    SayingSchema,
    TakingStanceSchema,
)
from server.cases.tables import Consultation
from server.cases.talking import Saying, find_case
from server.core.api import Routes, caller
from server.core.caller import Role, holding
from server.core.database import db
from server.core.problems import NotFound
from server.media.routes import folder

routes = Routes("member-cases", __name__)
consults = holding(Role.CONSULTANT)


@routes.serves("GET", "/cases", allow=consults, answer=CaseRowSchema(many=True))
def list_cases() -> list[dict[str, Any]]:
    """The open consultations one is invited to."""
    return views.list_cases(db.session())


@routes.serves("GET", "/cases/<uuid:case_id>", allow=consults, answer=CaseSchema, raises=[NotFound])
def read_case(case_id: UUID) -> dict[str, Any]:
    """What is shared and said in one consultation."""
    return read(find_case(db.session(), case_id))


@routes.serves(
    "GET",
    "/cases/<uuid:case_id>/pictures/<uuid:picture_id>",
    allow=consults,
    produces="image/*",
    raises=[NotFound],
)
def read_case_picture(case_id: UUID, picture_id: UUID) -> Response:
    """A shared photograph."""
    kind, data = views.read_shared_picture(db.session(), folder(), case_id, picture_id)
    answer = Response(data, mimetype=kind)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@routes.serves(
    "POST",
    "/cases/<uuid:case_id>/contributions",
    allow=consults,
    body=SayingSchema,
    answer=CaseSchema,
    raises=[NotFound],
)
def contribute(body: dict[str, Any], case_id: UUID) -> dict[str, Any]:
    """Ask or observe something; repeating it changes nothing."""
    case = find_case(db.session(), case_id)
    talking.contribute(db.session(), caller(), case, Saying(**body))
    return read(case)


@routes.serves(
    "PUT",
    "/cases/<uuid:case_id>/recommendation",
    allow=consults,
    body=RecommendingSchema,
    answer=CaseSchema,
    raises=[NotFound, WordsChanged],
)
def recommend(body: dict[str, Any], case_id: UUID) -> dict[str, Any]:
    """Write the recommendation, or word it anew."""
    case = find_case(db.session(), case_id)
    talking.recommend(db.session(), case, body["words"], body["revision"])
    return read(case)


@routes.serves(
    "PUT",
    "/cases/<uuid:case_id>/stance",
    allow=consults,
    body=TakingStanceSchema,
    answer=CaseSchema,
    raises=[NotFound],
)
def take_stance(body: dict[str, Any], case_id: UUID) -> dict[str, Any]:
    """Say what one thinks of the recommendation."""
    case = find_case(db.session(), case_id)
    talking.take_stance(db.session(), caller(), case, body["stance"], body["reason"])
    return read(case)


def read(case: Consultation) -> dict[str, Any]:
    """One consultation as its answer."""
    return views.read_case(db.session(), caller(), case)
