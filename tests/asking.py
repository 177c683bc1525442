"""Asking every endpoint as everybody: real accounts, real objects, and no trace left behind."""

from dataclasses import dataclass
from uuid import uuid4

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.core.caller import Role
from server.core.database import SidedSession, transaction
from server.people.operations import NewAccount, create_account
from tests.makers import (
    World,
    answer_consent,
    make_known,
    make_picture,
    make_walked,
    send_picture,
)
from tests.people.accounts import invite
from tests.pooled import make_pooled, make_report

API = "/api/v1"
OPENID = {"issuer": "https://127.0.0.1:9", "client_id": "gegenstrom", "client_secret": "x"}
EXTRA = {
    "participant": (Role.PARTICIPANT, "provider"),
    "consultant": (Role.CONSULTANT, "provider"),
}


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
        add_accounts(world)
        town = cls(world, {}, {})
        town.objects = make_objects(world)
        return town

    def cookie(self, name: str) -> str:
        """The session of a member of staff."""
        if name not in self.cookies:
            kept = sign_in(self.world, name).get_cookie("gegenstrom")
            self.cookies[name] = f"gegenstrom={kept.value}"
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
        return {
            f"PUT {person}": vars(known),
            f"PUT {person}/facilitators": supporters,
            f"POST {API}/explorations/<uuid:exploration_id>/releases": {"findings": [chosen]},
            f"PUT {API}/reports/<uuid:report_id>": report | {"state": "draft"},
            f"POST {API}/invitations": invitation,
            f"PUT {API}/organisations/<uuid:organisation_id>/openid": OPENID,
            f"POST {API}/accounts/<uuid:account_id>/password-reset": {},
        }


def add_accounts(world: World) -> None:
    """The roles that ``World`` has nobody for."""
    operator = world.caller("operator")
    with world.app.app_context(), transaction(operator) as session:
        for name, (role, organisation) in EXTRA.items():
            world.accounts[name] = uuid4()
            create_account(
                session,
                NewAccount(
                    id=world.accounts[name],
                    name=f"{name}-{world.mark}",
                    password=f"password-{name}",
                    display_name=f"Staff{name}{world.mark}",
                    memberships=[(world.organisations[organisation], role)],
                ),
            )


def sign_in(world: World, name: str) -> FlaskClient:
    """A signed-in browser."""
    client = world.client()
    credentials = {"name": f"{name}-{world.mark}", "password": f"password-{name}"}
    answer = client.post(f"{API}/session", json=credentials)
    assert answer.status_code == 200, answer.json
    return client


def make_objects(world: World) -> dict[str, str]:
    """One of every kind, by the name it has in the addresses."""
    phone, picture = world.client("facilitator"), make_picture()
    walked = make_walked(world, phone)
    consent = answer_consent(phone, world.participant, "keep_maps")
    assert consent["verdict"] == "applied", consent
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
        "consent_id": consent_of(phone),
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


def consent_of(phone: FlaskClient) -> str:
    """The id of the first answer a phone can read."""
    changes = phone.get(f"{API}/sync/pull").json["changes"]
    return next(one["record_id"] for one in changes if one["kind"] == "consent")
