"""The depot: it registers parcels with their stops, sends them off, counts them in jobs."""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, MetaData, String, UniqueConstraint, Uuid, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from chassis.access import Area, Function
from chassis.eventlog import Event
from chassis.jobs import JobWork, job, jobs_in
from chassis.model import (
    NAMING,
    Audited,
    Document,
    Identified,
    Money,
    Owned,
    Quantity,
    RuleError,
    Transitions,
    UtcDateTime,
    Versioned,
    money,
    next_state,
)
from chassis.operations import (
    Attachment,
    Context,
    Expected,
    ListQuery,
    Schema,
    fields,
    operation,
    operations_in,
    page_of,
)
from chassis.service import Service

TRANSITIONS: Transitions = {("stored", "dispatch"): "gone"}


class DepotBase(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)


class CodeTaken(RuleError):
    code = "depot.code_taken"
    zh = "包裹编码已被使用"
    en = "This parcel code is taken"


class TooHeavy(RuleError):
    code = "depot.too_heavy"
    zh = "包裹过重"
    en = "The parcel is too heavy"


class Parcel(Identified, Owned, Versioned, Audited, DepotBase):
    __tablename__ = "parcel"
    __shown_by__ = "depot.parcel.read"
    __table_args__ = (
        UniqueConstraint("code"),
        CheckConstraint("weight <= 10000000", name="weight"),
        CheckConstraint("weight >= 0", name="weight_sign"),
    )

    code: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(200))
    value: Mapped[Any] = mapped_column(Money)
    weight: Mapped[Any] = mapped_column(Quantity)
    cost: Mapped[Any] = mapped_column(Money, info={"hide": "cost"})
    due_on: Mapped[date | None]
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    fragile: Mapped[bool] = mapped_column(default=False)
    notes: Mapped[Any] = mapped_column(Document, default=dict)
    state: Mapped[str] = mapped_column(String(10), default="stored")
    number: Mapped[str | None] = mapped_column(String(20))
    stops: Mapped[list["Stop"]] = relationship(order_by="Stop.place", back_populates="parcel")


class Stop(Identified, Owned, DepotBase):
    __tablename__ = "stop"

    parcel_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("parcel.id"))
    place: Mapped[str] = mapped_column(String(60))
    fee: Mapped[Any] = mapped_column(Money)
    parcel: Mapped[Parcel] = relationship(back_populates="stops")


class Recounted(DepotBase):
    __tablename__ = "recounted"

    step: Mapped[int] = mapped_column(primary_key=True)
    times: Mapped[int] = mapped_column(default=0)


class ParcelRegistered(Event):
    type = "depot.parcel_registered.v1"

    parcel_id = fields.Id(required=True)
    title = fields.Text(required=True)
    value = fields.Money(required=True, metadata={"hide": "cost"})


class ParcelGone(Event):
    type = "depot.parcel_gone.v1"

    parcel_id = fields.Id(required=True)


class StopIn(Schema):
    place = fields.Text(60, required=True)
    fee = fields.Money(minimum=0, required=True)


class ParcelIn(Schema):
    id = fields.Id()
    code = fields.Code(required=True)
    title = fields.Text(required=True)
    value = fields.Money(minimum=0, required=True)
    weight = fields.Quantity(load_default=0)
    cost = fields.Money(minimum=0, load_default=0)
    due_on = fields.LocalDate(load_default=None, allow_none=True)
    sent_at = fields.Instant(load_default=None, allow_none=True)
    fragile = fields.Boolean(load_default=False)
    pieces = fields.WholeNumber(1, 1000, load_default=1)
    kind = fields.Choice("box", "bag", load_default="box")
    notes = fields.Dict(keys=fields.Text(40), values=fields.Text(), load_default=dict)
    stops = fields.List(fields.Nested(StopIn), load_default=list)


class AmendIn(Expected):
    title = fields.Text()
    weight = fields.Quantity()


class StopOut(Schema):
    place = fields.Text()
    fee = fields.Money(metadata={"hide": "cost"})


class ParcelOut(Schema):
    id = fields.Id()
    code = fields.Code()
    title = fields.Text()
    value = fields.Money()
    weight = fields.Quantity()
    cost = fields.Money(metadata={"hide": "cost"})
    due_on = fields.LocalDate(allow_none=True)
    sent_at = fields.Instant(allow_none=True)
    state = fields.Text()
    number = fields.Text(allow_none=True)
    version = fields.WholeNumber()
    stops = fields.List(fields.Nested(StopOut))


class ParcelQuery(ListQuery):
    state = fields.Choice("stored", "gone", load_default=None)
    due_until = fields.LocalDate(load_default=None)
    min_weight = fields.Quantity(load_default=None)


class Totals(Schema):
    value = fields.Money(allow_none=True)


class Manifest(Schema):
    best = fields.Nested(ParcelOut)
    by_place = fields.Dict(keys=fields.Text(), values=fields.Nested(StopOut))


SORTS = {
    each.key: each for each in (Parcel.code, Parcel.title, Parcel.value, Parcel.cost, Parcel.due_on, Parcel.sent_at)
}
SORTS |= {"fragile": Parcel.fragile, "cost": Parcel.cost}


@operation("POST", "/parcels", title=("登记包裹", "Register"), scope="depot.parcel.enter", request=ParcelIn,
           response=ParcelOut, status=201)  # fmt: skip
def register(ctx: Context, stops: list[dict[str, Any]], pieces: int, kind: str, **values: Any) -> Parcel:
    owner = {"owner_id": ctx.principal.id, "org_path": ctx.principal.org_path}
    values["cost"] = values["cost"] or money(0)
    parcel = ctx.add(Parcel(**values, **owner, state="stored"))
    parcel.stops = [Stop(**each, **owner) for each in stops]
    ctx.record(ParcelRegistered, parcel.id, parcel_id=parcel.id, title=parcel.title, value=parcel.value)
    return parcel


@operation("PUT", "/parcels/{parcel_id}", title=("修改包裹", "Amend"), scope="depot.parcel.enter", request=AmendIn,
           response=ParcelOut)  # fmt: skip
def amend(ctx: Context, parcel_id: UUID, expected_version: int | None, **values: Any) -> Parcel:
    parcel = ctx.get(Parcel, parcel_id, version=expected_version)
    for name, value in values.items():
        setattr(parcel, name, value)
    return parcel


@operation("POST", "/parcels/{parcel_id}/dispatch", title=("发出", "Dispatch"), scope="depot.parcel.enter",
           request=Expected, response=ParcelOut)  # fmt: skip
def dispatch(ctx: Context, parcel_id: UUID, expected_version: int | None) -> Parcel:
    parcel = ctx.get(Parcel, parcel_id, version=expected_version)
    parcel.state = next_state(TRANSITIONS, parcel.state, "dispatch")
    parcel.number = ctx.next_number("PC")
    ctx.record(ParcelGone, parcel.id, parcel_id=parcel.id)
    return parcel


@operation("DELETE", "/parcels/{parcel_id}", title=("删除", "Delete"), scope="depot.parcel.enter")
def remove(ctx: Context, parcel_id: UUID) -> None:
    ctx.session.delete(ctx.get(Parcel, parcel_id))


@operation("GET", "/parcels", title=("包裹列表", "Parcels"), scope="depot.parcel.read", query=ParcelQuery,
           response=page_of(ParcelOut, Totals))  # fmt: skip
def list_parcels(ctx: Context, state: Any, due_until: Any, min_weight: Any, **query: Any) -> dict[str, Any]:
    statement = select(Parcel)
    if state:
        statement = statement.where(Parcel.state == state)
    if due_until:
        statement = statement.where(Parcel.due_on <= due_until)
    if min_weight is not None:
        statement = statement.where(Parcel.weight >= min_weight)
    return ctx.page(statement, SORTS, "code", query, value=func.sum(Parcel.value))


@operation("GET", "/parcels/{parcel_id}", title=("包裹", "Parcel"), scope="depot.parcel.read", response=ParcelOut)
def get_parcel(ctx: Context, parcel_id: UUID) -> Parcel:
    return ctx.get(Parcel, parcel_id)


@operation("GET", "/manifest/{parcel_id}", title=("清单", "Manifest"), scope="depot.parcel.read", response=Manifest)
def manifest(ctx: Context, parcel_id: UUID) -> dict[str, Any]:
    parcel = ctx.get(Parcel, parcel_id)
    return {"best": parcel, "by_place": {stop.place: stop for stop in parcel.stops}}


@operation("GET", "/shelves/{name}", title=("货架", "Shelf"), scope="depot.parcel.read")
def shelf(ctx: Context, name: str) -> list[str]:
    return list(ctx.session.scalars(select(Parcel.title).where(Parcel.code == name)))


@operation("POST", "/labels", title=("标签", "Label"), scope="depot.parcel.read")
def label(ctx: Context) -> Attachment:
    return Attachment('标签 "1".png', "image/png", b"\x89PNG\xff\xfe")


@operation("POST", "/recounts", title=("盘点", "Recount"), scope="depot.parcel.read")
def start_recount(ctx: Context) -> dict[str, str]:
    return {"id": str(ctx.start_job("recount", steps=6).id)}


@job("recount")
def recount(work: JobWork, steps: int) -> dict[str, Any]:
    """Each step is marked once; how many parcels the job's starter may see comes out."""
    for step in range(work.progress, steps):
        with work.step(step + 1, steps) as ctx:
            row = ctx.session.get(Recounted, step) or ctx.add(Recounted(step=step, times=0))
            row.times += 1
    with work.step() as ctx:
        return {"seen": ctx.session.scalar(select(func.count(Parcel.id)))}


@job("broken")
def broken(work: JobWork, rule: bool) -> None:
    raise TooHeavy if rule else KeyError("shelf")


PARCELS = Area("parcels", "包裹", "Parcels")
_HERE = sys.modules[__name__]
depot = Service(
    name="depot",
    title=("仓库", "Depot"),
    base=DepotBase,
    migrations=Path(__file__).parent,
    operations=operations_in(_HERE),
    functions=(
        Function("depot.parcel.enter", "登记包裹", "Register parcels", PARCELS),
        Function("depot.parcel.read", "查看包裹", "See parcels", PARCELS),
    ),
    publishes=(ParcelRegistered, ParcelGone),
    jobs=jobs_in(_HERE),
    constraints={"ck_parcel_weight": TooHeavy, "uq_parcel_code": CodeTaken},
)
