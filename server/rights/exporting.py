"""The file a person takes along: a page that anybody can read, and the same as data."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.cases.sheets import TITLES
from server.cases.tables import State
from server.consent.queries import proof_of
from server.consent.tables import Answer, Consent, How
from server.consent.texts import purpose_texts
from server.core import audit, clock
from server.explorations.vocabulary import questions, vocabulary
from server.media.operations import read_picture
from server.media.storage import Folder
from server.media.tables import Photograph
from server.people.profiles import SupportKind
from server.rights.looks import Look
from server.rights.schemas import StoredSchema

TEMPLATES = Path(__file__).parent / "templates"
BERLIN = ZoneInfo("Europe/Berlin")
ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}
PROOFS = {"image/svg+xml": "svg", "text/plain": "txt", "audio/webm": "webm", "audio/mp4": "m4a"}
LOOKS = {
    Look.TOOK_IN: "hat dich aufgenommen",
    Look.CHANGED: "hat deine Angaben geändert",
    Look.SUPPORT_BEGAN: "hat dir eine Unterstützungs-Person gegeben",
    Look.SUPPORT_ENDED: "hat eine Unterstützung beendet",
    Look.SUPPORT: "hat dich unterstützt",
    Look.REVIEW: "hat deine Erkundungen durchgesehen",
    Look.RELEASE: "hat etwas veröffentlicht",
    Look.PHOTOGRAPH: "hat Fotos angesehen",
    Look.THIS_PAGE: "hat dir diese Angaben gezeigt",
    Look.COPY: "hat alles für dich kopiert",
    Look.CASE_PREPARED: "hat eine Beratung für dich vorbereitet",
    Look.CASE_SHARED: "hat Fach-Leuten gezeigt, was du ausgesucht hast",
    Look.CASE_SEEN: "hat in deiner Beratung angesehen, was du zeigst",
    Look.CASE_CLOSED: "hat deine Beratung beendet",
    Look.MINUTES: "hat das Protokoll deiner Beratung gelesen",
    Look.SHEET: "hat mit dir an deinem Blatt gearbeitet",
    Look.NETWORK: "hat sich deine Leute mit dir angesehen",
    Look.ANSWER: "hat dein Ja oder Nein aufgeschrieben",
    Look.EVIDENCE: "hat nachgesehen, wie du Ja gesagt hast",
    Look.DEVICE: "hat ein Handy an- oder abgemeldet",
    Look.OTHER: "hat etwas angesehen",
}
ANSWERS = {
    Answer.GIVEN: "Ja",
    Answer.REFUSED: "Nein",
    Answer.WITHDRAWN: "Nein, du hast dein Ja zurückgenommen",
}
HOWS = {How.TAPPED: "auf dem Handy", How.PAPER: "auf Papier", How.SPOKEN: "gesprochen"}
CASE_STATES = {
    State.DRAFT: "Wird vorbereitet",
    State.OPEN: "Läuft gerade",
    State.CLOSED: "Ist fertig",
    State.WITHDRAWN: "Du hast Nein gesagt. Alles ist gelöscht",
}
SUPPORT_KINDS = {
    SupportKind.GUARDIAN: "rechtliche Betreuung",
    SupportKind.TRUSTED: "Vertrauens-Person",
}


def write_export(session: Session, folder: Folder, stored: dict[str, Any], out: IO[bytes]) -> None:
    """Write everything that is stored about a person as a ZIP.

    Photographs that have not arrived are named, but cannot be in it.
    """
    names = photograph_names(stored)
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("lies-mich.html", page(stored, names))
        data = StoredSchema().dump(stored)
        archive.writestr("daten.json", json.dumps(data, ensure_ascii=False, indent=2))
        for name, picture in pictures(session, folder, stored, names):
            archive.writestr(name, picture, compress_type=ZIP_STORED)
        for consent in stored["answers"]:
            if consent.evidence_type:
                archive.writestr(proof_name(consent), proof_of(session, consent))
    audit.record(session, "participant_exported", "participant", stored["id"])


def proof_name(consent: Consent) -> str:
    """The file of the proof of an answer."""
    kind = str(consent.evidence_type)
    return f"antworten/{consent.purpose}-{consent.id}.{ENDINGS.get(kind, PROOFS.get(kind, 'bin'))}"


def photograph_names(stored: dict[str, Any]) -> dict[str, str]:
    """File names of the photographs that have arrived, by hash, in the order of the page."""
    arrived = [
        photograph
        for exploration in stored["explorations"]
        for finding in exploration["findings"]
        for photograph in finding["photographs"]
        if photograph["arrived"]
    ]
    return {
        one["sha256"]: f"fotos/foto-{number}.{ENDINGS.get(one['type'], 'bild')}"
        for number, one in enumerate(arrived, start=1)
    }


def pictures(
    session: Session, folder: Folder, stored: dict[str, Any], names: dict[str, str]
) -> Iterator[tuple[str, bytes]]:
    """The photographs with their file names, one after the other."""
    finding_ids: list[UUID] = [
        finding["id"] for one in stored["explorations"] for finding in one["findings"]
    ]
    rows = session.scalars(
        select(Photograph).where(
            Photograph.finding_id.in_(finding_ids),
            Photograph.received_at.is_not(None),
            Photograph.erased_at.is_(None),
        )
    )
    # The same picture may belong to two findings.
    for sha256, row in {row.sha256: row for row in rows}.items():
        yield names[sha256], read_picture(session, folder, row)


def page(stored: dict[str, Any], names: dict[str, str]) -> str:
    """The page to read: it needs nothing but itself and the photographs beside it."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined
    )
    environment.filters |= {"day": day_words, "word": word}
    return environment.get_template("rights/export.html").render(
        stored=stored,
        names=names,
        looks=LOOKS,
        support_kinds=SUPPORT_KINDS,
        case_states=CASE_STATES,
        answers=ANSWERS,
        hows=HOWS,
        titles={purpose: text.title for purpose, text in purpose_texts().items()},
        proof_name=proof_name,
        sheet_titles=TITLES,
        questions=questions(),
        today=clock.now(),
    )


def word(code: str, name: str) -> str:
    """What a code of a list is called in plain German."""
    entries = vocabulary()[name] + vocabulary().get(f"{name.removesuffix('s')}_open_answers", [])
    return next((str(one["de_simple"]) for one in entries if one["code"] == code), code)


def day_words(moment: date | datetime) -> str:
    """A day as it is written in German."""
    day = moment.astimezone(BERLIN) if isinstance(moment, datetime) else moment
    return f"{day.day}.{day.month}.{day.year}"
