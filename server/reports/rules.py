"""Who may read and write which report: a predicate and its SQL twin for each."""

from sqlalchemy import ColumnElement, false, or_

from server.core.caller import Caller, Role, signed_in
from server.reports.tables import Report, ReportState


def may_write(caller: Caller, report: Report) -> bool:
    """Planners write the reports of their municipality."""
    return caller.role is Role.PLANNER and report.municipality_id == caller.organisation_id


def writable_by(caller: Caller) -> ColumnElement[bool]:
    """``may_write`` as SQL."""
    if caller.role is not Role.PLANNER:
        return false()
    return Report.municipality_id == caller.organisation_id


def may_read(caller: Caller, report: Report) -> bool:
    """Whoever writes a report reads it; everybody signed in reads a published one."""
    published = report.state == ReportState.PUBLISHED
    return may_write(caller, report) or (published and signed_in(caller))


def readable_by(caller: Caller) -> ColumnElement[bool]:
    """``may_read`` as SQL."""
    if not signed_in(caller):
        return writable_by(caller)
    return or_(writable_by(caller), Report.state == ReportState.PUBLISHED)
