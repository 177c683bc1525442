"""Network maps on the wire. The record of each kind carries its words in the clear of the fields.

Every field is one that two devices can change apart from each other: so each kind of support is a
field of its own.
"""

from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from server.core.wire import Code, Words
from server.explorations.vocabulary import codes, vocabulary
from server.networks.vocabulary import (
    CIRCLES,
    NOT_PLACED,
    OPEN_ANSWERS,
    Bond,
    Gender,
    all_sectors,
    roles,
    support_answers,
)

NAME_LENGTH = 200
WORDS_LENGTH = 4000
INSTRUMENTS = 99
HALF_TURN = 180.0
FARTHEST = 200.0


def one_of(allowed: frozenset[str]) -> Any:
    """A code or nothing: not asked is no answer."""
    return fields.String(required=True, allow_none=True, validate=validate.OneOf(sorted(allowed)))


def one_of_later(allowed: frozenset[str]) -> Any:
    """A code or nothing, of a question that devices which waited long do not know yet."""
    return fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.OneOf(sorted(allowed | OPEN_ANSWERS)),
    )


def said(longest: int) -> Words:
    """What somebody said; empty where nothing was."""
    return Words(required=True, validate=validate.Length(max=longest))


class NetworkMapSchema(ma.Schema):
    participant_id = fields.UUID(required=True)
    date = fields.Date(required=True)
    title = said(NAME_LENGTH)
    words = said(WORDS_LENGTH)
    occasion = one_of(codes("occasions"))
    practice = fields.Boolean(required=True)
    instrument_version = fields.Integer(
        required=True, strict=True, validate=validate.Range(min=1, max=INSTRUMENTS)
    )
    circle_question = fields.String(
        required=True, validate=validate.OneOf(sorted(codes("circle_questions")))
    )
    sector_set = fields.String(
        required=True, validate=validate.OneOf(list(vocabulary()["sector_sets"]))
    )
    who_spoke = one_of(codes("who_spoke"))
    ego_name = said(NAME_LENGTH)
    ego_age = said(NAME_LENGTH)
    ego_gender = Code(Gender, required=True, allow_none=True)


class ContactSchema(ma.Schema):
    map_id = fields.UUID(required=True)
    contact_id = fields.UUID(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(sorted(codes("contact_kinds"))))
    name = said(NAME_LENGTH)
    symbol = said(NAME_LENGTH)
    role = one_of(roles())
    role_words = said(NAME_LENGTH)
    gender = Code(Gender, required=True, allow_none=True)
    age = said(NAME_LENGTH)
    note = said(WORDS_LENGTH)
    sector = one_of(all_sectors() | OPEN_ANSWERS)
    circle = fields.String(
        required=True, validate=validate.OneOf([*CIRCLES, NOT_PLACED, *sorted(OPEN_ANSWERS)])
    )
    angle = fields.Float(
        required=True, allow_none=True, validate=validate.Range(min=-HALF_TURN, max=HALF_TURN)
    )
    distance = fields.Float(
        required=True, allow_none=True, validate=validate.Range(min=0, max=FARTHEST)
    )
    living = fields.String(required=True, validate=validate.OneOf(sorted(codes("living"))))
    bond = Code(Bond, required=True, allow_none=True)
    frequency = one_of(codes("frequencies"))
    distance_band = one_of(codes("distance_bands") | OPEN_ANSWERS)
    burden = one_of(codes("burdens") | OPEN_ANSWERS)
    known_since = one_of_later(codes("known_since"))
    travel_time = one_of_later(codes("travel_times"))
    met = Words(load_default="", validate=validate.Length(max=NAME_LENGTH))
    support_emotional = one_of(support_answers())
    support_practical = one_of(support_answers())
    support_advice = one_of(support_answers())
    support_time_together = one_of(support_answers())
    support_opening_doors = one_of(support_answers())


class TieSchema(ma.Schema):
    map_id = fields.UUID(required=True)
    one_id = fields.UUID(required=True)
    other_id = fields.UUID(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(sorted(codes("tie_kinds"))))

    @ma.validates_schema
    def check_two(self, data: dict[str, Any], **_: Any) -> None:
        """Nobody is tied to themself."""
        if data["one_id"] == data["other_id"]:
            raise ma.ValidationError("Choose two different contacts.", "other_id")


class ContactOnMapSchema(ContactSchema):
    id = fields.UUID(required=True)


class TieOnMapSchema(TieSchema):
    id = fields.UUID(required=True)


class WholeMapSchema(NetworkMapSchema):
    id = fields.UUID(required=True)
    contacts = fields.List(fields.Nested(ContactOnMapSchema), required=True)
    ties = fields.List(fields.Nested(TieOnMapSchema), required=True)
