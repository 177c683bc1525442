"""Scanning: a command or clamd looks first; what it finds or cannot see is not kept."""

import socket
import struct
import sys
from dataclasses import replace
from threading import Thread

import pytest

from server.media.errors import Infected, ScannerSilent
from server.media.scanning import check_clean
from tests.makers import make_picture, make_walked
from tests.media.test_operations import announce, send

LOOKS_FOR_EVIL = """
import sys
sys.exit(1 if b"EVIL" in sys.stdin.buffer.read() else 0)
"""


@pytest.fixture
def command(tmp_path):
    script = tmp_path / "scan.py"
    script.write_text(LOOKS_FOR_EVIL)
    return f"command:{sys.executable} {script}"


@pytest.fixture
def clamd(tmp_path):
    """What speaks as clamd does, with the same words on the wire."""
    path = tmp_path / "clamd.ctl"
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(path))
    server.listen()
    Thread(target=serve, args=(server,), daemon=True).start()
    yield f"clamd:{path}"
    server.close()


def serve(server):
    while True:
        try:
            wire, _ = server.accept()
        except OSError:
            return
        with wire, wire.makefile("rb") as stream:
            assert stream.read(10) == b"zINSTREAM\0"
            seen = b""
            while size := struct.unpack("!I", stream.read(4))[0]:
                seen += stream.read(size)
            found = b"Evil FOUND" if b"EVIL" in seen else b"OK"
            wire.sendall(b"stream: " + found + b"\0")


@pytest.mark.parametrize("how", ["command", "clamd"])
def test_what_the_scanner_finds_is_not_kept(how, request):
    scanner = request.getfixturevalue(how)
    check_clean(scanner, b"good" * 50_000)
    with pytest.raises(Infected):
        check_clean(scanner, b"x" * 70_000 + b"EVIL")


@pytest.mark.parametrize(
    "scanner",
    ["clamd:/nowhere/clamd.ctl", "command:/nowhere/scan", f"command:{sys.executable} -c 0/0"],
)
def test_nothing_passes_a_scanner_that_does_not_answer(scanner):
    with pytest.raises((ScannerSilent, Infected)):
        check_clean(scanner, b"good")


def test_a_phone_keeps_what_could_not_be_looked_at_and_sends_only_the_rest_again(
    world, app, settings
):
    phone = world.client("facilitator")
    picture = make_picture()
    url, total = announce(phone, make_walked(world, phone).finding, picture), len(picture)
    app.extensions["settings"] = replace(settings, virus_scan="clamd:/nowhere/clamd.ctl")
    try:
        send(phone, url, picture[:100], 0, total)
        answer = send(phone, url, picture[100:], 100, total)
    finally:
        app.extensions["settings"] = settings
    assert (answer.status_code, answer.json["type"]) == (503, "/problems/scanner-silent")
    assert phone.head(url).headers["Upload-Offset"] == "100"
    assert send(phone, url, picture[100:], 100, total).json["complete"] is True
