"""How contacts are called in what leaves the app: chosen each time."""

import enum

from server.explorations.vocabulary import vocabulary
from server.sync.kinds import Body


class Labels(enum.StrEnum):
    """Names as they were said, their first letters, or what kind of contact it is."""

    NAMES = "names"
    INITIALS = "initials"
    SYMBOLS = "symbols"


def relabelled(one: Body, labels: Labels) -> Body:
    """A map with other names; without names nothing stays that was said in words.

    easyNWK's own anonymous files keep the person's name, ages, roles and notes: ours do not.
    """
    if labels is Labels.NAMES:
        return one
    blank = {"title": "", "words": "", "ego_name": "", "ego_age": "", "ego_gender": None}
    contacts = [
        contact
        | {"symbol": "", "role_words": "", "age": "", "note": "", "met": "", "gender": None}
        | {"name": label_of(contact, number, labels)}
        for number, contact in enumerate(one["contacts"], start=1)
    ]
    return one | blank | {"contacts": contacts}


def label_of(contact: Body, number: int, labels: Labels) -> str:
    """Initials, or the kind of contact and a number."""
    initials = "".join(word[0] for word in contact["name"].split() if word[0].isalnum())
    if labels is Labels.INITIALS and initials:
        return f"{initials.upper()}."
    kinds = {one["code"]: str(one["de"]) for one in vocabulary()["contact_kinds"]}
    return f"{kinds[contact['kind']]} {number}"
