import socket
from dataclasses import replace

import pytest

from server.door.ports import check_port, local_url
from server.door.prepare import Obstacle


@pytest.fixture
def taken(settings):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield replace(settings, host="127.0.0.1", port=listener.getsockname()[1])


def test_a_port_in_use_is_named_and_another_offered(taken):
    with pytest.raises(Obstacle, match=rf"Port {taken.port} is in use.*GEGENSTROM_PORT=\d+ ") as no:
        check_port(taken)
    offered = int(str(no.value).split("GEGENSTROM_PORT=")[1].split()[0])
    check_port(replace(taken, port=offered))


def test_a_host_that_is_not_ours_is_named(taken):
    with pytest.raises(Obstacle, match=r"^GEGENSTROM_HOST: 192\.0\.2\.1: "):
        check_port(replace(taken, host="192.0.2.1"))


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("0.0.0.0", "http://127.0.0.1:80"),
        ("::", "http://[::1]:80"),
        ("localhost", "http://localhost:80"),
    ],
)
def test_the_web_server_is_reached_from_here(settings, host, url):
    assert local_url(replace(settings, host=host, port=80)) == url
