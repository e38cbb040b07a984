"""The same request sent twice has one effect: the first response is kept with its key, in the same transaction."""

import hashlib
from datetime import datetime
from uuid import UUID

from sqlalchemy import Integer, String, Text, Uuid
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.model.columns import UtcDateTime
from chassis.model.records import ChassisBase
from chassis.operations.problems import KeyReused

LONGEST_KEY = 100


class StoredResponse(ChassisBase):
    """The first response to a key; a key is unique per user and operation."""

    __tablename__ = "stored_response"

    user_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    operation: Mapped[str] = mapped_column(String(120), primary_key=True)
    key: Mapped[str] = mapped_column(String(LONGEST_KEY), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    status: Mapped[int] = mapped_column(Integer)
    body: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


def fingerprint(path: str, body: bytes) -> str:
    """What tells two requests apart that carry the same key."""
    return hashlib.sha256(path.encode() + b"\0" + body).hexdigest()


def stored_response(session: Session, user_id: UUID, operation: str, key: str, print_: str) -> StoredResponse | None:
    """The response kept for a key; raises KeyReused when it was given to another request."""
    stored = session.get(StoredResponse, (user_id, operation, key))
    if stored is not None and stored.fingerprint != print_:
        raise KeyReused
    return stored
