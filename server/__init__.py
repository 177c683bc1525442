"""Gegenstrom: the server.

``create_app`` is the whole application; ``python -m server`` is the front door's second half.
"""

from flask import Flask

from server.aggregates import routes as aggregates
from server.cases import ending, sheet_routes
from server.cases import member_routes as case_member_routes
from server.cases import routes as cases
from server.consent import routes as consent
from server.consent.kinds import ConsentRecord
from server.core import jobs, shell
from server.core.api import Gegenstrom, start_api
from server.core.database import connect
from server.core.protection import protect
from server.core.seals import Keyring, use_keyring
from server.core.settings import Settings
from server.explorations.kinds import ExplorationKind
from server.explorations.material import register_material
from server.media import removing, sweeping, thumbnails
from server.media import routes as media
from server.media.keeping import folder_for
from server.networks import keeping as keeping_networks
from server.networks import routes as networks
from server.networks.kinds import ContactRecord, NetworkMapRecord, TieRecord
from server.networks.material import HelperMaterial, NetworkMapMaterial
from server.partners import routes as partners
from server.people import (
    account_routes,
    device_routes,
    forgetting,
    member_routes,
    recovery_routes,
)
from server.people import routes as people
from server.people.openid import routes as openid
from server.release import copying, taking_back
from server.release import routes as release
from server.reports import routes as reports
from server.rights import routes as rights
from server.spaces import routes as spaces
from server.sync import routes as sync
from server.sync.kinds import register
from server.walks import keeping as keeping_walks
from server.walks.kinds import FindingRecord, PhotographRecord, WalkRecord
from server.walks.material import FindingMaterial

API = "/api/v1"
KINDS = (
    ConsentRecord,
    ExplorationKind,
    WalkRecord,
    FindingRecord,
    PhotographRecord,
    NetworkMapRecord,
    ContactRecord,
    TieRecord,
)
MATERIALS = (FindingMaterial, NetworkMapMaterial, HelperMaterial)
"""What of a person can be shown in a case consultation, kind by kind."""
FEATURES = (
    shell,
    partners,
    people,
    account_routes,
    recovery_routes,
    member_routes,
    device_routes,
    openid,
    spaces,
    media,
    sync,
    consent,
    networks,
    cases,
    case_member_routes,
    sheet_routes,
    release,
    aggregates,
    reports,
    rights,
)
PAGES = (aggregates.pages, openid.pages, reports.pages)
DECLARING = (
    copying,
    ending,
    forgetting,
    keeping_networks,
    keeping_walks,
    removing,
    sweeping,
    taking_back,
    thumbnails,
)
"""Modules that only declare jobs or what ends with a consent: importing them makes them known."""


def create_app(settings: Settings) -> Flask:
    """The application, connected to its database but not yet talking to it."""
    app = Gegenstrom("gegenstrom", static_folder=None)
    app.secret_key = settings.secret_key
    app.extensions["settings"] = settings
    app.extensions["media"] = folder_for(settings)
    use_keyring(Keyring(settings.seal_keys))
    protect(app, settings.public_url, settings.tiles_url)
    connect(app, settings)
    api = start_api(app)
    people.start_sign_in(app)
    for kind in KINDS:
        register(kind())
        # Records travel inside push and pull; their schemas belong to the contract all the same.
        api.spec.components.schema(f"{in_contract(kind.name)}Record", schema=kind.schema)
    for material in MATERIALS:
        register_material(material())
    for feature in FEATURES:
        api.register_blueprint(feature.routes, url_prefix=API)
    for pages in PAGES:
        api.register_blueprint(pages)
    spaces.serve_basemaps(app)
    shell.serve_shell(app)
    jobs.start_jobs(app, settings.database_field)
    return app


def in_contract(name: str) -> str:
    """The name of a kind as the contract writes names: ``network_map`` is ``NetworkMap``."""
    return "".join(word.title() for word in name.split("_"))
