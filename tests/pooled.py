"""Makers of what lies in the pool, written as the release job writes it."""

import hashlib
from datetime import date
from uuid import UUID, uuid4

from flask import Flask
from geoalchemy2.shape import from_shape
from shapely.geometry import Point, box

from server.core.caller import THE_RELEASE
from server.core.database import transaction
from server.core.wire import WGS84
from server.release.operations import pooled_name
from server.release.tables import PooledFinding, PooledPhotograph
from server.spaces.tables import SocialSpace
from tests.makers import World

WORDS = "Der Bord ist zwölf Zentimeter hoch."
PLACE = (6.5178, 54.6156)


def make_pooled(app: Flask, picture: bytes | None = None, **values) -> UUID:
    """A finding in the pool, with a photograph if bytes are given."""
    place = values.pop("place", PLACE)
    finding = PooledFinding(
        **{
            "id": uuid4(),
            "kind": "barrier",
            "question": "kerb",
            "subcategory": "kerb_high",
            "text": WORDS,
            "location": from_shape(Point(*place), WGS84),
            "seen_month": date(2026, 5, 1),
            "social_space_id": None,
        }
        | values
    )
    if picture:
        sha256 = hashlib.sha256(picture).hexdigest()
        app.extensions["media"].write(pooled_name(sha256), picture)
        finding.photographs.append(
            PooledPhotograph(sha256=sha256, position=0, type="image/jpeg", description="Ein Bord")
        )
    finding_id = finding.id
    with app.app_context(), transaction(THE_RELEASE) as session:
        session.add(finding)
    return finding_id


def make_space(world: World, name: str) -> UUID:
    """A social space of the world's municipality."""
    space_id = uuid4()
    with world.app.app_context(), transaction(world.caller("planner")) as session:
        session.add(
            SocialSpace(
                id=space_id,
                code=f"{name}-{world.mark}",
                name=name,
                municipality_id=world.organisations["municipality"],
                outline=from_shape(box(6.5, 54.6, 6.53, 54.63), WGS84),
                inhabitants=4000,
                about="",
            )
        )
    return space_id


def make_report(client, finding_ids: list[UUID], **values) -> dict:
    """A report with these findings, begun by the client's planner."""
    body = {
        "title": "Sozialraumbericht Wirlebrück",
        "introduction": "Was im Weg ist.\nUnd was gut ist.",
        "finding_ids": [str(one) for one in finding_ids],
    } | values
    answer = client.post("/api/v1/reports", json=body)
    assert answer.status_code == 201, answer.json
    report: dict = answer.json
    return report


def publish(client, report: dict) -> dict:
    """The same report, published."""
    body = {key: report[key] for key in ("title", "introduction", "finding_ids", "updated_at")}
    answer = client.put(f"/api/v1/reports/{report['id']}", json=body | {"state": "published"})
    assert answer.status_code == 200, answer.json
    published: dict = answer.json
    return published
