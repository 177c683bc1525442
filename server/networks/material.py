"""Network maps as material: for a consultation, and for the sheet a person takes to their plan.

A consultation reads a map as sentences, one for each contact: role, ring, area and help. Whoever is
called by a name is masked there as in everything else. The sheet is the person's own and offers
those who help them, by name.
"""

from functools import cache
from uuid import UUID

from sqlalchemy.orm import Session

from server.explorations.material import Material, Piece, Place
from server.explorations.vocabulary import vocabulary
from server.media.storage import Folder
from server.networks.formats.drawing import area_names, ring_names
from server.networks.formats.page import help_words
from server.networks.queries import list_maps
from server.networks.vocabulary import GETS, PROFESSIONAL_SECTORS, SUPPORT_KINDS
from server.sync.kinds import Body

SIZES = ((1, "nobody"), (6, "up_to_5"), (11, "6_to_10"), (21, "11_to_20"))
LARGEST = "more_than_20"
CALLED = frozenset({"Mama", "Papa", "Mutti", "Vati", "Oma", "Opa", "Tante", "Onkel"})


class NetworkMapMaterial(Material):
    """A person's maps, each as a list of who stands where."""

    name = "network_map"
    shown_in = frozenset({Place.CONSULTATION})

    def pieces(self, session: Session, participant_id: UUID) -> list[Piece]:
        """The maps that are no practice, the newest last."""
        return [
            Piece(
                id=one["id"],
                facts=facts_of(one),
                words="\n".join([*filter(None, [one["title"], one["words"]]), *lines(one)]),
                seen=one["date"],
                place=None,
                pictures=[],
            )
            for one in list_maps(session, participant_id)
            if not one["practice"]
        ]

    def picture(self, session: Session, folder: Folder, picture_id: UUID) -> bytes:
        """There is none.

        Raises:
            FileNotFoundError: always.
        """
        del session, folder
        raise FileNotFoundError(picture_id)

    def names(self, session: Session, participant_id: UUID) -> list[str]:
        """The people on a map are to be named nowhere; what kin are called is no name."""
        return [
            name
            for one in list_maps(session, participant_id)
            for name in [one["ego_name"], *people_on(one)]
            if name and name.casefold() not in kin()
        ]


class HelperMaterial(NetworkMapMaterial):
    """Those of the latest map who help the person, one by one."""

    name = "network_helper"
    shown_in = frozenset({Place.SHEET})

    def pieces(self, session: Session, participant_id: UUID) -> list[Piece]:
        """Whoever gives help, in the order of the map."""
        maps = [one for one in list_maps(session, participant_id) if not one["practice"]]
        return [
            Piece(
                id=contact["id"],
                facts={},
                words=f"{contact['name'] or role_word(contact)}: {help_words(contact)}",
                seen=one["date"],
                place=None,
                pictures=[],
            )
            for one in maps[-1:]
            for contact in one["contacts"]
            if any(contact[f"support_{kind}"] in GETS for kind in SUPPORT_KINDS)
        ]

    def names(self, session: Session, participant_id: UUID) -> list[str]:
        """The maps tell them already."""
        del session, participant_id
        return []


def people_on(one: Body) -> list[str]:
    """What the people of a map are called."""
    return [contact["name"] for contact in one["contacts"] if contact["kind"] == "person"]


@cache
def kin() -> frozenset[str]:
    """What people call somebody by what they are to them."""
    roles = {role["de"] for group in vocabulary()["roles"].values() for role in group}
    return frozenset(word.casefold() for word in roles | CALLED)


def facts_of(one: Body) -> dict[str, str | None]:
    """Codes only: how many there are, roughly, and what the circles asked."""
    count = len(one["contacts"])
    paid = sum(contact["sector"] in PROFESSIONAL_SECTORS for contact in one["contacts"])
    return {
        "size": next((code for most, code in SIZES if count < most), LARGEST),
        "mostly_paid": "yes" if 2 * paid > count else "no",
        "circle_question": one["circle_question"],
        "who_spoke": one["who_spoke"],
    }


def lines(one: Body) -> list[str]:
    """A sentence for each contact."""
    areas, rings = area_names(one), ring_names(one)
    return [
        "; ".join(
            filter(
                None,
                [
                    called(contact),
                    areas.get(contact["sector"] or ""),
                    rings.get(contact["circle"]),
                    f"Hilfe: {help_words(contact)}",
                    burden_word(contact),
                ],
            )
        )
        for contact in one["contacts"]
    ]


def called(contact: Body) -> str:
    """People by their names, to be masked, with what they are; everything else by what it is."""
    if contact["kind"] != "person" or not contact["name"]:
        return role_word(contact)
    return f"{contact['name']} ({role_word(contact)})"


def role_word(contact: Body) -> str:
    """What somebody is to the person; else what kind of contact it is."""
    roles = {role["code"]: role["de"] for group in vocabulary()["roles"].values() for role in group}
    kinds = {kind["code"]: kind["de"] for kind in vocabulary()["contact_kinds"]}
    return str(roles.get(contact["role"]) or contact["role_words"] or kinds[contact["kind"]])


def burden_word(contact: Body) -> str | None:
    """What is hard with somebody; nothing where nothing is."""
    burdens = {one["code"]: str(one["de"]) for one in vocabulary()["burdens"]}
    return None if contact["burden"] == "none" else burdens.get(contact["burden"])
