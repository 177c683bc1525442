"""Photographs as bytes: what they are, what they must not tell, and their small pictures."""

import logging
from io import BytesIO
from typing import Any

import pi_heif
from PIL import Image, ImageOps, UnidentifiedImageError

from server.media.errors import NoPhotograph

TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "HEIF": "image/jpeg"}
"""What a picture of a format is stored as; browsers show no HEIC, so it becomes a JPEG."""
TELLING = frozenset({"xmp", "comment", "photoshop", "Comment", "XML:com.adobe.xmp", "Description"})
logging.getLogger("PIL").setLevel(logging.INFO)  # below that it writes down what cameras noted
MOST_PIXELS = 60_000_000
"""More would be a decompression bomb, not a photograph."""
SMALL = (320, 320)
SMALL_TYPE = "image/webp"
EIGHTH = 8
END_OF_JPEG = b"\xff\xd9"

pi_heif.register_heif_opener(thumbnails=False)


def stripped(data: bytes) -> tuple[bytes, str]:
    """A photograph without position, camera or other notes, and its type by content.

    Bytes without such notes stay as they are, so that the device's hash still fits.

    Raises:
        NoPhotograph: it cannot be read as a picture, or is beyond reason.
    """
    try:
        with Image.open(BytesIO(data), formats=list(TYPES)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise NoPhotograph("Send a smaller picture.")
            kind = str(picture.format)
            if kind == "HEIF" or tells_more(picture, data):
                return written_anew(picture, kind), TYPES[kind]
            # Reading it to the end shows that it is whole; an eighth of its size in grey will do.
            picture.draft("L", (picture.width // EIGHTH, picture.height // EIGHTH))
            picture.load()
            return data, TYPES[kind]
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise NoPhotograph("Take or choose another picture.") from error
    except Image.DecompressionBombError as error:
        raise NoPhotograph("Send a smaller picture.") from error


def tells_more(picture: Image.Image, data: bytes) -> bool:
    """Whether there is something beside the pixels, also behind the last of them."""
    trailing = picture.format == "JPEG" and not data.rstrip(b"\x00").endswith(END_OF_JPEG)
    return trailing or bool(picture.getexif()) or not TELLING.isdisjoint(picture.info)


def written_anew(picture: Image.Image, kind: str) -> bytes:
    """The picture turned upright and saved with its pixels only."""
    upright: Any = ImageOps.exif_transpose(picture)
    if upright.mode == "P":
        upright = upright.convert("RGBA")
    if kind == "HEIF":
        kind, upright = "JPEG", upright.convert("RGB")
    clean = Image.new(upright.mode, upright.size)
    clean.paste(upright)
    out = BytesIO()
    clean.save(out, kind, quality=92)
    return out.getvalue()


def small(data: bytes) -> bytes:
    """A small picture of a stored one."""
    with Image.open(BytesIO(data), formats=list(TYPES)) as picture:
        picture.draft("RGB", SMALL)
        picture.thumbnail(SMALL)
        out = BytesIO()
        mode = "RGBA" if "A" in picture.getbands() else "RGB"
        picture.convert(mode).save(out, "WEBP", quality=70)
        return out.getvalue()
