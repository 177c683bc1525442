"""The keys of an installation: given to it, or made by a demo for itself."""

import base64
import binascii
import os
import secrets
from pathlib import Path
from typing import Final

from server.core.one_setting import Environ, Mode, WrongSetting

DEMO_KEY: Final = b"gegenstrom-demo-key-do-not-use!!"
"""The seal key of documents and examples: known to everybody, so production refuses it."""
SEAL_KEY_BYTES: Final = 32
SECRET_KEY_CHARACTERS: Final = 32


def read_secret_key(environ: Environ, mode: Mode, data: Path) -> str:
    """What signs cookies."""
    name = "GEGENSTROM_SECRET_KEY"
    key = environ.get(name) or demo_secret(name, mode, demo_secrets(data)[0])
    if len(key) < SECRET_KEY_CHARACTERS:
        raise WrongSetting(name, f"must have at least {SECRET_KEY_CHARACTERS} characters")
    return key


def read_seal_keys(environ: Environ, mode: Mode, data: Path) -> dict[int, bytes]:
    """The keys that wrap data keys, by version; the highest seals."""
    name = "GEGENSTROM_SEAL_KEYS"
    given = environ.get(name) or f"1:{demo_secret(name, mode, demo_secrets(data)[1])}"
    keys: dict[int, bytes] = {}
    for entry in given.split(","):
        version, _, encoded = entry.strip().partition(":")
        number = int(version) if version.isascii() and version.isdigit() else 0
        key = decode_key(encoded)
        if number < 1 or number in keys or key is None:
            raise WrongSetting(
                name, "must be VERSION:KEY pairs with commas between; a key is base64 of 32 bytes"
            )
        keys[number] = key
    if mode == "production" and DEMO_KEY in keys.values():
        raise WrongSetting(name, "is the key of the examples; production needs a secret one")
    return keys


def decode_key(encoded: str) -> bytes | None:
    """A key from base64; nothing where it is none."""
    try:
        key = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return None
    return key if len(key) == SEAL_KEY_BYTES else None


def demo_secrets(data: Path) -> tuple[Path, Path]:
    """Where a demo keeps the secret key and the seal key that it made."""
    return data / "secrets" / "secret_key", data / "secrets" / "seal_key"


def demo_secret(name: str, mode: Mode, path: Path) -> str:
    """A key that a demo makes for itself; production has to bring its own."""
    if mode == "production":
        raise WrongSetting(name, "is missing; production needs one")
    try:
        return keep_secret(path)
    except OSError as error:
        reason = f"{path.parent} cannot be written ({error.strerror})"
        raise WrongSetting("GEGENSTROM_DATA", reason) from error


def keep_secret(path: Path) -> str:
    """The secret in `path` (base64 of 32 random bytes), made the first time, for its owner only.

    Two processes that ask at once get the same secret.
    """
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(base64.b64encode(secrets.token_bytes(SEAL_KEY_BYTES)).decode())
        try:
            path.hardlink_to(draft)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()
