"""Maps, contacts and ties as records that devices keep."""

from collections.abc import Sequence
from typing import Any, Final, TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from server.consent.keeping import check_may_keep
from server.core.caller import Caller
from server.core.seals import FieldKey, Vault
from server.explorations.errors import NotTakingPart, ParentMissing
from server.networks.schemas import ContactSchema, NetworkMapSchema, TieSchema
from server.networks.tables import Contact, NetworkMap, Tie
from server.networks.vocabulary import SUPPORT_FIELDS
from server.networks.words import seal_words, unseal_words
from server.people.tables import Participant
from server.sync.errors import IdTaken
from server.sync.kinds import Belonging, Body, Kind

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
    *SUPPORT_FIELDS,
)
TIE_FIELDS: Final = ("one_id", "other_id", "kind")

Row = TypeVar("Row", NetworkMap, Contact, Tie)


class NetworkMapRecord(Kind):
    """Who matters to one person, at one date."""

    name = "network_map"
    rank = 1
    table = NetworkMap
    schema = NetworkMapSchema

    def belongs_to(self, session: Session, record_id: UUID, body: Body) -> Belonging:
        """The person whose map it is."""
        del session, record_id
        return Belonging(participant_id=body["participant_id"])

    def put(self, session: Session, caller: Caller, record_id: UUID, body: Body) -> NetworkMap:
        """Begin a map, or change what was said about all of it.

        Raises:
            NotTakingPart: the person is nobody the caller works with.
            NoConsent: the person said no to keeping.
            IdTaken: it is somebody else's map.
        """
        del caller
        # Companions are no participants of the caller's: row-level security hides them here.
        if session.get(Participant, body["participant_id"]) is None:
            raise NotTakingPart("Choose one of your participants.", field="participant_id")
        check_may_keep(session, body["participant_id"])
        row = written(session, NetworkMap, record_id, body, MAP_FIELDS)
        seal_words(Vault(session, FieldKey), row, body)
        return row

    def bodies(self, session: Session, rows: Sequence[Any]) -> list[Body]:
        """The maps as they were put, words unsealed."""
        vault = opened(session, rows)
        return [
            self.writer.dump(plain(row, ("participant_id", *MAP_FIELDS)) | unseal_words(vault, row))
            for row in rows
        ]


class OnMap(Kind):
    """What lies on a map belongs to whose map it is."""

    fields: tuple[str, ...]

    def belongs_to(self, session: Session, record_id: UUID, body: Body) -> Belonging:
        """The person whose map it is on."""
        del record_id
        return Belonging(participant_id=map_of(session, body).participant_id)

    def laid(self, session: Session, table: type[Row], record_id: UUID, body: Body) -> Row:
        """The row, new or changed, on its map.

        Raises:
            ParentMissing: there is no such map for the caller.
            NoConsent: the person said no to keeping.
            IdTaken: it lies on another map.
        """
        home = map_of(session, body)
        check_may_keep(session, home.participant_id)
        placed = body | {"participant_id": home.participant_id}
        return written(session, table, record_id, placed, self.fields)


class ContactRecord(OnMap):
    """Somebody or something that matters, where it stands on the map."""

    name = "contact"
    rank = 2
    table = Contact
    schema = ContactSchema
    fields = CONTACT_FIELDS

    def put(self, session: Session, caller: Caller, record_id: UUID, body: Body) -> Contact:
        """Put somebody on the map, or change what was said of them."""
        del caller
        row = self.laid(session, Contact, record_id, body)
        seal_words(Vault(session, FieldKey), row, body)
        return row

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

    def put(self, session: Session, caller: Caller, record_id: UUID, body: Body) -> Tie:
        """Connect two contacts of the map, or say otherwise what they have to do.

        Raises:
            ParentMissing: one of them is not on the map.
        """
        del caller
        for field in ("one_id", "other_id"):
            end = session.get(Contact, body[field])
            if end is None or end.map_id != body["map_id"]:
                raise ParentMissing("Choose two contacts of this map.", field=field)
        return self.laid(session, Tie, record_id, body)

    def bodies(self, session: Session, rows: Sequence[Any]) -> list[Body]:
        """The ties as they were put."""
        del session
        return [self.writer.dump(row) for row in rows]


def map_of(session: Session, body: Body) -> NetworkMap:
    """The map a record names.

    Raises:
        ParentMissing: it is not there, or not for the caller.
    """
    found = session.get(NetworkMap, body["map_id"])
    if found is None:
        raise ParentMissing("Send the map first, then this again.", field="map_id")
    return found


def written(
    session: Session, table: type[Row], record_id: UUID, body: Body, names: tuple[str, ...]
) -> Row:
    """The row with what the body says, made where there is none.

    Raises:
        IdTaken: it belongs to another person or map; records never move.
    """
    home = {name: body[name] for name in ("participant_id", "map_id") if hasattr(table, name)}
    row = session.get(table, record_id)
    if row is None:
        row = table(id=record_id, revision=record_id, **home)
        session.add(row)
    if any(getattr(row, name) != value for name, value in home.items()):
        raise IdTaken("Give the record a new id on the other map.")
    for name in names:
        setattr(row, name, body[name])
    return row


def plain(row: Any, names: tuple[str, ...]) -> Body:
    """What lies in the clear in a row."""
    return {name: getattr(row, name) for name in names}


def opened(session: Session, rows: Sequence[Any]) -> Vault:
    """A vault with the keys of everybody whose rows these are."""
    vault = Vault(session, FieldKey)
    vault.load(list({row.participant_id for row in rows}))
    return vault
