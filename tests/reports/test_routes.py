"""A planner begins, writes, publishes and removes a report; nobody else does."""

from uuid import uuid4

import pytest

from tests.pooled import make_pooled, make_report, publish

HTTP_PATHS = ("/api/v1/reports/{}", "/reports/{}", "/reports/{}/map", "/reports/{}/report.pdf",
              "/reports/{}/findings.geojson")  # fmt: skip


def change(client, report, **values):
    keys = ("title", "introduction", "finding_ids", "state", "updated_at")
    body = {key: report[key] for key in keys} | values
    return client.put(f"/api/v1/reports/{report['id']}", json=body)


def test_a_report_keeps_its_findings_in_their_order(world):
    planner = world.client("planner")
    findings = [make_pooled(world.app) for _ in range(3)]
    report = make_report(planner, findings)
    assert report["state"] == "draft"
    turned = change(planner, report, finding_ids=[str(one) for one in reversed(findings)])
    assert turned.json["finding_ids"] == [str(one) for one in reversed(findings)]
    listed = planner.get("/api/v1/reports").json
    assert [one["id"] for one in listed if one["may_write"]] == [report["id"]]


def test_the_same_id_is_not_taken_twice(world):
    planner, report_id = world.client("planner"), str(uuid4())
    make_report(planner, [], id=report_id)
    body = {"id": report_id, "title": "Noch einer"}
    answer = planner.post("/api/v1/reports", json=body)
    assert answer.status_code == 409
    assert answer.json["type"] == "/problems/report-taken"


def test_a_finding_that_is_not_in_the_pool_is_named_by_its_place(world):
    known = str(make_pooled(world.app))
    body = {"title": "Bericht", "finding_ids": [known, str(uuid4())]}
    answer = world.client("planner").post("/api/v1/reports", json=body)
    assert answer.status_code == 422
    assert answer.json["errors"] == {"finding_ids": {"1": ["Not in the pool."]}}
    listed = world.client("planner").get("/api/v1/reports").json
    assert [one for one in listed if one["may_write"]] == []


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"title": "a\x00b"}, "title"),
        ({"title": 7}, "title"),
        ({"introduction": "x" * 10_001}, "introduction"),
        ({"finding_ids": ["7"]}, "finding_ids"),
        ({"finding_ids": [str(uuid4())] * 2}, "finding_ids"),
        ({"municipality_id": str(uuid4())}, "municipality_id"),
    ],
)
def test_what_cannot_be_a_report_is_refused_with_its_field(world, values, field):
    answer = world.client("planner").post("/api/v1/reports", json={"title": "Bericht"} | values)
    assert answer.status_code == 422
    assert field in answer.json["errors"]


def test_two_planners_do_not_overwrite_each_other_unseen(world):
    planner = world.client("planner")
    report = make_report(planner, [])
    assert change(planner, report, title="Eine Fassung").status_code == 200
    answer = change(planner, report, title="Andere Fassung")
    assert answer.status_code == 409
    assert answer.json["type"] == "/problems/report-changed"
    assert change(planner, report, title="Meine gilt", updated_at=None).status_code == 200


@pytest.mark.parametrize("path", HTTP_PATHS)
@pytest.mark.parametrize("name", ["other_planner", "partner", "coordinator"])
def test_a_draft_of_another_municipality_is_not_there(world, path, name):
    report = make_report(world.client("planner"), [make_pooled(world.app)])
    assert world.client(name).get(path.format(report["id"])).status_code == 404


@pytest.mark.parametrize("name", ["other_planner", "partner", "coordinator", "facilitator"])
def test_a_published_report_is_read_by_everybody_signed_in(world, name):
    planner = world.client("planner")
    report = publish(planner, make_report(planner, [make_pooled(world.app)]))
    reader = world.client(name)
    assert reader.get(f"/api/v1/reports/{report['id']}").json["may_write"] is False
    assert reader.get(f"/reports/{report['id']}").status_code == 200


def test_a_published_report_still_asks_who_is_there(world):
    planner = world.client("planner")
    report = publish(planner, make_report(planner, []))
    for path in HTTP_PATHS:
        assert world.client().get(path.format(report["id"])).status_code == 401


def test_only_planners_of_the_municipality_change_a_report(world):
    planner = world.client("planner")
    report = publish(planner, make_report(planner, []))
    assert change(world.client("other_planner"), report).status_code == 404
    assert change(world.client("partner"), report).status_code == 403
    other = world.client("other_planner")
    assert other.delete(f"/api/v1/reports/{report['id']}").status_code == 404
    assert planner.delete(f"/api/v1/reports/{report['id']}").status_code == 204
    assert planner.get(f"/api/v1/reports/{report['id']}").status_code == 404
