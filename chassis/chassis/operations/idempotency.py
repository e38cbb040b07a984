"""The same request sent twice has one effect: the first response is kept with its key, in the same transaction."""

import hashlib
import re
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, LargeBinary, String, Uuid, delete
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.model.columns import Document, UtcDateTime
from chassis.model.errors import RuleError
from chassis.model.records import ChassisBase
from chassis.operations.problems import KeyReused

LONGEST_KEY = 100
KEPT = timedelta(days=7)
"""How long a response answers to its key; a client gives up long before."""
_KEY = re.compile(rf"[\x21-\x7e]{{1,{LONGEST_KEY}}}")


class StoredResponse(ChassisBase):
    """The first response to a key; a key is unique per user and operation."""

    __tablename__ = "stored_response"

    user_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    operation: Mapped[str] = mapped_column(String(120), primary_key=True)
    key: Mapped[str] = mapped_column(String(LONGEST_KEY), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    status: Mapped[int] = mapped_column(Integer)
    headers: Mapped[dict[str, Any]] = mapped_column(Document)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class MalformedKey(RuleError):
    """Cut to size, two keys would become one: so a key that is too long is refused."""

    code = "malformed_idempotency_key"
    status = 400
    zh = "幂等键须为 1 到 100 个可见的 ASCII 字符"
    en = "An idempotency key has 1 to 100 visible ASCII characters"


def checked_key(key: str) -> str:
    """The key itself; raises MalformedKey."""
    if not _KEY.fullmatch(key):
        raise MalformedKey(field="Idempotency-Key")
    return key


def fingerprint(path: str, query: str, body: bytes) -> str:
    """What tells two requests apart that carry the same key."""
    target = f"{path}?{query}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(target + b"\0" + body).hexdigest()


def stored_response(session: Session, user_id: UUID, operation: str, key: str, print_: str) -> StoredResponse | None:
    """The response kept for a key; raises KeyReused when it was given to another request."""
    stored = session.get(StoredResponse, (user_id, operation, key))
    if stored is not None and stored.fingerprint != print_:
        raise KeyReused
    return stored


def keep_response(session: Session, **values: Any) -> None:
    """Keep the first response to a key; a second one violates the table's key."""
    session.add(StoredResponse(**values))


def forget_responses(session: Session, now: datetime) -> None:
    """Remove the responses that nobody will ask for again, so that the table does not grow for ever."""
    session.execute(delete(StoredResponse).where(StoredResponse.created_at < now - KEPT))
