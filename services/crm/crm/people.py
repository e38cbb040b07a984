"""Names of the people behind the ids."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis.access import Person


def names_of(session: Session, people: Collection[UUID]) -> dict[UUID, str]:
    """The names of some people; who is not known yet is left out."""
    found: Any = session.execute(select(Person.id, Person.name).where(Person.id.in_(people)))
    return dict(found.all())
