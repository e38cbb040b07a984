"""Planning the next contact (F8)."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from chassis.operations import Context, operation
from crm import events
from crm.customers.following import follow
from crm.customers.model import Customer
from crm.plans import schemas
from crm.plans.model import FollowupPlan, PlanInPast


@operation(
    "POST",
    "/customers/{customer_id}/plan",
    title=("安排下次联系", "Plan the next contact"),
    scope="crm.plan.enter",
    request=schemas.PlanFollowup,
    response=schemas.NextContact,
)
def plan_followup(ctx: Context, customer_id: UUID, due_on: date | None, topic: str) -> dict[str, Any]:
    """A new plan takes the place of the open one; raises PlanInPast."""
    customer = ctx.get(Customer, customer_id)
    refuse_before(ctx.today(), due_on, "due_on")
    replace_plan(ctx, customer, due_on, topic, "replan")
    return {"customer_id": customer.id, "due_on": due_on, "topic": topic if due_on else ""}


@operation(
    "GET",
    "/plans",
    title=("联系计划", "Planned contacts"),
    scope="crm.plan.read",
    query=schemas.PlanQuery,
    response=schemas.PlanPage,
)
def list_plans(
    ctx: Context, state: str, customer_id: UUID | None, owner_id: UUID | None, due_from: date | None,
    due_by: date | None, **query: Any,
) -> dict[str, Any]:  # fmt: skip
    """Open ones unless another state is asked for, the most urgent first."""
    statement = select(FollowupPlan).where(FollowupPlan.state == state)
    if customer_id:
        statement = statement.where(FollowupPlan.customer_id == customer_id)
    if owner_id:
        statement = statement.where(FollowupPlan.owner_id == owner_id)
    if due_from:
        statement = statement.where(FollowupPlan.due_on >= due_from)
    if due_by:
        statement = statement.where(FollowupPlan.due_on <= due_by)
    sorts = {"due_on": FollowupPlan.due_on, "planned_at": FollowupPlan.planned_at}
    return ctx.page(statement, sorts, "due_on", query)


def refuse_before(least: date, due_on: date | None, field: str) -> None:
    """Raises PlanInPast for a day before the least one."""
    if due_on is not None and due_on < least:
        raise PlanInPast(field=field, day=least.isoformat())


def replace_plan(ctx: Context, customer: Customer, due_on: date | None, topic: str, action: str) -> None:
    """Close the open plan by an action and make the new one, if any; told unless there was and is none."""
    ctx.session.flush()
    former = ctx.session.scalars(select(FollowupPlan).filter_by(customer_id=customer.id, state="open")).one_or_none()
    if former is None and due_on is None:
        return
    if former is not None:
        former.move(action, ctx.now())
    follow(ctx.session, customer, next_contact_on=due_on)
    if due_on is not None:
        ctx.add(_plan(ctx, customer, due_on, topic))
    _tell(ctx, customer, due_on, topic if due_on else "")


def _plan(ctx: Context, customer: Customer, due_on: date, topic: str) -> FollowupPlan:
    return FollowupPlan(
        customer_id=customer.id,
        customer_name=customer.name,
        owner_id=customer.owner_id,
        org_path=customer.org_path,
        due_on=due_on,
        topic=topic,
        planned_by=ctx.principal.id,
        planned_at=ctx.now(),
        state="open",
    )


def _tell(ctx: Context, customer: Customer, due_on: date | None, topic: str) -> None:
    ctx.record(
        events.FollowupPlanned,
        customer.id,
        customer_id=customer.id,
        customer_name=customer.name,
        owner_id=customer.owner_id,
        org_path=customer.org_path,
        due_on=due_on,
        topic=topic,
    )
