"""What every service knows of people: a local copy of the gateway's directory, fed by its events."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import String, Uuid, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.model.errors import NotFound
from chassis.model.records import ChassisBase


class Person(ChassisBase):
    """Somebody who works here. `org_path` is the path of codes from the company down, such as `/hq/east/`."""

    __tablename__ = "person"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    code: Mapped[str] = mapped_column(String(40), index=True)
    name: Mapped[str] = mapped_column(String(120))
    org_path: Mapped[str] = mapped_column(String(200))
    superior_id: Mapped[UUID | None] = mapped_column(Uuid)
    active: Mapped[bool] = mapped_column(default=True)


def remember_person(session: Session, **values: Any) -> None:
    """Insert or update the local copy."""
    session.merge(Person(**values))


def get_person(session: Session, person_id: UUID, field: str = "person_id") -> Person:
    """The person; raises NotFound, which names the field that the person was asked for in."""
    person = session.get(Person, person_id)
    if person is None:
        raise NotFound(field=field)
    return person


def find_person(session: Session, code: str) -> Person | None:
    """The person with this employee code."""
    return session.query(Person).filter_by(code=code).one_or_none()


def names_of(session: Session, people: Collection[UUID]) -> dict[UUID, str]:
    """The names of some people; who is not known yet is left out."""
    found: Any = session.execute(select(Person.id, Person.name).where(Person.id.in_(people)))
    return dict(found.all())
