"""What ends when somebody takes a consent back: each feature says so for what is its own."""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy.orm import Session

Ending = Callable[[Session, UUID], None]
_endings: list[Ending] = []


def when_withdrawn(ending: Ending) -> Ending:
    """Call a function with the participant's id, in the transaction in which a no arrives."""
    _endings.append(ending)
    return ending


def end(session: Session, participant_id: UUID) -> None:
    """Let everything end that the person no longer agrees to."""
    for ending in _endings:
        ending(session, participant_id)
