"""Settings that are addresses, checked without ever repeating them: they may hold a password."""

import re
from typing import Final
from urllib.parse import SplitResult, urlsplit

from server.core.one_setting import Environ, Mode, WrongSetting

LOGINS: Final = ("owner", "field", "release", "planning")
TILE_HOST: Final = re.compile(r"[A-Za-z0-9.-]+(:[0-9]{1,5})?")


def read_database_urls(environ: Environ) -> dict[str, str]:
    """The URL of each login, by login; all four, or none for the private cluster."""
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
        user = split_url(name, urls[login], ("postgresql", "postgres")).username
        if not user or user in users:
            raise WrongSetting(name, "must name a database user of its own")
        users.add(user)
    return urls


def read_mail(environ: Environ) -> tuple[str, str]:
    """The mail server and the sender; both or neither."""
    name, sender = "GEGENSTROM_SMTP_URL", environ.get("GEGENSTROM_MAIL_FROM", "")
    url = environ.get(name, "")
    if url and not split_url(name, url, ("smtp", "smtps")).hostname:
        raise WrongSetting(name, "must name a host, like smtp://mail.example:587")
    if bool(url) != ("@" in sender):
        missing = "GEGENSTROM_MAIL_FROM" if url else name
        raise WrongSetting(missing, "is missing or wrong; mail needs both")
    return url, sender


def read_media_url(environ: Environ) -> str:
    """The bucket for photographs; empty for the data folder."""
    name, url = "GEGENSTROM_MEDIA_URL", environ.get("GEGENSTROM_MEDIA_URL", "")
    if not url:
        return ""
    parts = split_url(name, url, ("https", "http"))
    if not (parts.hostname and parts.username and parts.password and parts.path.strip("/")):
        raise WrongSetting(
            name, "must name key, secret, host and bucket: https://KEY:SECRET@host/bucket"
        )
    return url


def read_virus_scan(environ: Environ) -> str:
    """Who looks at photographs before they are kept; empty for nobody."""
    name, scanner = "GEGENSTROM_VIRUS_SCAN", environ.get("GEGENSTROM_VIRUS_SCAN", "")
    if scanner and not scanner.startswith(("command:/", "clamd:/")):
        raise WrongSetting(
            name, "must be command:/path/of/a/program, clamd:/path/of/a/socket or clamd://host:3310"
        )
    return scanner


def read_tiles(environ: Environ) -> dict[str, str]:
    """The map service beside the basemaps and whose it is, by the names of the settings."""
    name, url = "GEGENSTROM_TILES_URL", environ.get("GEGENSTROM_TILES_URL", "")
    attribution = environ.get("GEGENSTROM_TILES_ATTRIBUTION", "").strip()
    if not url:
        return {}
    parts = split_url(name, url, ("https", "http"))
    # The host goes into a header of ours, and nothing else of the address may.
    if not parts.hostname or not TILE_HOST.fullmatch(parts.netloc):
        raise WrongSetting(name, "must name a host without user or placeholder")
    if any(part not in url for part in ("{z}", "{x}", "{y}")):
        raise WrongSetting(name, "must have {z}, {x} and {y} where the numbers of a tile go")
    if not attribution:
        raise WrongSetting("GEGENSTROM_TILES_ATTRIBUTION", "is missing: whose map is it?")
    return {"tiles_url": url, "tiles_attribution": attribution}


def read_public_url(environ: Environ, mode: Mode, port: int) -> str:
    """What people type, without a slash at the end; https in production."""
    name = "GEGENSTROM_PUBLIC_URL"
    url = (environ.get(name) or f"http://localhost:{port}").rstrip("/")
    parts = split_url(name, url, ("https", "http"))
    if not parts.hostname or parts.path or parts.query or parts.fragment or parts.username:
        raise WrongSetting(name, "must be scheme and host only, like https://gegenstrom.example")
    allowed = environ.get("GEGENSTROM_ALLOW_HTTP") == "yes"
    if mode == "production" and parts.scheme == "http" and not allowed:
        raise WrongSetting(
            name, "must begin with https:// in production (GEGENSTROM_ALLOW_HTTP=yes overrides)"
        )
    return url


def split_url(name: str, url: str, schemes: tuple[str, ...]) -> SplitResult:
    """Split a URL without ever repeating it: it may hold a password."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise WrongSetting(name, "is not a URL") from error
    if parts.scheme not in schemes:
        raise WrongSetting(name, f"must begin with {' or '.join(f'{s}://' for s in schemes)}")
    return parts
