"""Reading what a request brings: strictly, and all of it."""

import json
from typing import Any

import marshmallow as ma
from marshmallow import RAISE
from webargs.flaskparser import FlaskParser

from server.core.problems import NoJson


class StrictParser(FlaskParser):
    """Reads JSON as RFC 8259 has it (no NaN, no infinity, no bottomless nesting), and all of it."""

    DEFAULT_UNKNOWN_BY_LOCATION: dict[str, str | None] = {"json": RAISE, "query": RAISE}  # noqa: RUF012  # as webargs declares it

    def _raw_load_json(self, req: Any) -> Any:
        body = req.get_data(cache=False)
        if not body:
            return ma.missing
        try:
            return json.loads(body, parse_constant=refuse_constant)
        except (ValueError, RecursionError) as error:
            raise NoJson("Write it as RFC 8259 has it, in UTF-8.") from error


def refuse_constant(name: str) -> None:
    """JSON has no NaN."""
    raise ValueError(f"{name} is no JSON")
