"""Taking names and homes out of words."""

import pytest

from server.cases.masking import hidden_in, mask, sounds_like_home, street_of
from server.people.naming import KnownNames

KNOWN = KnownNames(names=["Ada Beispiel", "Frau Klug"], pseudonyms=["Amsel 7", "Mühlweg"])


@pytest.mark.parametrize(
    ("words", "masked"),
    [
        ("Adas Weg zu Frau Klug.", "[…] Weg zu […]."),
        ("Eine Amsel sang, Amsel 7 auch.", "Eine Amsel sang, […] auch."),
        ("Im Mühlweg liegt Schnee.", "Im […] liegt Schnee."),
        ("Adamant bleibt ganz.", "Adamant bleibt ganz."),
    ],
)
def test_known_names_become_gaps(words, masked):
    assert mask(words, hidden_in(words, KNOWN)) == masked


def test_what_is_hidden_by_hand_joins_what_was_found():
    words = "Ada und Otto gehen."
    assert hidden_in(words, KNOWN, [(3, 12), (90, 99), (5, 2)]) == [(0, 12)]
    assert mask(words, [(0, 12)]) == "[…] gehen."


@pytest.mark.parametrize(
    "words",
    ["Meine Klingel hat ein Bild.", "Bei mir im Treppenhaus", "Wieder zu Hause"],
)
def test_words_may_sound_like_home(words):
    assert sounds_like_home(words)


def test_other_words_do_not():
    assert not sounds_like_home("Die Bank am Markt ist kaputt.")


@pytest.mark.parametrize(
    ("address", "street"),
    [("Ziegelring 21, Wirlebrück", "Ziegelring"), ("Am Markt 3a", "Am Markt"), ("", "")],
)
def test_a_home_is_looked_for_by_its_street(address, street):
    assert street_of(address) == street
