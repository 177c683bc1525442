"""Two versions of one finding, and one finding that was deleted: something for people to decide."""

from datetime import datetime, timedelta
from typing import Any

from server.core.caller import Caller
from server.core.database import transaction
from server.demo.ids import id_of
from server.demo.people import caller_of, coordinator_of
from server.demo.walks import (
    ARRIVED,
    DemoRefused,
    Half,
    Operation,
    device_of,
    finding_body,
    halves,
    operation,
    read,
)
from server.sync.operations import Push
from server.sync.schemas import Verdict

FINDING = "f098"
"""Birke 3 at the till: at home both wrote on, and neither knew of the other."""

WRITTEN = {
    "s1": {
        "note": "An Kasse zwei ist Frau mit Zopf. Die wartet, bis ich mein Geld gezählt habe. "
        "An den anderen Kassen geht es mir zu schnell.",
        "felt_effect": "with_effort",
    },
    "s3": {
        "note": "An Kasse zwei ist Frau mit Zopf. Die wartet, bis ich mein Geld gezählt habe. "
        "Wenn sie frei hat, gehe ich nicht einkaufen.",
        "felt_effect": "only_with_help",
    },
}
MISTAKE = "tapped_twice"


def bring_versions() -> None:
    """Push as both phones would; what is there already stays as it is."""
    half, row, seen = next(
        (half, row, seen)
        for half in halves()
        for row, seen in half.findings()
        if row["id"] == FINDING
    )
    body = finding_body(half, row, seen)
    evening = seen + timedelta(hours=4)
    for number, (who, words) in enumerate(WRITTEN.items()):
        write_on(caller_of(who), body | words, evening + timedelta(minutes=25 * number))
    tap_twice(half, body, seen)


def write_on(caller: Caller, body: dict[str, Any], moment: datetime) -> None:
    """Change the finding as somebody who knows its first version only."""
    record = id_of("finding", FINDING)
    first = str(id_of("operation", "finding", str(record)))
    own = str(id_of("operation", "version", str(caller.account_id)))
    push(caller, operation("finding", record, body, moment) | {"id": own, "base": first})


def tap_twice(half: Half, body: dict[str, Any], seen: datetime) -> None:
    """Save the same thing a second time, and delete that."""
    caller = caller_of(coordinator_of(half.provider))
    made = operation("finding", id_of("finding", MISTAKE), body, seen + timedelta(seconds=20))
    push(caller, made)
    gone = {"id": str(id_of("operation", "deleted", MISTAKE)), "action": "delete", "body": None,
            "base": made["id"]}  # fmt: skip
    push(caller, made | gone)


def push(caller: Caller, made: Operation) -> None:
    """Push one operation as a phone would.

    Raises:
        DemoRefused: it was not accepted.
    """
    with transaction(caller) as session:
        (answer,) = Push(session, caller, device_of(caller)).answers(read(caller, [made]))
    if answer["verdict"] not in {*ARRIVED, Verdict.CONFLICT}:
        raise DemoRefused(f"{answer['id']}: {answer['verdict']}, {answer['problem']}")
