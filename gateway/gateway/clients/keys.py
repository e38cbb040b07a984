"""Public keys of API clients, from their JWK."""

from collections.abc import Mapping
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OKPKey

from gateway.clients.model import NotAKey


def bare(public_key: Mapping[str, Any]) -> dict[str, str]:
    """The key alone, without what was said beside it."""
    return {name: str(public_key[name]) for name in ("kty", "crv", "x", "y") if name in public_key}


def imported(public_key: Mapping[str, Any]) -> ECKey | OKPKey:
    """The key to verify with; raises NotAKey for what is no point of its curve."""
    jwk: dict[str, str | list[str]] = {**bare(public_key)}
    try:
        key = ECKey.import_key(jwk) if jwk["kty"] == "EC" else OKPKey.import_key(jwk)
        key.public_key  # noqa: B018 - only now the point is looked at
    except (JoseError, ValueError, TypeError):
        raise NotAKey(field="public_key") from None
    return key
