"""Where the web server listens, and whether it can."""

import contextlib
import errno
import socket

from server.core.settings import Settings
from server.door.prepare import Obstacle


def check_port(settings: Settings) -> None:
    """Refuse a port that another program has.

    Raises:
        Obstacle: which port it is and how to choose another.
    """
    try:
        listen_once(settings.host, settings.port)
    except PermissionError:
        raise Obstacle(
            f"Port {settings.port} is for root only. GEGENSTROM_PORT chooses another."
        ) from None
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise Obstacle(f"GEGENSTROM_HOST: {settings.host}: {error.strerror}.") from error
        raise Obstacle(
            f"Port {settings.port} is in use by another program. Choose another, for example: "
            f"GEGENSTROM_PORT={free_port(settings)} ./gegenstrom run"
        ) from None


def free_port(settings: Settings) -> int:
    """The next port that nobody has."""
    for port in range(settings.port + 1, settings.port + 100):
        with contextlib.suppress(OSError):
            listen_once(settings.host, port)
            return port
    return 0


def listen_once(host: str, port: int) -> None:
    """Listen and stop at once, as the web server will."""
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind, protocol) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen()


def local_url(settings: Settings) -> str:
    """Where this machine reaches the web server, whatever the public URL is."""
    everywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  # compared, not bound
    host = everywhere.get(settings.host, settings.host)
    return f"http://{bracketed(host)}:{settings.port}"


def bracketed(host: str) -> str:
    """A host as it stands before a port."""
    return f"[{host}]" if ":" in host else host
