"""What the mails say: German, plain text, no more about anybody than they must."""

from datetime import datetime

from flask import current_app

from server.core.mail import PostOffice
from server.core.settings import Settings

INVITATION = """Guten Tag,

Sie sind eingeladen, bei {organisation} mit Gegenstrom zu arbeiten.
Öffnen Sie diese Adresse:

{link}

Oder tippen Sie den Code ein: {code}
Die Einladung gilt einmal und bis {until}.

Sie haben damit nicht gerechnet? Dann löschen Sie diese Mail.
"""
FORGOTTEN = """Guten Tag,

mit dieser Adresse wählen Sie ein neues Passwort für Gegenstrom:

{link}

Oder tippen Sie den Code ein: {code}
Er gilt einmal und bis {until}.

Sie haben kein neues Passwort gewollt? Dann fragen Sie Ihre Koordination.
"""


def post_office() -> PostOffice | None:
    """The mail server of this installation, if it has one."""
    settings: Settings = current_app.extensions["settings"]
    return PostOffice(settings.smtp_url, settings.mail_from) if settings.smtp_url else None


def post(to: str, subject: str, letter: str, expires_at: datetime, words: dict[str, str]) -> bool:
    """Send a letter with a code; whether it is on its way."""
    office = post_office()
    until = expires_at.strftime("%d.%m.%Y")
    return bool(office and to and office.send(to, subject, letter.format(until=until, **words)))
