"""Whether somebody agrees: predicate, SQL twin and the rows each login sees agree."""

import itertools
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from server.consent.rules import agreed, answers_until, has_consent, said_no
from server.consent.tables import Answer, Consent
from server.consent.texts import Language, Purpose, purpose_texts
from server.core.caller import THE_RELEASE, Side
from tests.makers import STAFF, answer_consent, give_all

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
OLD_TEXT = "0" * 64
ANSWERS = [
    (Answer.GIVEN, "present"),
    (Answer.GIVEN, "old"),
    (Answer.GIVEN, "run_out"),
    (Answer.REFUSED, "present"),
    (Answer.WITHDRAWN, "present"),
]
CASES = [None, *ANSWERS]


def make_answer(world, participant, purpose, said, at):
    answer, kind = said
    text_of = purpose_texts()[purpose]
    given = answer is Answer.GIVEN
    return Consent(
        id=uuid4(),
        participant_id=participant,
        purpose=purpose,
        answer=answer,
        text_hash=OLD_TEXT if kind == "old" else text_of.hashes[Language.GERMAN],
        how="tapped",
        present="alone",
        answered_at=at,
        arrived_at=at,
        counts_from=at,
        valid_until=(NOON if kind == "run_out" else NOON + 1000 * HOUR) if given else None,
        recorded_by=world.accounts["facilitator"],
        evidence_type="text/plain" if given else None,
        sealed_evidence=b"sealed" if given else None,
        revision=uuid4(),
    )


@pytest.mark.parametrize(
    ("how", "kind", "kept"),
    [
        ("spoken", "audio/webm", True),
        ("spoken", "audio/mp4", True),
        ("spoken", "image/png", False),
        ("spoken", None, False),
        ("tapped", "audio/webm", False),
    ],
)
def test_the_database_keeps_a_spoken_yes_with_its_recording_only(world, owner, how, kind, kept):
    said = make_answer(world, world.participant, Purpose.TELL_ME, (Answer.GIVEN, "present"), NOON)
    said.how, said.evidence_type = how, kind
    said.sealed_evidence = b"sealed" if kind else None
    with Session(owner) as session:
        session.add(said)
        if kept:
            session.flush()
        else:
            with pytest.raises(IntegrityError, match="recording"):
                session.flush()


@pytest.fixture
def old_text(owner):
    """A text of before, whose answers no longer count."""
    add = text(
        "insert into commons.consent_texts values (:purpose, :hash, 'de', 0, false)"
        " on conflict do nothing"
    )
    with owner.begin() as connection:
        for purpose in Purpose:
            connection.execute(add, {"purpose": purpose, "hash": OLD_TEXT})


@pytest.mark.usefixtures("old_text")
def test_predicate_and_twin_agree_on_every_sequence_of_two_answers_to_two_purposes(world, owner):
    asked_at = NOON + 10 * HOUR
    keep, words = Purpose.KEEP_MAPS, Purpose.RELEASE_WORDS
    seen = set()
    with Session(owner) as session:
        for first, second, kept, kept_again in itertools.product(CASES, repeat=4):
            participant = world.participant
            answers = [
                make_answer(world, participant, purpose, said, NOON + hour * HOUR)
                for purpose, said, hour in (
                    (keep, kept, 0),
                    (words, first, 1),
                    (keep, kept_again, 1),
                    (words, second, 2),
                )
                if said
            ]
            session.add_all(answers)
            session.flush()
            twins = session.execute(
                select(
                    func.people.has_consent(participant, keep, asked_at),
                    func.people.said_no(participant, keep),
                    func.people.has_consent(participant, words, asked_at),
                    func.people.said_no(participant, words),
                )
            ).one()
            predicates = [
                predicate
                for purpose in (keep, words)
                for predicate in (
                    has_consent(answers, purpose, asked_at),
                    said_no(answers, purpose),
                )
            ]
            assert list(twins) == predicates, (kept, first, kept_again, second)
            seen |= {(keep, predicates[0]), (words, predicates[2])}
            session.rollback()
    assert len(seen) == 4, "both answers of both purposes came up"


def test_what_ended_with_keeping_does_not_come_back_with_it(world):
    answers = [
        make_answer(world, world.participant, purpose, (said, "present"), NOON + hour * HOUR)
        for purpose, said, hour in (
            (Purpose.KEEP_MAPS, Answer.GIVEN, 0),
            (Purpose.RELEASE_WORDS, Answer.GIVEN, 1),
            (Purpose.KEEP_MAPS, Answer.WITHDRAWN, 2),
            (Purpose.KEEP_MAPS, Answer.GIVEN, 3),
        )
    ]
    asked_at = NOON + 4 * HOUR
    assert has_consent(answers, Purpose.KEEP_MAPS, asked_at)
    assert not has_consent(answers, Purpose.RELEASE_WORDS, asked_at)
    before = answers_until(answers, NOON + HOUR)
    assert has_consent(before, Purpose.RELEASE_WORDS, NOON + HOUR)


def test_answers_are_seen_by_who_works_with_the_person(world, acting):
    give_all(world.client("facilitator"), world.participant)
    for name in STAFF:
        caller = world.caller(name)
        if caller.side is Side.PLANNING:
            continue
        with acting(caller) as session:
            seen = len(session.scalars(select(Consent.id)).all())
            held = session.scalar(select(agreed(world.participant, Purpose.TELL_ME)))
        reaches = name in {"facilitator", "coordinator"}
        assert (seen, held) == ((6, True) if reaches else (0, False)), name


def test_the_release_login_sees_no_answers_of_somebody_of_whom_nothing_waits(world, acting):
    give_all(world.client("facilitator"), world.participant)
    with acting(THE_RELEASE) as session:
        seen = session.scalars(
            select(Consent.purpose).where(Consent.participant_id == world.participant)
        )
        assert seen.all() == []


def test_an_answer_is_never_changed_nor_deleted(world, acting):
    answer_consent(world.client("facilitator"), world.participant, "keep_maps")
    for privilege in ("update", "delete"):
        with acting(world.caller("facilitator")) as session:
            asked = func.has_table_privilege("people.consents", privilege)
            assert session.scalar(select(asked)) is False
