"""No word of the demo that belongs to a person reaches those who plan, nor a stolen copy."""

import json
import subprocess
from io import BytesIO

import pytest
from pypdf import PdfReader

from server.demo.contents import read_rows
from server.demo.people import participants, staff
from server.demo.releases import releases
from tests.programs import program_of

FIELD_ONLY = ("participants", "colleagues", "explorations", "sync/pull")


def private_words() -> set[str]:
    """Names, pseudonyms, first names of facilitators, and every note that was not released so."""
    helpers = [member for member in staff().values() if member["role"] == "facilitator"]
    words = {person["name"] for person in (*participants().values(), *helpers)}
    words |= {person["pseudonym"] for person in participants().values()}
    words |= {member["name"].split()[0] for member in helpers}
    public = " ".join(row["text"] for row in releases().values())
    return words | {row["note"] for row in read_rows("findings.csv") if row["note"] not in public}


@pytest.fixture(scope="module")
def reachable(wirletal) -> dict[str, str]:
    """Everything the planner can fetch, as text by address."""
    okan = wirletal.client("okan")
    addresses = ["/api/v1/session", "/api/v1/pool/findings", "/api/v1/spaces", "/api/v1/reports"]
    addresses += ["/api/v1/basemaps", "/pool/map"]
    for report in okan.get("/api/v1/reports").json:
        page = f"/reports/{report['id']}"
        addresses += [f"/api/v1{page}", page, f"{page}/map", f"{page}/findings.geojson"]
    pages = {address: okan.get(address) for address in addresses}
    assert {address: page.status_code for address, page in pages.items()} == dict.fromkeys(
        pages, 200
    )
    texts = {
        # JSON may write "ö" as six characters, which would hide a word from the search.
        address: json.dumps(page.json, ensure_ascii=False) if page.is_json else page.text
        for address, page in pages.items()
    }
    pdf = okan.get(f"{page_of(okan)}/report.pdf").data
    texts["pdf"] = "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return texts


def page_of(planner) -> str:
    (published,) = [r for r in planner.get("/api/v1/reports").json if r["state"] == "published"]
    return f"/reports/{published['id']}"


def test_the_planner_reads_the_released_words_and_no_others(reachable):
    assert releases()["f001"]["text"] in reachable["/api/v1/pool/findings"]
    assert "zwölf Zentimeter hoch" in reachable["pdf"].replace("\n", " ")
    found = {
        (address, word)
        for address, text in reachable.items()
        for word in private_words()
        if word in text
    }
    assert found == set()


@pytest.mark.parametrize("login", ["okan", "birte", "ruth"])
@pytest.mark.parametrize("address", FIELD_ONLY)
def test_what_belongs_to_the_field_is_closed_to_the_planning_side(wirletal, login, address):
    answer = wirletal.client(login).get(f"/api/v1/{address}")
    assert answer.status_code == 403
    assert answer.json["type"] == "/problems/not-for-you"


def test_a_stolen_copy_of_the_database_holds_no_word_of_a_person(wirletal):
    command = [
        program_of("pg_dump"),
        "--data-only",
        "--enable-row-security",
        wirletal.settings.database_owner,
    ]
    dump = subprocess.run(  # noqa: S603  # our own cluster
        command, check=True, capture_output=True, text=True
    ).stdout
    assert "Stadtmitte und Wirleufer" in dump
    public = " ".join(row["text"] for row in releases().values())
    words = {person["name"] for person in (*participants().values(), *staff().values())}
    words |= {row["note"] for row in read_rows("findings.csv")}
    words |= {row["title"] for row in read_rows("explorations.csv")}
    words |= {
        row["description"]
        for row in read_rows("pictures.csv")
        if releases().get(row["finding"], {}).get("picture") != "yes"
    }
    assert {word for word in words if word in dump and word not in public} == set()
