"""What has expired is forgotten: sessions, challenges, resets, and invitations a month later."""

from sqlalchemy import text

from server.core.caller import NOBODY
from server.core.database import db, transaction
from server.core.jobs import task


@task("people.forget_expired", cron="17 3 * * *")
def forget_expired() -> None:
    """Delete what can no longer be used."""
    with transaction(NOBODY):
        db.session.execute(text("select people.forget_expired()"))
        db.session.execute(text("select people.forget_expired_codes()"))
