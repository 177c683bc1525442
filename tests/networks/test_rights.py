"""Network maps in what a person sees of themself, takes along and has erased."""

import io
import json
from uuid import UUID, uuid4
from zipfile import ZipFile

from sqlalchemy import text

from tests.networks.maps import draw
from tests.sync.test_queries import pull

PARTICIPANTS = "/api/v1/participants"


def test_the_person_sees_their_maps_and_takes_them_along(world):
    phone = world.client("facilitator")
    name = f"Mama {uuid4().hex}"
    drawn = draw(phone, world.participant, name, "Bruder", words="Alle haben Dienst.")
    person = f"{PARTICIPANTS}/{world.participant}"
    seen = phone.get(f"{person}/stored").json
    (one,) = seen["network_maps"]
    assert one["id"] == drawn.id
    assert {contact["name"] for contact in one["contacts"]} == {name, "Bruder"}
    assert [tie["id"] for tie in one["ties"]] == drawn.ties
    assert seen["erasure"]["network_maps"] == 1
    with (
        phone.post(f"{person}/exports") as answer,
        ZipFile(io.BytesIO(answer.data)) as archive,
    ):
        page = archive.read("lies-mich.html").decode()
        data = json.loads(archive.read("daten.json"))
    assert name in page
    assert "Alle haben Dienst." in page
    assert data["network_maps"] == seen["network_maps"]


def test_erasing_a_person_erases_their_maps_and_tells_every_device(world, owner):
    phone, coordinator = world.client("facilitator"), world.client("coordinator")
    drawn = draw(phone, world.participant)
    cursors = {one: pull(one)["cursor"] for one in (phone, coordinator)}
    assert coordinator.delete(f"{PARTICIPANTS}/{world.participant}").status_code < 300
    with owner.connect() as connection:
        left = text("""
            select id from field.network_maps where id = any(:ids)
            union all select id from field.contacts where id = any(:ids)
            union all select id from field.ties where id = any(:ids)
            union all select id from field.revisions where record_id = any(:ids)
        """)
        assert connection.scalars(left, {"ids": [UUID(one) for one in drawn.ids]}).all() == []
    for device, cursor in cursors.items():
        told = {
            one["record_id"]: (one["action"], one["revision"])
            for one in pull(device, after=cursor)["changes"]
        }
        assert {told.get(one) for one in drawn.ids} == {("erase", None)}
