"""The tables of this service."""

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase

from chassis.model import NAMING


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
