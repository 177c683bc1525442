"""How an answer or what rests on it can be refused."""

from dataclasses import dataclass
from http import HTTPStatus
from uuid import UUID

from server.core.problems import Problem


@dataclass
class TextUnknown(Problem):
    """The text that was shown is none of ours, or not in the version or language named."""

    slug = "text-unknown"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "This text is not known here"


@dataclass
class FormMissing(Problem):
    """Health data need a written or electronic yes, with its proof."""

    slug = "form-missing"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "This yes needs a signature or a paper"


@dataclass
class SpokenNotEnough(Problem):
    """A spoken yes about health data: SGB X § 67b II wants it written or electronic."""

    slug = "spoken-not-enough"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "A spoken yes is not enough for this"


@dataclass
class NeedsAnother(Problem):
    """The purpose cannot be agreed to without another one."""

    slug = "needs-another"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "Another consent is needed first"

    purpose: str = ""
    """The purpose that is missing."""


@dataclass
class UnreadableEvidence(Problem):
    """The proof is no picture, signature or name that can be kept."""

    slug = "unreadable-evidence"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "The signature or photograph cannot be read"


@dataclass
class NoConsent(Problem):
    """Somebody did not agree to this, or no longer does."""

    slug = "no-consent"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "The person has not agreed to this"

    finding_id: UUID | None = None
    purpose: str = ""


@dataclass
class ParticipantUnknown(Problem):
    """The answer is of somebody the caller does not work with."""

    slug = "participant-unknown"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "This person is not one you work with"
