"""What is said about an operation."""

from typing import Any

import marshmallow as ma
from sqlalchemy.exc import IntegrityError

from server.core.problems import InvalidInput, Problem
from server.sync.errors import IdTaken
from server.sync.schemas import Verdict

Operation = dict[str, Any]
Answer = dict[str, Any]


def verdict(operation: Operation, said: Verdict) -> Answer:
    """A verdict, with the operation as the record's new revision unless it was refused."""
    return {
        "id": operation["id"],
        "verdict": said,
        "revision": None if said is Verdict.REFUSED else operation["id"],
        "problem": None,
        "body": None,
        "overridden": [],
    }


def refusal(operation: Operation, error: Exception) -> Answer:
    """The verdict on an operation that cannot be applied, with what to do about it."""
    return verdict(operation, Verdict.REFUSED) | {"problem": problem_of(error).document()}


def problem_of(error: Exception) -> Problem:
    """What a device is told of an error.

    Raises:
        Exception: the error itself, where it is none of the device's making.
    """
    if isinstance(error, Problem):
        return error
    if isinstance(error, ma.ValidationError):
        return InvalidInput("Correct the fields named in errors.", errors=field_errors(error))
    if isinstance(error, IntegrityError):
        return IdTaken("Give the record a new id and send it again.")
    raise error


def field_errors(error: ma.ValidationError) -> dict[str, Any]:
    """What is wrong with which field."""
    return error.messages if isinstance(error.messages, dict) else {"body": error.messages}
