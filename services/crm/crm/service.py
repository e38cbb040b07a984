"""The crm service: what it can do, at a glance."""

from pathlib import Path

from chassis.operations import operations_in
from chassis.service import Service
from crm import events
from crm.base import Base
from crm.customers import operations as customer_operations
from crm.customers import queries as customer_queries
from crm.customers.model import CodeTaken

service = Service(
    name="crm",
    title=("客户", "Customers"),
    base=Base,
    migrations=Path(__file__).parent / "migrations",
    operations=operations_in(customer_operations, customer_queries),
    publishes=(
        events.CustomerRegistered,
        events.CustomerChanged,
        events.CustomerTransferred,
        events.ContactRecorded,
        events.FollowupPlanned,
        events.RhythmChanged,
    ),
    constraints={"uq_customer_code": CodeTaken, "customer.code": CodeTaken},
)
