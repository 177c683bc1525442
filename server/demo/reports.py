"""The planner's two reports of the demo: one published, one begun."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.core.caller import Caller
from server.core.database import transaction
from server.demo.contents import read_rows, read_yaml
from server.demo.ids import id_of
from server.demo.people import caller_of
from server.release.tables import PooledFinding
from server.reports.operations import change_report, create_report
from server.reports.tables import Report, ReportState

PLANNER = "s7"
INTRODUCTIONS = {
    "r2025": (
        "Menschen mit Behinderungen und ihre Fachkräfte sind durch Wirlebrück gegangen und haben"
        " aufgeschrieben, was sie hindert, was gut ist und was sie sich wünschen.\n\n"
        "Dieser Bericht zeigt, was sie freigegeben haben. Er zählt keine Personen und sagt nicht,"
        " wer etwas gesagt hat. In Kleinwirle und auf den Höfen gab es erst wenige Erkundungen:"
        " Dass dort wenig steht, heißt nicht, dass dort alles gut ist."
    ),
    "r2026": (
        "Entwurf. Im zweiten Jahr sind dieselben Menschen noch einmal losgegangen und haben"
        " geprüft, was aus ihren Hinweisen geworden ist: Manches ist besser, manches unverändert."
    ),
}


def are_there() -> bool:
    """Whether both reports exist, which are the last thing the demo brings."""
    with transaction(caller_of(PLANNER)) as session:
        ids = [id_of("report", code) for code in INTRODUCTIONS]
        return len(session.scalars(select(Report.id).where(Report.id.in_(ids))).all()) == len(ids)


def bring_reports() -> None:
    """Write the reports that are missing."""
    caller = caller_of(PLANNER)
    for report in read_yaml("chain.yaml")["reports"]:
        with transaction(caller) as session:
            if session.get(Report, id_of("report", report["id"])) is None:
                write(session, caller, report)


def write(session: Session, caller: Caller, report: dict[str, str]) -> None:
    """Write a report, and publish it if the story says so."""
    report_id = id_of("report", report["id"])
    body = {
        "id": report_id,
        "title": report["title"],
        "introduction": INTRODUCTIONS[report["id"]],
        "finding_ids": chosen_for(session, report["id"]),
    }
    create_report(session, caller, body)
    if report["state"] == ReportState.PUBLISHED:
        change = {**body, "state": ReportState.PUBLISHED, "updated_at": None}
        change_report(session, caller, report_id, change)


def chosen_for(session: Session, report: str) -> list[UUID]:
    """The pool's ids of a report's findings: ids are random there, so the words find them."""
    texts = [row["text"] for row in read_rows("releases.csv") if row["report"] == report]
    rows = session.execute(
        select(PooledFinding.text, PooledFinding.id).where(PooledFinding.text.in_(texts))
    )
    found = {row.text: row.id for row in rows}
    return [found[text] for text in texts]
