"""The API: one declaration per endpoint, one transaction per request, one shape for every error.

A request passes: same-origin check → ``allow`` (asked before anything of the request is read) →
parsing → the view, inside one transaction of the caller → the answer. Returning commits, raising
rolls back; nobody else does either.
"""

import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import wraps
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import Flask, current_app, g, jsonify, redirect, request
from flask_login import current_user
from flask_smorest import Api as SmorestApi
from flask_smorest import Blueprint as SmorestBlueprint
from marshmallow import RAISE, Schema
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from server.core.answers import (
    JSON,
    PROBLEM_JSON,
    answering,
    described,
    guards_problems,
)
from server.core.audit import opening_for
from server.core.caller import NOBODY, Allow, Caller, Side, current_caller, everybody
from server.core.database import transaction
from server.core.problems import (
    InvalidInput,
    NotForYou,
    Problem,
    ProblemSchema,
    SecondFactorFirst,
    SignInFirst,
)
from server.core.protection import check_same_origin
from server.core.reading import StrictParser

BODY_LIMIT = 4 * 2**20
"""Bytes; a batch of 500 operations with long notes fits well."""
View = TypeVar("View", bound=Callable[..., object])


class Gegenstrom(Flask):
    """Flask, with a log that tells where something failed but never what it was about."""

    def log_exception(self, exc_info: Any) -> None:
        """Log the kind of the exception and its stack; messages may quote what somebody wrote."""
        kind, _, trace = exc_info
        stack = "".join(traceback.format_tb(trace))
        self.logger.error("%s in %s\n%s", kind.__name__, request.endpoint, stack)


class Api(SmorestApi):  # type: ignore[misc]  # flask-smorest has no types
    """flask-smorest, taught to speak RFC 9457."""

    ERROR_SCHEMA = ProblemSchema

    def _register_error_handlers(self) -> None:
        super()._register_error_handlers()
        self._app.register_error_handler(Problem, answer_problem)

    def _register_responses(self) -> None:
        plain = SmorestApi.DEFAULT_RESPONSE_CONTENT_TYPE
        self.DEFAULT_RESPONSE_CONTENT_TYPE = PROBLEM_JSON
        super()._register_responses()
        self.DEFAULT_RESPONSE_CONTENT_TYPE = plain

    def handle_http_exception(self, error: HTTPException) -> Response:
        """Turn Werkzeug's and marshmallow's errors into problem documents."""
        messages = (getattr(error, "data", None) or {}).get("messages")
        document: dict[str, Any] = {"type": "about:blank", "title": error.name}
        document |= {"status": error.code, "detail": error.description}
        if error.code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            document |= {"type": "/problems/too-large", "detail": "Send less at once."}
        if messages:
            fields = messages.get("json") or messages.get("query") or messages
            document |= {"type": "/problems/invalid-input", "errors": fields}
            document["detail"] = "Correct the fields named in errors and send it again."
        return respond(document)


class Routes(SmorestBlueprint):  # type: ignore[misc]  # flask-smorest has no types
    """The routes of one feature."""

    ARGUMENTS_PARSER = StrictParser()

    def serves(  # noqa: PLR0913  # an endpoint is declared in one place, by name
        self,
        method: str,
        path: str,
        *,
        allow: Allow,
        body: type[Schema] | None = None,
        query: type[Schema] | None = None,
        answer: type[Schema] | Schema | None = None,
        status: int = HTTPStatus.OK,
        produces: str = JSON,
        raises: Sequence[type[Problem]] = (),
        limit_bytes: int = BODY_LIMIT,
        door: Side | None = None,
        before_second_factor: bool = False,
    ) -> Callable[[View], View]:
        """Declare an endpoint; ``allow`` has no default, so none is open by accident.

        Args:
            body: how the JSON body is read; the view gets it as its first argument.
            query: how the query is read; the view gets it after the body.
            answer: how what the view returns is written; without it and without ``produces`` the
                answer is 204, unless the view makes a response itself.
            produces: the content type of a view that makes its response itself.
            limit_bytes: the largest request body.
            door: the side whose login is used, where it is not the caller's own: everybody's own
                account lies behind the field door.
            before_second_factor: whether callers may come here who still owe theirs.
        """

        def decorate(view: View) -> View:
            problems = [*raises, *guards_problems(method, allow, body)]
            documented = answering(self, described(self, view, problems), answer, status, produces)
            documented = self.doc(operationId=view.__name__)(self.reading(documented, body, query))
            asked = documented if query else without_parameters(documented)
            admitted = admitting(allow, early=before_second_factor)
            self.route(path, methods=[method])(guarded(asked, admitted, limit_bytes, door))
            return view

        return decorate

    def reading(self, view: Any, body: type[Schema] | None, query: type[Schema] | None) -> Any:
        """Read what a view takes: first the body, then the query."""
        if query:
            view = self.arguments(query(unknown=RAISE), location="query")(view)
        if body:
            view = self.arguments(body(unknown=RAISE))(view)
        return view


def admitting(allow: Allow, *, early: bool) -> Allow:
    """``allow`` as it is asked: of a second factor too, unless everybody or early callers may."""
    return allow if early or allow is everybody else proved(allow)


def proved(allow: Allow) -> Allow:
    """``allow``, for callers who are not held back for want of a second factor."""

    def admits(caller: Caller) -> bool:
        if caller.held_back:
            raise SecondFactorFirst("Open the settings of your account and set one up.")
        return allow(caller)

    return admits


def without_parameters(view: Any) -> Any:
    """A view that takes none; what is asked for in vain is said, not passed over."""

    @wraps(view)
    def read(*args: object, **kwargs: object) -> object:
        if request.args:
            unknown = {name: ["Unknown field."] for name in request.args}
            raise InvalidInput("Take out what is named in errors.", errors=unknown)
        return view(*args, **kwargs)

    return read


def guarded(view: Any, allow: Allow, limit_bytes: int, door: Side | None) -> Any:
    """Ask ``allow`` before anything of the request is parsed, then open the transaction."""

    @wraps(view)
    def guard(*args: object, **kwargs: object) -> object:
        check_same_origin()
        caller = caller_of_request()
        if not allow(caller):
            raise NotForYou if caller.account_id else SignInFirst
        request.max_content_length = limit_bytes
        with transaction(replace(caller, side=door or caller.side)) as session:
            opening_for(session, view.__name__)
            return view(*args, **kwargs)

    return guard


def caller_of_request() -> Caller:
    """Who sent the request, as their session says; ``NOBODY`` if there is none."""
    if "caller" not in g:
        g.caller = current_user.caller if current_user.is_authenticated else NOBODY
    caller: Caller = g.caller
    return caller


def caller() -> Caller:
    """The caller, for a view."""
    return current_caller()


def answer_problem(problem: Problem) -> Response:
    """Send a problem and log that it happened: its kind, never what it was about."""
    current_app.logger.info("problem %s %s", problem.slug, request.endpoint)
    if isinstance(problem, SignInFirst) and asks_for_a_page():
        # Somebody followed a link: they can sign in, and then go on to where they wanted to.
        return redirect(f"/?{urlencode({'then': request.path})}")
    return respond({k: v for k, v in problem.document().items() if v not in (None, "")})


def asks_for_a_page() -> bool:
    """Whether somebody opened this address in a window of its own."""
    return request.headers.get("Sec-Fetch-Dest") == "document"


def respond(document: dict[str, Any]) -> Response:
    """Send a problem document."""
    response = jsonify(document)
    response.status_code = document["status"]
    response.mimetype = PROBLEM_JSON
    return response


def start_api(app: Flask) -> Api:
    """The API of the app; features register their routes on it."""
    app.config |= {
        "API_TITLE": "Gegenstrom",
        "API_VERSION": "v1",
        "OPENAPI_VERSION": "3.1.0",
        "MAX_CONTENT_LENGTH": BODY_LIMIT,
        "PROPAGATE_EXCEPTIONS": False,
    }
    return Api(app)
