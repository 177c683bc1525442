"""The words of the demo: they use the product's codes, and what must not leave does not."""

from itertools import combinations

import pytest
from shapely import Point, Polygon

from server.demo.contents import read_rows, read_yaml
from server.demo.people import participants, staff
from server.demo.photographs import pictures
from server.demo.pictures import MOTIFS, draw
from server.demo.releases import releases
from server.explorations.vocabulary import codes, questions, subcategories
from server.people.naming import KnownNames, names_in

FINDINGS = read_rows("findings.csv")
TRAPS = {"f092", "f099", "f102", "f136", "f140"}
"""A participant named, a third person, and two findings at somebody's home."""

LISTS = {"kind": "kinds", "felt_effect": "felt_effects", "who_spoke": "who_spoke"}


@pytest.mark.parametrize(("column", "vocabulary"), LISTS.items())
def test_every_code_of_a_finding_is_known(column, vocabulary):
    assert {row[column] for row in FINDINGS} - {""} <= codes(vocabulary)


def test_every_question_and_subcategory_is_known():
    for row in FINDINGS:
        assert row["question"] in questions()
        assert not row["subcategory"] or row["subcategory"] in subcategories(row["question"])


def test_every_group_profile_method_occasion_and_weather_is_known():
    assert {g for row in FINDINGS for g in row["groups"].split("|")} - {""} <= codes("groups")
    assert {g for person in participants().values() for g in person["profile"]} <= codes("groups")
    for column, vocabulary in {"method": "methods", "occasion": "occasions"}.items():
        assert {row[column] for row in read_rows("explorations.csv")} <= codes(vocabulary)
    assert {row["weather"] for row in read_rows("explorations.csv")} - {""} <= codes("weather")


def test_whoever_spoke_took_part():
    people = {
        row["id"]: (row["participants"] + "|" + row["facilitators"]).split("|")
        for row in read_rows("explorations.csv")
    }
    assert [row["id"] for row in FINDINGS if row["author"] not in people[row["exploration"]]] == []


def test_the_traps_are_still_in_the_notes():
    notes = {row["id"]: row["note"] for row in FINDINGS}
    assert "Levin" in notes["f010"]
    assert "Malve 5" in notes["f092"]
    assert "aus Haus sechs" in notes["f099"]


def test_no_released_text_holds_a_name():
    known = KnownNames(
        names=[one["name"] for one in (*staff().values(), *participants().values())],
        pseudonyms=[one["pseudonym"] for one in participants().values()],
    )
    assert [row for row in releases().values() if names_in(row["text"], known)] == []


def test_no_trap_is_released():
    assert TRAPS.isdisjoint(releases())
    rare = {row["id"] for row in FINDINGS if row["author"] == "hasel_23"}
    assert rare.isdisjoint(releases())
    assert not [row for row in releases().values() if "Haus sechs" in row["text"]]


def test_own_words_leave_only_with_consent():
    authors = {row["id"]: row["author"] for row in FINDINGS}
    for finding, row in releases().items():
        person = participants().get(authors[finding])
        if person and "„" in row["text"]:
            assert "release_words" in person["consents"], finding
        if person and row["picture"] == "yes":
            assert "release_media" in person["consents"], finding


def test_released_texts_are_told_apart_by_their_words():
    texts = [row["text"] for row in releases().values()]
    assert len(set(texts)) == len(texts)


def test_every_picture_has_a_motif_a_finding_and_a_description():
    assert set(pictures()) <= {row["id"] for row in FINDINGS}
    assert {row["motif"] for row in pictures().values()} <= set(MOTIFS)
    assert all(row["description"] for row in pictures().values())
    assert {f for f, row in releases().items() if row["picture"] == "yes"} <= set(pictures())


@pytest.mark.parametrize("motif", sorted(MOTIFS))
def test_a_picture_is_small_and_always_the_same(motif):
    picture = draw(motif, "seed")
    assert picture == draw(motif, "seed")
    assert picture[:3] == b"\xff\xd8\xff"
    assert len(picture) < 150_000


def test_pictures_of_the_same_motif_differ():
    assert draw("kerb_high", "f001") != draw("kerb_high", "f032")


def test_everything_of_the_district_is_known_by_one_id():
    district = read_yaml("district.yaml")
    for group in ("social_spaces", "organisations", "staff", "participants"):
        ids = [one["id"] for one in district[group]]
        assert len(set(ids)) == len(ids)


def test_places_and_findings_lie_in_the_social_space_they_are_written_for():
    outlines = {s["id"]: Polygon(s["polygon"]) for s in read_yaml("district.yaml")["social_spaces"]}
    places = [
        (mark["id"], mark["space"], Point(mark["at"]))
        for mark in read_yaml("places.yaml")["landmarks"]
    ]
    places += [
        (row["id"], row["space"], Point(float(row["x_m"]), float(row["y_m"]))) for row in FINDINGS
    ]
    assert [name for name, space, place in places if not outlines[space].covers(place)] == []
    for one, other in combinations(outlines.values(), 2):
        assert one.intersection(other).area == 0
