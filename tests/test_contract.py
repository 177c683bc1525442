"""The OpenAPI document against the running server: schemathesis asks as every role.

Every operation that a role reaches (``authorisation.txt``) gets requests that fit its schemas and
requests that do not, some with ids of things that exist. No answer may be a fault of ours, have a
status that the document does not name for it, or a body that does not fit.
"""

import json
import re
from contextlib import nullcontext, suppress
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from server.core.database import SidedSession
from tests.asking import Town, trace_nothing
from tests.test_authorisation import ALLOWED, ROWS

OPENAPI = Path(__file__).parents[1] / "pwa" / "src" / "api" / "openapi.json"
CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
)
HEADERS = {"Origin": "http://localhost", "Accept-Encoding": "identity"}
STAFF = ("facilitator", "coordinator", "consultant", "planner", "partner", "operator")
ROLES = (None, "participant", *STAFF)
EXAMPLES = 2
"""For each operation, role and kind of request; the same ones every time."""


@pytest.fixture(scope="module")
def cases(app, town):
    """What is asked, by operation: made once, as the making takes longer than the asking."""
    schema = schemathesis.openapi.from_dict(read_document())
    schema.app = app
    operations = [found.ok() for found in schema.get_all_operations()]
    return {row_of(one): make_cases(one, town) for one in operations}


def read_document() -> dict:
    """The document as the app has it, without the answer that stands for all others."""
    document = json.loads(OPENAPI.read_text())
    for path in document["paths"].values():
        for method, operation in path.items():
            if method != "parameters":
                del operation["responses"]["default"]
    return document


@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # its client closes nothing
@pytest.mark.parametrize("role", ROLES)
def test_every_answer_is_as_the_contract_says(cases, town, role, monkeypatch):
    cookies = cookies_of(town, role)
    monkeypatch.setattr(SidedSession, "commit", trace_nothing)
    reached = [row for row in cases if ROWS[row][role or "nobody"] == ALLOWED]
    assert len(reached) > 8
    statuses = {row: ask_all(cases[row], cookies) for row in reached}
    known = role is None or all(401 not in seen for seen in statuses.values())
    assert known, "the asking itself must work"
    assert sum(bool(seen & {200, 201, 204}) for seen in statuses.values()) >= 3


def test_a_status_the_document_does_not_name_is_found(app, town, monkeypatch):
    document = read_document()
    responses = document["paths"]["/api/v1/consents/{consent_id}/evidence"]["get"]["responses"]
    del responses["404"]
    schema = schemathesis.openapi.from_dict(document)
    schema.app = app
    monkeypatch.setattr(SidedSession, "commit", trace_nothing)
    operation = schema["/api/v1/consents/{consent_id}/evidence"]["GET"]
    with pytest.raises(FailureGroup, match="Undocumented"):
        ask_all(make_cases(operation, town), cookies_of(town, "facilitator"))


def cookies_of(town: Town, role: str | None) -> dict[str, str]:
    """The session of a role, as the client sends it."""
    return dict([town.cookie(role).split("=", 1)]) if role else {}


def row_of(operation) -> str:
    """The operation as the url map spells it."""
    wanted = f"{operation.method.upper()} {operation.path}"
    return next(row for row in ROWS if in_braces(row) == wanted)


def in_braces(row: str) -> str:
    """``<uuid:it>`` as ``{it}``."""
    return re.sub(r"<\w+:(\w+)>", r"{\1}", row)


def make_cases(operation, town: Town) -> list[schemathesis.Case]:
    """Requests that fit the schemas and requests that do not, some with ids that exist."""
    made: list[schemathesis.Case] = []
    for mode in GenerationMode:

        @settings(
            max_examples=EXAMPLES,
            derandomize=True,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode), existing=st.booleans())
        def make(case, existing):
            for name in case.path_parameters or {} if existing else {}:
                case.path_parameters[name] = town.objects[name]
            made.append(case)

        with nothing_wrong_possible(mode):
            make()
    return made


def ask_all(cases: list[schemathesis.Case], cookies: dict[str, str]) -> set[int]:
    """Send requests and check every answer; what came back."""
    statuses: set[int] = set()
    for case in cases:
        answer = case.call(headers=HEADERS, cookies=cookies)
        statuses.add(answer.status_code)
        case.validate_response(answer, checks=list(CHECKS))
    return statuses


def nothing_wrong_possible(mode: GenerationMode):
    """Where an operation takes nothing, there is nothing to get wrong."""
    return suppress(Unsatisfiable) if mode.is_negative else nullcontext()
