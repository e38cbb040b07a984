"""The index by which the collision check finds a customer (F9). Kept in the transaction that changes the name."""

from uuid import UUID

from sqlalchemy import Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from chassis.model import RuleError
from crm.base import Base


class NameToken(Base):
    """A customer's name has this token. No foreign key: it would be looked up a hundred times per customer entered."""

    __tablename__ = "name_token"
    __table_args__ = {"sqlite_with_rowid": False}

    token: Mapped[str] = mapped_column(String(12), primary_key=True)
    customer_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)


class PhoneNumber(Base):
    """The digits of a number of the customer or its contacts, last digit first: people leave out area codes."""

    __tablename__ = "phone_number"
    __table_args__ = (Index("ix_phone_number_reversed", "reversed_digits"),)

    customer_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    reversed_digits: Mapped[str] = mapped_column(String(40), primary_key=True)


class CustomerCollision(RuleError):
    """The company has this customer already; `hits` shows whose it is, masked."""

    code = "crm.customer_collision"
    zh = "撞单：公司已有同名客户"
    en = "Collision: the company has a customer of this name already"
