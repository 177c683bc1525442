"""Guarded reading stays quick: with thousands of other people's rows, indexes are still used."""

from contextlib import contextmanager
from uuid import uuid4

import pytest
from sqlalchemy import event, select, text

from server.core.database import db
from server.people.tables import Account, Participant
from server.walks.tables import Finding
from tests.makers import World, give_all, make_walked

OTHERS = 4000
CROWD = """
    insert into commons.organisations (id, code, kind, name, short)
    values (:house, :code, 'provider', :code, :code);
    insert into people.participants (id, provider_id, pseudonym, picture)
    select gen_random_uuid(), :house, 'Amsel ' || n, 'Amsel' from generate_series(1, :n) n;
    insert into people.assignments (participant_id, account_id)
    select id, :account from people.participants where provider_id = :house;
    insert into field.explorations
        (id, provider_id, created_by, date, method, practice, started_at, revision, changed_in)
    select gen_random_uuid(), :house, :account, '2026-05-04', 'walk', false, now(),
        gen_random_uuid(), pg_current_xact_id()
    from generate_series(1, :n) n;
    insert into field.exploration_participants (exploration_id, participant_id)
    select explorations.id, participants.id
    from (select id, row_number() over () n from field.explorations
          where provider_id = :house) explorations
    join (select id, row_number() over () n from people.participants
          where provider_id = :house) participants using (n);
    insert into field.walks (id, exploration_id, started_at, revision, changed_in)
    select gen_random_uuid(), id, now(), gen_random_uuid(), pg_current_xact_id()
    from field.explorations where provider_id = :house;
    insert into field.findings
        (id, exploration_id, walk_id, kind, groups, seen_at, recorded_by, revision,
         changed_in)
    select gen_random_uuid(), exploration_id, walks.id, 'barrier', '{}', now(), :account,
        gen_random_uuid(), pg_current_xact_id()
    from field.walks join field.explorations on explorations.id = exploration_id,
        generate_series(1, 2)
    where provider_id = :house;
    insert into field.revisions
        (id, kind, record_id, exploration_id, action, device_id, account_id, made_at, arrived_at,
         verdict, overridden, holder_id)
    select gen_random_uuid(), 'exploration', id, id, 'delete', :account, :account, now(), now(),
        'conflict', '{note}', id
    from field.explorations where provider_id = :house;
    insert into field.revisions
        (id, kind, record_id, participant_id, action, device_id, account_id, made_at, arrived_at,
         verdict, overridden, holder_id)
    select gen_random_uuid(), 'consent', id, id, 'delete', :account, :account, now(), now(),
        'conflict', '{note}', id
    from people.participants where provider_id = :house;
"""


LEAVE = """
    delete from field.revisions where account_id = :account;
    delete from field.findings where recorded_by = :account;
    delete from field.walks where exploration_id in
        (select id from field.explorations where provider_id = :house);
    delete from field.exploration_participants where exploration_id in
        (select id from field.explorations where provider_id = :house);
    delete from field.explorations where provider_id = :house;
    delete from people.assignments where account_id = :account;
    delete from people.participants where provider_id = :house;
    delete from commons.organisations where id = :house;
"""
READINGS = (
    "sync/pull",
    "sync/pull?after={cursor}",
    "participants",
    "participants/{participant}",
    "explorations",
    "explorations/{exploration}",
    "participants/{participant}/stored",
    "participants/{participant}/devices",
    "participants/{participant}/plan-sheet",
    "sync/conflicts",
    "sync/deletions",
    "sync/records/{exploration}/history",
    "consultations",
    "colleagues",
)


@pytest.fixture(scope="module")
def crowd(app, superuser):
    """A house with one participant, beside one with thousands."""
    world = World.make(app)
    phone = world.client("facilitator")
    give_all(phone, world.participant)
    walked = make_walked(world, phone)
    values = {"house": uuid4(), "account": uuid4(), "n": OTHERS}
    values["code"] = f"crowd-{world.mark}"
    run(superuser, CROWD, values)
    with superuser.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text("vacuum analyze"))
    yield {"world": world, "exploration": walked.exploration, "participant": world.participant}
    run(superuser, LEAVE, values)


def run(engine, statements, values):
    """Run statements as a restored backup would: without triggers, which would take long."""
    with engine.begin() as connection:
        connection.execute(text("set local session_replication_role = replica"))
        for statement in statements.split(";")[:-1]:
            connection.execute(text(statement), values)


@pytest.mark.parametrize("name", ["facilitator", "coordinator"])
def test_no_guarded_reading_goes_through_everybodys_rows(crowd, app, name):
    client = crowd["world"].client(name)
    cursor = client.get("/api/v1/sync/pull").json["cursor"]
    for reading in READINGS:
        with explaining(app) as plans:
            path = reading.format(cursor=cursor, **crowd)
            assert client.get(f"/api/v1/{path}").status_code == 200
        assert len(plans) > 1, reading
        assert [scan for plan in plans for scan in long_scans(plan)] == [], reading


def test_asking_for_nothing_reads_nothing(crowd, app, acting):
    for table in (Account, Participant, Finding):
        with acting(crowd["world"].caller("coordinator")) as session, explaining(app) as plans:
            assert session.scalars(select(table).where(table.id.in_([]))).all() == []
        (plan,) = plans
        assert plan["Node Type"] == "Result", plan


def test_a_long_scan_would_be_seen(crowd, acting):
    asked = text(
        "explain (format json, analyze) select count(*) from field.walks where weather = 'x'"
    )
    with acting(crowd["world"].caller("coordinator")) as session:
        session.execute(text("set local enable_indexscan = off"))
        session.execute(text("set local enable_bitmapscan = off"))
        assert list(long_scans(session.scalar(asked)[0]["Plan"])) == ["walks"]


@contextmanager
def explaining(app):
    """The plans of every reading on the field side, each made and run before the reading itself."""
    with app.app_context():
        engine = db.engines["field"]
    plans = []

    def explain(connection, _cursor, statement, parameters, *_):
        if statement.startswith("SELECT") and ("people." in statement or "field." in statement):
            with connection.connection.cursor() as own:
                own.execute(f"explain (format json, analyze) {statement}", parameters)
                plans.append(own.fetchone()[0][0]["Plan"])

    event.listen(engine, "before_cursor_execute", explain)
    yield plans
    event.remove(engine, "before_cursor_execute", explain)


def long_scans(plan):
    """The tables that a plan reads from end to end although they are large."""
    read = plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)
    if plan["Node Type"] == "Seq Scan" and read > OTHERS // 2:
        yield plan["Relation Name"]
    for part in plan.get("Plans", ()):
        yield from long_scans(part)
