"""What an installation may set, read once from the environment and never changed."""

import base64
import binascii
import difflib
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal, cast
from urllib.parse import SplitResult, urlsplit

CHECKOUT: Final = Path(__file__).resolve().parents[2]

DEMO_KEY: Final = b"gegenstrom-demo-key-do-not-use!!"
"""The seal key of documents and examples: known to everybody, so production refuses it."""

SEAL_KEY_BYTES: Final = 32
SECRET_KEY_CHARACTERS: Final = 32
LOGINS: Final = ("owner", "field", "release", "planning")

PREFIX: Final = "GEGENSTROM_"
TILE_HOST: Final = re.compile(r"[A-Za-z0-9.-]+(:[0-9]{1,5})?")
NAMES: Final = frozenset(
    PREFIX + name
    for name in (
        "MODE",
        "DATA",
        "SECRET_KEY",
        "SEAL_KEYS",
        "PUBLIC_URL",
        "ALLOW_HTTP",
        "HOST",
        "PORT",
        "WORKERS",
        "SMTP_URL",
        "MAIL_FROM",
        "MEDIA_URL",
        "VIRUS_SCAN",
        "TILES_URL",
        "TILES_ATTRIBUTION",
        *(f"DATABASE_{login.upper()}" for login in LOGINS),
    )
)

Mode = Literal["demo", "production"]
Environ = Mapping[str, str]


class WrongSetting(Exception):
    """A setting cannot be used as given. The message begins with its name."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything an installation decides about itself.

    Attributes:
        data: absolute; holds the private cluster, secrets, media and basemaps.
        database_owner: libpq URL like the three after it; all four are empty when the
            private cluster is to be used and has not been started yet.
        seal_keys: 32 bytes each by version; the highest version seals, all of them unseal.
        public_url: without a slash at the end.
        workers: server processes.
        smtp_url: empty where no mail is sent.
        media_url: a bucket that speaks S3; empty where photographs lie in `data`.
        virus_scan: who looks at photographs before they are kept; empty for nobody.
        tiles_url: a map service beside the basemaps (`{z}`, `{x}`, `{y}`); empty for none.
    """

    mode: Mode
    data: Path
    database_owner: str = field(repr=False)
    database_field: str = field(repr=False)
    database_release: str = field(repr=False)
    database_planning: str = field(repr=False)
    secret_key: str = field(repr=False)
    seal_keys: dict[int, bytes] = field(repr=False)
    public_url: str
    host: str
    port: int
    workers: int
    smtp_url: str = field(default="", repr=False)
    mail_from: str = ""
    media_url: str = field(default="", repr=False)
    virus_scan: str = ""
    tiles_url: str = ""
    tiles_attribution: str = ""

    @property
    def has_private_cluster(self) -> bool:
        """Whether the database is the private cluster in the data folder."""
        return not self.database_owner

    @classmethod
    def read(cls, environ: Environ) -> "Settings":
        """Read and check all settings. Starts nothing; a demo keeps its generated keys in `data`.

        Raises:
            WrongSetting: the first setting that cannot be used.
        """
        _refuse_unknown_names(environ)
        mode = _read_mode(environ)
        data = _read_data(environ, mode)
        port = _read_number(environ, "GEGENSTROM_PORT", 8000, 65535)
        urls, (smtp_url, mail_from) = _read_database_urls(environ), _read_mail(environ)
        return cls(
            mode=mode,
            data=data,
            database_owner=urls["owner"],
            database_field=urls["field"],
            database_release=urls["release"],
            database_planning=urls["planning"],
            secret_key=_read_secret_key(environ, mode, data),
            seal_keys=_read_seal_keys(environ, mode, data),
            public_url=_read_public_url(environ, mode, port),
            host=environ.get("GEGENSTROM_HOST") or "127.0.0.1",
            port=port,
            workers=_read_number(environ, "GEGENSTROM_WORKERS", 2, 64),
            smtp_url=smtp_url,
            mail_from=mail_from,
            media_url=_read_media_url(environ),
            virus_scan=_read_virus_scan(environ),
            **_read_tiles(environ),
        )


def _refuse_unknown_names(environ: Environ) -> None:
    for name in environ:
        if name.startswith(PREFIX) and name not in NAMES:
            near = difflib.get_close_matches(name, NAMES, 1)
            raise WrongSetting(
                name, f"there is no such setting{f', perhaps {near[0]}' if near else ''}"
            )


def _read_mode(environ: Environ) -> Mode:
    mode = environ.get("GEGENSTROM_MODE") or "demo"
    if mode not in ("demo", "production"):
        raise WrongSetting("GEGENSTROM_MODE", f"must be demo or production, not {mode!r}")
    return cast("Mode", mode)


def _read_data(environ: Environ, mode: Mode) -> Path:
    name = "GEGENSTROM_DATA"
    given = environ.get(name)
    data = Path(given).expanduser().resolve() if given else CHECKOUT / "var"
    if data.exists() and not data.is_dir():
        raise WrongSetting(name, f"{data} is not a folder")
    if mode == "production" and any(path.exists() for path in _demo_secrets(data)):
        raise WrongSetting(name, f"{data} was a demo's, whose people have easy passwords")
    return data


def _read_number(environ: Environ, name: str, default: int, highest: int) -> int:
    given = environ.get(name) or str(default)
    if not (given.isascii() and given.isdigit() and 1 <= int(given) <= highest):
        raise WrongSetting(name, f"must be a whole number from 1 to {highest}, not {given!r}")
    return int(given)


def _read_database_urls(environ: Environ) -> dict[str, str]:
    names = {login: f"GEGENSTROM_DATABASE_{login.upper()}" for login in LOGINS}
    urls = {login: environ.get(name, "") for login, name in names.items()}
    if not any(urls.values()):
        return urls
    users: set[str | None] = set()
    for login, name in names.items():
        if not urls[login]:
            raise WrongSetting(
                name, "is missing; set all four database logins, or none for the private cluster"
            )
        user = _split_url(name, urls[login], ("postgresql", "postgres")).username
        if not user or user in users:
            raise WrongSetting(name, "must name a database user of its own")
        users.add(user)
    return urls


def _read_mail(environ: Environ) -> tuple[str, str]:
    name, sender = "GEGENSTROM_SMTP_URL", environ.get("GEGENSTROM_MAIL_FROM", "")
    url = environ.get(name, "")
    if url and not _split_url(name, url, ("smtp", "smtps")).hostname:
        raise WrongSetting(name, "must name a host, like smtp://mail.example:587")
    if bool(url) != ("@" in sender):
        missing = "GEGENSTROM_MAIL_FROM" if url else name
        raise WrongSetting(missing, "is missing or wrong; mail needs both")
    return url, sender


def _read_media_url(environ: Environ) -> str:
    name, url = "GEGENSTROM_MEDIA_URL", environ.get("GEGENSTROM_MEDIA_URL", "")
    if not url:
        return ""
    parts = _split_url(name, url, ("https", "http"))
    if not (parts.hostname and parts.username and parts.password and parts.path.strip("/")):
        raise WrongSetting(
            name, "must name key, secret, host and bucket: https://KEY:SECRET@host/bucket"
        )
    return url


def _read_virus_scan(environ: Environ) -> str:
    name, scanner = "GEGENSTROM_VIRUS_SCAN", environ.get("GEGENSTROM_VIRUS_SCAN", "")
    if scanner and not scanner.startswith(("command:/", "clamd:/")):
        raise WrongSetting(
            name, "must be command:/path/of/a/program, clamd:/path/of/a/socket or clamd://host:3310"
        )
    return scanner


def _read_tiles(environ: Environ) -> dict[str, str]:
    name, url = "GEGENSTROM_TILES_URL", environ.get("GEGENSTROM_TILES_URL", "")
    attribution = environ.get("GEGENSTROM_TILES_ATTRIBUTION", "").strip()
    if not url:
        return {}
    parts = _split_url(name, url, ("https", "http"))
    # The host goes into a header of ours, and nothing else of the address may.
    if not parts.hostname or not TILE_HOST.fullmatch(parts.netloc):
        raise WrongSetting(name, "must name a host without user or placeholder")
    if any(part not in url for part in ("{z}", "{x}", "{y}")):
        raise WrongSetting(name, "must have {z}, {x} and {y} where the numbers of a tile go")
    if not attribution:
        raise WrongSetting("GEGENSTROM_TILES_ATTRIBUTION", "is missing: whose map is it?")
    return {"tiles_url": url, "tiles_attribution": attribution}


def _split_url(name: str, url: str, schemes: tuple[str, ...]) -> SplitResult:
    """Split a URL without ever repeating it: it may hold a password."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise WrongSetting(name, "is not a URL") from error
    if parts.scheme not in schemes:
        raise WrongSetting(name, f"must begin with {' or '.join(f'{s}://' for s in schemes)}")
    return parts


def _read_public_url(environ: Environ, mode: Mode, port: int) -> str:
    name = "GEGENSTROM_PUBLIC_URL"
    url = (environ.get(name) or f"http://localhost:{port}").rstrip("/")
    parts = _split_url(name, url, ("https", "http"))
    if not parts.hostname or parts.path or parts.query or parts.fragment or parts.username:
        raise WrongSetting(name, "must be scheme and host only, like https://gegenstrom.example")
    allowed = environ.get("GEGENSTROM_ALLOW_HTTP") == "yes"
    if mode == "production" and parts.scheme == "http" and not allowed:
        raise WrongSetting(
            name, "must begin with https:// in production (GEGENSTROM_ALLOW_HTTP=yes overrides)"
        )
    return url


def _read_secret_key(environ: Environ, mode: Mode, data: Path) -> str:
    name = "GEGENSTROM_SECRET_KEY"
    key = environ.get(name) or _demo_secret(name, mode, _demo_secrets(data)[0])
    if len(key) < SECRET_KEY_CHARACTERS:
        raise WrongSetting(name, f"must have at least {SECRET_KEY_CHARACTERS} characters")
    return key


def _read_seal_keys(environ: Environ, mode: Mode, data: Path) -> dict[int, bytes]:
    name = "GEGENSTROM_SEAL_KEYS"
    given = environ.get(name) or f"1:{_demo_secret(name, mode, _demo_secrets(data)[1])}"
    keys: dict[int, bytes] = {}
    for entry in given.split(","):
        version, _, encoded = entry.strip().partition(":")
        number = int(version) if version.isascii() and version.isdigit() else 0
        key = _decode_key(encoded)
        if number < 1 or number in keys or key is None:
            raise WrongSetting(
                name, "must be VERSION:KEY pairs with commas between; a key is base64 of 32 bytes"
            )
        keys[number] = key
    if mode == "production" and DEMO_KEY in keys.values():
        raise WrongSetting(name, "is the key of the examples; production needs a secret one")
    return keys


def _decode_key(encoded: str) -> bytes | None:
    try:
        key = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return None
    return key if len(key) == SEAL_KEY_BYTES else None


def _demo_secrets(data: Path) -> tuple[Path, Path]:
    """Where a demo keeps the secret key and the seal key that it made."""
    return data / "secrets" / "secret_key", data / "secrets" / "seal_key"


def _demo_secret(name: str, mode: Mode, path: Path) -> str:
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
