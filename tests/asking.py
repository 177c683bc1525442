"""Asking every endpoint as everybody: real accounts, real objects, and no trace left behind."""

import base64
from dataclasses import dataclass
from uuid import uuid4

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.core.database import SidedSession
from tests.cases.consulting import make_consulted
from tests.makers import (
    World,
    make_code,
    make_known,
    make_picture,
    make_walked,
    pair_phone,
    send_picture,
)
from tests.networks.maps import draw
from tests.people.accounts import invite
from tests.pooled import make_pooled, make_report

API = "/api/v1"
EMPTY_NETWORK = b'{"ego": {}, "alteri": [], "connections": []}'
OPENID = {"issuer": "https://127.0.0.1:9", "client_id": "gegenstrom", "client_secret": "x"}


def endpoints(app: Flask) -> list[str]:
    """Every endpoint of the url map, as ``METHOD path``; HEAD only where it has its own."""
    found = set()
    for rule in app.url_map.iter_rules():
        if not rule.rule.startswith(f"{API}/openapi"):
            methods = rule.methods - {"OPTIONS", "HEAD"} or {"HEAD"} & rule.methods
            found |= {f"{method} {rule.rule}" for method in methods}
    return sorted(found, key=lambda one: one.split()[::-1])


def trace_nothing(session: SidedSession) -> None:
    """Stand in for a commit: everything is asked of the database, nothing stays."""
    session.flush()
    session.rollback()


@dataclass
class Town:
    """A world with an account of every role and one object of every kind an address can name."""

    world: World
    cookies: dict[str, str]
    objects: dict[str, str]

    @classmethod
    def make(cls, app: Flask) -> "Town":
        """Everything of one provider, so that the other one is a stranger."""
        world = World.make(app)
        town = cls(world, {}, make_objects(world))
        phone, kept = pair_phone(world, make_code(world, world.participant, "facilitator"))
        town.cookies["participant"] = cookie_of(phone)
        town.objects["device_id"] = kept["device_id"]
        return town

    def cookie(self, name: str) -> str:
        """The session of a member of staff."""
        if name not in self.cookies:
            self.cookies[name] = cookie_of(self.world.client(name))
        return self.cookies[name]

    def ask(self, endpoint: str, name: str | None) -> TestResponse:
        """Send one request that names objects this world has."""
        method, rule = endpoint.split(" ", 1)
        headers = {"Origin": "http://localhost"}
        if name:
            headers["Cookie"] = self.cookie(name)
        path, body = self.filled(rule, name), self.bodies().get(endpoint)
        client = self.world.app.test_client(use_cookies=False)
        # What is asked for and not sent is refused by the schema, which is asked after the guard.
        answer = client.open(path, method=method, headers=headers, json=body)
        answer.get_data()
        answer.close()  # a file that is sent stays open otherwise
        return answer

    def filled(self, rule: str, name: str | None) -> str:
        """An address with ids of this world in it."""
        objects = dict(self.objects)
        if rule.startswith((f"{API}/pool", "/reports")):
            objects["sha256"] = objects["pooled_sha256"]
        if rule.endswith("/minutes.pdf"):
            objects["consultation_id"] = objects["closed_id"]
        if "session_id" in rule and name:
            headers = {"Cookie": self.cookie(name)}
            mine = self.world.app.test_client(use_cookies=False).get(
                f"{API}/sessions", headers=headers
            )
            objects["session_id"] = mine.json[0]["id"]
        for kind in ("uuid", "string", "file"):
            for argument, value in objects.items():
                rule = rule.replace(f"<{kind}:{argument}>", value)
        return rule

    def bodies(self) -> dict[str, dict]:
        """Bodies of those requests whose object is looked for only once the body was read."""
        known = make_known(self.world.participant)
        invitation = {
            "organisation_id": self.objects["organisation_id"],
            "role": "facilitator",
            "for_whom": "",
        }
        supporters = {"facilitator_ids": [str(self.world.accounts["facilitator"])]}
        chosen = {"finding_id": self.objects["finding_id"], "text": "Ein Bord", "photographs": []}
        report = {"title": "Bericht", "introduction": "", "finding_ids": []}
        person = f"{API}/participants/<uuid:participant_id>"
        case, brought = f"{API}/cases/<uuid:case_id>", f"{API}/consultations/<uuid:consultation_id>"
        said, parts = {"words": "Ein Satz"}, ("like", "helps", "in_the_way", "try")
        return {
            f"PUT {person}": vars(known),
            f"PUT {person}/facilitators": supporters,
            f"POST {API}/explorations/<uuid:exploration_id>/releases": {"findings": [chosen]},
            f"PUT {API}/reports/<uuid:report_id>": report | {"state": "draft"},
            f"POST {API}/invitations": invitation,
            f"PUT {API}/organisations/<uuid:organisation_id>/openid": OPENID,
            f"POST {API}/accounts/<uuid:account_id>/password-reset": {},
            f"POST {case}/contributions": said | {"id": str(uuid4()), "kind": "observation"},
            f"PUT {case}/recommendation": said | {"revision": 0},
            f"PUT {case}/stance": {"stance": "agrees", "reason": ""},
            f"PUT {brought}": {"question": "Wie?", "meets_at": None},
            f"POST {brought}/answers": said | {"question_id": self.objects["question_id"]},
            f"PUT {brought}/material": {"chosen": []},
            f"PUT {brought}/members": {"members": []},
            f"POST {person}/network-imports": {"file": base64.b64encode(EMPTY_NETWORK).decode()},
            f"PUT {person}/plan-sheet": {"parts": {part: [] for part in parts}, "revision": 0},
        }


def cookie_of(client: FlaskClient) -> str:
    """The session of a signed-in browser, as a header."""
    return f"gegenstrom={client.get_cookie('gegenstrom').value}"


def make_objects(world: World) -> dict[str, str]:
    """One of every kind, by the name it has in the addresses."""
    consulted = make_consulted(world).open().talk()
    (case,) = consulted.member.get(f"{API}/cases").json
    shown = consulted.member.get(consulted.case).json
    phone, picture = consulted.phone, make_picture(colour="#123123")
    walked = make_walked(world, phone)
    kept = f"{API}/organisations/{world.organisations['provider']}/openid"
    assert world.client("operator").put(kept, json=OPENID).status_code == 200
    coordinator = world.client("coordinator")
    invite(coordinator, world)
    (invitation,) = coordinator.get(f"{API}/invitations").json
    pooled_picture = make_picture(colour="#fedcba")
    pooled = make_pooled(world.app, pooled_picture)
    finding = next(
        one
        for one in world.client("planner").get(f"{API}/pool/findings").json["findings"]
        if one["id"] == str(pooled)
    )
    return {
        "participant_id": str(world.participant),
        "exploration_id": walked.exploration,
        "finding_id": walked.finding,
        "record_id": walked.finding,
        "map_id": draw(phone, world.participant).id,
        "wanted": "easynwk",
        "consent_id": consent_of(phone),
        "case_id": case["id"],
        "consultation_id": consulted.id,
        "question_id": shown["contributions"][0]["id"],
        "closed_id": make_closed(world),
        "picture_id": shown["items"][0]["pictures"][0]["id"],
        "sha256": send_picture(phone, walked.finding, picture),
        "pooled_sha256": finding["photographs"][0]["sha256"],
        "report_id": make_report(world.client("planner"), [pooled])["id"],
        "invitation_id": invitation["id"],
        "account_id": str(world.accounts["colleague"]),
        "organisation_id": str(world.organisations["provider"]),
        "role": "facilitator",
        "session_id": str(uuid4()),
        "passkey_id": str(uuid4()),
        "area": "none",
        "name": "none",
    }


def make_closed(world: World) -> str:
    """A consultation that was held and closed, by its id."""
    return make_consulted(world).open().talk().close().id


def consent_of(phone: FlaskClient) -> str:
    """The id of the first answer a phone can read."""
    changes = phone.get(f"{API}/sync/pull").json["changes"]
    return next(one["record_id"] for one in changes if one["kind"] == "consent")
