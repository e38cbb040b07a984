"""The audit trail of a living service: its seals, its anchors, and how the two are kept."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis.access import Signer
from chassis.audit.anchors import AnchorFile
from chassis.audit.seals import Seals
from chassis.eventlog.log import HEAD, lock_head
from chassis.eventlog.model import LedgerHead

ANCHOR_SECONDS = 300.0
"""An older state of the whole database put back unseen hides at most what was done in this time."""


class Trail:
    """What a service needs to seal its trail and to verify it."""

    def __init__(self, folder: Path, signer: Signer, engine: str):
        self.seals = Seals.of(signer)
        # An installation may have been tried in both runtimes: each keeps databases of its own.
        self.anchors = AnchorFile(folder / f"{signer.service}.{engine}.jsonl", signer)

    def adopt(self, session: Session) -> tuple[int, str] | None:
        """Seal the head of a trail that this installation has no anchors of: a new one, an older one, a restored one.

        Answers position and hash to be anchored after the commit; None when the trail is known already. An empty trail
        of which nothing was ever anchored may be begun again.
        """
        head = lock_head(session)
        last = self.anchors.last()
        if self.anchors.exists() and (last is None or last.position or head.audit_position):
            return None
        head.audit_seal = self.seals.of_head(head.audit_position, head.audit_hash)
        return head.audit_position, head.audit_hash

    def begin(self, found: tuple[int, str] | None, now: datetime) -> None:
        """The anchor of what was adopted; written after the commit, so that a crash in between adopts once more."""
        if found is not None:
            self.anchors.add(*found, now, begins=True)

    def anchor(self, session: Session, now: datetime) -> None:
        """Write down where the trail stands, if it has moved."""
        head = session.get_one(LedgerHead, HEAD)
        last = self.anchors.last()
        # An anchor vouches for what it names: never for a head that somebody else may have put there.
        sealed = head.audit_seal == self.seals.of_head(head.audit_position, head.audit_hash)
        if sealed and (last is None or last.position < head.audit_position):
            self.anchors.add(head.audit_position, head.audit_hash, now)


def head_of(session: Session) -> LedgerHead | None:
    """The head as it is now."""
    return session.scalar(select(LedgerHead).where(LedgerHead.id == HEAD).execution_options(populate_existing=True))
