"""Proofs of an answer: a drawn signature, a typed name, a photographed paper.

They come inside the record and not as media, so that a yes and its proof arrive together or not at
all.
"""

import base64
import binascii
import re
from typing import Any

from server.consent.errors import UnreadableEvidence
from server.media.pictures import stripped

SIGNATURE = "image/svg+xml"
NAME = "text/plain"
PICTURES = ("image/jpeg", "image/png", "image/webp")
TYPES = (SIGNATURE, NAME, *PICTURES)
MOST_BYTES = 512 * 1024
MOST_BASE64 = (MOST_BYTES + 2) // 3 * 4
MOST_LETTERS = 200

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
        words = data.decode()
    except (binascii.Error, UnicodeDecodeError) as error:
        raise UnreadableEvidence("Sign again, or photograph the paper again.") from error
    fits = DRAWN.fullmatch(words) if sent["type"] == SIGNATURE else is_name(words)
    if not fits:
        raise UnreadableEvidence("Sign again, or photograph the paper again.")
    return sent["type"], data


def is_name(words: str) -> bool:
    """Whether these are the letters of a name."""
    return bool(words.strip()) and len(words) <= MOST_LETTERS and words.isprintable()
