"""Photographs as bytes: what they are, and what they must not tell."""

import logging
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from server.media.errors import NoPhotograph

TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
logging.getLogger("PIL").setLevel(logging.INFO)  # below that it writes down what cameras noted
MOST_PIXELS = 60_000_000
"""More would be a decompression bomb, not a photograph."""


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
            tells_more = bool(picture.getexif()) or bool(
                {"xmp", "comment", "photoshop", "Comment", "XML:com.adobe.xmp"} & set(picture.info)
            )
            picture.load()
            if not tells_more:
                return data, TYPES[kind]
            return written_anew(picture, kind), TYPES[kind]
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise NoPhotograph("Take or choose another picture.") from error
    except Image.DecompressionBombError as error:
        raise NoPhotograph("Send a smaller picture.") from error


def written_anew(picture: Image.Image, kind: str) -> bytes:
    """The picture turned upright and saved with its pixels only."""
    upright = ImageOps.exif_transpose(picture)
    if upright.mode == "P":
        upright = upright.convert("RGBA")
    clean = Image.new(upright.mode, upright.size)
    clean.paste(upright)
    out = BytesIO()
    clean.save(out, kind, quality=92)
    return out.getvalue()
