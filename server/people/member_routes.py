"""HTTP for letting people in: invitations, members, and new passwords for forgotten ones."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import current_app

from server.core.api import Routes, caller
from server.core.caller import Role, Side, everybody, signed_in
from server.core.database import db
from server.core.problems import NotForYou, NotFound
from server.people import (
    codes,
    invitations,
    letters,
    members,
    queries,
    resets,
    sessions,
    this_browser,
)
from server.people.account_schemas import (
    ChosenPasswordSchema,
    HandedCodeSchema,
    InvitationSchema,
    InvitedSchema,
    ManagedSchema,
    MemberSchema,
    NewAccountSchema,
    NewInvitationSchema,
    NewResetSchema,
    OfOrganisationSchema,
    ResettableSchema,
    TypedCodeSchema,
)
from server.people.errors import (
    AlreadyMember,
    CodeRefused,
    LastOfTheirKind,
    NameTaken,
    RoleDoesNotFit,
    TooManyAttempts,
    WeakPassword,
)
from server.people.rules import lets_others_in
from server.people.schemas import CallerSchema

routes = Routes("members", __name__)
KEEPING: dict[str, Any] = {"allow": lets_others_in, "door": Side.FIELD}
WITH_CODE: dict[str, Any] = {"allow": everybody, "door": Side.FIELD}
"""Open to all: the code is the proof."""


def handed(code: str, page: str, expires_at: datetime) -> dict[str, Any]:
    """A code to pass on, as a link and as a picture of it. The hash part never reaches a server."""
    link = f"{current_app.config['PUBLIC_URL']}/#/{page}/{code}"
    drawn = codes.drawn(link)
    return {"code": code, "link": link, "qr": drawn, "expires_at": expires_at, "mailed": False}


def mailed(
    handed_out: dict[str, Any], to: str, subject: str, letter: str, **words: str
) -> dict[str, Any]:
    """The same code, also on its way by mail if that was asked for and works."""
    words |= {"code": handed_out["code"], "link": handed_out["link"]}
    sent = letters.post(to, subject, letter, handed_out["expires_at"], words)
    return handed_out | {"mailed": sent}


@routes.serves("GET", "/managed-organisations", **KEEPING, answer=ManagedSchema(many=True))
def list_managed_organisations() -> list[dict[str, Any]]:
    """The organisations whose members the caller keeps, and the roles that are theirs to give."""
    mails = letters.post_office() is not None
    return [one | {"mails": mails} for one in members.list_organisations(db.session(), caller())]


@routes.serves("GET", "/invitations", **KEEPING, answer=InvitationSchema(many=True))
def list_invitations() -> list[dict[str, Any]]:
    """The open invitations that the caller may revoke."""
    session = db.session()
    return [
        {
            "id": one.id,
            "organisation": one.organisation,
            "role": one.role,
            "for_whom": invitations.for_whom(session, one),
            "made_at": one.made_at,
            "expires_at": one.expires_at,
        }
        for one in invitations.list_invitations(session, caller())
    ]


@routes.serves(
    "POST",
    "/invitations",
    **KEEPING,
    body=NewInvitationSchema,
    answer=HandedCodeSchema,
    status=201,
    raises=[NotForYou, NotFound, RoleDoesNotFit],
)
def invite(body: dict[str, Any]) -> dict[str, Any]:
    """Invite somebody; the code is shown this once."""
    invitation, code = invitations.invite(
        db.session(), caller(), body["organisation_id"], body["role"], body["for_whom"]
    )
    made = handed(code, "invitation", invitation.expires_at)
    name = invitation.organisation.name
    subject = "Ihre Einladung zu Gegenstrom"
    return mailed(made, body["mail_to"], subject, letters.INVITATION, organisation=name)


@routes.serves("DELETE", "/invitations/<uuid:invitation_id>", **KEEPING, raises=[NotFound])
def revoke_invitation(invitation_id: UUID) -> None:
    """Close an open invitation."""
    invitations.revoke(db.session(), caller(), invitation_id)


@routes.serves(
    "POST",
    "/invitations/opening",
    **WITH_CODE,
    body=TypedCodeSchema,
    answer=InvitedSchema,
    raises=[CodeRefused, TooManyAttempts],
)
def open_invitation(body: dict[str, Any]) -> Any:
    """What the invitation with this code is for."""
    return invitations.open_invitation(db.session(), body["code"], this_browser.address())


@routes.serves(
    "POST",
    "/accounts",
    **WITH_CODE,
    body=NewAccountSchema,
    answer=CallerSchema,
    status=201,
    raises=[CodeRefused, NameTaken, WeakPassword, TooManyAttempts],
)
def begin_account(body: dict[str, Any]) -> dict[str, Any]:
    """Make the invited person's account, and sign it in."""
    session = db.session()
    invitation = invitations.open_invitation(session, body["code"], this_browser.address())
    guest = invitations.Guest(body["name"], body["display_name"], body["password"])
    begun = invitations.begin_account(session, invitation, guest, this_browser.device())
    return this_browser.let_in(session, begun)


@routes.serves(
    "POST",
    "/memberships",
    allow=signed_in,
    door=Side.FIELD,
    before_second_factor=True,
    body=TypedCodeSchema,
    answer=CallerSchema,
    raises=[CodeRefused, AlreadyMember, TooManyAttempts],
)
def accept_invitation(body: dict[str, Any]) -> dict[str, Any]:
    """Take the role of an invitation as well, and work in it from now on."""
    session, here = db.session(), this_browser.identity()
    invitation = invitations.open_invitation(session, body["code"], this_browser.address())
    account_id = this_browser.account_id()
    held = invitations.accept(session, invitation, account_id)
    chosen = sessions.choose_membership(
        session, here.token, account_id, held.organisation_id, Role(held.role)
    )
    now = this_browser.holding_back(sessions.Identity(here.token, chosen, here.proved))
    return queries.read_caller(session, now.caller)


@routes.serves(
    "GET", "/members", **KEEPING, query=OfOrganisationSchema, answer=MemberSchema(many=True)
)
def list_members(query: dict[str, Any]) -> list[dict[str, Any]]:
    """Who is in an organisation, in which role."""
    return members.list_members(db.session(), caller(), query["organisation_id"])


@routes.serves(
    "DELETE",
    "/members/<uuid:organisation_id>/<uuid:account_id>/<string:role>",
    **KEEPING,
    raises=[NotFound, LastOfTheirKind],
)
def end_membership(organisation_id: UUID, account_id: UUID, role: str) -> None:
    """Take a role from somebody; what they had open in it ends."""
    if role not in set(Role):
        raise NotFound
    members.end_membership(db.session(), caller(), account_id, organisation_id, Role(role))


@routes.serves(
    "POST",
    "/accounts/<uuid:account_id>/password-reset",
    **KEEPING,
    body=NewResetSchema,
    answer=HandedCodeSchema,
    status=201,
    raises=[NotFound],
)
def hand_out_reset(body: dict[str, Any], account_id: UUID) -> dict[str, Any]:
    """A code with which somebody who forgot their password chooses a new one."""
    also = body["also_second_factor"]
    made = resets.hand_out(db.session(), caller(), account_id, also_second_factor=also)
    handed_out = handed(made.code, "new-password", made.expires_at)
    return mailed(handed_out, body["mail_to"], "Ihr neues Passwort", letters.FORGOTTEN)


@routes.serves(
    "POST",
    "/password-resets/opening",
    **WITH_CODE,
    body=TypedCodeSchema,
    answer=ResettableSchema,
    raises=[CodeRefused, TooManyAttempts],
)
def open_reset(body: dict[str, Any]) -> Any:
    """Whose password the code is for: they may have forgotten their name as well."""
    return resets.open_reset(db.session(), body["code"], this_browser.address())


@routes.serves(
    "POST",
    "/password-resets/use",
    **WITH_CODE,
    body=ChosenPasswordSchema,
    raises=[CodeRefused, WeakPassword, TooManyAttempts],
)
def choose_password(body: dict[str, Any]) -> None:
    """Choose a new password; all sessions end, and signing in goes as always."""
    session, code = db.session(), body["code"]
    account = resets.open_reset(session, code, this_browser.address())
    resets.choose_password(session, account, code, body["password"])
