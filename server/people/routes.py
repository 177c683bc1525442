"""HTTP for signing in and for the people one works with."""

from dataclasses import replace
from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import Flask
from flask_login import LoginManager, logout_user

from server.core import clock
from server.core.api import Routes, caller
from server.core.caller import NOBODY, Role, Side, everybody, holding, on_field_side, signed_in
from server.core.database import asking, db, transaction
from server.core.problems import NotFound
from server.people import (
    participants,
    passkeys,
    pseudonyms,
    queries,
    sessions,
    sign_in,
    this_browser,
)
from server.people.errors import (
    NobodySupports,
    NoSuchMembership,
    PasskeyRefused,
    PseudonymTaken,
    SecondFactorNeeded,
    SecondFactorRefused,
    SignInRefused,
    TooManyAttempts,
)
from server.people.participants import Known, NewParticipant
from server.people.schemas import (
    CallerSchema,
    ChosenMembershipSchema,
    ColleagueSchema,
    CredentialSchema,
    KnownSchema,
    NewParticipantSchema,
    OptionsSchema,
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
    raises=[SignInRefused, SecondFactorNeeded, SecondFactorRefused, TooManyAttempts],
    door=Side.FIELD,
)
def begin_session(body: dict[str, Any]) -> dict[str, Any]:
    """Sign in with name and password, and with a code where the account has a second factor."""
    attempt = sign_in.Attempt(
        name=body["name"],
        password=body["password"],
        code=body.get("code"),
        address=this_browser.address(),
        device=this_browser.device(),
    )
    return this_browser.let_in(db.session(), sign_in.sign_in(db.session(), attempt))


@routes.serves(
    "POST",
    "/session/passkey/challenge",
    allow=everybody,
    answer=OptionsSchema,
    door=Side.FIELD,
)
def ask_for_passkey() -> dict[str, Any]:
    """What the browser needs to sign in with a passkey; good for five minutes, once."""
    return {"options": passkeys.ask_to_sign(db.session(), this_browser.site())}


@routes.serves(
    "POST",
    "/session/passkey",
    allow=everybody,
    body=CredentialSchema,
    answer=CallerSchema,
    raises=[PasskeyRefused, SignInRefused, TooManyAttempts],
    door=Side.FIELD,
)
def begin_session_with_passkey(body: dict[str, Any]) -> dict[str, Any]:
    """Sign in with a passkey, which counts as both factors."""
    found = passkeys.sign_in(
        db.session(),
        this_browser.site(),
        body["credential"],
        this_browser.address(),
        this_browser.device(),
    )
    return this_browser.let_in(db.session(), found)


@routes.serves(
    "GET",
    "/session",
    allow=signed_in,
    answer=CallerSchema,
    door=Side.FIELD,
    before_second_factor=True,
)
def read_session() -> dict[str, Any]:
    """Who is signed in, in which role."""
    return queries.read_caller(db.session(), caller())


@routes.serves("DELETE", "/session", allow=signed_in, door=Side.FIELD, before_second_factor=True)
def end_session() -> None:
    """Sign out on this device."""
    sessions.end_session(db.session(), this_browser.identity().token)
    logout_user()


@routes.serves("DELETE", "/sessions", allow=signed_in, door=Side.FIELD, before_second_factor=True)
def end_all_sessions() -> None:
    """Sign out on every device."""
    sessions.end_all_sessions(db.session(), this_browser.account_id())
    logout_user()


@routes.serves(
    "PUT",
    "/session/membership",
    allow=signed_in,
    body=ChosenMembershipSchema,
    answer=CallerSchema,
    raises=[NoSuchMembership],
    door=Side.FIELD,
    before_second_factor=True,
)
def choose_membership(body: dict[str, Any]) -> dict[str, Any]:
    """Work in another of one's roles from now on, in this session."""
    here = this_browser.identity()
    chosen = sessions.choose_membership(
        db.session(),
        here.token,
        this_browser.account_id(),
        body["organisation_id"],
        body["role"],
    )
    now = this_browser.holding_back(replace(here, caller=chosen))
    return queries.read_caller(db.session(), now.caller)


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

    def load(token: str) -> sessions.Identity | None:
        bearer, now = replace(NOBODY, holds=frozenset({sessions.proof_of(token)})), clock.now()
        with asking(bearer) as connection:
            found = sessions.find_identity(connection, token, now)
        if found and not found.lately:
            with transaction(bearer) as session:
                sessions.note_seen(session, token, now)
        return found and this_browser.holding_back(found)

    manager.user_loader(load)
