"""Mail, where an installation has a server for it: plain text, one person at a time.

Nothing is queued: a job's arguments lie in the clear, and the code in such a mail opens something.
"""

import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from urllib.parse import unquote, urlsplit

PATIENCE_S = 10
PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True)
class PostOffice:
    """A mail server and whom our mails come from.

    Attributes:
        url: ``smtp://user:password@host:587`` with STARTTLS where it is offered (always, with a
            password), ``smtps://…`` with TLS from the first byte.
    """

    url: str = field(repr=False)
    sender: str

    def send(self, to: str, subject: str, text: str) -> bool:
        """Send one mail; whether the server took it. What goes wrong is nobody's words."""
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = self.sender, to, subject
        mail["Date"], mail["Message-ID"] = formatdate(), make_msgid(domain="gegenstrom.invalid")
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(text)
        try:
            with self.connected() as server:
                server.send_message(mail)
        except (OSError, smtplib.SMTPException):
            return False
        return True

    def connected(self) -> smtplib.SMTP:
        """A connection that is secured before a password goes over it."""
        parts, context = urlsplit(self.url), ssl.create_default_context()
        host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
        if parts.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=PATIENCE_S, context=context)
        else:
            server = smtplib.SMTP(host, port, timeout=PATIENCE_S)
            server.ehlo()
            if parts.username or server.has_extn("starttls"):
                server.starttls(context=context)
                server.ehlo()
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        return server
