"""The desk: it hears of the depot's parcels, and writes down the story of each."""

import sys
from pathlib import Path
from uuid import UUID

from sqlalchemy import MetaData, String, Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from chassis.inbox import Incoming, reaction, reactions_in
from chassis.model import NAMING, Audited
from chassis.operations import Context, fields
from chassis.service import Service


class DeskBase(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)


class Arrival(Audited, DeskBase):
    """What the desk knows of a parcel; `story` grows with each event, so that order and repetition show."""

    __tablename__ = "arrival"

    parcel_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    story: Mapped[str] = mapped_column(String(4000), default="")


class RegisteredSeen(Incoming):
    parcel_id = fields.Id(required=True)
    title = fields.Text(required=True)


class GoneSeen(Incoming):
    parcel_id = fields.Id(required=True)


class DeskRules:
    """What the desk cannot digest at the moment: a test puts titles here and takes them away again."""

    poisonous: set[str] = set()


@reaction("depot.parcel_registered.v1", RegisteredSeen)
def note_arrival(ctx: Context, parcel_id: UUID, title: str) -> None:
    _tell(ctx, parcel_id, title)
    if title in DeskRules.poisonous:
        raise KeyError(title)


@reaction("depot.parcel_gone.v1", GoneSeen)
def note_leaving(ctx: Context, parcel_id: UUID) -> None:
    _tell(ctx, parcel_id, "gone")


def _tell(ctx: Context, parcel_id: UUID, word: str) -> None:
    arrival = ctx.session.get(Arrival, parcel_id) or ctx.add(Arrival(parcel_id=parcel_id, story=""))
    arrival.story += f"{word};"


desk = Service(
    name="desk",
    title=("前台", "Desk"),
    base=DeskBase,
    migrations=Path(__file__).parent,
    reactions=reactions_in(sys.modules[__name__]),
)
