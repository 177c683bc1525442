"""A map as a drawing and as a page: what it says, what it keeps, and that nothing covers a name."""

import re
from datetime import date
from io import BytesIO
from uuid import uuid4
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from server.networks.formats.drawing import Box, draw, name_beside, spot
from server.networks.formats.naming import Labels, relabelled
from server.networks.formats.page import rows_of, write_page
from server.networks.formats.taking_in import TakenIn, bare_contact, bare_map, connect, new_ids
from server.networks.graph import circle_of
from server.networks.placing import placed
from server.networks.vocabulary import CIRCLES, sectors

SVG = "{http://www.w3.org/2000/svg}"


def drawn(count: int, **values):
    ids = new_ids()
    one = bare_map(uuid4(), ids, date=date(2026, 5, 4), sector_set="four_areas", **values)
    codes = sectors("four_areas")
    one["contacts"] = [
        bare_contact(
            one["id"],
            ids,
            name=f"Erika & <{number}>",
            note="heimlich",
            sector=codes[number % 4],
            circle=CIRCLES[number % 3],
            support_practical="both",
        )
        for number in range(count)
    ]
    ends = {number: contact["id"] for number, contact in enumerate(one["contacts"])}
    connect(TakenIn(), one, ends, [(n, n + 1) for n in range(count - 1)])
    return one


@pytest.mark.parametrize("count", [0, 1, 5, 20, 60, 300])
def test_a_drawing_holds_everybody_and_says_so(count):
    picture = ET.fromstring(draw(drawn(count)))  # noqa: S314  # our own
    numbers = [one.text for one in picture.iter(f"{SVG}text") if one.get("class") == "number"]
    assert numbers == [str(number) for number in range(1, count + 1)]
    assert len(list(picture.iter(f"{SVG}line"))) == max(count - 1, 0)
    assert picture.findtext(f"{SVG}title") == "Netzwerkkarte vom 04.05.2026"
    assert picture.findtext(f"{SVG}desc").startswith(f"{count} Kontakte")


def test_without_names_nothing_said_is_in_it():
    text = draw(relabelled(drawn(5, ego_name="Mia", words="Geheimes"), Labels.SYMBOLS))
    assert "Person 1" in text
    assert not re.search("Erika|Mia|Geheim|heimlich", text)


def test_initials_are_all_that_is_left_of_a_name():
    names = [row["name"] for row in rows_of(relabelled(drawn(2), Labels.INITIALS))]
    assert names == ["E.", "E."]


def test_the_page_is_one_for_screen_readers():
    made = write_page(drawn(20))
    read = PdfReader(BytesIO(made))
    assert "/MarkInfo" in read.trailer["/Root"]
    assert read.metadata.title == "Netzwerkkarte vom 04.05.2026"
    assert "praktisch (gegenseitig)" in "".join(page.extract_text() for page in read.pages)


def test_the_table_says_what_the_drawing_shows():
    (row,) = rows_of(drawn(1))
    assert row == {
        "number": 1,
        "name": "Erika & <0>",
        "ring": "sehr nah",
        "area": "Familie",
        "help": "praktisch (gegenseitig)",
    }


@given(st.integers(1, 80), st.sampled_from(["four_areas", "seven_areas"]))
@settings(max_examples=30, deadline=None)
def test_everybody_stands_in_their_ring_and_apart(count, sector_set):
    one = drawn(count) | {"sector_set": sector_set}
    for contact in one["contacts"]:
        contact["sector"] = sectors(sector_set)[0]
    found = placed(one)
    for contact in one["contacts"]:
        angle, distance = found[contact["id"]]
        assert circle_of(distance) == contact["circle"]
        assert 0 <= angle <= 360 / len(sectors(sector_set))
    assert len(set(found.values())) == count


@given(
    st.lists(st.tuples(st.floats(-180, 180), st.floats(0, 100), st.text(max_size=30)), max_size=40)
)
@settings(max_examples=50, deadline=None)
def test_no_name_covers_another(people):
    taken: list[Box] = []
    for angle, distance, name in people:
        before = len(taken)
        written = list(name_beside(name, spot(angle, distance), taken))
        assert len(taken) - before == len(written) <= 1
        for number, box in enumerate(taken):
            assert not any(box.meets(other) for other in taken[number + 1 :])
