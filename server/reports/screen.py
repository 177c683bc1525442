"""The marks and photographs of a report on the screen."""

from uuid import UUID

from markupsafe import Markup

from server.reports.document import Entry, Picture
from server.reports.pictures import draw_mark


def mark(entry: Entry) -> Markup:
    """The mark of an entry with its words for those who do not see it."""
    drawn = Markup(draw_mark(entry))  # noqa: S704  # drawn by us from a number and a kind
    return Markup('<span class="mark">{}<span class="unseen">{} {}</span></span>').format(
        drawn, entry.number, entry.kind_words
    )


def choice(entry: Entry) -> Markup:
    """The mark as a button that chooses the entry on the map."""
    return Markup(
        '<button class="choice" type="button" aria-pressed="false">{}'
        '<span class="unseen">, auf der Karte zeigen</span></button>'
    ).format(mark(entry))


def photograph(report_id: UUID, picture: Picture) -> Markup:
    """A photograph under the rule of its report."""
    return Markup('<img class="photograph" src="/reports/{}/photographs/{}" alt="{}">').format(
        report_id, picture.sha256, picture.words
    )
