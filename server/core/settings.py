"""What an installation may set, read once from the environment and never changed."""

import difflib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, cast

from server.core.addresses import (
    LOGINS,
    read_database_urls,
    read_mail,
    read_media_url,
    read_public_url,
    read_tiles,
    read_virus_scan,
)
from server.core.one_setting import Environ, Mode, WrongSetting
from server.core.own_keys import demo_secrets, read_seal_keys, read_secret_key

CHECKOUT: Final = Path(__file__).resolve().parents[2]

PREFIX: Final = "GEGENSTROM_"
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
        urls, (smtp_url, mail_from) = read_database_urls(environ), read_mail(environ)
        return cls(
            mode=mode,
            data=data,
            database_owner=urls["owner"],
            database_field=urls["field"],
            database_release=urls["release"],
            database_planning=urls["planning"],
            secret_key=read_secret_key(environ, mode, data),
            seal_keys=read_seal_keys(environ, mode, data),
            public_url=read_public_url(environ, mode, port),
            host=environ.get("GEGENSTROM_HOST") or "127.0.0.1",
            port=port,
            workers=_read_number(environ, "GEGENSTROM_WORKERS", 2, 64),
            smtp_url=smtp_url,
            mail_from=mail_from,
            media_url=read_media_url(environ),
            virus_scan=read_virus_scan(environ),
            **read_tiles(environ),
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
    if mode == "production" and any(path.exists() for path in demo_secrets(data)):
        raise WrongSetting(name, f"{data} was a demo's, whose people have easy passwords")
    return data


def _read_number(environ: Environ, name: str, default: int, highest: int) -> int:
    given = environ.get(name) or str(default)
    if not (given.isascii() and given.isdigit() and 1 <= int(given) <= highest):
        raise WrongSetting(name, f"must be a whole number from 1 to {highest}, not {given!r}")
    return int(given)
