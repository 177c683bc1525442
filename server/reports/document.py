"""A report as it is read: its findings numbered, its figures counted, its sources named."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from server.aggregates.pool_map import place_of
from server.aggregates.wording import (
    KINDS,
    KINDS_MANY,
    count_words,
    month_words,
    period_words,
    question_words,
    title_words,
)
from server.release.tables import PooledFinding
from server.reports.tables import Report, ReportState

RULE = "Freigegebene Beobachtungen des gemeinsamen Bestands"
RULE_VERSION = 1
NONE = "keine"
OUTSIDE = "außerhalb der Sozialräume"
MOST_ON_ONE_MAP = 40


@dataclass(frozen=True)
class Picture:
    """A released photograph of a finding."""

    sha256: str
    type: str
    words: str
    """What can be seen, for those who do not see it."""


@dataclass(frozen=True)
class Entry:
    """A finding with its number in the report."""

    number: int
    id: UUID
    kind: str
    title: str
    question: str
    text: str
    space: str
    seen_month: date
    place: tuple[float, float]
    """Longitude and latitude in degrees."""
    pictures: Sequence[Picture]

    @property
    def kind_words(self) -> str:
        """What kind of finding it is."""
        return KINDS[self.kind]

    @property
    def month(self) -> str:
        """When it was seen, no finer than the month."""
        return month_words(self.seen_month)


@dataclass(frozen=True)
class MapSheet:
    """One map of the report and the entries on it."""

    number: int
    title: str
    entries: Sequence[Entry]

    @property
    def words(self) -> str:
        """What the map shows, for those who do not see it."""
        listed = "; ".join(f"{one.number} {one.kind_words}, {one.title}" for one in self.entries)
        return f"Karte: {self.title}. {listed}. Dasselbe steht in der Tabelle."


@dataclass(frozen=True)
class Document:
    """Everything that the pages of a report say."""

    id: UUID
    title: str
    introduction: Sequence[str]
    published: bool
    municipality: str
    updated_at: datetime
    entries: Sequence[Entry]
    pool_total: int
    """How many findings the pool held when the report was drawn."""

    @property
    def counted(self) -> dict[str, int]:
        """How many findings of each kind, in the order barrier, good, idea."""
        counted = Counter(entry.kind for entry in self.entries)
        return {kind: counted[kind] for kind in KINDS}

    @property
    def spaces(self) -> list[str]:
        """The social spaces of the findings."""
        return sorted({entry.space for entry in self.entries})

    @property
    def period(self) -> str:
        """From the first to the last month; none without findings."""
        months = [entry.seen_month for entry in self.entries]
        return period_words(months) if months else NONE

    @property
    def maps(self) -> list[MapSheet]:
        """One map, or one for each social space where one could not be read any more."""
        if not self.entries:
            return []
        if len(self.entries) <= MOST_ON_ONE_MAP or len(self.spaces) == 1:
            return [MapSheet(1, self.map_title(len(self.entries)), self.entries)]
        sheets = []
        for number, space in enumerate(self.spaces, start=1):
            held = [entry for entry in self.entries if entry.space == space]
            title = f"{count_words(len(held), 'Beobachtung', 'Beobachtungen')}, {space}"
            sheets.append(MapSheet(number, title, held))
        return sheets

    def map_title(self, number: int) -> str:
        """What one map of everything shows."""
        counted = count_words(number, "Beobachtung", "Beobachtungen")
        return f"{counted}, {' und '.join(self.spaces)}"

    @property
    def plain(self) -> list[str]:
        """The figures in short sentences. Written by rule, so nobody has tested them."""
        if not self.entries:
            return []
        number = len(self.entries)
        sentences = [
            "Menschen haben ihre Gegend angeschaut.",
            f"Im Bericht: {count_words(number, 'Beobachtung', 'Beobachtungen')}.",
        ]
        for kind, counted in self.counted.items():
            if counted:
                words = count_words(counted, PLAIN_ONE[kind], PLAIN_MANY[kind])
                sentences.append(f"{words}.")
        return [*sentences, "Hier steht nicht, wer es gesagt hat."]


PLAIN_ONE = {
    "barrier": "Sache ist schlecht",
    "good": "Sache ist gut",
    "idea": "Sache ist eine Idee",
}
PLAIN_MANY = {
    "barrier": "Sachen sind schlecht",
    "good": "Sachen sind gut",
    "idea": "Sachen sind Ideen",
}


@dataclass(frozen=True)
class Surroundings:
    """What a report needs to know besides its findings."""

    municipality: str
    spaces: Mapping[Any, str]
    """Names of the social spaces by id."""
    pool_total: int


def compose(report: Report, findings: Sequence[PooledFinding], around: Surroundings) -> Document:
    """Put a report together; the findings come in its order."""
    return Document(
        id=report.id,
        title=report.title,
        introduction=[part for part in report.introduction.split("\n") if part.strip()],
        published=report.state == ReportState.PUBLISHED,
        municipality=around.municipality,
        updated_at=report.updated_at,
        entries=[
            entry(number, finding, around.spaces)
            for number, finding in enumerate(findings, start=1)
        ],
        pool_total=around.pool_total,
    )


def entry(number: int, finding: PooledFinding, spaces: Mapping[Any, str]) -> Entry:
    """A finding of the pool with its number."""
    title = title_words(finding.question, finding.subcategory)
    return Entry(
        number=number,
        id=finding.id,
        kind=finding.kind,
        title=title,
        question=question_words(finding.question),
        text=finding.text,
        space=spaces.get(finding.social_space_id, OUTSIDE),
        seen_month=finding.seen_month,
        place=place_of(finding),
        pictures=[
            Picture(one.sha256, one.type, one.description or f"Foto zu {number}: {title}")
            for one in finding.photographs
        ],
    )


def figures(document: Document) -> list[tuple[str, str]]:
    """The report in figures: what is counted, and how many."""
    counted = [
        count_words(number, KINDS[kind], KINDS_MANY[kind])
        for kind, number in document.counted.items()
    ]
    return [
        (
            str(len(document.entries)),
            "Beobachtung" if len(document.entries) == 1 else "Beobachtungen",
        ),
        *((words.partition(" ")[0], words.partition(" ")[2]) for words in counted),
    ]


def origin(document: Document) -> list[tuple[str, str]]:
    """Where every figure comes from: rule, version, how many, what is hidden."""
    chosen = len(document.entries)
    return [
        ("Regel", f"{RULE}, Fassung {RULE_VERSION}"),
        ("Gezählt", "Beobachtungen an Orten, nicht Menschen"),
        ("Anzahl", f"{chosen} ausgewählt von {document.pool_total} im Bestand"),
        ("Sozialräume", ", ".join(document.spaces) or NONE),
        ("Zeitraum", document.period),
        ("Verborgen", "wer es gesagt hat, wie es für die Person ist, der genaue Tag"),
        ("Stand", f"{document.updated_at:%d.%m.%Y}"),
    ]
