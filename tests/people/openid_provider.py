"""An identity provider in a process of its own, which can be told to behave badly.

``python openid_provider.py`` prints its port; ``PUT /behaviour`` says what the next tokens hold.
"""

import base64
import json
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey

CLIENT, SECRET = "gegenstrom", "a-client-secret"
KEY, STRANGERS_KEY = (RSAKey.generate_key(2048, {"kid": kid}) for kid in ("ours", "theirs"))
codes: dict[str, dict[str, str]] = {}
behaviour: dict[str, object] = {}


class Provider(BaseHTTPRequestHandler):
    """Discovery, authorization without asking anybody, tokens, keys."""

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path == "/.well-known/openid-configuration":
            ends = {"authorization": "authorize", "token": "token"}
            about = {f"{name}_endpoint": f"{self.issuer}/{path}" for name, path in ends.items()}
            issuer = behaviour.get("described", self.issuer)
            self.answer(about | {"issuer": issuer, "jwks_uri": f"{self.issuer}/keys"})
        elif parts.path == "/keys":
            self.answer(KeySet([KEY]).as_dict(private=False))
        elif parts.path == "/authorize":
            self.authorize({name: one[0] for name, one in parse_qs(parts.query).items()})

    def authorize(self, asked: dict[str, str]) -> None:
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256"
        code = f"code-{len(codes)}"
        codes[code] = asked
        back = {"code": code, "state": asked["state"], "iss": self.issuer}
        self.send_response(302)
        self.send_header("Location", f"{asked['redirect_uri']}?{urlencode(back)}")
        self.end_headers()

    def do_PUT(self) -> None:
        behaviour.clear()
        behaviour.update(json.loads(self.body()))
        self.answer({})

    def do_POST(self) -> None:
        sent = {name: one[0] for name, one in parse_qs(self.body().decode()).items()}
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        asked = codes.pop(sent.get("code", ""), None)
        if self.headers["Authorization"] != f"Basic {basic}" or asked is None:
            return self.answer({"error": "invalid_grant"}, 400)
        if create_s256_code_challenge(sent["code_verifier"]) != asked["code_challenge"]:
            return self.answer({"error": "invalid_grant"}, 400)
        return self.answer(
            {"access_token": "x", "token_type": "Bearer", "id_token": self.id_token(asked)}
        )

    def id_token(self, asked: dict[str, str]) -> str:
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "sub": "erna", "nonce": asked["nonce"]}
        claims |= {"iat": now, "exp": now + 300, "name": "Erna Amt"} | behaviour.get("claims", {})
        claims = {name: value for name, value in claims.items() if value is not None}
        if behaviour.get("signed") == "with our secret":
            return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SECRET * 3))
        key = STRANGERS_KEY if behaviour.get("signed") == "by a stranger" else KEY
        return jwt.encode({"alg": "RS256", "kid": "ours"}, claims, key)

    def body(self) -> bytes:
        return self.rfile.read(int(self.headers["Content-Length"] or 0))

    def answer(self, document: object, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(document).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    print(server.server_port, flush=True)  # noqa: T201
    sys.exit(server.serve_forever())
