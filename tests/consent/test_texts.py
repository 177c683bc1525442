"""The texts: what was shown is what is known, in every language and version."""

import re

import pytest
import yaml
from sqlalchemy import text

from server.consent import tables
from server.consent.texts import (
    FOLDER,
    Language,
    Purpose,
    codes,
    hash_of,
    purpose_texts,
    read_purpose,
)

KNOWN = text(
    "select hash, language, version from commons.consent_texts where counts and purpose = :it"
)


@pytest.mark.parametrize("purpose", Purpose)
def test_the_database_knows_exactly_the_texts_that_count(owner, purpose):
    # A changed word without a new version and a migration fails here.
    shown = purpose_texts()[purpose]
    with owner.connect() as connection:
        rows = {
            (row.hash, row.language, row.version)
            for row in connection.execute(KNOWN, {"it": purpose})
        }
    assert {row[0] for row in rows} == shown.counting
    present = {(hash_, language.value, shown.version) for language, hash_ in shown.hashes.items()}
    assert present <= rows


def test_a_changed_word_changes_the_hash():
    parts = dict.fromkeys(
        ("title", "what_happens", "who_sees", "how_long", "if_no", "withdraw"), "a"
    )
    one = hash_of(parts | {"question": "Darf es sein?"})
    assert one != hash_of(parts | {"question": "Darf es das sein?"})
    assert one == hash_of(parts | {"question": "Darf es sein?\n"})


def test_every_purpose_has_a_text_in_every_language():
    hashes = [hash_ for one in purpose_texts().values() for hash_ in one.hashes.values()]
    assert len(set(hashes)) == len(Purpose) * len(Language)


def test_only_keeping_stands_alone():
    requires = {one: read_purpose(one).requires for one in Purpose}
    assert requires.pop(Purpose.KEEP_MAPS) == frozenset()
    assert set(requires.values()) == {frozenset({Purpose.KEEP_MAPS})}


def test_the_constraint_names_the_purposes_without_health_data():
    without = {one for one, read in purpose_texts().items() if not read.health_data}
    (constraint,) = [
        str(one.sqltext)
        for one in tables.Consent.__table__.constraints
        if "written_or_electronic" in str(one.name)
    ]
    assert set(re.findall(r"purpose = '(\w+)'", constraint)) == without


def test_the_codes_of_the_preamble_are_those_of_the_tables():
    assert codes("how_given") == set(tables.How)
    assert codes("present") == set(tables.Present)


def test_the_information_sheet_names_every_right_and_asks_for_what_is_filled_in():
    sheet = yaml.safe_load((FOLDER / "information.yaml").read_text("utf-8"))
    for language in ("de", "en"):
        words = str(sheet[language])
        for right in ("Art. 15", "Art. 16", "Art. 17", "Art. 18", "Art. 20", "Art. 7"):
            assert right in words, right
        assert set(re.findall(r"{(\w+)}", words)) == {"name", *tables.FILLED_IN}
    assert set(re.findall(r"{(\w+)}", str(sheet["de_simple"]))) <= {"name", *tables.FILLED_IN}
