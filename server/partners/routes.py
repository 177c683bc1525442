"""HTTP for organisations: operators make them and say what they are called."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from server.core.api import Routes
from server.core.caller import Role, holding
from server.core.database import db
from server.core.problems import NotFound
from server.partners import operations
from server.partners.errors import MembersDoNotFit, OrganisationTaken
from server.partners.schemas import KeptOrganisationSchema, NewOrganisationSchema
from server.partners.tables import Organisation

routes = Routes("organisations", __name__)
operating = holding(Role.OPERATOR)


@routes.serves("GET", "/organisations", allow=operating, answer=KeptOrganisationSchema(many=True))
def list_organisations() -> list[Organisation]:
    """Every organisation of this installation."""
    return operations.list_organisations(db.session())


@routes.serves(
    "POST",
    "/organisations",
    allow=operating,
    body=NewOrganisationSchema,
    answer=KeptOrganisationSchema,
    status=HTTPStatus.CREATED,
    raises=[OrganisationTaken],
)
def make_organisation(body: dict[str, Any]) -> Organisation:
    """Make an organisation; its first coordinator or planner is invited next."""
    return operations.make_organisation(db.session(), body)


@routes.serves(
    "PUT",
    "/organisations/<uuid:organisation_id>",
    allow=operating,
    body=NewOrganisationSchema,
    answer=KeptOrganisationSchema,
    raises=[NotFound, OrganisationTaken, MembersDoNotFit],
)
def rename_organisation(body: dict[str, Any], organisation_id: UUID) -> Organisation:
    """Say anew what an organisation is called and what it is."""
    return operations.rename_organisation(db.session(), organisation_id, body)
