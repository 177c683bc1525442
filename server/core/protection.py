"""What a browser is told and asked, so that no other site acts in somebody's name."""

from urllib.parse import urlsplit

from flask import Flask, Response, current_app, request
from werkzeug.middleware.proxy_fix import ProxyFix

from server.core.problems import CrossSite

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY = (
    "default-src 'self'; img-src 'self' blob: data:{tiles}; media-src 'self' blob:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(self), camera=(self), microphone=(self)",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def check_same_origin() -> None:
    """Let only our own pages change anything with somebody's cookie.

    Browsers say in ``Sec-Fetch-Site`` and ``Origin`` where a request comes from and no script can
    forge either; together with SameSite cookies that is the protection against forged requests
    that OWASP's cheat sheet describes, and needs no token that could be stale after a month
    without network.

    Raises:
        CrossSite: it came from elsewhere, or does not say from where.
    """
    if request.method in SAFE:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        allowed = site == "same-origin"
    else:
        origin = urlsplit(request.headers.get("Origin", "")).netloc
        allowed = origin in {request.host, urlsplit(current_app.config["PUBLIC_URL"]).netloc}
    if not allowed:
        raise CrossSite("Open Gegenstrom itself and try it there.")


def policy(tiles_url: str) -> str:
    """What a page may load: what is ours, and the pictures of a map service if there is one."""
    parts = urlsplit(tiles_url)
    return POLICY.format(tiles=f" {parts.scheme}://{parts.netloc}" if tiles_url else "")


def protect(app: Flask, public_url: str, tiles_url: str = "") -> None:
    """Send the security headers with every answer and keep cookies to ourselves."""
    headers = {"Content-Security-Policy": policy(tiles_url), **HEADERS}
    secure = public_url.startswith("https:")
    if secure:
        # Https means a proxy in front of us; without this every caller would have its address, and
        # one who guesses passwords would lock out all.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign]
    app.config |= {
        "PUBLIC_URL": public_url,
        "SESSION_COOKIE_NAME": "gegenstrom",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": secure,
        "PERMANENT_SESSION_LIFETIME": 60 * 60 * 24 * 60,
        # The row of a session ends when it ends, whenever its cookie was sent last.
        "SESSION_REFRESH_EACH_REQUEST": False,
    }

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        if secure:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        if request.path.startswith("/api/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response
