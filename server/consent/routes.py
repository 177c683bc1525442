"""HTTP for proofs of answers and for what is said before; answers travel by push and pull."""

from typing import Any
from uuid import UUID

from flask import Response

from server.consent import information, queries
from server.consent.schemas import FilledInSchema, InformationSchema
from server.core.api import Routes, caller
from server.core.caller import Role, holding, on_field_side
from server.core.database import db
from server.core.problems import NotFound

routes = Routes("consent", __name__)


@routes.serves(
    "GET",
    "/consents/<uuid:consent_id>/evidence",
    allow=on_field_side,
    produces="*/*",
    raises=[NotFound],
)
def read_evidence(consent_id: UUID) -> Response:
    """The signature, name, photographed paper or voice of an answer within the caller's reach."""
    kind, proof = queries.read_evidence(db.session(), consent_id)
    answer = Response(proof, mimetype=kind)
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["Cache-Control"] = "no-store"
    return answer


@routes.serves(
    "GET", "/information", allow=on_field_side, answer=InformationSchema, raises=[NotFound]
)
def read_information() -> dict[str, Any]:
    """Who answers for the data of one's provider's participants."""
    return information.read_information(db.session(), caller())


@routes.serves(
    "PUT",
    "/information",
    allow=holding(Role.COORDINATOR),
    body=FilledInSchema,
    answer=InformationSchema,
    raises=[NotFound],
)
def keep_information(body: dict[str, Any]) -> dict[str, Any]:
    """Say it anew, for one's own provider."""
    now = caller()
    if now.organisation_id is None:
        raise NotFound
    information.keep_information(db.session(), now.organisation_id, body)
    return information.read_information(db.session(), now)
