"""HTTP for signing in and for the people one works with."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import Flask, request
from flask import session as cookie
from flask_login import LoginManager, current_user, login_user, logout_user

from server.core import clock
from server.core.api import Routes, caller
from server.core.caller import NOBODY, Role, Side, everybody, holding, on_field_side, signed_in
from server.core.database import db, transaction
from server.core.problems import NotFound
from server.people import participants, pseudonyms, queries, sign_in
from server.people.errors import (
    NobodySupports,
    NoSuchMembership,
    PseudonymTaken,
    SignInRefused,
    TooManyAttempts,
)
from server.people.participants import Known, NewParticipant
from server.people.schemas import (
    CallerSchema,
    ChosenMembershipSchema,
    ColleagueSchema,
    KnownSchema,
    NewParticipantSchema,
    ParticipantDetailsSchema,
    ParticipantSchema,
    PseudonymSchema,
    SignInSchema,
    SupportersSchema,
)

routes = Routes("people", __name__)
works_with_participants = holding(Role.FACILITATOR, Role.COORDINATOR)


@routes.serves(
    "POST",
    "/session",
    allow=everybody,
    body=SignInSchema,
    answer=CallerSchema,
    raises=[SignInRefused, TooManyAttempts],
    door=Side.FIELD,
)
def begin_session(body: dict[str, Any]) -> dict[str, Any]:
    """Sign in with name and password."""
    identity = sign_in.sign_in(
        db.session(), body["name"], body["password"], request.remote_addr or ""
    )
    cookie.permanent = True
    login_user(identity)
    return queries.read_caller(db.session(), identity.caller)


@routes.serves("GET", "/session", allow=signed_in, answer=CallerSchema, door=Side.FIELD)
def read_session() -> dict[str, Any]:
    """Who is signed in, in which role."""
    return queries.read_caller(db.session(), caller())


@routes.serves("DELETE", "/session", allow=signed_in, door=Side.FIELD)
def end_session() -> None:
    """Sign out on this device."""
    sign_in.end_session(db.session(), current_user.token)
    logout_user()


@routes.serves("DELETE", "/sessions", allow=signed_in, door=Side.FIELD)
def end_all_sessions() -> None:
    """Sign out on every device."""
    account_id = caller().account_id
    if account_id:
        sign_in.end_all_sessions(db.session(), account_id)
    logout_user()


@routes.serves(
    "PUT",
    "/session/membership",
    allow=signed_in,
    body=ChosenMembershipSchema,
    answer=CallerSchema,
    raises=[NoSuchMembership],
    door=Side.FIELD,
)
def choose_membership(body: dict[str, Any]) -> dict[str, Any]:
    """Work in another of one's roles from now on, in this session."""
    identity: sign_in.Identity = current_user
    chosen = sign_in.choose_membership(
        db.session(),
        identity.token,
        current_user.caller.account_id,
        body["organisation_id"],
        body["role"],
    )
    return queries.read_caller(db.session(), chosen)


@routes.serves("GET", "/participants", allow=on_field_side, answer=ParticipantSchema(many=True))
def list_participants() -> list[dict[str, Any]]:
    """The participants the caller works with."""
    return queries.list_participants(db.session(), caller())


@routes.serves(
    "GET",
    "/participants/suggestions",
    allow=works_with_participants,
    answer=PseudonymSchema(many=True),
)
def suggest_pseudonyms() -> list[pseudonyms.Pseudonym]:
    """Some pseudonyms nobody of the provider has, for the person to choose from."""
    return pseudonyms.suggest(db.session())


@routes.serves(
    "POST",
    "/participants",
    allow=works_with_participants,
    body=NewParticipantSchema,
    answer=ParticipantDetailsSchema,
    status=HTTPStatus.CREATED,
    raises=[NobodySupports, PseudonymTaken],
)
def take_in_participant(body: dict[str, Any]) -> dict[str, Any]:
    """Take in a participant; repeating the request changes nothing."""
    new = NewParticipant(
        id=body["id"],
        pseudonym=body["pseudonym"],
        picture=body["picture"],
        known=known_of(body),
        facilitator_ids=body["facilitator_ids"],
    )
    participants.take_in(db.session(), new)
    return queries.read_participant(db.session(), new.id)


@routes.serves(
    "GET",
    "/participants/<uuid:participant_id>",
    allow=works_with_participants,
    answer=ParticipantDetailsSchema,
    raises=[NotFound],
)
def read_participant(participant_id: UUID) -> dict[str, Any]:
    """A participant with name, contact and support person."""
    return queries.read_participant(db.session(), participant_id)


@routes.serves(
    "PUT",
    "/participants/<uuid:participant_id>",
    allow=works_with_participants,
    body=KnownSchema,
    answer=ParticipantDetailsSchema,
    raises=[NotFound],
)
def change_participant(body: dict[str, Any], participant_id: UUID) -> dict[str, Any]:
    """Change what is known of a participant."""
    participant = participants.find_participant(db.session(), participant_id)
    participants.change(db.session(), participant, known_of(body))
    return queries.read_participant(db.session(), participant_id)


@routes.serves(
    "PUT",
    "/participants/<uuid:participant_id>/facilitators",
    allow=works_with_participants,
    body=SupportersSchema,
    raises=[NotFound, NobodySupports],
)
def hand_over_participant(body: dict[str, Any], participant_id: UUID) -> None:
    """Say who supports a participant from now on; whoever is not named no longer does."""
    participant = participants.find_participant(db.session(), participant_id)
    participants.hand_over(db.session(), participant, body["facilitator_ids"])


def known_of(body: dict[str, Any]) -> Known:
    """What may change of a participant, as a request says it."""
    return Known(
        name=body["name"],
        profile=body["profile"],
        contact=body["contact"],
        support_person=body["support_person"],
    )


@routes.serves("GET", "/colleagues", allow=on_field_side, answer=ColleagueSchema(many=True))
def list_colleagues() -> list[dict[str, Any]]:
    """The accounts of one's own organisation."""
    return queries.list_colleagues(db.session(), caller())


def start_sign_in(app: Flask) -> None:
    """Teach Flask-Login whom a cookie stands for."""
    manager = LoginManager(app)
    manager.session_protection = None  # phones change their address all day

    def load(token: str) -> sign_in.Identity | None:
        with transaction(NOBODY) as session:
            return sign_in.find_identity(session, token, clock.now())

    manager.user_loader(load)
