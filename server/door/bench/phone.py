"""A phone as the server sees it: signed in, with a connection it keeps, and bodies made before."""

import http.client
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from server.core import clock
from server.door.bench.installation import PASSWORD, Walker

OK = 200
WAITING_S = 120
Body = dict[str, Any]


class Unanswered(Exception):
    """The server answered something else than was hoped, or nothing."""


@dataclass
class Phone:
    """One device of one walker, and what it put its findings under."""

    walker: Walker
    port: int
    device_id: str = field(default_factory=lambda: str(uuid4()))
    exploration_id: str = field(default_factory=lambda: str(uuid4()))
    walk_id: str = field(default_factory=lambda: str(uuid4()))
    cookie: str = ""
    wire: http.client.HTTPConnection | None = None

    def ask(
        self, method: str, path: str, body: bytes = b"", content_type: str = "application/json"
    ) -> bytes:
        """Ask and read the answer.

        Raises:
            Unanswered: it is none, or not a good one.
        """
        headers = {
            "Content-Type": content_type,
            "Cookie": self.cookie,
            "Origin": f"http://127.0.0.1:{self.port}",
        }
        try:
            answer, said = self.exchange(method, f"/api/v1{path}", body, headers)
        except (OSError, http.client.HTTPException) as error:
            self.wire = None
            raise Unanswered(type(error).__name__) from error
        if answer.status != OK:
            raise Unanswered(f"{answer.status} {said[:300]!r}")
        self.cookie = self.cookie or (answer.getheader("Set-Cookie") or "").partition(";")[0]
        return said

    def exchange(
        self, method: str, path: str, body: bytes, headers: dict[str, str]
    ) -> tuple[http.client.HTTPResponse, bytes]:
        """One request and its answer; a connection that was closed while it idled is made anew."""
        idled = self.wire is not None
        try:
            wire = self.connected()
            wire.request(method, path, body or None, headers)
            answer = wire.getresponse()
            return answer, answer.read()
        except (BrokenPipeError, http.client.RemoteDisconnected):
            self.wire = None
            if not idled:
                raise
            return self.exchange(method, path, body, headers)

    def connected(self) -> http.client.HTTPConnection:
        """The connection, made anew where it was lost."""
        if self.wire is None:
            self.wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=WAITING_S)
        return self.wire

    def sign_in(self) -> None:
        """Sign in, and begin an exploration and a walk unless they are there."""
        self.ask("POST", "/session", as_json({"name": self.walker.name, "password": PASSWORD}))

    def begin(self) -> None:
        """Sign in and begin a walk."""
        self.sign_in()
        now = moment()
        exploration = {
            "date": now[:10],
            "method": "walk",
            "title": "Rund um den Markt",
            "social_space_id": None,
            "participant_ids": [str(self.walker.participant_id)],
            "facilitator_ids": [str(self.walker.account_id)],
            "occasion": None,
            "practice": False,
            "started_at": now,
            "ended_at": None,
        }
        walk = {
            "exploration_id": self.exploration_id,
            "started_at": now,
            "ended_at": None,
            "weather": "dry",
        }
        self.push(
            [
                operation("exploration", self.exploration_id, exploration),
                operation("walk", self.walk_id, walk),
            ]
        )

    def push(self, operations: Sequence[Body]) -> list[Body]:
        """Push a batch; its verdicts."""
        verdicts: list[Body] = json.loads(self.ask("POST", "/sync/push", self.batch(operations)))[
            "verdicts"
        ]
        return verdicts

    def batch(self, operations: Sequence[Body]) -> bytes:
        """A push as it goes over the wire."""
        return as_json({"device_id": self.device_id, "operations": operations})

    def finding(self) -> Body:
        """An operation that keeps a new finding."""
        body = {
            "walk_id": self.walk_id,
            "kind": "barrier",
            "question": "kerb",
            "subcategory": None,
            "felt_effect": "with_effort",
            "groups": ["wheelchair"],
            "note": "Der Bord ist zu hoch, hier komme ich mit dem Rollstuhl nicht allein hinauf.",
            "location": {"type": "Point", "coordinates": [6.51, 54.605]},
            "location_source": "gps",
            "accuracy_m": 4.5,
            "seen_at": moment(),
            "author_participant_id": str(self.walker.participant_id),
            "who_spoke": "self",
        }
        return operation("finding", str(uuid4()), body)

    def photograph(self, finding_id: str, picture: bytes, sha256: str) -> Body:
        """An operation that announces a photograph."""
        body = {
            "finding_id": finding_id,
            "sha256": sha256,
            "type": "image/jpeg",
            "size_bytes": len(picture),
            "taken_at": None,
            "description": "Ein hoher Bord",
        }
        return operation("photograph", str(uuid4()), body)


def operation(kind: str, record_id: str, body: Body) -> Body:
    """An operation as a device sends it."""
    return {
        "id": str(uuid4()),
        "kind": kind,
        "record_id": record_id,
        "action": "put",
        "base": None,
        "made_at": moment(),
        "body": body,
    }


def moment() -> str:
    """Now, as devices write it."""
    now: datetime = clock.now()
    return now.astimezone(UTC).isoformat()


def as_json(body: Body) -> bytes:
    """JSON as it goes over the wire."""
    return json.dumps(body).encode()
