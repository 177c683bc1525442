"""How writing a report can fail."""

from dataclasses import dataclass
from http import HTTPStatus

from server.core.problems import Problem


@dataclass
class ReportChanged(Problem):
    """Somebody else saved the report since it was read."""

    slug = "report-changed"
    status = HTTPStatus.CONFLICT
    title = "The report was changed in the meantime"


@dataclass
class ReportTaken(Problem):
    """Another report has this id."""

    slug = "report-taken"
    status = HTTPStatus.CONFLICT
    title = "This id belongs to another report"
