"""Maps, contacts and ties as records that devices keep."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.orm import Session

from server.consent.keeping import check_not_among, refusing
from server.core.database import columns
from server.core.seals import FieldKey, Vault
from server.explorations.errors import NotTakingPart, ParentMissing
from server.networks.of_person import Bodies, Check, OfPerson
from server.networks.schemas import ContactSchema, NetworkMapSchema, TieSchema
from server.networks.tables import Contact, NetworkMap, Tie
from server.networks.vocabulary import SUPPORT_FIELDS
from server.networks.words import sealed_words, unseal_words
from server.people.tables import Participant
from server.sync.kinds import Belonging, Body

MAP_FIELDS: Final = (
    "date",
    "occasion",
    "practice",
    "instrument_version",
    "circle_question",
    "sector_set",
    "who_spoke",
)
CONTACT_FIELDS: Final = (
    "contact_id",
    "kind",
    "role",
    "sector",
    "circle",
    "angle",
    "distance",
    "living",
    "bond",
    "frequency",
    "distance_band",
    "burden",
    "known_since",
    "travel_time",
    *SUPPORT_FIELDS,
)
ENDS: Final = ("one_id", "other_id")
TIE_FIELDS: Final = (*ENDS, "kind")

# Put together once, for any number of records.
IDS: BindParameter[Any] = bindparam("ids", expanding=True)
# Companions are no participants of the caller's: row-level security hides them here.
KNOWN = select(Participant.id).where(Participant.id.in_(IDS))
DRAWN = select(NetworkMap.id, NetworkMap.participant_id).where(NetworkMap.id.in_(IDS))
PLACED = select(Contact.id, Contact.map_id).where(Contact.id.in_(IDS))


class NetworkMapRecord(OfPerson):
    """Who matters to one person, at one date."""

    name = "network_map"
    rank = 1
    table = NetworkMap
    schema = NetworkMapSchema
    fields = MAP_FIELDS

    def belongs_to(self, session: Session, record_id: UUID, body: Body) -> Belonging:
        """The person whose map it is."""
        del session, record_id
        return Belonging(participant_id=body["participant_id"])

    def checking(self, session: Session, bodies: Bodies) -> Check:
        """The person is one the caller works with, and did not say no."""
        asked = {body["participant_id"] for body in bodies.values()}
        known = set(columns(session, KNOWN, {"ids": list(asked)}).scalars())
        refused = refusing(session, known)

        def check(body: Body) -> UUID:
            person: UUID = body["participant_id"]
            if person not in known:
                raise NotTakingPart("Choose one of your participants.", field="participant_id")
            check_not_among(refused, person)
            return person

        return check

    def inserted(self, vault: Vault, record_id: UUID, person: UUID, body: Body) -> Body:
        """A map as it is inserted."""
        sealed = sealed_words(vault, NetworkMap, person, record_id, body)
        return super().inserted(vault, record_id, person, body) | {"sealed_words": sealed}

    def bodies(self, session: Session, rows: Sequence[Any]) -> list[Body]:
        """The maps as they were put, words unsealed."""
        vault = opened(session, rows)
        return [
            self.writer.dump(plain(row, ("participant_id", *MAP_FIELDS)) | unseal_words(vault, row))
            for row in rows
        ]


class OnMap(OfPerson):
    """What lies on a map belongs to whose map it is."""

    def belongs_to(self, session: Session, record_id: UUID, body: Body) -> Belonging:
        """The person whose map it is on."""
        del record_id
        return Belonging(participant_id=whose(persons_of(session, [body]), body))

    def checking(self, session: Session, bodies: Bodies) -> Check:
        """The map is there for the caller, and whose it is did not say no."""
        persons = persons_of(session, bodies.values())
        refused = refusing(session, persons.values())

        def check(body: Body) -> UUID:
            person = whose(persons, body)
            check_not_among(refused, person)
            return person

        return check


class ContactRecord(OnMap):
    """Somebody or something that matters, where it stands on the map."""

    name = "contact"
    rank = 2
    table = Contact
    schema = ContactSchema
    fields = CONTACT_FIELDS

    def inserted(self, vault: Vault, record_id: UUID, person: UUID, body: Body) -> Body:
        """A contact as it is inserted."""
        sealed = sealed_words(vault, Contact, person, record_id, body)
        return super().inserted(vault, record_id, person, body) | {"sealed_words": sealed}

    def bodies(self, session: Session, rows: Sequence[Any]) -> list[Body]:
        """The contacts as they were put, words unsealed."""
        vault = opened(session, rows)
        return [
            self.writer.dump(plain(row, ("map_id", *CONTACT_FIELDS)) | unseal_words(vault, row))
            for row in rows
        ]


class TieRecord(OnMap):
    """Two contacts who have to do with each other."""

    name = "tie"
    rank = 3
    table = Tie
    schema = TieSchema
    fields = TIE_FIELDS

    def checking(self, session: Session, bodies: Bodies) -> Check:
        """Both are on the map, which is there for the caller."""
        asked = {body[end] for body in bodies.values() for end in ENDS}
        placed = {row.id: row.map_id for row in columns(session, PLACED, {"ids": list(asked)})}
        on_map = super().checking(session, bodies)

        def check(body: Body) -> UUID:
            for end in ENDS:
                if placed.get(body[end]) != body["map_id"]:
                    raise ParentMissing("Choose two contacts of this map.", field=end)
            return on_map(body)

        return check

    def bodies(self, session: Session, rows: Sequence[Any]) -> list[Body]:
        """The ties as they were put."""
        del session
        return [self.writer.dump(row) for row in rows]


def persons_of(session: Session, bodies: Iterable[Body]) -> dict[UUID, UUID]:
    """Whose maps these name, by map: those that are there for the caller."""
    asked = {body["map_id"] for body in bodies}
    return {row.id: row.participant_id for row in columns(session, DRAWN, {"ids": list(asked)})}


def whose(persons: Mapping[UUID, UUID], body: Body) -> UUID:
    """Whose map a record names.

    Raises:
        ParentMissing: it is not there, or not for the caller.
    """
    if body["map_id"] not in persons:
        raise ParentMissing("Send the map first, then this again.", field="map_id")
    return persons[body["map_id"]]


def plain(row: Any, names: tuple[str, ...]) -> Body:
    """What lies in the clear in a row."""
    return {name: getattr(row, name) for name in names}


def opened(session: Session, rows: Sequence[Any]) -> Vault:
    """A vault with the keys of everybody whose rows these are."""
    vault = Vault(session, FieldKey)
    vault.load(list({row.participant_id for row in rows}))
    return vault
