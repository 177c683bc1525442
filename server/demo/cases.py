"""Case consultations of the demo and the sheets for two plans, through what the app itself does."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask import current_app

from server.cases import bringing, minutes, sharing, sheets, talking
from server.cases.bringing import NewCase, find_brought
from server.cases.consultants import Invited
from server.cases.sharing import Choice
from server.cases.tables import Consultation, PlanSheet, Said
from server.cases.talking import Saying, Stance
from server.core import clock
from server.core.caller import Caller
from server.core.database import transaction
from server.demo.contents import read_rows, read_yaml
from server.demo.ids import id_of
from server.demo.people import account_id, caller_of, participants, staff
from server.demo.photographs import photograph_id
from server.media.storage import Folder

Told = dict[str, Any]


def bring_cases() -> None:
    """Bring in what is missing; a consultation that was begun is not begun again."""
    told = read_yaml("cases.yaml")
    for case in told["consultations"]:
        if begun(case):
            for said in case["talk"]:
                say(case, said)
            recommend(case)
            if case["close"]:
                close(case)
    for sheet in told["sheets"]:
        keep_sheet(sheet)


def supporter(code: str) -> Caller:
    """The facilitator of a participant."""
    return caller_of(participants()[code]["facilitator"])


def case_id(case: Told) -> UUID:
    """The id of a consultation."""
    return id_of("consultation", case["id"])


def begun(case: Told) -> bool:
    """Begin, choose, invite and open; false where it was there before."""
    caller, id_ = supporter(case["participant"]), case_id(case)
    with transaction(caller) as session:
        if session.get(Consultation, id_):
            return False
        new = NewCase(
            id=id_,
            participant_id=id_of("participant", case["participant"]),
            question=case["question"],
            meets_at=at_ten(case["meets_in_days"]),
        )
        brought = bringing.bring(session, caller, new)
        folder: Folder = current_app.extensions["media"]
        choices = [choice(item) for item in case["items"]]
        sharing.choose(session, folder, caller, brought, choices)
        bringing.invite(session, caller, brought, [invited(one) for one in case["members"]])
        bringing.open_case(session, brought)
    return True


def at_ten(days: int) -> datetime:
    """Ten in the morning, so many days from now, in summer an hour later."""
    return clock.now().replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=days)


def choice(item: Told) -> Choice:
    """One finding that is shown."""
    note = next(row["note"] for row in read_rows("findings.csv") if row["id"] == item["finding"])
    places = [(note.index(part), note.index(part) + len(part)) for part in item.get("hide", [])]
    return Choice(
        kind="finding",
        source_id=id_of("finding", item["finding"]),
        with_place=not item.get("no_place", False),
        confirmed=True,
        hidden=places,
        pictures=[photograph_id(item["finding"])] if item.get("picture") else [],
    )


def invited(staff_id: str) -> Invited:
    """A consultant of the demo."""
    organisation = staff()[staff_id]["organisation"]
    return Invited(account_id(staff_id), id_of("organisation", organisation))


def say(case: Told, said: Told) -> None:
    """Let a member ask or observe, and the facilitator answer."""
    saying = Saying(
        id_of("contribution", case["id"], said["words"]), Said(said["says"]), said["words"]
    )
    member = caller_of(said["who"])
    with transaction(member) as session:
        found = talking.find_case(session, case_id(case))
        talking.contribute(session, member, found, saying)
    caller = supporter(case["participant"])
    if "answer" in said:
        with transaction(caller) as session:
            brought = find_brought(session, case_id(case))
            talking.answer(session, caller, brought, saying.id, said["answer"])


def recommend(case: Told) -> None:
    """Let one member write the recommendation and all say what they think of it."""
    written = case["recommendation"]
    with transaction(caller_of(written["who"])) as session:
        found = talking.find_case(session, case_id(case))
        talking.recommend(session, found, written["words"], revision=0)
    for said in case["stances"]:
        member = caller_of(said["who"])
        with transaction(member) as session:
            found = talking.find_case(session, case_id(case))
            talking.take_stance(session, member, found, Stance(said["stance"]), said["reason"])


def close(case: Told) -> None:
    """Close a consultation: its minutes stay."""
    caller = supporter(case["participant"])
    with transaction(caller) as session:
        minutes.close_case(session, caller, find_brought(session, case_id(case)))


def keep_sheet(sheet: Told) -> None:
    """Fill a sheet that nobody has written on."""
    person = id_of("participant", sheet["participant"])
    with transaction(supporter(sheet["participant"])) as session:
        if session.get(PlanSheet, person) is None:
            parts: Told = {part: [entry(one) for one in sheet[part]] for part in sheets.SheetPart}
            sheets.keep_sheet(session, person, parts, revision=0)


def entry(told: Told) -> Told:
    """One line of a sheet."""
    finding = told.get("finding")
    return {
        "words": told["words"],
        "finding_id": str(id_of("finding", finding)) if finding else None,
    }
