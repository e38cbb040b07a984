"""Signed principals: Ed25519 tokens that live for a minute; services hold public keys and refuse anything unsigned.

The gateway's key speaks for people. Each service has a key of its own, good for `system.*` functions only: that is how
a consumer reads a producer's log, and the backup asks everybody to hold. Whoever can read the gateway's private key is
the operator of the installation; the command line uses that instead of a password.
"""

import json
import time
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from chassis.access.principal import Principal
from chassis.model.errors import Unauthenticated

LIFETIME = 60
"""Seconds a signed principal is good for."""

PEOPLE_KEY = "gateway"
_REGISTRY = jwt.JWTClaimsRegistry(leeway=5)
_MAXIMUM_CACHED = 4096


@dataclass
class Signer:
    """Signs principals with the private key of one service."""

    service: str
    key: OKPKey

    def sign(self, principal: Principal, lifetime: int = LIFETIME) -> str:
        claims = {**principal.to_claims(), "exp": int(time.time()) + lifetime}
        return jwt.encode({"alg": "Ed25519", "kid": self.service}, claims, self.key, algorithms=["Ed25519"])

    def own_token(self) -> str:
        """A token for the service itself, good for system functions of its siblings."""
        return self.sign(service_principal(self.service))


@dataclass
class Verifier:
    """Turns a token back into its principal. Verified tokens are remembered until they expire."""

    keys: dict[str, OKPKey]
    _cache: dict[str, tuple[float, Principal]] = field(default_factory=dict)

    def verify(self, token: str) -> Principal:
        """The principal of a token; raises Unauthenticated when it is forged, expired or speaks beyond its key."""
        cached = self._cache.get(token)
        if cached and cached[0] > time.time():
            return cached[1]
        expires, principal = self._verify(token)
        if len(self._cache) >= _MAXIMUM_CACHED:
            self._cache.clear()
        self._cache[token] = (expires, principal)
        return principal

    def _verify(self, token: str) -> tuple[float, Principal]:
        try:
            decoded = jwt.decode(token, lambda obj: self.keys[obj.headers()["kid"]], algorithms=["Ed25519"])
            _REGISTRY.validate(decoded.claims)
            principal = Principal.from_claims(decoded.claims)
            signer = decoded.header["kid"]
            expires = float(decoded.claims["exp"])
        except (JoseError, InvalidSignature, KeyError, ValueError, TypeError, AttributeError):
            raise Unauthenticated from None
        if signer != PEOPLE_KEY and principal != service_principal(signer):
            raise Unauthenticated
        return expires, principal


def service_principal(service: str) -> Principal:
    """What a service may be to its siblings: a reader of logs and a caller of system functions, nothing else."""
    return Principal(id=UUID(int=0), name=service, kind="service", grants={"system.*": "all"})


def operator_principal() -> Principal:
    """The person who holds the installation's key: everything, everywhere (the command line)."""
    return Principal(id=UUID(int=1), name="operator", kind="operator", grants={"*": "all"})


def make_keys(folder: Path, services: list[str]) -> None:
    """Create the missing key pairs: `<service>.private.json` (mode 600) and `<service>.public.json` in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for service in services:
        private = folder / f"{service}.private.json"
        if private.exists():
            continue
        key = OKPKey.generate_key("Ed25519")
        (folder / f"{service}.public.json").write_text(_json(key, private=False))
        # The name comes last: a start that was killed in between must not leave an empty key behind.
        unfinished = private.with_suffix(".unfinished")
        unfinished.touch(mode=0o600)
        unfinished.write_text(_json(key, private=True))
        unfinished.rename(private)


def load_signer(folder: Path, service: str) -> Signer:
    """The signer of one service; raises FileNotFoundError when it has no key."""
    return Signer(service, _load(folder / f"{service}.private.json"))


def load_verifier(folder: Path) -> Verifier:
    """A verifier that knows every public key in the folder."""
    suffix = ".public.json"
    return Verifier({path.name.removesuffix(suffix): _load(path) for path in folder.glob(f"*{suffix}")})


def _json(key: OKPKey, *, private: bool) -> str:
    return json.dumps(key.as_dict(private=private))


def _load(path: Path) -> OKPKey:
    return OKPKey.import_key(json.loads(path.read_text()))
