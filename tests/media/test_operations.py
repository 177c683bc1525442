"""Photographs: whole or in ranges, checked, stripped, sealed."""

import hashlib
from uuid import uuid4

import pytest
from sqlalchemy import text

from server.core.seals import SEAL_BYTES
from server.media.storage import sealed_name
from tests.makers import (
    make_operation,
    make_photograph,
    make_picture,
    make_walked,
    push,
    send_picture,
)


@pytest.fixture
def phone(world):
    return world.client("facilitator")


@pytest.fixture
def finding(world, phone):
    return make_walked(world, phone).finding


def announce(phone, finding, picture, **values):
    body = make_photograph(finding, picture, **values)
    (answer,) = push(phone, [make_operation("photograph", str(uuid4()), body)])
    assert answer["verdict"] == "applied", answer
    return f"/api/v1/media/{body['sha256']}"


def send(phone, url, data, first, total):
    span = f"bytes {first}-{first + len(data) - 1}/{total}"
    return phone.put(url, data=data, headers={"Content-Range": span})


def test_a_photograph_sent_in_ranges_arrives_whole(phone, finding):
    picture = make_picture()
    url, total = announce(phone, finding, picture), len(picture)
    assert send(phone, url, picture[:100], 0, total).json["received_bytes"] == 100
    asked = phone.head(url)
    assert (asked.headers["Upload-Offset"], asked.headers["Upload-Complete"]) == ("100", "?0")
    done = send(phone, url, picture[100:], 100, total).json
    assert done["complete"] is True
    assert done["stored_sha256"] == hashlib.sha256(picture).hexdigest()
    assert phone.get(url).data == picture
    assert send(phone, url, picture[100:], 100, total).json == done


def test_what_has_arrived_in_part_is_sealed_too(phone, finding, settings):
    picture = make_picture()
    url, total = announce(phone, finding, picture), len(picture)
    before = set((settings.data / "media" / "arriving").rglob("*"))
    send(phone, url, picture[:50], 0, total)
    send(phone, url, picture[50:200], 50, total)
    arrived = set((settings.data / "media" / "arriving").rglob("*")) - before
    files = [path for path in arrived if path.is_file()]
    assert sorted(path.stat().st_size for path in files) == [50 + SEAL_BYTES, 150 + SEAL_BYTES]
    for path in files:
        assert picture[:20] not in path.read_bytes()
        assert picture[60:90] not in path.read_bytes()
    assert send(phone, url, picture[200:], 200, total).json["complete"] is True
    assert phone.get(url).data == picture
    assert not any(path.exists() for path in arrived)


def test_a_range_that_leaves_a_gap_is_told_where_to_go_on(phone, finding):
    picture = make_picture()
    answer = send(phone, announce(phone, finding, picture), picture[50:], 50, len(picture))
    assert answer.status_code == 409
    assert answer.json["expected_offset"] == 0


def test_position_and_camera_are_taken_out_on_the_server_too(phone, finding, owner, settings):
    picture = make_picture(exif=True)
    sha256 = send_picture(phone, finding, picture)
    stored = phone.get(f"/api/v1/media/{sha256}").data
    assert b"CanaryCamera" in picture
    assert b"CanaryCamera" not in stored
    assert b"Exif" not in stored
    with owner.connect() as connection:
        photograph = connection.scalar(
            text("select id from field.photographs where sha256 = :it"), {"it": sha256}
        )
    on_disk = (settings.data / "media" / sealed_name(photograph)).read_bytes()
    assert stored not in on_disk
    assert b"JFIF" not in on_disk


def test_what_is_no_photograph_is_refused_and_can_be_sent_anew(phone, finding):
    fake = b"GIF89a, or so it says" * 20
    url = announce(phone, finding, fake)
    answer = phone.put(url, data=fake)
    assert answer.status_code == 422
    assert answer.json["type"] == "/problems/no-photograph"
    assert phone.head(url).headers["Upload-Offset"] == "0"


def test_other_bytes_than_announced_are_dropped(phone, finding):
    picture = make_picture()
    url = announce(phone, finding, picture)
    other = bytes(len(picture))
    assert phone.put(url, data=other).json["type"] == "/problems/hash-differs"
    assert phone.put(url, data=picture).json["complete"] is True


def test_bytes_that_no_record_announces_are_not_taken(world, phone, finding):
    picture = make_picture()
    url = announce(phone, finding, picture)
    stranger = world.client("other_facilitator")
    for answer in (stranger.put(url, data=picture), stranger.get(url), stranger.head(url)):
        assert answer.status_code == 404
    assert phone.put(f"/api/v1/media/{'0' * 64}", data=picture).status_code == 404


@pytest.mark.parametrize("span", ["bytes 5-2/9", "bytes */9", "pages 1-2/3", "bytes 0-8/9"])
def test_a_range_that_is_none_is_explained(phone, finding, span):
    picture = make_picture()
    url = announce(phone, finding, picture)
    answer = phone.put(url, data=picture, headers={"Content-Range": span})
    assert answer.status_code == 400
    assert answer.json["type"] == "/problems/wrong-range"
