"""Having somebody else look for malware before bytes are kept: a command, or clamd on a socket.

Photographs are decoded here and only their pixels are ever shown, so this is a second net; houses
whose rules ask for a scanner set ``GEGENSTROM_VIRUS_SCAN``.
"""

import shlex
import socket
import struct
import subprocess
from typing import Final
from urllib.parse import urlsplit

from server.media.errors import Infected, ScannerSilent

SCANNING_S: Final = 60
PIECE_BYTES: Final = 2**16
LONGEST_REPLY: Final = 4096
CLEAN, FOUND = 0, 1


def check_clean(scanner: str, data: bytes) -> None:
    """Have bytes looked at; without a scanner they pass.

    Args:
        scanner: ``command:/usr/bin/clamdscan -`` reads standard input and ends with 0 or 1;
            ``clamd:/run/clamav/clamd.ctl`` and ``clamd://host:3310`` are sockets of clamd.

    Raises:
        Infected: it found something.
        ScannerSilent: it cannot be asked, so nothing is kept.
    """
    if not scanner:
        return
    try:
        clean = is_clean_by_command if scanner.startswith("command:") else is_clean_by_clamd
        if not clean(scanner, data):
            raise Infected("Take or choose another picture, and tell who looks after the phones.")
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ScannerSilent("It stays on the phone; send it again later.") from error


def is_clean_by_command(scanner: str, data: bytes) -> bool:
    """Whether a command that reads standard input ends well.

    Raises:
        OSError: it ends in another way than finding something or nothing.
    """
    command = shlex.split(scanner.removeprefix("command:"))
    done = subprocess.run(  # noqa: S603  # the operator's own command
        command, input=data, capture_output=True, timeout=SCANNING_S, check=False
    )
    if done.returncode not in {CLEAN, FOUND}:
        raise OSError(done.returncode, "the scanner failed")
    return done.returncode == CLEAN


def is_clean_by_clamd(scanner: str, data: bytes) -> bool:
    """Whether clamd says so (``INSTREAM``: pieces with their length before them, an empty last).

    Raises:
        OSError: it does not answer, or something else.
    """
    with reached(scanner) as wire:
        wire.sendall(b"zINSTREAM\0")
        for start in range(0, len(data), PIECE_BYTES):
            piece = data[start : start + PIECE_BYTES]
            wire.sendall(struct.pack("!I", len(piece)) + piece)
        wire.sendall(struct.pack("!I", 0))
        reply = wire.recv(LONGEST_REPLY)
    if b"FOUND" in reply:
        return False
    if b"OK" not in reply:
        raise OSError("clamd did not look at it")
    return True


def reached(scanner: str) -> socket.socket:
    """A connection to clamd."""
    parts = urlsplit(scanner)
    if parts.hostname:
        return socket.create_connection((parts.hostname, parts.port or 3310), SCANNING_S)
    wire = socket.socket(socket.AF_UNIX)
    wire.settimeout(SCANNING_S)
    try:
        wire.connect(parts.path)
    except OSError:
        wire.close()
        raise
    return wire
