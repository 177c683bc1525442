"""What the contract says an endpoint may answer: its own problems and those of every guard."""

from collections.abc import Iterable, Iterator
from http import HTTPStatus
from typing import Any

from marshmallow import Schema

from server.core.caller import Allow, everybody
from server.core.problems import (
    CrossSite,
    InvalidInput,
    NoJson,
    NotForYou,
    Problem,
    SecondFactorFirst,
    SignInFirst,
    TooLarge,
)
from server.core.protection import SAFE

PROBLEM_JSON = "application/problem+json"
JSON = "application/json"
BYTES = {"type": "string", "format": "binary"}
REFERENCE = {"$ref": "#/components/schemas/Problem"}
"""The schema of every problem; flask-smorest copies what stands here for each of them anew."""


def guards_problems(
    method: str, allow: Allow, body: type[Schema] | None
) -> Iterator[type[Problem]]:
    """The problems that come before the view is asked, whatever it is about."""
    yield InvalidInput  # no endpoint takes a parameter it does not know
    if allow is not everybody:
        yield from (SignInFirst, NotForYou, SecondFactorFirst)
    if method not in SAFE:
        yield from (CrossSite, TooLarge)
    if body:
        yield NoJson


def described(routes: Any, view: Any, problems: Iterable[type[Problem]]) -> Any:
    """Write into the contract which problems a view may answer."""
    known = sorted(set(problems), key=lambda problem: (problem.status, problem.slug))
    for code in dict.fromkeys(problem.status for problem in known):
        slugs = ", ".join(problem.slug for problem in known if problem.status == code)
        view = routes.alt_response(
            code, schema=REFERENCE, description=slugs, content_type=PROBLEM_JSON
        )(view)
    return view


def answering(
    routes: Any, view: Any, answer: type[Schema] | Schema | None, status: int, produces: str
) -> Any:
    """Write into the contract what a view answers when all is well, and answer so."""
    if produces != JSON:
        schema = {"type": "object"} if produces.endswith("+json") else BYTES
        return routes.response(status, schema, content_type=produces)(view)
    empty = answer is None and status == HTTPStatus.OK
    return routes.response(HTTPStatus.NO_CONTENT if empty else status, answer)(view)
