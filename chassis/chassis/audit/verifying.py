"""Verification: walks the trail once, a page at a time, and names what was edited, deleted, moved or cut (I10)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from chassis.audit.anchors import Anchor
from chassis.audit.chain import entry_hash
from chassis.audit.damage import Damage
from chassis.audit.model import AuditEntry
from chassis.audit.trail import Trail, head_of
from chassis.eventlog.model import LedgerHead

PAGE = 1000
"""Rows held in memory at a time."""
_TABLE = AuditEntry.__table__
_UNREADABLE = (ValueError, TypeError, AttributeError, KeyError)
"""What reading a row raises when somebody wrote nonsense into it."""
Row = Mapping[Any, Any]


def broken_links(session: Session, trail: Trail, after: int = 0, limit: int | None = None) -> Iterator[Damage]:
    """What is wrong with the trail (I10), behind an entry that was verified before, and for so many entries.

    The head and the newest anchor are looked at when the walk comes to the end. Entries added meanwhile are left to
    the next verification. Memory does not grow with the trail, but with its anchors (one in five minutes).
    """
    head = head_of(session)
    end = head.audit_position if head and isinstance(head.audit_position, int) else 0
    until = end if limit is None else min(end, after + limit)
    anchors, forged = trail.anchors.read(after, None if until == end else until)
    walk = _Walk.behind(session, trail, anchors, after)
    for row in _rows(session, after, until):
        yield from walk.step(row)
    if walk.position < until:
        yield Damage("missing", walk.position + 1, until)
    if until == end:
        yield from _ending(session, walk, head)
        newest = max((anchor.position for anchor in anchors), default=0)
        yield from (Damage("missing", end + 1, newest),) if newest > end else ()
        yield from (Damage("anchors", line, line) for line in forged)
        yield from () if anchors or not end else (Damage("unanchored", end, end),)


@dataclass
class _Walk:
    """How far the walk along the chain has come."""

    trail: Trail
    position: int
    hashes: frozenset[str] | None
    """The last entry's hash, stored and computed: they differ when somebody edited it. None when it is not known."""
    sealed_from: int
    anchors: dict[int, Anchor]
    rewritten: bool = False

    @classmethod
    def behind(cls, session: Session, trail: Trail, anchors: list[Anchor], position: int) -> "_Walk":
        sealed_from = next((anchor.position for anchor in reversed(anchors) if anchor.begins), 0)
        before = next(iter(_read(session, _TABLE.c.position == position)), None) if position else None
        hashes = _hashes(before) if before else None if position else frozenset({""})
        return cls(trail, position, hashes, sealed_from, {anchor.position: anchor for anchor in anchors})

    def step(self, row: Row) -> Iterator[Damage]:
        """One entry, compared with the one before, with itself, with its seal and with its anchor."""
        position, expected = row["position"], self.position + 1
        if position < expected:
            yield _damage("foreign", row)
            return
        if position > expected:
            yield Damage("missing", expected, position - 1)
        known = self.hashes if position == expected else None
        self.position, self.hashes = position, _hashes(row)
        if self.hashes is None:
            yield Damage("unreadable", position, position)
        elif len(self.hashes) > 1 or (known is not None and row["previous_hash"] not in known):
            yield _damage("changed", row)
        else:
            yield from self._check_seal(row)
            yield from self._check_anchor(row)

    def _check_seal(self, row: Row) -> Iterator[Damage]:
        """Who rewrites an entry has to rewrite all that follow: only the first of them is named."""
        if row["position"] <= self.sealed_from:
            return
        genuine = row["seal"] == self.trail.seals.of_entry(row["hash"])
        if not genuine and not self.rewritten:
            yield _damage("rewritten", row)
        self.rewritten = not genuine

    def _check_anchor(self, row: Row) -> Iterator[Damage]:
        anchor = self.anchors.get(row["position"])
        if anchor and anchor.hash != row["hash"]:
            yield Damage("anchored", row["position"], row["position"], anchor.at)


def _ending(session: Session, walk: _Walk, head: LedgerHead | None) -> Iterator[Damage]:
    at, last = (head.audit_position, head.audit_hash) if head else (None, "")
    sealed = head is not None and head.audit_seal == walk.trail.seals.of_head(head.audit_position, last)
    if not sealed or walk.position != at or (walk.hashes is not None and last not in walk.hashes):
        yield Damage("head", walk.position, walk.position)
    # Asked in one statement: entries are being added all the while.
    now = func.coalesce(select(LedgerHead.audit_position).scalar_subquery(), 0)
    beyond = session.scalar(select(func.count()).select_from(_TABLE).where(_TABLE.c.position > now)) or 0
    if beyond:
        yield Damage("beyond", walk.position + 1, walk.position + beyond)


def _rows(session: Session, after: int, until: int) -> Iterator[Row]:
    """The entries in order, a page at a time; one that cannot be read comes with its position alone."""
    # Whatever somebody put before the first entry must be seen, too.
    condition = (_TABLE.c.position <= until) if after == 0 else (_TABLE.c.position > after)
    while page := _read(session, condition, _TABLE.c.position <= until):
        yield from page
        condition = _TABLE.c.position > page[-1]["position"]


def _read(session: Session, *conditions: ColumnElement[bool]) -> list[Row]:
    def chosen(*columns: Any) -> Any:
        return select(*columns).where(*conditions).order_by(_TABLE.c.position).limit(PAGE)

    try:
        return list(session.execute(chosen(_TABLE)).mappings())
    except _UNREADABLE:
        return [_read_alone(session, position) for position in session.scalars(chosen(_TABLE.c.position)).all()]


def _read_alone(session: Session, position: int) -> Row:
    try:
        return session.execute(select(_TABLE).where(_TABLE.c.position == position)).mappings().one()
    except _UNREADABLE:
        return {"position": position}


def _hashes(row: Row) -> frozenset[str] | None:
    try:
        return frozenset({row["hash"], entry_hash(row)})
    except _UNREADABLE:
        return None


def _damage(kind: str, row: Row) -> Damage:
    return Damage(kind, row["position"], row["position"], str(row.get("entity")), str(row.get("record_id")))
