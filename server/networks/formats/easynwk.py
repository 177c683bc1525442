"""easyNWK Web's JSON: read with byte-order mark, ragged fields and all versions, and written.

Its ids link people across versions; its sectors and horizons follow from angle and distance.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from server.explorations.vocabulary import vocabulary
from server.networks.formats.taking_in import (
    TakenIn,
    UnreadableFile,
    bare_contact,
    bare_map,
    connect,
)
from server.networks.graph import bond_of, circle_of
from server.networks.placing import normal, placed, sector_at
from server.networks.schemas import FARTHEST, NAME_LENGTH, WORDS_LENGTH
from server.networks.vocabulary import Bond, Gender
from server.sync.kinds import Body

GENDERS: Final = {
    "weiblich": Gender.FEMALE,
    "männlich": Gender.MALE,
    "divers": Gender.DIVERSE,
}
UNSET: Final = "nicht festgelegt"
BONDS: Final = (Bond.NONE, Bond.SINGLE, Bond.MULTIPLEX)
SUPPORTS: Final = {
    "supportEmotional": "support_emotional",
    "supportInstrumental": "support_practical",
    "supportInformational": "support_advice",
    "supportSocial": "support_time_together",
    "supportLinking": "support_opening_doors",
}
DIRECTIONS: Final = (None, "i_give", "i_get", "both")
ANIMALS: Final = frozenset({"hund", "katze", "kater", "haustier", "tier", "pferd", "vogel"})
UNTOUCHED: Final = -1


def read(text: str, participant_id: UUID) -> TakenIn:
    """Read a file, of one network or of all its versions.

    Raises:
        UnreadableFile: it is no easyNWK file.
    """
    try:
        loaded = json.loads(text.removeprefix("\ufeff"))
        taken = TakenIn()
        people: dict[Any, UUID] = {}
        for version in versions_of(loaded):
            taken.maps.append(read_version(taken, version, people, participant_id))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise UnreadableFile("Choose a file that easyNWK has saved.") from error
    return taken


def versions_of(loaded: Any) -> Sequence[Mapping[str, Any]]:
    """All versions of a record; older files are one bare network."""
    if "versions" in loaded:
        found: Sequence[Mapping[str, Any]] = loaded["versions"]
        return found
    return [{"nwk": loaded, "title": "", "date": ""}]


def read_version(
    taken: TakenIn, version: Mapping[str, Any], people: dict[Any, UUID], participant_id: UUID
) -> Body:
    """One version as a map with its contacts and ties."""
    network = version["nwk"]
    ego = network["ego"]
    one = bare_map(
        participant_id,
        taken.ids,
        title=words(taken, version.get("title"), NAME_LENGTH),
        words=words(taken, ego.get("note"), WORDS_LENGTH),
        ego_name=words(taken, ego.get("name"), NAME_LENGTH),
        ego_age=words(taken, ego.get("age"), NAME_LENGTH),
        ego_gender=gender(taken, ego.get("currentGender")),
    )
    if ego.get("emoji"):
        taken.lost["ego_picture"] += 1
    read_date(taken, one, str(version.get("date") or ""))
    ends: dict[Any, UUID] = {}
    for alter in network["alteri"]:
        contact = read_alter(taken, one, alter)
        contact["contact_id"] = people.setdefault(alter["id"], contact["contact_id"])
        ends[alter["id"]] = contact["id"]
        one["contacts"].append(contact)
    connect(taken, one, ends, [(tie["id1"], tie["id2"]) for tie in network["connections"]])
    return one


def read_date(taken: TakenIn, one: Body, text: str) -> None:
    """The day of a version; where it says none it is today's, and that is told."""
    try:
        one["date"] = date.fromisoformat(text[:10])
    except ValueError:
        taken.lost["date_missing"] += 1


def read_alter(taken: TakenIn, one: Body, alter: Mapping[str, Any]) -> Body:
    """One alter as a contact; fields it lacks stay unsaid."""
    angle, distance = normal(float(alter["angle"])), max(float(alter["distance"]), 0.0)
    if distance > FARTHEST:
        taken.lost["too_far_out"] += 1
    if alter.get("contactOfPartner"):
        taken.lost["contact_of_partner"] += 1
    contact = bare_contact(
        one["id"],
        taken.ids,
        name=words(taken, alter.get("name"), NAME_LENGTH),
        symbol=words(taken, alter.get("emoji"), NAME_LENGTH),
        gender=gender(taken, alter.get("currentGender")),
        age=words(taken, alter.get("age"), NAME_LENGTH),
        note=words(taken, alter.get("note"), WORDS_LENGTH),
        living="deceased" if alter.get("deceased") else "living",
        burden="conflict" if alter.get("conflict") else None,
        angle=angle,
        distance=min(distance, FARTHEST),
        sector=sector_at(one["sector_set"], angle),
        circle=circle_of(distance),
    )
    read_role(taken, contact, alter)
    for theirs, ours in SUPPORTS.items():
        contact[ours] = DIRECTIONS[int(alter.get(theirs) or 0)]
    read_bond(contact, alter)
    return contact


def read_role(taken: TakenIn, contact: Body, alter: Mapping[str, Any]) -> None:
    """A role we have a code for gets it; every other stays in its own words."""
    role = words(taken, alter.get("role"), NAME_LENGTH)
    contact["role"] = role_codes().get(role)
    contact["role_words"] = "" if contact["role"] else role
    if not alter.get("human", True):
        contact["kind"] = "animal" if role.lower() in ANIMALS else "institution"


def read_bond(contact: Body, alter: Mapping[str, Any]) -> None:
    """The edge to the person: kept as said, unless nobody touched it and it follows anyway."""
    said = BONDS[int(alter.get("edgeType", 1))]
    untouched = alter.get("edgeTypeByUser") == UNTOUCHED
    contact["bond"] = None if untouched and bond_of(contact) is said else said


def role_codes() -> dict[str, str]:
    """Our codes by the German word for them; the first, where two are called the same."""
    codes: dict[str, str] = {}
    for group in vocabulary()["roles"].values():
        for role in group:
            codes.setdefault(role["de"], role["code"])
    return codes


def gender(taken: TakenIn, said: str | None) -> Gender | None:
    """Our code for one of theirs."""
    if said and said != UNSET and said not in GENDERS:
        taken.lost["gender"] += 1
    return GENDERS.get(said or UNSET)


def words(taken: TakenIn, said: Any, longest: int) -> str:
    """A text as long as we keep one."""
    text = str(said or "").replace("\x00", "")
    if len(text) > longest:
        taken.lost["cut_short"] += 1
    return text[:longest]


def write(maps: Sequence[Body]) -> str:
    """All versions, with the fields that easyNWK reads and no others."""
    numbers: dict[UUID, int] = {}
    for one in maps:
        for contact in one["contacts"]:
            numbers.setdefault(contact["contact_id"], len(numbers) + 1)
    record = {
        "versions": [
            {
                "id": number,
                "title": one["title"],
                "date": one["date"].isoformat(),
                "nwk": write_network(one, numbers),
            }
            for number, one in enumerate(maps, start=1)
        ],
        "currentVersion": len(maps),
    }
    return json.dumps(record, ensure_ascii=False, indent=2)


def write_network(one: Body, numbers: Mapping[UUID, int]) -> dict[str, Any]:
    """One map as a network."""
    positions = placed(one)
    number_of = {contact["id"]: numbers[contact["contact_id"]] for contact in one["contacts"]}
    return {
        "ego": {
            "name": one["ego_name"],
            "currentGender": gender_word(one["ego_gender"]),
            "age": one["ego_age"],
            "note": one["words"],
            "emoji": "",
        },
        "alteri": [
            write_alter(contact, number_of[contact["id"]], positions[contact["id"]])
            for contact in one["contacts"]
        ],
        "connections": [
            {"id1": number_of[tie["one_id"]], "id2": number_of[tie["other_id"]]}
            for tie in one["ties"]
        ],
    }


def write_alter(contact: Body, number: int, position: tuple[float, float]) -> dict[str, Any]:
    """One contact as an alter."""
    edge = BONDS.index(bond_of(contact))
    return {
        "id": number,
        "name": contact["name"],
        "role": contact["role_words"] or role_word(contact["role"]),
        "roleDefault": False,
        "human": contact["kind"] == "person",
        "currentGender": gender_word(contact["gender"]),
        "genderDefault": contact["gender"] is None,
        "age": contact["age"],
        "note": contact["note"],
        "deceased": contact["living"] == "deceased",
        "edgeType": edge,
        "edgeTypeByUser": UNTOUCHED if contact["bond"] is None else edge,
        "angle": position[0],
        "distance": position[1],
        "emoji": contact["symbol"],
        "conflict": contact["burden"] == "conflict",
    } | {theirs: support_number(contact[ours]) for theirs, ours in SUPPORTS.items()}


def support_number(said: str | None) -> int:
    """A direction as easyNWK counts them; open answers are none there."""
    return DIRECTIONS.index(said) if said in DIRECTIONS else 0


def role_word(code: str | None) -> str:
    """The German word of a role."""
    return next((word for word, known in role_codes().items() if known == code), "")


def gender_word(code: Gender | None) -> str:
    """Theirs for one of our codes."""
    return next((word for word, known in GENDERS.items() if known is code), UNSET)
