"""How keeping organisations can fail."""

from dataclasses import dataclass
from http import HTTPStatus

from server.core.problems import Problem


@dataclass
class OrganisationTaken(Problem):
    """An organisation of this kind has the name already."""

    slug = "organisation-taken"
    status = HTTPStatus.CONFLICT
    title = "There is an organisation with this name already"


@dataclass
class MembersDoNotFit(Problem):
    """Somebody has a role there that organisations of the new kind do not have."""

    slug = "members-do-not-fit"
    status = HTTPStatus.CONFLICT
    title = "Somebody there has a role that does not fit"
