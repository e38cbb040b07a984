"""Making secrets and tokens. Their prefixes let scanners of source code and logs recognise what must not be there."""

import hashlib
import secrets

from chassis.service import Host

SECRET, ACCESS, REFRESH = "zgs_", "zga_", "zgr_"
_RANDOM_BYTES = 32


def minted(prefix: str) -> str:
    """A new secret or token: 256 random bits behind its prefix."""
    return prefix + secrets.token_urlsafe(_RANDOM_BYTES)


def digest(text: str) -> str:
    """What is kept of it: SHA-256 is right for 256 random bits, which nobody can guess (see ClientSecret)."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def audience_of(host: Host) -> str:
    """What assertions to this installation are addressed to: by its key, so that none is good for another one."""
    return f"urn:zhanggui:installation:{host.signer.key.thumbprint()}"
