"""What the planning side fetches from the pool, and what nobody else does."""

import re

import pytest

from tests.makers import make_picture
from tests.pooled import WORDS, make_pooled, make_space

ADDRESS = re.compile(r"""(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}""")


def test_a_planner_reads_findings_without_a_word_about_a_person(world):
    space = make_space(world, "Mitte")
    make_pooled(world.app, make_picture(), social_space_id=space)
    answer = world.client("planner").get(f"/api/v1/pool/findings?space={space}")
    assert answer.status_code == 200
    assert answer.json["total"] == 1
    (finding,) = answer.json["findings"]
    assert set(finding) == {
        "id", "kind", "question", "subcategory", "text", "location", "seen_month",
        "social_space_id", "photographs",
    }  # fmt: skip
    assert finding["seen_month"] == "2026-05"
    assert finding["text"] == WORDS


@pytest.mark.parametrize("name", ["facilitator", "coordinator", "operator"])
@pytest.mark.parametrize("path", ["/api/v1/pool/findings", "/pool/map"])
def test_the_field_side_has_no_way_into_the_pool(world, name, path):
    assert world.client(name).get(path).status_code == 403


@pytest.mark.parametrize("path", ["/api/v1/pool/findings", "/pool/map"])
def test_the_pool_asks_who_is_there(world, path):
    assert world.client().get(path).status_code == 401


@pytest.mark.parametrize("query", ["space=here", "question=unknown", "kind=obstacle"])
def test_a_filter_that_means_nothing_is_named(world, query):
    answer = world.client("planner").get(f"/api/v1/pool/findings?{query}")
    assert answer.status_code == 422
    assert query.partition("=")[0] in answer.json["errors"]


def test_a_released_photograph_is_shown_and_no_other(world):
    picture = make_picture(colour="navy")
    make_pooled(world.app, picture)
    planner = world.client("planner")
    (sha256,) = {
        photograph["sha256"]
        for finding in planner.get("/api/v1/pool/findings").json["findings"]
        for photograph in finding["photographs"]
        if planner.get(f"/api/v1/pool/media/{photograph['sha256']}").data == picture
    }
    assert len(sha256) == 64
    assert planner.get(f"/api/v1/pool/media/{'0' * 64}").status_code == 404


def test_the_map_page_loads_nothing_from_anywhere_else(world):
    make_pooled(world.app)
    page = world.client("planner").get("/pool/map")
    assert page.mimetype == "text/html"
    assert ADDRESS.findall(page.text) == []
    loaded = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert loaded
    assert all(address.startswith("/frame/") for address in loaded)


def test_the_map_page_may_run_only_its_own_scripts(world):
    page = world.client("planner").get("/pool/map")
    policy = page.headers["Content-Security-Policy"]
    (nonce,) = re.findall(r"'nonce-([^']+)'", policy)
    inline = re.findall(r"<script(?![^>]*src)[^>]*>", page.text)
    assert inline == [f'<script nonce="{nonce}">']
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert nonce not in world.client("planner").get("/pool/map").text


def test_words_of_a_finding_stay_words_on_the_map_page(world):
    space = make_space(world, "Mitte")
    make_pooled(
        world.app, social_space_id=space, text="</script><script>alert(1)</script> `${1}` \" '"
    )
    page = world.client("planner").get(f"/pool/map?space={space}").text
    assert "alert(1)</script>" not in page
    assert page.count("<script") == 4  # three of ours and the one with the data
