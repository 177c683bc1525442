"""Thumbnails, sweeping, and storage: the same promises in a folder and in a bucket."""

import os
import time
from io import BytesIO
from uuid import uuid4

import pytest
from PIL import Image
from sqlalchemy import text

from server.core.one_setting import WrongSetting
from server.media.bucket import Bucket
from server.media.storage import LocalFolder, sealed_name, thumbnail_name
from server.media.sweeping import sweep
from server.media.thumbnails import make_thumbnails
from tests.makers import make_picture, make_walked, send_picture

TWO_DAYS_S = 2 * 24 * 60 * 60


@pytest.fixture(scope="module")
def bucket():
    """A bucket of a real S3 server on this machine."""
    server = pytest.importorskip("moto.server", reason="there is no S3 server here: moto[server]")
    running = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    made = Bucket(f"http://key:secret@{host}:{port}/gegenstrom")
    made.client.create_bucket(Bucket="gegenstrom")
    yield made
    running.stop()


@pytest.fixture(params=["folder", "bucket"])
def storage(request, tmp_path):
    if request.param == "folder":
        return LocalFolder(tmp_path)
    return request.getfixturevalue("bucket")


def test_what_is_kept_is_read_listed_and_removed(storage):
    for name in ("arriving/b/0000000007", "arriving/b/0000000000", "arriving/c/0000000000"):
        storage.write(name, b"12345")
    storage.write("arriving/b/0000000007", b"other")
    assert storage.read("arriving/b/0000000007") == b"other"
    assert storage.sizes("arriving/b") == {
        "arriving/b/0000000000": 5,
        "arriving/b/0000000007": 5,
    }
    assert [kept.name for kept in storage.below("arriving")] == [
        "arriving/b/0000000000", "arriving/b/0000000007", "arriving/c/0000000000",
    ]  # fmt: skip
    assert all(kept.written_at.tzinfo for kept in storage.below("arriving"))
    storage.remove("arriving/b")
    storage.remove("arriving/b")
    assert storage.sizes("arriving/b") == {}
    assert storage.read("arriving/c/0000000000") == b"12345"
    with pytest.raises(FileNotFoundError):
        storage.read("arriving/b/0000000000")


def test_a_photograph_lives_in_a_bucket_as_in_a_folder(world, app, bucket):
    folder, phone = app.extensions["media"], world.client("facilitator")
    app.extensions["media"] = bucket
    try:
        picture = make_picture(exif=True, colour="olive")
        sha256 = send_picture(phone, make_walked(world, phone).finding, picture)
        stored = phone.get(f"/api/v1/media/{sha256}").data
    finally:
        app.extensions["media"] = folder
    assert stored.startswith(b"\xff\xd8")
    (kept,) = bucket.below("sealed")
    assert stored not in bucket.read(kept.name)


def test_without_its_package_a_bucket_says_what_to_install(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "boto3", None)
    with pytest.raises(WrongSetting, match="boto3"):
        Bucket("https://key:secret@host/bucket")


@pytest.fixture
def sent(world):
    """A phone, the hash of a photograph it sent, and the photograph's id."""
    phone = world.client("facilitator")
    sha256 = send_picture(phone, make_walked(world, phone).finding, make_picture())
    changes = phone.get("/api/v1/sync/pull").json["changes"]
    (photograph,) = (one["record_id"] for one in changes if one["kind"] == "photograph")
    return phone, sha256, photograph


def waiting(owner, photograph):
    asked = text("select count(*) from field.thumbnails_waiting where photograph_id = :id")
    with owner.connect() as connection:
        return connection.scalar(asked, {"id": photograph})


def test_the_job_makes_a_small_picture_that_is_sealed(sent, work, settings, owner):
    phone, sha256, photograph = sent
    assert waiting(owner, photograph) == 1
    work(make_thumbnails)
    assert waiting(owner, photograph) == 0
    (path,) = (settings.data / "media" / "thumbnails").rglob(photograph)
    answer = phone.get(f"/api/v1/media/{sha256}/thumbnail")
    assert Image.open(BytesIO(answer.data)).format == "WEBP"
    assert answer.data not in path.read_bytes()


def test_a_small_picture_is_there_before_the_job_came(sent):
    phone, sha256, _ = sent
    assert phone.get(f"/api/v1/media/{sha256}/thumbnail").status_code == 200


def test_a_small_picture_is_for_those_who_reach_the_photograph(sent, world):
    _, sha256, _ = sent
    for name in ("colleague", "other_facilitator"):
        answer = world.client(name).get(f"/api/v1/media/{sha256}/thumbnail")
        assert answer.status_code == 404


def test_the_sweep_takes_what_no_record_names_and_nothing_else(sent, work, settings, app):
    _, _, photograph = sent
    folder, stranger = app.extensions["media"], uuid4()
    names = [sealed_name(stranger), thumbnail_name(stranger), "sealed/notes", "pool/else"]
    young = sealed_name(uuid4())
    for name in (*names, young):
        folder.write(name, b"x")
    long_ago = time.time() - TWO_DAYS_S
    for path in (settings.data / "media").rglob("*"):
        if path.is_file() and not str(path).endswith(young):
            os.utime(path, (long_ago, long_ago))
    work(sweep)
    left = {kept.name for kept in folder.below("")}
    assert {young, "sealed/notes", "pool/else"} <= left
    assert any(name.endswith(photograph) for name in left)
    assert not any(str(stranger) in name for name in left)
