"""The card that is handed over: picture, QR code, short code and three steps, on a sheet of A4.

It names nobody: whoever finds it learns a friendly word and a code that soon expires.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from server.core.paper import SVG, Part, write_pdf
from server.core.shell import DIST

TEMPLATES = Path(__file__).parent / "templates"
DRAWN = DIST / "frame" / "portraits.json"
BERLIN = ZoneInfo("Europe/Berlin")


CALLED = {
    "camera": "Kamera",
    "red-apple": "Apfel",
    "fish": "Fisch",
    "crescent-moon": "Mond",
    "bell": "Glocke",
    "thumbs-up": "Daumen hoch",
}
"""What the pictures of the steps are called, for who hears the card read."""


@dataclass(frozen=True)
class CardText:
    """What differs between a card that pairs and one that opens a phone again."""

    title: str
    steps: tuple[tuple[str, str], ...]
    """The pictures of a step, by name, and its sentence."""


PAIRING = CardText(
    "Deine Karte zum Anmelden",
    (
        ("camera", "Mach die Kamera von deinem Handy auf. Halte sie auf das Muster."),
        ("red-apple fish crescent-moon bell", "Such dir 4 Bilder aus. Merk sie dir gut."),
        ("thumbs-up", "Fertig. Du bist angemeldet."),
    ),
)
NEW_PIN = CardText(
    "Deine Karte für neue Bilder",
    (
        ("camera", "Mach die Kamera von deinem Handy auf. Halte sie auf das Muster."),
        ("red-apple fish crescent-moon bell", "Such dir 4 neue Bilder aus. Merk sie dir gut."),
        ("thumbs-up", "Fertig. Alles von dir ist noch da."),
    ),
)


@cache
def drawn() -> dict[str, dict[str, str]]:
    """The pictures the app was built with; none where it was not built."""
    if not DRAWN.is_file():
        return {"portraits": {}, "steps": {}}
    read: dict[str, dict[str, str]] = json.loads(DRAWN.read_text(encoding="utf-8"))
    return read


def draw_card(  # what stands on it
    text: CardText, *, pseudonym: str, picture: str, code: str, link: str, expires_at: datetime
) -> bytes:
    """The card as a PDF."""
    portrait = drawn()["portraits"].get(picture.lower())
    until = expires_at.astimezone(BERLIN)
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined
    )
    html = environment.get_template("people/card.html").render(
        text=text,
        pseudonym=pseudonym,
        picture=picture,
        called=CALLED,
        code=code,
        link=link,
        has_portrait=portrait is not None,
        pictures=drawn()["steps"],
        until=f"{until.day}.{until.month}.{until.year}, {until:%H:%M} Uhr",
    )
    style = (TEMPLATES / "people" / "card.css").read_text(encoding="utf-8")
    return write_pdf(html, style, parts(portrait, link).__getitem__)


def parts(portrait: str | None, link: str) -> dict[str, Part]:
    """The pictures on the card."""
    svg = {"qr": qr(link)} | {
        f"step/{name}": picture.encode() for name, picture in drawn()["steps"].items()
    }
    if portrait is not None:
        svg["portrait"] = portrait.encode()
    return {name: (data.replace(b"<svg ", NAMED, 1), SVG) for name, data in svg.items()}


NAMED = b'<svg xmlns="http://www.w3.org/2000/svg" '


def qr(link: str) -> bytes:
    """The link as a QR code with four modules of quiet around it."""
    drawing = segno.make(link, error="m").svg_inline(border=4, light="#fff", omitsize=True)
    return str(drawing).encode()
