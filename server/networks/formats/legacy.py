"""easyNWK 1.5's ``.nwk``: lines of windows-1252, all versions of them.

``E;name;age;note`` is the person, ``F;version;day.month.year`` a version, and
``N;id;name;m|w;role;note`` somebody ("+" before the name: deceased). ``P;version;id;x;y;edge`` says
where they stand in a version (0 to 1, y downward), ``L;version;id;id`` who knows whom. Who stands
nowhere in a version is not in it.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from math import atan2, degrees, hypot
from typing import Any, Final
from uuid import UUID

from server.networks.formats.easynwk import read_version
from server.networks.formats.taking_in import TakenIn, UnreadableFile

ENCODING: Final = "windows-1252"
GENDERS: Final = {"m": "männlich", "w": "weiblich"}
MIDDLE: Final = 0.5
ACROSS: Final = 200
FIELDS: Final = 7
"""More than any line has: short ones are filled up."""


def read(text: str, participant_id: UUID) -> TakenIn:
    """Read all versions, each with who stands in it.

    Raises:
        UnreadableFile: it is no such file.
    """
    lines = defaultdict(list)
    for line in text.splitlines():
        parts = [*line.split(";"), *[""] * FIELDS]
        lines[parts[0].strip()].append(parts[1:FIELDS])
    if not {"E", "N"} <= lines.keys():
        raise UnreadableFile("Choose a file that easyNWK has saved.")
    taken, people = TakenIn(), dict[Any, UUID]()
    try:
        for number, day in versions_of(lines):
            version = version_of(lines, number) | {"date": day, "title": ""}
            taken.maps.append(read_version(taken, version, people, participant_id))
    except (ValueError, KeyError) as error:
        raise UnreadableFile("Choose a file that easyNWK has saved.") from error
    standing = {parts[1] for parts in lines["P"]}
    taken.lost["contact_without_place"] += sum(one[0] not in standing for one in lines["N"])
    taken.lost["role_abbreviation"] += sum(bool(parts[3]) for parts in lines["N"])
    taken.lost += type(taken.lost)()
    return taken


def versions_of(lines: dict[str, list[list[str]]]) -> list[tuple[str, str]]:
    """Numbers and dates of the versions; the only one where none is named."""
    named = [(parts[0], iso(parts[1])) for parts in lines["F"]]
    return named or [(lines["P"][0][0] if lines["P"] else "1", "")]


def iso(day: str) -> str:
    """A German date as ISO writes it; nothing where it is none."""
    try:
        number, month, year = (int(part) for part in day.split("."))
        return date(year, month, number).isoformat()
    except ValueError:
        return ""


def version_of(lines: dict[str, list[list[str]]], number: str) -> dict[str, Any]:
    """One version as easyNWK's newer files say it."""
    places = {parts[1]: parts for parts in lines["P"] if parts[0] == number}
    name, age, note = lines["E"][0][:3]
    return {
        "nwk": {
            "ego": {"name": name, "age": age, "note": note},
            "alteri": [
                alter_of(parts, places[parts[0]]) for parts in lines["N"] if parts[0] in places
            ],
            "connections": [
                {"id1": parts[1], "id2": parts[2]} for parts in lines["L"] if parts[0] == number
            ],
        }
    }


def alter_of(parts: Sequence[str], place: Sequence[str]) -> dict[str, Any]:
    """One contact and where it stands."""
    number, name, sex, role, note = parts[:5]
    right, up = float(place[2]) - MIDDLE, MIDDLE - float(place[3])
    edge = int(place[4] or 1)
    return {
        "id": number,
        "name": name.removeprefix("+"),
        "role": role,
        "currentGender": GENDERS.get(sex, ""),
        "note": note,
        "deceased": name.startswith("+"),
        "edgeType": edge,
        "edgeTypeByUser": edge,
        "angle": degrees(atan2(up, right)),
        "distance": hypot(right, up) * ACROSS,
    }
