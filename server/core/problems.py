"""Errors a client may see, as RFC 9457 problem documents."""

from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Any, ClassVar

import marshmallow as ma


@dataclass
class Problem(Exception):
    """Something a client can act on; the fields of a subclass become its extra members."""

    slug: ClassVar[str]
    status: ClassVar[HTTPStatus]
    title: ClassVar[str]
    keeps_writes: ClassVar[bool] = False
    """Whether what the request wrote stays written, as a counted sign-in attempt must."""

    detail: str = ""

    def document(self) -> dict[str, Any]:
        """The problem document, ready for ``application/problem+json``."""
        return {
            "type": f"/problems/{self.slug}",
            "title": self.title,
            "status": int(self.status),
            **asdict(self),
        }


@dataclass
class SignInFirst(Problem):
    """Nobody is signed in, or the session has ended."""

    slug = "sign-in-first"
    status = HTTPStatus.UNAUTHORIZED
    title = "Sign in first"


@dataclass
class SecondFactorFirst(Problem):
    """The role asks for a second factor; until there is one, only setting it up is open."""

    slug = "second-factor-first"
    status = HTTPStatus.FORBIDDEN
    title = "Set up a second factor first"


@dataclass
class NotForYou(Problem):
    """The caller's role does not include this."""

    slug = "not-for-you"
    status = HTTPStatus.FORBIDDEN
    title = "Your role does not include this"


@dataclass
class NotFound(Problem):
    """There is no such thing, or it is not for the caller: the answer does not say which."""

    slug = "not-found"
    status = HTTPStatus.NOT_FOUND
    title = "There is nothing here for you"


@dataclass
class CrossSite(Problem):
    """A browser sent this request from another site."""

    slug = "cross-site"
    status = HTTPStatus.FORBIDDEN
    title = "This request came from another site"


@dataclass
class InvalidInput(Problem):
    """The input breaks a rule that a schema alone cannot say."""

    slug = "invalid-input"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "Something in the input does not fit"

    errors: dict[str, Any] | None = None
    """Field path to what is wrong with it; never the value itself."""


@dataclass
class NoJson(Problem):
    """The body cannot be read as JSON."""

    slug = "no-json"
    status = HTTPStatus.BAD_REQUEST
    title = "The body is no JSON"


@dataclass
class TooLarge(Problem):
    """The body is larger than this endpoint takes."""

    slug = "too-large"
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    title = "This is too much at once"


class ProblemSchema(ma.Schema):
    """The members every problem has."""

    type = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    status = ma.fields.Integer(required=True)
    detail = ma.fields.String()
    field = ma.fields.String(metadata={"description": "The one field it is about."})
    errors = ma.fields.Dict(keys=ma.fields.String())
