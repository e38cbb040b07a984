"""Anchors: where the trail stood at some moments, signed, in a file outside the database (docs/adr/0012).

Whoever puts an older state of the database back has its seals, too; the anchors made since then tell of him.
"""

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from chassis.access import Signer

_PURPOSE = b"zhanggui audit anchor\n"


@dataclass(frozen=True)
class Anchor:
    """The trail had `position` entries and ended with `hash` at that moment.

    `begins`: from here on this installation seals what is added. What came before, it found (an upgrade, a restored
    backup); the hash vouches for that.
    """

    service: str
    position: int
    hash: str
    at: str
    begins: bool = False

    def signed_text(self) -> bytes:
        return _PURPOSE + json.dumps(vars(self), sort_keys=True).encode()


class AnchorFile:
    """The anchors of one service, a line each; lines are only ever added."""

    def __init__(self, path: Path, signer: Signer):
        self.path, self.signer = path, signer

    def exists(self) -> bool:
        return self.path.exists()

    def add(self, position: int, last_hash: str, at: datetime, *, begins: bool = False) -> None:
        """Sign an anchor and append it; it is on the disk by then."""
        anchor = Anchor(self.signer.service, position, last_hash, at.isoformat(), begins)
        private = self.signer.key.private_key
        assert isinstance(private, Ed25519PrivateKey)
        line = json.dumps({**vars(anchor), "signature": private.sign(anchor.signed_text()).hex()})
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self.path.open("ab") as file:
            file.write(f"{line}\n".encode())
            file.flush()
            os.fsync(file.fileno())

    def read(self, after: int = 0, until: int | None = None) -> tuple[list[Anchor], list[int]]:
        """The anchors behind `after` up to `until`, with those that begin a trail; and the lines we did not sign.

        A signature costs 0.1 ms: a part of the trail is verified with its own anchors only.
        """
        anchors, forged = [], []
        for number, line in enumerate(self._lines(), start=1):
            values = _parsed(line)
            if values is not None and not values.get("begins") and not _within(values.get("position"), after, until):
                continue
            found = self._verified(values)
            if found is None:
                forged.append(number)
            else:
                anchors.append(found)
        return anchors, forged

    def last(self) -> Anchor | None:
        """The newest anchor; None when there is none, or its line is not ours."""
        lines = self._lines()[-1:]
        return self._verified(_parsed(lines[0])) if lines else None

    def _lines(self) -> list[str]:
        return self.path.read_text(errors="replace").splitlines() if self.exists() else []

    def _verified(self, values: dict[str, Any] | None) -> Anchor | None:
        try:
            signature = bytes.fromhex((values or {})["signature"])
            anchor = Anchor(**{name: value for name, value in (values or {}).items() if name != "signature"})
            public = self.signer.key.public_key
            assert isinstance(public, Ed25519PublicKey)
            public.verify(signature, anchor.signed_text())
        except (ValueError, KeyError, TypeError, InvalidSignature):
            return None
        return anchor if anchor.service == self.signer.service else None


def _parsed(line: str) -> dict[str, Any] | None:
    try:
        values = json.loads(line)
    except ValueError:
        return None
    return values if isinstance(values, dict) else None


def _within(position: object, after: int, until: int | None) -> bool:
    return not isinstance(position, int) or (position > after and (until is None or position <= until))
