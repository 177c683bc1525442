"""HTTP for coordinators: look through an exploration, release what may leave."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from server.consent.errors import NoConsent
from server.core.api import Routes, caller
from server.core.caller import Role, holding
from server.core.database import db
from server.core.problems import NotFound
from server.media.routes import folder
from server.people.routes import works_with_participants
from server.release import queries
from server.release.errors import NamesAPerson, NotReleasable
from server.release.operations import Chosen, release_findings
from server.release.schemas import (
    ExplorationRowSchema,
    ExploredSchema,
    ReleaseRequestSchema,
    ReleasesSchema,
)

routes = Routes("release", __name__)


@routes.serves(
    "GET",
    "/explorations",
    allow=works_with_participants,
    answer=ExplorationRowSchema(many=True),
)
def list_explorations() -> list[dict[str, Any]]:
    """The explorations within the caller's reach."""
    return queries.list_explorations(db.session(), caller())


@routes.serves(
    "GET",
    "/explorations/<uuid:exploration_id>",
    allow=works_with_participants,
    answer=ExploredSchema,
    raises=[NotFound],
)
def read_exploration(exploration_id: UUID) -> dict[str, Any]:
    """One exploration with everything that was found."""
    return queries.read_exploration(db.session(), caller(), exploration_id)


@routes.serves(
    "POST",
    "/explorations/<uuid:exploration_id>/releases",
    allow=holding(Role.COORDINATOR),
    body=ReleaseRequestSchema,
    answer=ReleasesSchema,
    status=HTTPStatus.ACCEPTED,
    raises=[NotFound, NamesAPerson, NotReleasable, NoConsent],
)
def release(body: dict[str, Any], exploration_id: UUID) -> dict[str, Any]:
    """Let findings go: the public text and the chosen photographs, nothing else."""
    chosen = [Chosen(**one) for one in body["findings"]]
    return {"releases": release_findings(db.session(), folder(), caller(), exploration_id, chosen)}
