"""The network maps of six people of the demo, pushed as a phone would push them."""

from datetime import date
from typing import Any

from server.core import clock
from server.core.database import transaction
from server.demo.contents import read_rows, read_yaml
from server.demo.ids import id_of
from server.demo.people import caller_of, coordinator_of, participants
from server.demo.walks import ARRIVED, DemoRefused, Operation
from server.networks.vocabulary import SUPPORT_KINDS
from server.sync.operations import Push
from server.sync.schemas import PushSchema

FILE = "networks.yaml"


def bring_networks() -> None:
    """Every map of every person, if it is not there."""
    explored = {row["id"]: row for row in read_rows("explorations.csv")}
    for person in read_yaml(FILE)["people"]:
        provider = participants()[person["participant"]]["provider"]
        for drawn in person["maps"]:
            begun = explored[drawn["exploration"]]
            push(provider, list(operations(person, drawn, begun)))


def push(provider: str, made: list[Operation]) -> None:
    """Push as a coordinator of the provider; in pieces as large as one push may be.

    Raises:
        DemoRefused: a record was not accepted.
    """
    body = PushSchema().load(
        {"device_id": str(id_of("device", "networks", provider)), "operations": made}
    )
    caller = caller_of(coordinator_of(provider))
    with transaction(caller) as session:
        answers = Push(session, caller, body["device_id"]).answers(body["operations"])
        refused = [one for one in answers if one["verdict"] not in ARRIVED]
        if refused:
            raise DemoRefused(str(refused[0]))


def operations(person: dict[str, Any], drawn: dict[str, Any], begun: dict[str, str]) -> Any:
    """One map, who is on it, and who knows whom."""
    yield operation("network_map", map_body(person, drawn, begun), drawn["id"])
    contacts = {one["id"]: one for one in person["contacts"]}
    for entry in drawn["entries"]:
        body = contact_body(drawn, contacts[entry["contact"]], entry)
        yield operation("contact", body, drawn["id"], entry["contact"])
    for one, other, kind in drawn["ties"]:
        ends = [str(id_of("contact", drawn["id"], end)) for end in (one, other)]
        body = {"map_id": map_id(drawn), "one_id": ends[0], "other_id": ends[1], "kind": kind}
        yield operation("tie", body, drawn["id"], one, other)


def map_body(person: dict[str, Any], drawn: dict[str, Any], begun: dict[str, str]) -> Operation:
    """What is said of the whole map."""
    asked = read_yaml(FILE)["instrument"]
    return {
        "participant_id": str(id_of("participant", person["participant"])),
        "date": date.fromisoformat(begun["date"]).isoformat(),
        "title": begun["title"],
        "words": drawn["words"],
        "occasion": begun["occasion"],
        "practice": False,
        "instrument_version": asked["version"],
        "circle_question": asked["circle_question"],
        "sector_set": asked["sector_set"],
        "who_spoke": drawn["who_spoke"],
        "ego_name": "",
        "ego_age": "",
        "ego_gender": None,
    }


def contact_body(
    drawn: dict[str, Any], contact: dict[str, Any], entry: dict[str, Any]
) -> Operation:
    """Somebody, as they stood on one map; the same person on each."""
    return {
        "map_id": map_id(drawn),
        "contact_id": str(id_of("contact", contact["id"])),
        "kind": contact["kind"],
        "name": contact["label"],
        "symbol": "",
        "role": contact["role"],
        "role_words": "",
        "gender": None,
        "age": "",
        "note": "",
        "sector": contact["sector"],
        "circle": entry["circle"],
        "angle": None,
        "distance": None,
        "living": contact.get("living", "living"),
        "bond": None,
        "frequency": entry.get("frequency"),
        "distance_band": contact.get("distance"),
        "burden": entry.get("burden"),
        "known_since": contact.get("known_since"),
        "travel_time": contact.get("travel_time"),
        "met": contact.get("met", ""),
    } | {f"support_{kind}": entry["support"].get(kind) for kind in SUPPORT_KINDS}


def map_id(drawn: dict[str, Any]) -> str:
    """The id of a map."""
    return str(id_of("network_map", drawn["id"]))


def operation(kind: str, body: Operation, *codes: str) -> Operation:
    """A record as a phone sends it; its id is the same at every installation."""
    return {
        "id": str(id_of("operation", kind, *codes)),
        "kind": kind,
        "record_id": str(id_of(kind, *codes)),
        "action": "put",
        "base": None,
        "made_at": clock.now().isoformat(),
        "body": body,
    }
