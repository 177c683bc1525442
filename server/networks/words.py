"""What is said on a map, sealed record by record under the key of whose map it is."""

import json
from typing import Any, Final
from uuid import UUID

from server.core.seals import Vault
from server.networks.tables import Contact, NetworkMap

WORDS: Final[dict[type[NetworkMap] | type[Contact], tuple[str, ...]]] = {
    NetworkMap: ("title", "words", "ego_name", "ego_age", "ego_gender"),
    Contact: ("name", "symbol", "role_words", "gender", "age", "note"),
}
SEALED_FOR: Final = {NetworkMap: "network_map.words", Contact: "contact.words"}
CODES: Final = frozenset({"gender", "ego_gender"})
"""Sealed with the words, but codes or nothing."""


def seal_words(vault: Vault, row: NetworkMap | Contact, body: dict[str, Any]) -> None:
    """Seal the words of a record; a row without any keeps no seal."""
    said = {name: body[name] for name in WORDS[type(row)] if body[name]}
    row.sealed_words = (
        vault.seal(row.participant_id, json.dumps(said).encode(), sealed_for(type(row), row.id))
        if said
        else None
    )


def unseal_words(vault: Vault, row: NetworkMap | Contact) -> dict[str, Any]:
    """All words of a record by name; empty where nothing was said."""
    said: dict[str, Any] = {}
    if row.sealed_words is not None:
        belongs_to = sealed_for(type(row), row.id)
        said = json.loads(vault.unseal(row.participant_id, row.sealed_words, belongs_to))
    return {name: said.get(name, None if name in CODES else "") for name in WORDS[type(row)]}


def sealed_for(table: type[NetworkMap] | type[Contact], record_id: UUID) -> str:
    """What sealed words belong to."""
    return f"{SEALED_FOR[table]}:{record_id}"
