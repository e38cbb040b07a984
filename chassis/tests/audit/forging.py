"""Everything that somebody who can write to the database, but has not the service's key, may do to a trail."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.orm import Session

from chassis.audit import AuditEntry
from chassis.audit.chain import entry_hash
from chassis.audit.seals import Seals
from chassis.eventlog import LedgerHead

TABLE = AuditEntry.__table__
COLUMNS = [column.key for column in TABLE.columns]
HEAD_COLUMNS = ("audit_position", "audit_hash", "audit_seal")
GUESSED = Seals(b"a guess at the key, of 32 bytes.")
Rows = list[dict[str, Any]]


def read(session: Session) -> Rows:
    return [dict(row._mapping) for row in session.execute(select(TABLE).order_by(TABLE.c.position))]


def edit(session: Session, dice: Random) -> str:
    """One column of one entry."""
    row, column = dice.choice(read(session)), dice.choice(COLUMNS)
    values = {column: another(row[column], dice)}
    session.execute(update(TABLE).where(TABLE.c.position == row["position"]).values(values))
    return f"{column} of {row['position']}"


def another(value: Any, dice: Random) -> Any:
    """A value of the same kind that is not this one."""
    match value:
        case None:
            return "phone-1"
        case int():
            return value + 1000 + dice.randint(0, 9) if dice.random() < 0.7 else -dice.randint(0, 9)
        case dict():
            return {**value, "title": [None, str(dice.random())]}
        case str():
            return dice.choice((value[1:] + "§", value[:-1] + "§", value[:-1] or "§", "§")) if value else "x"
    return value + timedelta(microseconds=dice.choice((1, -1, 86_400_000_000)))


def edit_head(session: Session, dice: Random) -> str:
    column = dice.choice(HEAD_COLUMNS)
    head = session.execute(select(LedgerHead.__table__)).one()._mapping
    session.execute(update(LedgerHead).values({column: another(head[column], dice)}))
    return column


def delete_some(session: Session, dice: Random) -> str:
    rows = read(session)
    first = dice.randint(1, len(rows))
    last = dice.choice((first, dice.randint(first, len(rows)), len(rows)))
    session.execute(delete(TABLE).where(TABLE.c.position.between(first, last)))
    return f"{first} to {last}"


def delete_head(session: Session, _dice: Random) -> str:
    session.execute(delete(LedgerHead))
    return ""


def swap(session: Session, dice: Random) -> str:
    """Two entries change places, with or without their hashes."""
    one, other = dice.sample(read(session), 2)
    kept = {"position"} if dice.random() < 0.5 else {"position", "hash", "previous_hash", "seal"}
    moved = [name for name in COLUMNS if name not in kept]
    for there, here in ((one, other), (other, one)):
        values = {name: here[name] for name in moved}
        session.execute(update(TABLE).where(TABLE.c.position == there["position"]).values(values))
    return f"{one['position']} and {other['position']}"


def insert_one(session: Session, dice: Random) -> str:
    rows = read(session)
    position = dice.choice((0, -1, len(rows) + 1, len(rows) + 7))
    session.execute(insert(TABLE).values({**dice.choice(rows), "position": position}))
    return f"{position}"


def cut(session: Session, dice: Random) -> str:
    """The end is taken away, and the head says so: with the right hash, but a seal of its own."""
    rows = read(session)
    kept = dice.randint(0, len(rows) - 1)
    session.execute(delete(TABLE).where(TABLE.c.position > kept))
    tell_head(session, dice, rows[:kept])
    return f"behind {kept}"


def recompute(session: Session, dice: Random) -> str:
    """Edit, delete, insert or swap entries, then compute every hash again, and the head's."""
    rows = read(session)
    place = dice.randrange(len(rows))
    what = dice.choice(("edit", "delete", "insert", "swap"))
    if what == "edit":
        column = dice.choice([name for name in COLUMNS if name not in ("position", "hash", "previous_hash", "seal")])
        rows[place] = {**rows[place], column: another(rows[place][column], dice)}
    elif what == "delete":
        del rows[place]
    elif what == "insert":
        rows.insert(place, {**dice.choice(rows), "record_id": "another"})
    else:
        other = dice.choice([each for each in range(len(rows)) if each != place])
        rows[place], rows[other] = rows[other], rows[place]
    rechain(rows, dice)
    session.execute(delete(TABLE))
    if rows:
        session.execute(insert(TABLE), rows)
    tell_head(session, dice, rows)
    return f"{what} at {place + 1}"


def rechain(rows: Rows, dice: Random) -> None:
    guess = dice.random() < 0.5
    previous = ""
    for position, row in enumerate(rows, start=1):
        row |= {"position": position, "previous_hash": previous}
        before, row["hash"] = row["hash"], entry_hash(row)
        previous = row["hash"]
        if guess and previous != before:
            row["seal"] = GUESSED.of_entry(previous)


def tell_head(session: Session, dice: Random, rows: Rows) -> None:
    position, last = len(rows), rows[-1]["hash"] if rows else ""
    seals = {"audit_seal": dice.choice(("", GUESSED.of_head(position, last)))} if dice.random() < 0.7 else {}
    session.execute(update(LedgerHead).values(audit_position=position, audit_hash=last, **seals))


def write_nonsense(session: Session, dice: Random) -> str:
    """What the types of SQLite do not prevent."""
    if session.get_bind().dialect.name != "sqlite":
        return edit(session, dice)
    row, column = dice.choice(read(session)), dice.choice(("changes", "occurred_at", "position"))
    session.execute(text(f"UPDATE audit_entry SET {column} = 'nonsense' WHERE position = {row['position']}"))
    return f"{column} of {row['position']}"


FORGERIES: tuple[Callable[[Session, Random], str], ...] = (
    *(edit, edit, edit, recompute, recompute, cut),
    *(edit_head, delete_some, delete_head, swap, insert_one, write_nonsense),
)
