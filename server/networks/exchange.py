"""Files of a map, in and out; the caller owns the transaction."""

import base64
import binascii
import enum
from collections.abc import Callable, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import Session

from server.core import audit
from server.networks.formats import drawing, easynwk, legacy, network_canvas, page
from server.networks.formats.naming import Labels, relabelled
from server.networks.formats.taking_in import TakenIn, UnreadableFile
from server.networks.graph import graph_of
from server.networks.metrics import measure
from server.networks.queries import find_map, list_maps
from server.people.participants import find_participant
from server.sync.kinds import Body

Part = tuple[bytes, str]
"""Bytes and the ending of the file's name."""


class Format(enum.StrEnum):
    """What a map can be taken along as."""

    EASYNWK = "easynwk"
    NETWORK_CANVAS = "network-canvas"
    GRAPHML = "graphml"
    METRICS = "metrics"
    SVG = "svg"
    PDF = "pdf"


def take_in(session: Session, participant_id: UUID, file: str) -> TakenIn:
    """Read a file for a participant; nothing is kept: the device keeps what the person wants.

    Raises:
        NotFound: there is no such participant for the caller.
        UnreadableFile: it is no file we can read.
    """
    find_participant(session, participant_id)
    try:
        plain = base64.b64decode(file, validate=True)
    except binascii.Error as error:
        raise UnreadableFile("Send the file as base64.") from error
    if plain.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in {b"{", b"["}:
        return easynwk.read(plain.decode("utf-8", "replace"), participant_id)
    return legacy.read(plain.decode(legacy.ENCODING, "replace"), participant_id)


def write_file(session: Session, map_id: UUID, wanted: Format, labels: Labels) -> Part:
    """A map as a file; easyNWK's holds all maps of the person.

    Raises:
        NotFound: there is no such map for the caller.
    """
    one = find_map(session, map_id)
    audit.record(session, "network_exported", "participant", one["participant_id"], format=wanted)
    if wanted is Format.EASYNWK:
        maps = list_maps(session, one["participant_id"])
        return WRITERS[wanted]([relabelled(each, labels) for each in maps])
    return WRITERS[wanted]([relabelled(one, labels)])


def metrics_table(maps: Sequence[Body]) -> str:
    """The metrics of a map as rows of part, metric and value; contacts are counted, not named."""
    found = measure(graph_of(maps[0]))
    rows = [*lines("whole", found["whole"])]
    for sector in found["sectors"]:
        rows += lines(sector.pop("code"), sector)
    plain = ("contacts", "reciprocity", "professional_share", "entropy", "cliques", "bridges")
    rows += lines("whole", {name: found[name] for name in plain})
    for kind in found["coverage"]:
        rows += lines(kind.pop("code"), kind)
    return network_canvas.table(rows)


def lines(part: str, found: dict[str, Any]) -> list[dict[str, Any]]:
    """Metrics of one part, those of several numbers one by one."""
    made: list[dict[str, Any]] = []
    for name, value in found.items():
        if isinstance(value, dict):
            made += lines(part, {f"{name}_{inner}": one for inner, one in value.items()})
            continue
        number = len(value) if isinstance(value, list) else value
        made.append({"part": part, "metric": name, "value": "" if number is None else number})
    return made


WRITERS: Final[dict[Format, Callable[[Sequence[Body]], Part]]] = {
    Format.EASYNWK: lambda maps: (easynwk.write(maps).encode(), "json"),
    Format.NETWORK_CANVAS: lambda maps: (network_canvas.write_zip(maps[0]), "zip"),
    Format.GRAPHML: lambda maps: (network_canvas.write_graphml(maps[0]), "graphml"),
    Format.METRICS: lambda maps: (metrics_table(maps).encode(), "csv"),
    Format.SVG: lambda maps: (drawing.draw(maps[0]).encode(), "svg"),
    Format.PDF: lambda maps: (page.write_page(maps[0]), "pdf"),
}
