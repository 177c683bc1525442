"""Proofs of an answer: a drawn signature, a typed name, a photographed paper, a recorded voice.

They come inside the record and not as media, so that a yes and its proof arrive together or not at
all.
"""

import base64
import binascii
import re
from collections.abc import Callable
from typing import Any

from server.consent.errors import UnreadableEvidence
from server.media.pictures import stripped

SIGNATURE = "image/svg+xml"
NAME = "text/plain"
PICTURES = ("image/jpeg", "image/png", "image/webp")
WEBM, MP4 = "audio/webm", "audio/mp4"
RECORDINGS = (WEBM, MP4)
TYPES = (SIGNATURE, NAME, *PICTURES, *RECORDINGS)
MOST_BYTES = 512 * 1024
MOST_BASE64 = (MOST_BYTES + 2) // 3 * 4
MOST_LETTERS = 200
HEAD_BYTES = 4096
"""Recorders say what a file holds before the first sound."""
FIRST_SOUND = bytes.fromhex("1f43b675")
"""The id of a cluster (RFC 9559): what a file holds is said before the first one."""
AGAIN = "Sign again, photograph the paper again or record again."

# Lines on a sheet and nothing else: no script, no style, no address.
DRAWN = re.compile(
    r'<svg xmlns="http://www\.w3\.org/2000/svg" viewBox="0 0 \d{1,4} \d{1,4}">'
    r'<path fill="none" stroke="#000" stroke-width="\d" d="[ML\d .]+"/></svg>'
)


def read_evidence(sent: dict[str, Any] | None) -> tuple[str, bytes] | None:
    """The type by content and the bytes of a proof; position and camera data are taken out.

    Raises:
        UnreadableEvidence: it is not what it says it is.
        NoPhotograph: it cannot be read as a picture.
    """
    if sent is None:
        return None
    try:
        data = base64.b64decode(sent["data"], validate=True)
        if sent["type"] in PICTURES:
            clean, kind = stripped(data)
            return kind, clean
        fits = READERS[sent["type"]](data)
    except (binascii.Error, UnicodeDecodeError) as error:
        raise UnreadableEvidence(AGAIN) from error
    if not fits:
        raise UnreadableEvidence(AGAIN)
    return sent["type"], data


def is_drawn(data: bytes) -> bool:
    """Whether these are the lines of a signature."""
    return DRAWN.fullmatch(data.decode()) is not None


def is_typed(data: bytes) -> bool:
    """Whether these are the letters of a name."""
    words = data.decode()
    return bool(words.strip()) and len(words) <= MOST_LETTERS and words.isprintable()


def is_webm(data: bytes) -> bool:
    """Whether this begins as a recorder's WebM does and holds a voice only."""
    # What comes after is sound, in which any two letters turn up by chance.
    head = data[:HEAD_BYTES].partition(FIRST_SOUND)[0]
    return (
        head.startswith(b"\x1aE\xdf\xa3")
        and b"webm" in head
        and b"A_OPUS" in head
        and (b"V_" not in head)
    )


def is_mp4(data: bytes) -> bool:
    """Whether this begins as a recorder's MP4 does and holds a voice only."""
    head = data[:HEAD_BYTES]
    return head[4:8] == b"ftyp" and b"soun" in head and b"vide" not in head


READERS: dict[str, Callable[[bytes], bool]] = {
    SIGNATURE: is_drawn,
    NAME: is_typed,
    WEBM: is_webm,
    MP4: is_mp4,
}
