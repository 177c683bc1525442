"""Refused attempts are counted, by what was tried and from where; too many and nobody looks."""

from datetime import timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from server.core import clock
from server.people.codes import hashed
from server.people.errors import TooManyAttempts
from server.people.tables import SignInAttempt

ATTEMPTS_BY_NAME = 8
ATTEMPTS_BY_ADDRESS = 40
"""Higher: a provider's whole staff may share one address."""
WINDOW = timedelta(minutes=15)


def by_name(name: str) -> str:
    """The proof under which attempts on an account's name are counted."""
    return f"name:{hashed(name)}"


def by_address(address: str) -> str:
    """The proof under which attempts from a network address are counted."""
    return f"address:{hashed(address)}"


def check_attempts(session: Session, *proofs: str) -> None:
    """Refuse to look at a secret while there were too many refused attempts.

    The transaction must hold the proofs.

    Raises:
        TooManyAttempts: with the seconds until the oldest attempt leaves the window.
    """
    now = clock.now()
    session.execute(delete(SignInAttempt).where(SignInAttempt.at < now - WINDOW))
    rows = session.execute(
        select(SignInAttempt.proof, func.count(), func.min(SignInAttempt.at))
        .where(SignInAttempt.proof.in_(proofs))
        .group_by(SignInAttempt.proof)
    )
    waits = [first + WINDOW - now for proof, count, first in rows if count >= limit_of(proof)]
    if waits:
        seconds = max(1, int(max(waits).total_seconds()))
        raise TooManyAttempts("Wait a little, then try again.", retry_after_s=seconds)


def limit_of(proof: str) -> int:
    """How many refused attempts there may be within the window."""
    return ATTEMPTS_BY_NAME if proof.startswith("name:") else ATTEMPTS_BY_ADDRESS


def count_refusal(session: Session, *proofs: str) -> None:
    """Count an attempt that was refused; the problem raised next must keep what is written."""
    now = clock.now()
    session.add_all(SignInAttempt(proof=proof, at=now) for proof in proofs)
    session.flush()
