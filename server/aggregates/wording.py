"""The German words of findings, for pages that the server writes."""

from datetime import date

from server.explorations.vocabulary import questions

KINDS = {"barrier": "Barriere", "good": "Gut so", "idea": "Idee"}
KINDS_MANY = {"barrier": "Barrieren", "good": "gute Stellen", "idea": "Ideen"}
MONTHS = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)
NO_QUESTION = "Ohne Frage"


def question_words(question_id: str | None) -> str:
    """What a question asks."""
    if question_id is None:
        return NO_QUESTION
    return bare(questions()[question_id]["de"])


def subcategory_words(question_id: str | None, code: str | None) -> str:
    """What a subcategory is called, or nothing."""
    if question_id is None or code is None:
        return ""
    entries = questions()[question_id]["subcategories"]
    return next((bare(entry["de"]) for entry in entries if entry["code"] == code), "")


def bare(words: str) -> str:
    """Words with a capital and without what stands in brackets behind them."""
    short = words.partition(" (")[0]
    return short[:1].upper() + short[1:]


def title_words(question_id: str | None, subcategory: str | None) -> str:
    """The shortest honest title of a finding: what it is, else what was asked."""
    return subcategory_words(question_id, subcategory) or question_words(question_id)


def month_words(month: date) -> str:
    """A month as people say it."""
    return f"{MONTHS[month.month - 1]} {month.year}"


def period_words(months: list[date]) -> str:
    """From the first to the last month."""
    first, last = min(months), max(months)
    if first == last:
        return month_words(first)
    if first.year == last.year:
        return f"{MONTHS[first.month - 1]} bis {month_words(last)}"
    return f"{month_words(first)} bis {month_words(last)}"


def count_words(number: int, one: str, many: str) -> str:
    """A number with its noun."""
    return f"{number} {one if number == 1 else many}"
