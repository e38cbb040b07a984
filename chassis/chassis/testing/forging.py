"""Tokens that must open nothing: what somebody would try who can reach a port, or has the key of one service."""

import base64
import hashlib
import hmac
import json
import time
from pathlib import Path
from typing import Any

from joserfc import jwt
from joserfc.jwk import OKPKey

from chassis.access import Principal, Signer, load_signer

SECRET = "sentinel-of-the-forger"
"""In every forged principal's name: it must appear in no answer."""


def forgeries(keys: Path, stolen: str, claimed: Principal) -> dict[str, str]:
    """{what is wrong: token}, all saying that one is `claimed`.

    `keys` is the folder of the installation; of its private keys the forger has only that of the service `stolen`.
    """
    own, gateway = load_signer(keys, stolen), load_signer(keys, "gateway")
    foreign = OKPKey.generate_key("Ed25519")
    claims = {**claimed.to_claims(), "name": SECRET, "exp": int(time.time()) + 60}
    public = (keys / "gateway.public.json").read_text()
    genuine = gateway.sign(claimed)
    head, body, signature = genuine.split(".")
    return {
        "no signature": f"{_part({'alg': 'none', 'kid': 'gateway'})}.{_part(claims)}.",
        "no algorithm": f"{_part({'kid': 'gateway'})}.{_part(claims)}.{signature}",
        "the public key as a secret": _hmac(claims, public),
        "the public key's bytes as a secret": _hmac(claims, json.loads(public)["x"]),
        "a key of one's own": Signer("gateway", foreign).sign(claimed),
        "the key of a service": own.sign(claimed),
        "the key of a service in the gateway's name": Signer("gateway", own.key).sign(claimed),
        "a path as key": _signed(own.key, claims, "../keys/gateway"),
        "a file as key": _signed(own.key, claims, f"{stolen}.private"),
        "no key": _signed(own.key, claims, None),
        "a list as key": f"{_part({'alg': 'Ed25519', 'kid': ['gateway']})}.{body}.{signature}",
        "a key brought along": _bringing(foreign, claims),
        "expired": gateway.sign(claimed, lifetime=-60),
        "without an end": f"{head}.{_part({**claims, 'exp': None})}.{signature}",
        "other claims under a good signature": f"{head}.{_part(claims)}.{signature}",
        "the signature cut": genuine[:-4],
        "a bit turned": f"{head}.{body}.{_turned(signature)}",
        "nothing in it": "..",
        "no JSON": f"{_text('{')}.{_text('[')}.{signature}",
        "very deep": f"{head}.{_text('[' * 20_000)}.{signature}",
        "very long": f"{head}.{_part({**claims, 'x': 'x' * 30_000})}.{signature}",
    }


def _signed(key: OKPKey, claims: dict[str, Any], kid: str | None) -> str:
    header = {"alg": "Ed25519"} | ({"kid": kid} if kid is not None else {})
    return jwt.encode(header, claims, key, algorithms=["Ed25519"])


def _bringing(key: OKPKey, claims: dict[str, Any]) -> str:
    """A token that names its own key: a verifier that believes the header would take it."""
    header = {"alg": "Ed25519", "kid": "gateway", "jwk": key.as_dict(private=False)}
    return jwt.encode(header, claims, key, algorithms=["Ed25519"])


def _hmac(claims: dict[str, Any], secret: str) -> str:
    signed = f"{_part({'alg': 'HS256', 'kid': 'gateway'})}.{_part(claims)}"
    return f"{signed}.{_bytes(hmac.new(secret.encode(), signed.encode(), hashlib.sha256).digest())}"


def _turned(signature: str) -> str:
    """One bit of the first byte turned."""
    data = bytearray(base64.urlsafe_b64decode(signature + "=="))
    data[0] ^= 1
    return _bytes(bytes(data))


def _part(value: Any) -> str:
    return _text(json.dumps(value))


def _text(text: str) -> str:
    return _bytes(text.encode())


def _bytes(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
