"""The demo, brought in by the operations that people use."""

import time
from dataclasses import replace

import pytest
import sqlalchemy as sa

from server.demo import seed
from server.demo.contents import read_rows


def count(engine, name: str) -> int:
    schema, table = name.split(".")
    with engine.connect() as connection:
        query = sa.select(sa.func.count()).select_from(sa.table(table, schema=schema))
        return int(connection.execute(query).scalar_one())


def test_everything_of_the_files_arrives(everything):
    expected = {
        "commons.organisations": 19,
        "commons.social_spaces": 3,
        "people.accounts": 13,
        "people.participants": 14,
        "field.findings": 150 + 1,  # and one that was deleted
        "field.photographs": len(read_rows("pictures.csv")),
        "field.consultations": 2,
        "field.plan_sheets": 2,
        "pool.findings": len(read_rows("releases.csv")),
        "planning.reports": 2,
    }
    assert {table: count(everything, table) for table in expected} == expected


def test_bringing_it_in_again_changes_nothing_and_takes_no_time(wirletal, everything):
    tables = ("people.accounts", "field.revisions", "field.findings", "pool.findings")
    before = [count(everything, table) for table in (*tables, "audit.entries")]
    begun = time.monotonic()
    seed.seed(wirletal.app)
    assert time.monotonic() - begun < 1
    assert [count(everything, table) for table in (*tables, "audit.entries")] == before


def test_a_step_that_was_interrupted_is_taken_up_again(wirletal, everything):
    with everything.begin() as connection:
        connection.execute(sa.text("delete from planning.reports where state = 'draft'"))
    seed.seed(wirletal.app)
    assert count(everything, "planning.reports") == 2
    assert count(everything, "pool.findings") == len(read_rows("releases.csv"))


def test_it_stays_out_of_production(wirletal, monkeypatch):
    production = replace(wirletal.settings, mode="production")
    monkeypatch.setitem(wirletal.app.extensions, "settings", production)
    with pytest.raises(seed.NotADemo):
        seed.seed(wirletal.app)


def test_every_printed_sign_in_works(wirletal):
    for role, _, login, _ in seed.sign_ins():
        answer = wirletal.client(login).get("/api/v1/session")
        assert answer.json["role"] == role


def test_a_facilitator_sees_the_participants_they_support(wirletal):
    people = wirletal.client("tom").get("/api/v1/participants").json
    assert {one["pseudonym"] for one in people} == {"Otter 14", "Falke 18", "Fuchs 8"}


def test_amira_finds_two_versions_to_choose_from_and_something_to_put_back(wirletal):
    amira = wirletal.client("amira")
    (two,) = amira.get("/api/v1/sync/conflicts").json
    assert set(two["overridden"]) == {"note", "felt_effect"}
    assert [two["account_name"], two["other"]["account_name"]] == [
        "Jana Erdacht", "Amira Beispiel",
    ]  # fmt: skip
    (gone,) = amira.get("/api/v1/sync/deletions").json
    assert gone["body"]["note"].startswith("An Kasse zwei")


def test_neither_provider_reaches_the_others_half_of_a_walk_together(wirletal):
    seen = {}
    for login in ("jana", "sophie"):
        rows = wirletal.client(login).get("/api/v1/explorations").json
        (together,) = [row for row in rows if row["title"] == "Ziegelfeld im Dunkeln"]
        seen[login] = {person["pseudonym"] for person in together["participants"]}
    assert seen == {"jana": {"Otter 14"}, "sophie": {"Kiesel 21"}}


def test_nearly_every_finding_lies_in_a_social_space(everything):
    with everything.connect() as connection:
        outside = connection.execute(
            sa.text("select count(*) from pool.findings where social_space_id is null")
        ).scalar_one()
    assert outside <= 4


def test_the_planner_reads_both_reports(wirletal):
    reports = wirletal.client("okan").get("/api/v1/reports").json
    assert {report["state"] for report in reports} == {"draft", "published"}
    assert all(report["finding_ids"] for report in reports)


def test_released_pictures_are_readable_by_the_planner(wirletal):
    okan = wirletal.client("okan")
    findings = okan.get("/api/v1/pool/findings").json["findings"]
    pictured = [finding for finding in findings if finding["photographs"]]
    assert len(pictured) == sum(row["picture"] == "yes" for row in read_rows("releases.csv"))
    sha256 = pictured[0]["photographs"][0]["sha256"]
    assert okan.get(f"/api/v1/pool/media/{sha256}").data[:2] == b"\xff\xd8"
