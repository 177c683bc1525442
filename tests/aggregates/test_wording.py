"""The German words of findings on pages that the server writes."""

from datetime import date

import pytest

from server.aggregates.wording import (
    bare,
    count_words,
    month_words,
    period_words,
    question_words,
    title_words,
)
from server.explorations.vocabulary import questions


def test_a_finding_is_called_by_its_subcategory_with_a_capital():
    question = questions()["fit_through"]
    assert title_words("fit_through", "path_narrow") == "Gehweg zu schmal"
    assert title_words("fit_through", None) == str(question["de"]).partition(" (")[0]


def test_every_question_and_subcategory_has_a_title():
    for question_id, question in questions().items():
        for entry in question["subcategories"]:
            assert title_words(question_id, entry["code"])


def test_a_code_that_is_not_known_falls_back_to_the_question():
    assert title_words("kerb", "from_a_newer_server") == question_words("kerb")
    assert title_words(None, None) == "Ohne Frage"


@pytest.mark.parametrize(
    ("months", "words"),
    [
        ([date(2026, 5, 1)], "Mai 2026"),
        ([date(2026, 5, 1), date(2026, 3, 1)], "März bis Mai 2026"),
        ([date(2026, 5, 1), date(2025, 12, 1)], "Dezember 2025 bis Mai 2026"),
    ],
)
def test_a_period_goes_from_the_first_to_the_last_month(months, words):
    assert period_words(months) == words


def test_months_and_numbers_are_said_as_people_say_them():
    assert month_words(date(2026, 3, 1)) == "März 2026"
    assert count_words(1, "Barriere", "Barrieren") == "1 Barriere"
    assert count_words(0, "Barriere", "Barrieren") == "0 Barrieren"
    assert bare("gut abgesenkt (gut so)") == "Gut abgesenkt"
