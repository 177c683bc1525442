"""Pictures: turned upright, small ones, HEIC, and what hides behind the last pixel."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from server.media.errors import NoPhotograph
from server.media.pictures import small, stripped
from tests.makers import make_picture

HEIC = Path(__file__).parent / "bord.heic"


def opened(data):
    return Image.open(BytesIO(data))


def test_a_picture_that_tells_nothing_stays_as_it_is():
    picture = make_picture()
    assert stripped(picture) == (picture, "image/jpeg")


def test_a_picture_held_sideways_is_stored_upright():
    out = BytesIO()
    picture = Image.new("RGB", (60, 40))
    notes = picture.getexif()
    notes[0x0112] = 6
    picture.save(out, "JPEG", exif=notes)
    clean, _ = stripped(out.getvalue())
    assert opened(clean).size == (40, 60)
    assert not opened(clean).getexif()


def test_what_is_hidden_behind_a_picture_is_cut_off():
    clean, _ = stripped(make_picture() + b"a film of five seconds, with sound")
    assert b"film" not in clean


def test_a_picture_that_ends_too_early_is_none():
    with pytest.raises(NoPhotograph):
        stripped(make_picture()[:-60])


def test_heic_becomes_a_jpeg_that_every_browser_shows():
    clean, kind = stripped(HEIC.read_bytes())
    assert kind == "image/jpeg"
    assert opened(clean).format == "JPEG"
    assert opened(clean).size == (64, 48)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L", "CMYK"])
def test_every_kind_of_picture_has_a_small_one(mode):
    out = BytesIO()
    kind = "PNG" if mode in {"RGBA", "P"} else "JPEG"
    Image.new(mode, (900, 600)).save(out, kind)
    made = opened(small(out.getvalue()))
    assert (made.format, max(made.size)) == ("WEBP", 320)
