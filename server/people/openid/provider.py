"""Talking to an identity provider: authorization code with PKCE, and a checked ID token."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwk, jwt
from joserfc.errors import JoseError

from server.people.openid.errors import IdentityRefused, ProviderUnreachable

PATIENCE_S = 8
LEEWAY_S = 60
ALGORITHMS = ["RS256", "ES256", "PS256"]
"""Signatures with the provider's own key; never ``none``, never one with our secret."""
SELF = frozenset({"localhost", "127.0.0.1"})
GONE_WRONG = (requests.RequestException, ValueError, KeyError)


@dataclass(frozen=True)
class Begun:
    """What must come back, kept in the browser's signed cookie until it does."""

    state: str
    nonce: str
    verifier: str = field(repr=False)


@dataclass(frozen=True)
class Provider:
    """An identity provider and who we are there."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    returns_to: str

    def begin(self) -> tuple[str, Begun]:
        """Where to send the browser, and what must come back.

        Raises:
            ProviderUnreachable: the provider does not say where that is.
        """
        begun = Begun(*(secrets.token_urlsafe(32) for _ in range(3)))
        with self.client(begun) as client:
            address, _ = client.create_authorization_url(
                self.described()["authorization_endpoint"],
                state=begun.state,
                nonce=begun.nonce,
                code_verifier=begun.verifier,
            )
        return str(address), begun

    def redeem(self, begun: Begun, code: str) -> Mapping[str, Any]:
        """Who it is, as an ID token says that was made for us, now and for this sign-in.

        Raises:
            ProviderUnreachable: the provider does not answer.
            IdentityRefused: the code or the token does not hold.
        """
        about = self.described()
        try:
            with self.client(begun) as client:
                token = client.fetch_token(
                    about["token_endpoint"],
                    code=code,
                    code_verifier=begun.verifier,
                    timeout=PATIENCE_S,
                )
            return self.checked(token["id_token"], keys_of(about["jwks_uri"]), begun.nonce)
        except (AuthlibBaseError, JoseError, KeyError) as error:
            raise IdentityRefused("Try it once more from the beginning.") from error
        except (requests.RequestException, ValueError) as error:
            raise ProviderUnreachable("Try it again later, or use your password.") from error

    def checked(self, token: str, keys: jwk.KeySet, nonce: str) -> Mapping[str, Any]:
        """The claims of an ID token: signature, issuer, audience, age and nonce hold."""
        decoded = jwt.decode(token, keys, algorithms=ALGORITHMS)
        must = {
            "iss": {"essential": True, "value": self.issuer},
            "aud": {"essential": True, "value": self.client_id},
            "sub": {"essential": True},
            "exp": {"essential": True},
            "nonce": {"essential": True, "value": nonce},
        }
        params = {"nonce": nonce, "client_id": self.client_id}
        claims = CodeIDToken(decoded.claims, decoded.header, must, params)
        claims.validate(leeway=LEEWAY_S)
        return dict(claims)

    def described(self) -> dict[str, Any]:
        """What the provider says of itself.

        Raises:
            ProviderUnreachable: it says nothing, or says to be somebody else.
        """
        address = f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"
        try:
            about: dict[str, Any] = fetched(address)
            ours = about["issuer"] == self.issuer
            ends = ("authorization_endpoint", "token_endpoint", "jwks_uri")
            safe = all(is_safe(about[end], self.issuer) for end in ends)
        except GONE_WRONG as error:
            raise ProviderUnreachable("Try it again later, or use your password.") from error
        if not ours or not safe:
            raise ProviderUnreachable("Its description does not fit its address.")
        return about

    def client(self, begun: Begun) -> OAuth2Session:
        """An OAuth client of ours; it follows nobody elsewhere."""
        client = OAuth2Session(
            self.client_id,
            self.client_secret,
            scope="openid profile email",
            redirect_uri=self.returns_to,
            state=begun.state,
            code_challenge_method="S256",
        )
        client.max_redirects = 0
        client.trust_env = False
        return client


def keys_of(address: str) -> jwk.KeySet:
    """The public keys a provider signs with."""
    return jwk.KeySet.import_key_set(fetched(address))


def fetched(address: str) -> Any:
    """A JSON document."""
    answer = requests.get(address, timeout=PATIENCE_S, allow_redirects=False)
    if not answer.ok or answer.is_redirect:
        raise ValueError(address)
    return answer.json()


def is_safe(address: str, issuer: str) -> bool:
    """Whether an address is secured; http only where the provider is on this very machine."""
    parts = urlsplit(address)
    here = parts.scheme == "http" and parts.hostname in SELF and urlsplit(issuer).hostname in SELF
    return parts.scheme == "https" or here
