"""The texts people are asked with: purposes, versions, and the hash of what was shown.

A text that changes gets a new version here, and a migration that says whether people must be asked
again; an old answer counts as long as its text does (``commons.consent_texts``).
"""

import enum
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).with_name("texts")
SHOWN = ("title", "what_happens", "who_sees", "how_long", "if_no", "withdraw", "question")
"""The parts of a text in the order they are shown and hashed."""


class Purpose(enum.StrEnum):
    """What somebody can agree to, each by itself, in the order they are asked."""

    KEEP_MAPS = "keep_maps"
    CASE_CONSULTATION = "case_consultation"
    SAFE_NUMBERS = "safe_numbers"
    RELEASE_WORDS = "release_words"
    RELEASE_MEDIA = "release_media"
    TELL_ME = "tell_me"


class Language(enum.StrEnum):
    """The languages a text exists in."""

    GERMAN = "de"
    PLAIN_GERMAN = "de-simple"
    ENGLISH = "en"

    @property
    def key(self) -> str:
        """Its name in the files."""
        return self.value.replace("-", "_")


@dataclass(frozen=True)
class PurposeText:
    """A purpose as the files define it."""

    purpose: Purpose
    version: int
    title: str
    """What it is called in plain German."""
    health_data: bool
    """Whether it needs a written or electronic form (SGB X § 67b II)."""
    requires: frozenset[Purpose]
    valid_months: int
    hashes: dict[Language, str]
    """SHA-256 of the text shown, in hex."""
    still_counting: frozenset[str]
    """Hashes of earlier texts whose answers need no asking again."""

    @property
    def counting(self) -> frozenset[str]:
        """Hashes of all texts whose answers count."""
        return self.still_counting | frozenset(self.hashes.values())


@cache
def purpose_texts() -> dict[Purpose, PurposeText]:
    """All purposes in their order."""
    return {purpose: read_purpose(purpose) for purpose in Purpose}


def read_purpose(purpose: Purpose) -> PurposeText:
    """A purpose from its file."""
    read: dict[str, Any] = yaml.safe_load((FOLDER / f"{purpose}.yaml").read_text("utf-8"))
    return PurposeText(
        purpose=purpose,
        version=read["version"],
        title=read[Language.PLAIN_GERMAN.key]["title"].strip(),
        health_data=read["health_data"],
        requires=frozenset(map(Purpose, read["requires"])),
        valid_months=read["valid_months"],
        hashes={language: hash_of(read[language.key]) for language in Language},
        still_counting=frozenset(read.get("still_counting", ())),
    )


def hash_of(text: dict[str, str]) -> str:
    """SHA-256 over the parts as they are shown: trimmed, an empty line between two."""
    shown = "\n\n".join(text[part].strip() for part in SHOWN)
    return hashlib.sha256(shown.encode()).hexdigest()


@cache
def codes(name: str) -> frozenset[str]:
    """The codes of a list of the preamble, such as ``present``."""
    read: dict[str, Any] = yaml.safe_load((FOLDER / "preamble.yaml").read_text("utf-8"))
    return frozenset(entry["code"] for entry in read[name])
