"""What business records have in common: identity, version, owner, audit."""

from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import MetaData, String, Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from chassis.model.identity import uuid7

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class ChassisBase(DeclarativeBase):
    """The tables that the chassis keeps in every service's database."""

    metadata = MetaData(naming_convention=NAMING)


class Identified:
    """A record with an identity of its own (UUIDv7), given by the client or made here."""

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid7)

    def __init__(self, **values: Any) -> None:
        # The identity exists before the first flush, so that events and replies can name it.
        values.setdefault("id", uuid7())
        super().__init__(**values)


class Audited:
    """A record whose every change leaves who, when, from where, old and new (X9).

    `__shown_by__` is the function by which people see such a record: it shows them its history, too; None: to nobody.
    """

    __shown_by__: ClassVar[str | None] = None
    __audit_ignore__: ClassVar[frozenset[str]] = frozenset({"version"})


class Versioned:
    """A record that refuses a writer who has not seen the newest version."""

    version: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}


class Owned:
    """A record seen only within the reader's data scope: own, team, branch or all (F91-F94)."""

    owner_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    org_path: Mapped[str] = mapped_column(String(200), index=True)
