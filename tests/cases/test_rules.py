"""Who reads a consultation: predicate, SQL twin and rows agree for everybody in every state."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session, selectinload

from server.cases.rules import may_read_case, readable_as_member, shown_as_member
from server.cases.tables import (
    CaseKey,
    Consultation,
    Contribution,
    Member,
    MemberStance,
    PlanSheet,
    Recommendation,
    SharedItem,
    SharedPicture,
    SharedSource,
    Subject,
)
from server.consent.rules import has_consent
from server.consent.tables import Consent
from server.consent.texts import Purpose
from server.core import clock
from server.core.caller import Side
from server.people.rules import may_see
from server.people.tables import Participant
from tests.cases.consulting import make_consulted
from tests.makers import STAFF, answer_consent

FOR_MEMBERS = (SharedItem, SharedPicture, Contribution, Recommendation, MemberStance, Member)
NEVER_FOR_MEMBERS = (Subject, SharedSource, PlanSheet)


def draft(world, owner):
    del owner
    return make_consulted(world)


def opened(world, owner):
    del owner
    return make_consulted(world).open().talk()


def closed(world, owner):
    del owner
    return make_consulted(world).open().talk().close()


def withdrawn(world, owner):
    del owner
    made = make_consulted(world).open().talk()
    answer_consent(made.phone, world.participant, "case_consultation", "withdrawn")
    return made


def lapsed(world, owner):
    """The yes has run out: nobody said no, and nobody was told."""
    made = make_consulted(world).open().talk()
    with Session(owner) as session:
        session.execute(
            update(Consent)
            .where(Consent.participant_id == world.participant)
            .where(Consent.purpose == Purpose.CASE_CONSULTATION)
            .values(valid_until=clock.now() - timedelta(days=1))
        )
        session.commit()
    return made


def timed_out(world, owner):
    made = make_consulted(world).open().talk()
    with Session(owner) as session:
        session.execute(
            update(Consultation)
            .where(Consultation.id == UUID(made.id))
            .values(access_ends_at=clock.now() - timedelta(minutes=1))
        )
        session.commit()
    return made


def expected(owner, world, consultation_id):
    """What the predicates say for each member of staff: as who supports them, as a member."""
    with Session(owner) as session:
        case = session.scalars(
            select(Consultation)
            .where(Consultation.id == consultation_id)
            .options(selectinload(Consultation.members))
        ).one()
        answers = session.scalars(
            select(Consent).where(Consent.participant_id == world.participant)
        ).all()
        agrees = has_consent(answers, Purpose.CASE_CONSULTATION, clock.now())
        person = session.get_one(Participant, world.participant)
        return {
            name: (
                may_see(world.caller(name), person),
                may_read_case(world.caller(name), case, clock.now(), agrees=agrees),
            )
            for name in STAFF
        }


@pytest.mark.parametrize(
    ("make", "readers"),
    [
        (draft, set()),
        (opened, {"consultant", "funder_consultant"}),
        (closed, set()),
        (withdrawn, set()),
        (lapsed, set()),
        (timed_out, set()),
    ],
)
def test_predicate_twin_and_rows_agree_for_everybody_in_every_state(
    world, acting, owner, make, readers
):
    made = make(world, owner)
    case = UUID(made.id)
    said = expected(owner, world, case)
    assert {name for name, (_, reads) in said.items() if reads} == readers
    assert {name for name, (brings, _) in said.items() if brings} == {"facilitator", "coordinator"}
    live = make not in {closed, withdrawn}
    for name, (brings, reads) in said.items():
        caller = world.caller(name)
        if caller.side is Side.PLANNING:
            assert (brings, reads) == (False, False)
            continue
        with acting(caller) as session:
            twin = set(session.scalars(select(Consultation.id).where(readable_as_member())))
            assert twin == ({case} if reads else set()), name
            rows = set(session.scalars(select(Consultation.id)))
            assert rows == ({case} if brings or reads else set()), name
            keys = session.scalars(select(CaseKey.holder_id)).all()
            assert bool(keys) is (live and (brings or reads)), name
            check_what_hangs_on_it(session, brings=brings, reads=reads)


def check_what_hangs_on_it(session, *, brings, reads):
    """Rows of members are for both, whom it is about for those who support the person alone."""
    for table in FOR_MEMBERS:
        seen = bool(session.scalars(select(table)).all())
        assert seen or not reads, table
        assert brings or reads or not seen, table
    for table in NEVER_FOR_MEMBERS:
        assert brings or not session.scalars(select(table)).all(), table


def test_after_a_yes_ran_out_it_can_only_be_closed(world, owner):
    made = lapsed(world, owner)
    question = made.phone.get(made.path).json["shown"]["contributions"][0]["id"]
    for method, path, body in (
        ("put", "", {"question": "Und jetzt?", "meets_at": None}),
        ("post", "/answers", {"question_id": question, "words": "Ja."}),
    ):
        answer = getattr(made.phone, method)(made.path + path, json=body)
        assert answer.status_code in {409, 422}, path
    assert made.close().phone.get(made.path).json["has_minutes"] is True


def test_photographs_ask_for_one_consent_more(world, acting, owner):
    made = make_consulted(world).open()
    with Session(owner) as session:
        session.execute(
            update(Consent)
            .where(Consent.participant_id == world.participant)
            .where(Consent.purpose == Purpose.RELEASE_MEDIA)
            .values(valid_until=clock.now() - timedelta(days=1))
        )
        session.commit()
    with acting(world.caller("consultant")) as session:
        assert session.scalars(select(SharedItem)).all()
        assert session.scalars(select(SharedPicture)).all() == []
        assert session.scalars(select(SharedPicture.id).where(shown_as_member())).all() == []
    case = made.member.get(made.case).json
    assert case["items"][0]["pictures"] == []


def test_a_consultant_reads_nothing_else_of_the_field_side(world, acting, superuser):
    make_consulted(world).open().talk()
    allowed = {
        "consultations",
        "consultation_members",
        "case_keys",
        "shared_items",
        "shared_pictures",
        "contributions",
        "recommendations",
        "stances",
    }
    with superuser.connect() as connection:
        tables = connection.scalars(
            text(
                "select relname from pg_class where relkind = 'r' "
                "and relnamespace = 'field'::regnamespace "
                "and has_table_privilege('gegenstrom_field', oid, 'select')"
            )
        ).all()
    assert allowed < set(tables)
    with acting(world.caller("consultant")) as session:
        for table in tables:
            count = session.scalar(text(f"select count(*) from field.{table}"))  # noqa: S608
            assert bool(count) is (table in allowed), table
        for table in ("participants", "consents", "assignments"):
            assert session.scalar(text(f"select count(*) from people.{table}")) == 0  # noqa: S608


def test_a_consultant_gets_no_endpoint_of_those_who_support(world):
    made = make_consulted(world).open()
    person = world.participant
    for path in (
        "/participants",
        f"/participants/{person}",
        f"/participants/{person}/plan-sheet",
        f"/participants/{person}/plan-sheet.pdf",
        "/colleagues",
        "/explorations",
        "/consultations",
        f"/consultations/{made.id}",
        f"/consultations/{made.id}/minutes.pdf",
        "/pool/findings",
        "/sync/pull",
    ):
        assert made.member.get(f"/api/v1{path}").status_code == 403, path


def test_members_of_another_role_or_consultation_find_nothing(world):
    made = make_consulted(world).open()
    for name in ("facilitator", "coordinator", "planner", "partner", "operator"):
        assert world.client(name).get(made.case).status_code == 403, name
    for name in ("other_facilitator", "colleague", "other_coordinator"):
        assert world.client(name).get(made.path).status_code == 404, name
