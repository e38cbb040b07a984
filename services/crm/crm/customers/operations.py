"""Use cases of the archive: register, change."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from chassis.access import Person, reach_of, seeing_everything
from chassis.operations import Context, operation
from crm import events
from crm.collisions.index import index_name, index_phones
from crm.collisions.showing import check_collision
from crm.contacts.model import Contact
from crm.customers import schemas
from crm.customers.codes import hold_names, next_code
from crm.customers.detail import CustomerDetail, detail_of
from crm.customers.model import CodeTaken, Customer, MayNotAssign, OwnerUnknown, core_of
from crm.grades.model import GradeChange
from crm.rhythm.keeping import refresh_rhythm


@operation(
    "POST",
    "/customers",
    title=("新建客户", "Register a customer"),
    scope="crm.customer.enter",
    request=schemas.RegisterCustomer,
    response=schemas.CustomerDetail,
    status=201,
)
def register_customer(
    ctx: Context, owner_id: UUID | None, contact: dict[str, Any] | None, collision_confirmed: bool, **values: Any
) -> CustomerDetail:
    """An equal name is refused as a collision unless that is confirmed (F9); similar ones come back as warnings."""
    owner = _owner(ctx, owner_id)
    customer = new_customer(ctx, owner, values)
    warnings = check_collision(ctx, customer, collision_confirmed)
    enter_customer(ctx, customer, contact)
    return detail_of(ctx, customer, warnings)


@operation(
    "PUT",
    "/customers/{customer_id}",
    title=("修改客户资料", "Change a customer"),
    scope="crm.customer.change",
    request=schemas.ChangeCustomer,
    response=schemas.CustomerDetail,
)
def change_customer(
    ctx: Context, customer_id: UUID, expected_version: int | None, collision_confirmed: bool, values: dict[str, Any]
) -> CustomerDetail:
    """Each changed field leaves who, when, old and new (F1); a new name is checked for collisions like a first one."""
    customer = ctx.get(Customer, customer_id, version=expected_version)
    wanted = customer.differing(values)
    previous = customer.name
    if apply_change(ctx, customer, wanted) and core_of(previous) != customer.core:
        return detail_of(ctx, customer, check_collision(ctx, customer, collision_confirmed))
    return detail_of(ctx, customer)


def new_customer(ctx: Context, owner: Person, values: dict[str, Any]) -> Customer:
    """A customer with a code of its own, not yet entered; from here on nobody else names one."""
    code = values.pop("code")
    hold_names(ctx.session, code)
    refuse_taken(ctx, code)
    return Customer(
        **values,
        code=code or next_code(ctx.session),
        core=core_of(values["name"]),
        owner_id=owner.id,
        org_path=owner.org_path,
        active=True,
        registered_at=ctx.now(),
        updated_at=ctx.now(),
    )


def enter_customer(ctx: Context, customer: Customer, contact: dict[str, Any] | None) -> None:
    """Put the customer, its contact person, its index and the event into the unit of work."""
    ctx.add(customer)
    ctx.session.flush()
    if contact:
        ctx.add(Contact(**contact, customer_id=customer.id, is_primary=True))
    if customer.grade:
        _note_grade(ctx, customer, None)
    index_name(ctx.session, customer.id, customer.name)
    index_phones(ctx.session, customer)
    ctx.record(events.CustomerRegistered, customer.id, **customer.state())


def apply_change(ctx: Context, customer: Customer, wanted: dict[str, Any]) -> bool:
    """Make differing values so; False when there are none: then nothing is recorded."""
    if not wanted:
        return False
    before = {"name": customer.name, "grade": customer.grade}
    if "name" in wanted or "code" in wanted:
        hold_names(ctx.session, wanted.get("code", ""))
        refuse_taken(ctx, wanted.get("code", ""))
    customer.change(wanted, ctx.now())
    if "grade" in wanted:
        _note_grade(ctx, customer, before["grade"])
        refresh_rhythm(ctx, customer.id)
    if "name" in wanted:
        index_name(ctx.session, customer.id, customer.name, before["name"])
    if "phone" in wanted:
        index_phones(ctx.session, customer)
    ctx.session.flush()
    ctx.record(events.CustomerChanged, customer.id, **customer.state())
    return True


def refuse_taken(ctx: Context, code: str) -> None:
    """Raises CodeTaken when any customer has the code."""
    # A code is unique in the company: also one that the person may not see is taken.
    with seeing_everything(ctx.session):
        taken = code and ctx.session.scalar(select(Customer.id).where(Customer.code == code))
    if taken:
        raise CodeTaken(field="code")


def known_person(ctx: Context, person_id: UUID) -> Person:
    """Who is to look after a customer; raises OwnerUnknown for strangers and leavers."""
    person = ctx.session.get(Person, person_id)
    if person is None or not person.active:
        raise OwnerUnknown(field="owner_id")
    return person


def _owner(ctx: Context, owner_id: UUID | None) -> Person:
    """The caller, somebody the caller works for (X3), or anybody within reach of crm.customer.assign."""
    caller = ctx.principal
    owner = known_person(ctx, owner_id or ctx.require_person("owner_id").id)
    assigns = reach_of(caller, "crm.customer.assign")
    if owner.id in (caller.id, *caller.serves) or assigns.includes(owner.id, owner.org_path):
        return owner
    raise MayNotAssign(field="owner_id")


def _note_grade(ctx: Context, customer: Customer, previous: str | None) -> None:
    ctx.add(
        GradeChange(
            customer_id=customer.id,
            owner_id=customer.owner_id,
            previous=previous,
            grade=customer.grade,
            changed_at=ctx.now(),
            changed_by=ctx.principal.id,
        )
    )
