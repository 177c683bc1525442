"""HTTP for the proofs of answers; the answers themselves travel by push and pull."""

from uuid import UUID

from flask import Response

from server.consent import queries
from server.core.api import Routes
from server.core.caller import on_field_side
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
