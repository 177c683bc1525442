"""A report as people take it along: page, map, pictures, PDF and data."""

import json
import re
import secrets
from functools import partial
from http import HTTPStatus
from uuid import UUID

from flask import Response, current_app, render_template
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.aggregates.map_page import map_page
from server.aggregates.pool_map import ground_under, map_finding
from server.aggregates.queries import read_findings
from server.core.api import Routes, caller
from server.core.caller import Side, signed_in
from server.core.database import db
from server.core.paper import write_pdf
from server.core.problems import NotFound
from server.core.settings import Settings
from server.media.routes import folder
from server.partners.tables import Organisation
from server.release.operations import pooled_name
from server.release.tables import PooledFinding
from server.reports import geojson, paper, screen
from server.reports.document import Document, Surroundings, compose, figures, origin
from server.reports.pictures import TEMPLATES, source
from server.reports.queries import read_report
from server.spaces.queries import list_spaces

pages = Routes("report-pages", __name__, template_folder=str(TEMPLATES))


def read_document(session: Session, report_id: UUID) -> Document:
    """The report with everything it says.

    Raises:
        NotFound: there is none, or not for the caller.
    """
    report = read_report(session, caller(), report_id)
    municipality = session.get_one(Organisation, report.municipality_id)
    spaces = list_spaces(session)["features"]
    around = Surroundings(
        municipality=municipality.name,
        spaces={space["properties"]["id"]: space["properties"]["name"] for space in spaces},
        pool_total=session.scalar(select(func.count()).select_from(PooledFinding)) or 0,
    )
    return compose(report, read_findings(session, report.finding_ids), around)


@pages.serves(
    "GET",
    "/reports/<uuid:report_id>",
    allow=signed_in,
    produces="text/html",
    raises=[NotFound],
    door=Side.PLANNING,
)
def show_report(report_id: UUID) -> Response:
    """The report as a page."""
    document, nonce = read_document(db.session(), report_id), secrets.token_urlsafe(16)
    page = render_template(
        "reports/page.html",
        document=document,
        figures=figures(document),
        origin=origin(document),
        mark=screen.mark,
        choice=screen.choice,
        photograph=partial(screen.photograph, report_id),
        logo=source("logo.svg"),
        style=source("report.css") + source("page.css"),
        script=source("page.js"),
        nonce=nonce,
    )
    response = Response(page, mimetype="text/html")
    response.headers["Content-Security-Policy"] = (
        f"default-src 'self'; style-src 'self' 'nonce-{nonce}'; script-src 'nonce-{nonce}'; "
        "object-src 'none'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'self'"
    )
    response.headers["Cache-Control"] = "no-store"
    return response


@pages.serves(
    "GET",
    "/reports/<uuid:report_id>/map",
    allow=signed_in,
    produces="text/html",
    raises=[NotFound],
    door=Side.PLANNING,
)
def show_report_map(report_id: UUID) -> Response:
    """The findings of the report on a folium map, as a page for a sandboxed frame."""
    session = db.session()
    report, spaces = read_report(session, caller(), report_id), list_spaces(session)
    names = {space["properties"]["id"]: space["properties"]["name"] for space in spaces["features"]}
    chosen = read_findings(session, report.finding_ids)
    findings = [map_finding(one, names, number) for number, one in enumerate(chosen, start=1)]
    places = [(one.longitude, one.latitude) for one in findings]
    return map_page(report.title, findings, ground_under(settings().data, places, spaces))


@pages.serves(
    "GET",
    "/reports/<uuid:report_id>/photographs/<string:sha256>",
    allow=signed_in,
    produces="image/*",
    raises=[NotFound],
    door=Side.PLANNING,
)
def show_photograph(report_id: UUID, sha256: str) -> Response:
    """A photograph of a finding in the report."""
    document = read_document(db.session(), report_id)
    pictures = [one for entry in document.entries for one in entry.pictures if one.sha256 == sha256]
    if not pictures:
        raise NotFound
    response = Response(folder().read(pooled_name(sha256)), mimetype=pictures[0].type)
    response.headers["Cache-Control"] = "private, max-age=86400"
    return response


@pages.serves(
    "GET",
    "/reports/<uuid:report_id>/report.pdf",
    allow=signed_in,
    produces="application/pdf",
    raises=[NotFound],
    door=Side.PLANNING,
)
def print_report(report_id: UUID) -> Response:
    """The report on paper (PDF/UA-1)."""
    document = read_document(db.session(), report_id)
    html = render_template(
        "reports/paper.html",
        document=document,
        figures=figures(document),
        origin=origin(document),
        mark=paper.mark,
        choice=paper.mark,
        photograph=paper.photograph,
    )
    pictures = paper.Pictures(settings().data, folder(), document)
    written = write_pdf(html, source("report.css") + source("paper.css"), pictures.give)
    return attached(written, "application/pdf", document.title, "pdf")


@pages.serves(
    "GET",
    "/reports/<uuid:report_id>/findings.geojson",
    allow=signed_in,
    produces=geojson.MEDIA_TYPE,
    raises=[NotFound],
    door=Side.PLANNING,
)
def give_data(report_id: UUID) -> Response:
    """The findings of the report as GeoJSON."""
    document = read_document(db.session(), report_id)
    written = json.dumps(geojson.feature_collection(document), ensure_ascii=False, indent=1)
    return attached(written.encode(), geojson.MEDIA_TYPE, document.title, "geojson")


def settings() -> Settings:
    """The settings of this installation."""
    read: Settings = current_app.extensions["settings"]
    return read


def attached(data: bytes, media_type: str, title: str, suffix: str) -> Response:
    """A file under the title of the report, shown in the browser where it can be."""
    response = Response(data, status=HTTPStatus.OK, mimetype=media_type)
    name = re.sub(r"[^\w-]+", "-", title).strip("-")[:80] or "bericht"
    how = "inline" if suffix == "pdf" else "attachment"
    response.headers.set("Content-Disposition", how, filename=f"{name}.{suffix}")
    response.headers["Cache-Control"] = "no-store"
    return response
