"""What is said on a map, sealed record by record under the key of whose map it is."""

import json
from typing import Any, Final
from uuid import UUID

from server.core.seals import Vault
from server.networks.tables import Contact, NetworkMap

Table = type[NetworkMap] | type[Contact]
WORDS: Final[dict[Table, tuple[str, ...]]] = {
    NetworkMap: ("title", "words", "ego_name", "ego_age", "ego_gender"),
    Contact: ("name", "symbol", "role_words", "gender", "age", "note", "met"),
}
SEALED_FOR: Final = {NetworkMap: "network_map.words", Contact: "contact.words"}
CODES: Final = frozenset({"gender", "ego_gender"})
"""Sealed with the words, but codes or nothing."""


def sealed_words(
    vault: Vault, table: Table, participant_id: UUID, record_id: UUID, body: dict[str, Any]
) -> bytes | None:
    """The words of a record, sealed; a record without any has no seal."""
    said = {name: body[name] for name in WORDS[table] if body[name]}
    if not said:
        return None
    return vault.seal(participant_id, json.dumps(said).encode(), sealed_for(table, record_id))


def unseal_words(vault: Vault, row: NetworkMap | Contact) -> dict[str, Any]:
    """All words of a record by name; empty where nothing was said."""
    said: dict[str, Any] = {}
    if row.sealed_words is not None:
        belongs_to = sealed_for(type(row), row.id)
        said = json.loads(vault.unseal(row.participant_id, row.sealed_words, belongs_to))
    return {name: said.get(name, None if name in CODES else "") for name in WORDS[type(row)]}


def sealed_for(table: Table, record_id: UUID) -> str:
    """What sealed words belong to."""
    return f"{SEALED_FOR[table]}:{record_id}"
