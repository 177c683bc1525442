"""A map as a page to print (PDF/UA): the drawing, and a table that says the same."""

from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from server.core.paper import SVG, write_pdf
from server.explorations.vocabulary import vocabulary, words
from server.networks.formats.drawing import area_names, describe, draw, heading, ring_names
from server.networks.vocabulary import OPEN_ANSWERS, SUPPORT_KINDS
from server.sync.kinds import Body

TEMPLATES: Final = Path(__file__).parents[1] / "templates"
NOT_SAID: Final = "nicht gesagt"


def write_page(one: Body) -> bytes:
    """The page; contacts are called as in the body."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined
    )
    html = environment.get_template("networks/map.html").render(
        heading=heading(one), alt=describe(one), rows=rows_of(one), title=one["title"]
    )
    style = (TEMPLATES / "networks" / "paper.css").read_text(encoding="utf-8")
    drawn = {"map": (draw(one).encode(), SVG)}
    return write_pdf(html, style, drawn.__getitem__)


def rows_of(one: Body) -> list[dict[str, Any]]:
    """A row for each contact, with the number of its sign."""
    areas, rings = area_names(one), ring_names(one)
    return [
        {
            "number": number,
            "name": contact["name"] or words("contact_kinds", contact["kind"]),
            "ring": rings.get(contact["circle"], NOT_SAID),
            "area": areas.get(contact["sector"] or "", NOT_SAID),
            "help": help_words(contact),
        }
        for number, contact in enumerate(one["contacts"], start=1)
    ]


def help_words(contact: Body) -> str:
    """Which help there is, in which direction."""
    directions = {entry["code"]: entry["de"] for entry in vocabulary()["support_directions"]}
    kinds = {entry["code"]: entry["de"] for entry in vocabulary()["support_types"]}
    said = {kind: contact[f"support_{kind}"] for kind in SUPPORT_KINDS}
    told = [
        f"{str(kinds[kind]).partition(' (')[0]} ({directions[answer]})"
        for kind, answer in said.items()
        if answer in directions
    ]
    asked = any(answer is not None and answer not in OPEN_ANSWERS for answer in said.values())
    return ", ".join(told) or ("keine" if asked else NOT_SAID)
