"""The sales service: what it can do, at a glance."""

from pathlib import Path

from chassis.inbox import reactions_in
from chassis.operations import operations_in
from chassis.service import Service
from sales import events, invariants, reactions
from sales.base import Base
from sales.customers import queries as customer_queries
from sales.deliveries import model as deliveries
from sales.deliveries import operations as delivery_operations
from sales.deliveries import queries as delivery_queries
from sales.functions import FUNCTIONS, MARKS
from sales.history.importing import past_orders
from sales.orders import model as orders
from sales.orders import operations as order_operations
from sales.orders import queries as order_queries
from sales.performance import queries as performance_queries
from sales.prices import operations as price_operations
from sales.prices import queries as price_queries
from sales.printing import operations as printing
from sales.products import index as product_index
from sales.products import queries as product_queries
from sales.quotes import operations as quote_operations
from sales.quotes import queries as quote_queries
from sales.returns import operations as return_operations
from sales.returns import queries as return_queries
from sales.words import WORDS

service = Service(
    name="sales",
    title=("销售", "Sales"),
    base=Base,
    migrations=Path(__file__).parent / "migrations",
    words=WORDS,
    operations=operations_in(
        customer_queries,
        product_queries,
        product_index,
        price_operations,
        price_queries,
        quote_operations,
        quote_queries,
        order_operations,
        order_queries,
        delivery_operations,
        delivery_queries,
        return_operations,
        return_queries,
        performance_queries,
        printing,
    ),
    functions=FUNCTIONS,
    marks=MARKS,
    publishes=(
        events.QuoteIssued,
        events.OrderConfirmed,
        events.OrderAmended,
        events.OrderCancelled,
        events.PastOrderImported,
        events.DeliveryRequested,
        events.DeliveryShipped,
        events.GoodsReturned,
    ),
    reactions=reactions_in(reactions),
    imports=(past_orders,),
    constraints={
        "ck_order_line_requested": orders.ExceedsRemaining,
        "ck_order_line_shipped": orders.ExceedsRemaining,
        "ck_delivery_line_returned": deliveries.ExceedsShipped,
    },
    invariants=(
        invariants.lines_that_do_not_add_up,
        invariants.deliveries_that_do_not_add_up,
        invariants.wrong_totals,
        invariants.wrong_numbers,
        invariants.wrong_results,
    ),
    facts={
        "shipped_deliveries": invariants.shipped_deliveries,
        "confirmed_returns": invariants.confirmed_returns,
        "open_order_lines": invariants.open_order_lines,
        "shipped_lines": invariants.shipped_lines,
    },
)
