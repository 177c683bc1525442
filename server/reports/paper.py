"""The report on paper: PDF for people with and without a screen reader (PDF/UA-1)."""

from pathlib import Path

from markupsafe import Markup

from server.core.paper import SVG, Part
from server.media.storage import Folder
from server.release.operations import pooled_name
from server.reports.document import Document, Entry, Picture
from server.reports.pictures import draw_mark, draw_sheet, source


class Pictures:
    """Gives a report its own maps, marks and photographs."""

    def __init__(self, data: Path, kept: Folder, document: Document) -> None:
        self.data, self.kept = data, kept
        self.maps = {str(sheet.number): sheet for sheet in document.maps}
        self.entries = {str(entry.number): entry for entry in document.entries}
        self.photographs = {one.sha256: one for entry in document.entries for one in entry.pictures}

    def give(self, name: str) -> Part:
        """A part of the report by kind and name.

        Raises:
            KeyError: the report has no such part.
        """
        kind, _, which = name.partition("/")
        givers = {
            "logo": self.logo,
            "map": self.map,
            "mark": self.mark,
            "photograph": self.photograph,
        }
        return givers[kind](which)

    def logo(self, _name: str) -> Part:
        """The sign of Gegenstrom."""
        return source("logo.svg").encode(), SVG

    def map(self, number: str) -> Part:
        """A map, drawn now."""
        return draw_sheet(self.data, self.maps[number]).encode(), SVG

    def mark(self, number: str) -> Part:
        """The mark of an entry."""
        return draw_mark(self.entries[number]).encode(), SVG

    def photograph(self, sha256: str) -> Part:
        """A released photograph."""
        picture = self.photographs[sha256]
        return self.kept.read(pooled_name(sha256)), picture.type


def mark(entry: Entry) -> Markup:
    """The mark of an entry as a picture that says its number."""
    return Markup('<img class="mark" src="paper:mark/{}" alt="{} {}">').format(
        entry.number, entry.number, entry.kind_words
    )


def photograph(picture: Picture) -> Markup:
    """A photograph that the paper fetches from the report itself."""
    return Markup('<img class="photograph" src="paper:photograph/{}" alt="{}">').format(
        picture.sha256, picture.words
    )
