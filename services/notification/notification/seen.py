"""The few fields that notification reads of others' events."""

from chassis.inbox import Incoming
from chassis.operations import fields


class CustomerSeen(Incoming):
    customer_id = fields.Id(required=True)
    name = fields.Text(required=True)
    owner_id = fields.Id(required=True)
    org_path = fields.Text(required=True)


class AboutCustomer(Incoming):
    customer_id = fields.Id(required=True)
    customer_name = fields.Text(required=True)
    owner_id = fields.Id(required=True)
    org_path = fields.Text(required=True)


class PlanSeen(AboutCustomer):
    due_on = fields.LocalDate(required=True, allow_none=True)
    topic = fields.Text(500, required=False, load_default="")


class ContactSeen(AboutCustomer):
    next_contact_on = fields.LocalDate(required=True, allow_none=True)


class CommentSeen(Incoming):
    comment_id = fields.Id(required=True)
    customer_id = fields.Id(required=True)
    customer_name = fields.Text(required=True)
    performer_id = fields.Id(required=True)
    performer_org_path = fields.Text(required=True)
    author_name = fields.Text(required=True)
    text = fields.Text(2000, required=True)


class AcknowledgedSeen(Incoming):
    comment_id = fields.Id(required=True)


class RhythmSeen(AboutCustomer):
    last_order_on = fields.LocalDate(required=True)
    expected_on = fields.LocalDate(required=True)
    lost_on = fields.LocalDate(required=True)
    average_order = fields.Money(required=True)


class RhythmEndedSeen(Incoming):
    customer_id = fields.Id(required=True)


class OrderLineSeen(Incoming):
    line_id = fields.Id(required=True)
    quantity = fields.Quantity(required=True)


class OrderSeen(AboutCustomer):
    order_id = fields.Id(required=True)
    number = fields.Text(required=True)
    ordered_on = fields.LocalDate(required=True)
    deliver_on = fields.LocalDate(required=True, allow_none=True)
    total = fields.Money(required=True)
    lines = fields.List(fields.Nested(OrderLineSeen), required=True)


class CancelledSeen(AboutCustomer):
    order_id = fields.Id(required=True)


class DeliveryLineSeen(Incoming):
    order_id = fields.Id(required=True)
    order_line_id = fields.Id(required=True)
    quantity = fields.Quantity(required=True)
    amount = fields.Money(required=True)


class DeliverySeen(AboutCustomer):
    shipped_on = fields.LocalDate(required=True)
    lines = fields.List(fields.Nested(DeliveryLineSeen), required=True)
    delivered_order_ids = fields.List(fields.Id(), required=True)


class OpenItemSeen(Incoming):
    number = fields.Text(required=True)
    owner_id = fields.Id(required=True)
    org_path = fields.Text(required=True)
    due_on = fields.LocalDate(required=True)
    open_amount = fields.Money(required=True)


class ReceivableSeen(OpenItemSeen):
    receivable_id = fields.Id(required=True)
    customer_id = fields.Id(required=True)
    customer_name = fields.Text(required=True)


class PayableSeen(OpenItemSeen):
    payable_id = fields.Id(required=True)
    supplier_id = fields.Id(required=True)
    supplier_name = fields.Text(required=True)


class LevelSeen(Incoming):
    product_id = fields.Id(required=True)
    warehouse_id = fields.Id(required=True)
    on_hand = fields.Quantity(required=True)
    reserved = fields.Quantity(required=True)
    version = fields.WholeNumber(required=True)
    safety_stock = fields.Quantity(required=True)
    product_code = fields.Text(required=True)
    product_name = fields.Text(required=True)


class LevelsSeen(Incoming):
    levels = fields.List(fields.Nested(LevelSeen), required=True)


class BoughtLineSeen(Incoming):
    product_id = fields.Id(required=True)


class PurchaseSeen(Incoming):
    buyer_id = fields.Id(required=True)
    lines = fields.List(fields.Nested(BoughtLineSeen), required=True)


class TaskSeen(Incoming):
    task_id = fields.Id(required=True)
    title = fields.Text(required=True)
    assignee_id = fields.Id(required=True)
    org_path = fields.Text(required=True)
    due_on = fields.LocalDate(required=True, allow_none=True)


class TaskClosedSeen(Incoming):
    task_id = fields.Id(required=True)
    state = fields.Text(required=True)


class PersonSeen(Incoming):
    user_id = fields.Id(required=True)
    org_path = fields.Text(required=True)
