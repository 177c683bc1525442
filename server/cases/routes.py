"""HTTP for those who bring a case: begin, choose, invite, open, answer, close, minutes."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import Response

from server.cases import bringing, minutes, queries, sharing, talking
from server.cases.bringing import Brought, NewCase, find_brought
from server.cases.consultants import Consultant, Invited, list_consultants
from server.cases.errors import CannotInvite, NamesSomebody, NothingToShare, NotOpen, NotReady
from server.cases.schemas import (
    AnsweringSchema,
    ChoicesSchema,
    ConsultantSchema,
    ConsultationChangeSchema,
    ConsultationRowSchema,
    ConsultationSchema,
    InvitedConsultantsSchema,
    NewConsultationSchema,
    OfferedSchema,
)
from server.cases.sharing import Choice
from server.cases.tables import State
from server.consent.errors import NoConsent
from server.core.api import Routes, caller
from server.core.caller import on_field_side
from server.core.database import db
from server.core.problems import NotFound
from server.media.routes import folder
from server.people.routes import works_with_participants

routes = Routes("cases", __name__)
RUNNING = (State.DRAFT, State.OPEN)
PDF = "application/pdf"


@routes.serves(
    "GET",
    "/consultations",
    allow=works_with_participants,
    answer=ConsultationRowSchema(many=True),
)
def list_consultations() -> list[dict[str, Any]]:
    """The consultations about people one supports."""
    return queries.list_brought(db.session(), caller())


@routes.serves(
    "POST",
    "/consultations",
    allow=works_with_participants,
    body=NewConsultationSchema,
    answer=ConsultationSchema,
    status=HTTPStatus.CREATED,
    raises=[NotFound, NoConsent, NamesSomebody],
)
def begin_consultation(body: dict[str, Any]) -> dict[str, Any]:
    """Begin a consultation under a pseudonym of its own; repeating it changes nothing."""
    return read(bringing.bring(db.session(), caller(), NewCase(**body)))


@routes.serves(
    "GET",
    "/consultations/<uuid:consultation_id>",
    allow=works_with_participants,
    answer=ConsultationSchema,
    raises=[NotFound],
)
def read_consultation(consultation_id: UUID) -> dict[str, Any]:
    """One consultation, with what is shared and said as long as it is not ended."""
    return read(find_brought(db.session(), consultation_id))


@routes.serves(
    "PUT",
    "/consultations/<uuid:consultation_id>",
    allow=works_with_participants,
    body=ConsultationChangeSchema,
    answer=ConsultationSchema,
    raises=[NotFound, NotOpen, NoConsent, NamesSomebody],
)
def change_consultation(body: dict[str, Any], consultation_id: UUID) -> dict[str, Any]:
    """Put the question or the date anew."""
    brought = find_brought(db.session(), consultation_id, *RUNNING)
    bringing.change(db.session(), caller(), brought, body["question"], body["meets_at"])
    return read(brought)


@routes.serves(
    "DELETE",
    "/consultations/<uuid:consultation_id>",
    allow=works_with_participants,
    raises=[NotFound, NotOpen],
)
def drop_consultation(consultation_id: UUID) -> None:
    """Forget a draft."""
    bringing.drop(db.session(), find_brought(db.session(), consultation_id, State.DRAFT))


@routes.serves(
    "GET",
    "/consultations/<uuid:consultation_id>/consultants",
    allow=works_with_participants,
    answer=ConsultantSchema(many=True),
    raises=[NotFound],
)
def list_invitable(consultation_id: UUID) -> list[Consultant]:
    """Who can be invited: consultants of one's provider and of funders."""
    brought = find_brought(db.session(), consultation_id)
    return list_consultants(db.session(), caller(), brought.subject.participant_id)


@routes.serves(
    "PUT",
    "/consultations/<uuid:consultation_id>/members",
    allow=works_with_participants,
    body=InvitedConsultantsSchema,
    answer=ConsultationSchema,
    raises=[NotFound, NotOpen, CannotInvite],
)
def invite_members(body: dict[str, Any], consultation_id: UUID) -> dict[str, Any]:
    """Say who the members are; whoever is not named has no access any more."""
    brought = find_brought(db.session(), consultation_id, *RUNNING)
    invited = [Invited(**one) for one in body["members"]]
    bringing.invite(db.session(), caller(), brought, invited)
    return read(brought)


@routes.serves(
    "GET",
    "/consultations/<uuid:consultation_id>/material",
    allow=works_with_participants,
    answer=OfferedSchema(many=True),
    raises=[NotFound, NotOpen],
)
def list_material(consultation_id: UUID) -> list[dict[str, Any]]:
    """All that could be shown, with the names that would be hidden."""
    brought = find_brought(db.session(), consultation_id, State.DRAFT)
    return sharing.offer(db.session(), caller(), brought)


@routes.serves(
    "PUT",
    "/consultations/<uuid:consultation_id>/material",
    allow=works_with_participants,
    body=ChoicesSchema,
    answer=ConsultationSchema,
    raises=[NotFound, NotOpen, NoConsent, NothingToShare],
)
def choose_material(body: dict[str, Any], consultation_id: UUID) -> dict[str, Any]:
    """Show these things and nothing else, each as a masked, sealed copy."""
    brought = find_brought(db.session(), consultation_id, State.DRAFT)
    choices = [Choice(**one) for one in body["chosen"]]
    sharing.choose(db.session(), folder(), caller(), brought, choices)
    return read(brought)


@routes.serves(
    "POST",
    "/consultations/<uuid:consultation_id>/opening",
    allow=works_with_participants,
    answer=ConsultationSchema,
    raises=[NotFound, NotOpen, NotReady, NoConsent],
)
def open_consultation(consultation_id: UUID) -> dict[str, Any]:
    """Let the members read it."""
    brought = find_brought(db.session(), consultation_id, State.DRAFT)
    bringing.open_case(db.session(), brought)
    return read(brought)


@routes.serves(
    "POST",
    "/consultations/<uuid:consultation_id>/answers",
    allow=works_with_participants,
    body=AnsweringSchema,
    answer=ConsultationSchema,
    raises=[NotFound, NotOpen, NoConsent, NamesSomebody],
)
def answer_question(body: dict[str, Any], consultation_id: UUID) -> dict[str, Any]:
    """Answer a member's question."""
    brought = find_brought(db.session(), consultation_id, State.OPEN)
    talking.answer(db.session(), caller(), brought, body["question_id"], body["words"])
    return read(brought)


@routes.serves(
    "POST",
    "/consultations/<uuid:consultation_id>/closing",
    allow=works_with_participants,
    answer=ConsultationSchema,
    raises=[NotFound, NotOpen],
)
def close_consultation(consultation_id: UUID) -> dict[str, Any]:
    """End it: minutes stay, the access of members and the key of what was shared do not."""
    brought = find_brought(db.session(), consultation_id, State.OPEN)
    minutes.close_case(db.session(), caller(), brought)
    return read(brought)


@routes.serves(
    "GET",
    "/consultations/<uuid:consultation_id>/minutes.pdf",
    allow=on_field_side,
    produces=PDF,
    raises=[NotFound],
)
def print_minutes(consultation_id: UUID) -> Response:
    """The minutes of a closed consultation, without a name; also for whom it was about."""
    brought = find_brought(db.session(), consultation_id)
    return as_file(minutes.print_minutes(db.session(), brought), "protokoll.pdf")


def read(brought: Brought) -> dict[str, Any]:
    """One consultation as its answer."""
    return queries.read_brought(db.session(), caller(), brought)


def as_file(data: bytes, name: str) -> Response:
    """A PDF that no browser keeps."""
    answer = Response(data, mimetype=PDF)
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
