"""Who is calling: an account in a role of an organisation, and the side of the house it stands on.

The side decides which database login a transaction uses; account, organisation and role decide
which rows it sees. A caller that is not set sees no rows at all.
"""

import enum
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID


class Side(enum.StrEnum):
    """One side, one database login."""

    FIELD = "field"
    RELEASE = "release"
    PLANNING = "planning"


class Role(enum.StrEnum):
    """What somebody does in an organisation."""

    PARTICIPANT = "participant"
    FACILITATOR = "facilitator"
    COORDINATOR = "coordinator"
    CONSULTANT = "consultant"
    PLANNER = "planner"
    PARTNER = "partner"
    OPERATOR = "operator"

    @property
    def side(self) -> Side:
        """Where their rows lie.

        The field side has those who work with participants, the operator who keeps accounts, and
        consultants: row-level security opens to them what one consultation shares, nothing else.
        """
        return Side.FIELD if self in FIELD_ROLES | BESIDE_THEM else Side.PLANNING


FIELD_ROLES = frozenset({Role.PARTICIPANT, Role.FACILITATOR, Role.COORDINATOR})
BESIDE_THEM = frozenset({Role.OPERATOR, Role.CONSULTANT})


@dataclass(frozen=True)
class Caller:
    """Everything a rule may ask about the caller."""

    side: Side = Side.FIELD
    account_id: UUID | None = None
    organisation_id: UUID | None = None
    role: Role | None = None
    holds: frozenset[str] = frozenset()
    """Proofs of somebody not yet known, such as ``session:<hash>``: each opens its own row."""
    held_back: bool = False
    """The role asks for a second factor and this session has not proved one."""

    @classmethod
    def in_role(cls, account_id: UUID, organisation_id: UUID, role: Role) -> "Caller":
        """The caller an account is while it works for an organisation."""
        return cls(role.side, account_id, organisation_id, role)


NOBODY = Caller()
THE_RELEASE = Caller(side=Side.RELEASE)
"""The job that carries released findings into the pool."""

_current: ContextVar[Caller] = ContextVar("caller", default=NOBODY)


def current_caller() -> Caller:
    """The caller of this transaction; ``NOBODY`` where none was set."""
    return _current.get()


@contextmanager
def calling(caller: Caller) -> Iterator[None]:
    """Be ``caller`` for the length of a block."""
    token = _current.set(caller)
    try:
        yield
    finally:
        _current.reset(token)


Allow = Callable[[Caller], bool]


def everybody(_caller: Caller) -> bool:
    """Signed in or not."""
    return True


def signed_in(caller: Caller) -> bool:
    """Anyone with an account."""
    return caller.account_id is not None


def on_field_side(caller: Caller) -> bool:
    """Those who work with participants, and participants themselves."""
    return signed_in(caller) and caller.role in FIELD_ROLES


def on_planning_side(caller: Caller) -> bool:
    """Those who never meet a personal fact."""
    return signed_in(caller) and caller.side is Side.PLANNING


def holding(*roles: Role) -> Allow:
    """Whoever is in one of these roles now."""

    def in_role(caller: Caller) -> bool:
        return signed_in(caller) and caller.role in roles

    return in_role
