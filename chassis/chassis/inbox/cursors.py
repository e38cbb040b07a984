"""How far a consumer got in a producer's log; moved in the transaction of the effect, by one instance at a time."""

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from chassis.eventlog import Envelope
from chassis.inbox.model import Cursor

_FIRST_CURSOR = text("INSERT INTO cursor (producer, position) VALUES (:producer, 0) ON CONFLICT (producer) DO NOTHING")


class AlreadyTaken(Exception):
    """Another instance of this consumer took the event first: this transaction must not count."""


def saved_position(session: Session, producer: str) -> int:
    """The position in the database; 0 for a producer of whom nothing was taken yet."""
    return session.scalar(select(Cursor.position).where(Cursor.producer == producer)) or 0


def locked_cursor(session: Session, producer: str) -> Cursor:
    """The cursor, locked until the transaction ends, so that two instances take turns."""
    cursor = session.get(Cursor, producer, with_for_update=True)
    if cursor is None:
        session.execute(_FIRST_CURSOR, {"producer": producer})
        cursor = session.get_one(Cursor, producer, with_for_update=True)
    return cursor


def cursor_before(session: Session, first: Envelope) -> Cursor:
    """The locked cursor; raises AlreadyTaken unless it stands before the first event of what is to be applied."""
    cursor = locked_cursor(session, first.source)
    if cursor.position >= first.sequence:
        raise AlreadyTaken(f"{first.source} {first.sequence}")
    return cursor
