"""The crm service: what it can do, at a glance."""

from pathlib import Path

from chassis.inbox import reactions_in
from chassis.operations import operations_in
from chassis.service import Service
from crm import events, reactions
from crm.base import Base
from crm.collisions import queries as collision_queries
from crm.comments import operations as comment_operations
from crm.contact_records import operations as contact_record_operations
from crm.contact_records import queries as contact_record_queries
from crm.contacts import operations as contact_operations
from crm.customers import operations as customer_operations
from crm.customers import queries as customer_queries
from crm.customers.importing import CUSTOMERS
from crm.customers.model import CodeTaken
from crm.functions import FUNCTIONS, MARKS
from crm.grades import queries as grade_queries
from crm.invariants import INVARIANTS, customer_facts
from crm.plans import operations as plan_operations
from crm.rhythm import queries as rhythm_queries
from crm.transfers import operations as transfer_operations
from crm.words import WORDS

service = Service(
    name="crm",
    title=("客户", "Customers"),
    base=Base,
    migrations=Path(__file__).parent / "migrations",
    words=WORDS,
    operations=operations_in(
        customer_operations,
        customer_queries,
        grade_queries,
        contact_operations,
        contact_record_operations,
        contact_record_queries,
        comment_operations,
        plan_operations,
        collision_queries,
        transfer_operations,
        rhythm_queries,
    ),
    functions=FUNCTIONS,
    marks=MARKS,
    publishes=(
        events.CustomerRegistered,
        events.CustomerChanged,
        events.CustomerTransferred,
        events.ContactRecorded,
        events.RecordCommented,
        events.CommentAcknowledged,
        events.FollowupPlanned,
        events.RhythmChanged,
        events.RhythmEnded,
    ),
    reactions=reactions_in(reactions),
    imports=(CUSTOMERS,),
    constraints={"uq_customer_code": CodeTaken, "customer.code": CodeTaken},
    invariants=INVARIANTS,
    facts={"customers": customer_facts},
)
