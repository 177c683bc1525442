"""The one place that asks what time it is, so that tests can ask something else."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)  # noqa: TID251  # this is the place the rule points to
