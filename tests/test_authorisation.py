"""Who may ask what: the table ``authorisation.txt``, asked over HTTP cell by cell."""

from pathlib import Path

import pytest

from server.core.database import SidedSession
from tests.asking import endpoints, trace_nothing

TABLE = Path(__file__).with_name("authorisation.txt")
ALLOWED, REFUSED = "yes", "-"
MAY_BE_MISSING = {"GET /", "GET /<file:name>", "GET /basemaps/<string:area>.pmtiles"}
"""Files: whether they are installed here is no matter of who asks."""


def read_table() -> tuple[list[str], dict[str, dict[str, str]]]:
    """The columns, and for each endpoint its cells by column."""
    lines = [line for line in TABLE.read_text().splitlines() if line and line[0] != "#"]
    columns = lines[0].split()[1:]
    rows = {}
    for line in lines[1:]:
        *endpoint, marks = line.split(maxsplit=2)
        assert " ".join(endpoint) not in rows, f"stated twice: {line}"
        rows[" ".join(endpoint)] = dict(zip(columns, marks.split(), strict=True))
    return columns, rows


COLUMNS, ROWS = read_table()


def test_every_endpoint_has_its_row_and_every_row_its_endpoint(app):
    there = set(endpoints(app))
    assert there - set(ROWS) == set(), "say in authorisation.txt who may ask these"
    assert set(ROWS) - there == set(), "these are no endpoints any more"
    assert {cell for row in ROWS.values() for cell in row.values()} == {ALLOWED, REFUSED}


@pytest.mark.parametrize("column", COLUMNS)
def test_everybody_reaches_what_the_table_allows_and_nothing_else(
    town, column, monkeypatch, request
):
    name = {"nobody": None, "held_back": "coordinator"}.get(column, column)
    if name:
        town.cookie(name)
    if column == "held_back":
        request.getfixturevalue("strict")
    monkeypatch.setattr(SidedSession, "commit", trace_nothing)
    wrong = [
        f"{endpoint}: {answer.status_code}, but the table says {row[column]!r}"
        for endpoint, row in ROWS.items()
        for answer in [town.ask(endpoint, name)]
        if not fits(endpoint, column, row[column], answer)
    ]
    assert wrong == []


def fits(endpoint: str, column: str, cell: str, answer) -> bool:
    """Whether an answer is what the cell says; no cell allows a fault of ours."""
    status = answer.status_code
    if cell == ALLOWED:
        missing = status == 404 and endpoint in MAY_BE_MISSING
        return status < 500 and (missing or status not in {401, 403, 404})
    if column == "nobody":
        return status == 401 and problem(answer) in {"sign-in-first", None}
    if column == "held_back":
        return status == 403 and problem(answer) in {"second-factor-first", None}
    return status in {403, 404}


def problem(answer) -> str | None:
    """What kind of problem it is; HEAD has no body to say so."""
    return answer.json["type"].removeprefix("/problems/") if answer.data else None
