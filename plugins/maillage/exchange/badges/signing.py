"""Badges signed as VC-JWT with Ed25519 (Open Badges 3.0, 8.2; RFC 7519, RFC 8037), by joserfc.

The private key is a JWK (RFC 7517) in an environment variable of the job that publishes. It is never written to a file nor
said in a message; a badge's header names the public key by the address it is published at, which holds its thumbprint.
"""

import base64
import hashlib
import json
import os
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from joserfc.jwk import OKPKey

VARIABLE = "MAILLAGE_BADGE_KEY"
"""Where the private key is looked for."""
ALGORITHM = "EdDSA"


class BadKeyError(ValueError):
    """What the environment holds is no Ed25519 private key. The message never holds any part of it."""


@dataclass(frozen=True)
class Signer:
    """A key that signs; ``thumbprint`` (RFC 7638) names it in public."""

    _key: "OKPKey"
    thumbprint: str

    def __repr__(self) -> str:
        """The public name only: a key that shows in a traceback is a key lost."""
        return f"Signer({self.thumbprint})"

    @property
    def public(self) -> Mapping[str, object]:
        """The public key as a JWK, with its use."""
        return {**self._key.as_dict(private=False), "alg": ALGORITHM, "use": "sig"}

    def sign(self, credential: Mapping[str, object], key_address: str) -> bytes:
        """A credential as a compact JWT; ``key_address`` is where its public key is published."""
        from joserfc import jwt

        issuer, subject = credential["issuer"], credential["credentialSubject"]
        assert isinstance(issuer, Mapping)  # noqa: S101 - both are made beside, in credentials
        assert isinstance(subject, Mapping)  # noqa: S101
        claims = {
            **credential,
            "iss": issuer["id"],
            "jti": credential["id"],
            "sub": subject["id"],
            "nbf": _seconds(str(credential["validFrom"])),
        }
        header = {"alg": ALGORITHM, "typ": "JWT", "kid": key_address}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # RFC 9864 renames the algorithm; the readers of badges know the old name
            return jwt.encode(header, claims, self._key, algorithms=[ALGORITHM]).encode()


def _seconds(moment: str) -> int:
    from datetime import datetime

    return int(datetime.fromisoformat(moment).timestamp())


def signer_of_environment() -> Signer | None:
    """The key that the environment gives; None where it gives none. Raises BadKeyError for anything that is no key."""
    text = os.environ.get(VARIABLE, "").strip()
    if not text:
        return None
    from joserfc.jwk import OKPKey

    try:
        key = OKPKey.import_key(json.loads(text))
        if key.curve_name != "Ed25519" or not key.is_private:
            raise ValueError
        return Signer(key, key.thumbprint())
    except Exception:
        raise BadKeyError from None  # no chain: the reason may quote the key


def generate() -> tuple[str, str]:
    """A new private key as one line of JSON, and the ``x`` of its public half."""
    from joserfc.jwk import OKPKey

    key = OKPKey.generate_key("Ed25519", private=True)
    return json.dumps(key.as_dict(private=True), separators=(",", ":")), str(key.as_dict(private=False)["x"])


def public_key(x: str) -> tuple[str, Mapping[str, object]]:
    """The thumbprint (RFC 7638) and the JWK of a public key of which ``x`` is known: one that signed in earlier days."""
    key = {"crv": "Ed25519", "kty": "OKP", "x": x}
    digest = hashlib.sha256(json.dumps(key, separators=(",", ":")).encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode(), {**key, "alg": ALGORITHM, "use": "sig"}
