"""Recording a contact (F7): it does the open plan, and may make the next one (F8)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from chassis.clock import local_date
from chassis.operations import Context, operation
from crm import events
from crm.contact_records import schemas
from crm.contact_records.model import ContactInFuture, ContactRecord
from crm.contacts.operations import contact_of
from crm.customers.following import follow
from crm.customers.model import Customer
from crm.plans.operations import refuse_before, replace_plan


@operation(
    "POST",
    "/contact-records",
    title=("新增联系记录", "Record a contact"),
    scope="crm.record.enter",
    request=schemas.RecordContact,
    response=schemas.ContactRecordView,
    status=201,
)
def record_contact(
    ctx: Context, customer_id: UUID, contact_id: UUID | None, contacted_at: datetime | None,
    next_contact_on: date | None, topic: str, **values: Any,
) -> ContactRecord:  # fmt: skip
    """Raises ContactInFuture, and PlanInPast for a next contact before this one."""
    customer = ctx.get(Customer, customer_id, field="customer_id")
    happened = contacted_at or ctx.now()
    if happened > ctx.now():
        raise ContactInFuture(field="contacted_at")
    refuse_before(local_date(happened, ctx.host.zone), next_contact_on, "next_contact_on")
    record = ctx.add(
        ContactRecord(
            **values,
            **_who(ctx, customer, contact_id),
            contacted_at=happened,
            recorded_at=ctx.now(),
            next_contact_on=next_contact_on,
            topic=topic if next_contact_on else "",
        )
    )
    if customer.last_contact_at is None or happened > customer.last_contact_at:
        follow(ctx.session, customer, last_contact_at=happened)
    _tell(ctx, record)
    replace_plan(ctx, customer, next_contact_on, topic, "contact")
    return record


def _who(ctx: Context, customer: Customer, contact_id: UUID | None) -> dict[str, Any]:
    contact = contact_of(ctx, customer, contact_id) if contact_id else None
    performer = ctx.require_person()
    return {
        "customer_id": customer.id,
        "customer_name": customer.name,
        "owner_id": customer.owner_id,
        "org_path": customer.org_path,
        "contact_id": contact and contact.id,
        "contact_name": contact.name if contact else "",
        "performer_id": performer.id,
        "performer_name": performer.name,
        "performer_org_path": performer.org_path,
    }


def _tell(ctx: Context, record: ContactRecord) -> None:
    names = ("customer_id", "customer_name", "owner_id", "org_path", "performer_id", "channel", "contacted_at")
    told = {name: getattr(record, name) for name in (*names, "next_contact_on")}
    ctx.record(events.ContactRecorded, record.customer_id, record_id=record.id, **told)
