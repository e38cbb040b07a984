"""What is asked of an operation about one person's records, and what may come back."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from joserfc.jwk import OKPKey

from tests.bad_input.operations import UNKNOWN, Asked, every_operation, plausible
from tests.permissions.words import phone, word
from tests.permissions.world import COLLEAGUES, PEOPLE, World

OPERATIONS = every_operation()
FITTING = {
    "PUT /sales/quotes/{quote_id}": {"quote_id": "draft_quote_id"},
    "POST /sales/quotes/{quote_id}/issue": {"quote_id": "draft_quote_id"},
    "POST /sales/quotes/{quote_id}/cancel": {"quote_id": "draft_quote_id"},
    "PUT /sales/orders/{order_id}": {"order_id": "draft_order_id"},
    "POST /sales/orders/{order_id}/confirm": {"order_id": "draft_order_id"},
    "POST /sales/orders/{order_id}/amend": {"order_id": "open_order_id"},
    "POST /sales/orders/{order_id}/cancel": {"order_id": "open_order_id"},
    "POST /crm/customers/{customer_id}/transfer": {"owner_id": "colleague_id"},
    "POST /crm/transfers": {"owner_id": "colleague_id"},
    "POST /finance/receipts/{receipt_id}/allocate": {"receipt_id": "open_receipt_id"},
    "POST /finance/payments/{payment_id}/allocate": {"payment_id": "open_payment_id"},
    "DELETE /gateway/units/{unit_id}": {"unit_id": "empty_unit_id"},
    "POST /gateway/clients/{client_id}/resume": {"client_id": "suspended_client_id"},
    "POST /gateway/devices/{device_id}/revoke": {"device_id": "approved_device_id"},
    "POST /gateway/me/devices/{device_id}/revoke": {"device_id": "approved_device_id"},
    "POST /office/tasks/{task_id}/reopen": {"task_id": "done_task_id"},
    "POST /purchasing/goods-receipts": {"purchase_order_id": "open_purchase_order_id"},
    "POST /sales/deliveries": {"order_id": "open_order_id", "order_line_id": "open_order_line_id"},
    "POST /sales/deliveries/{delivery_id}/request": {"delivery_id": "draft_delivery_id"},
    "POST /sales/deliveries/{delivery_id}/cancel": {"delivery_id": "draft_delivery_id"},
    "POST /sales/returns/{return_id}/confirm": {"return_id": "draft_return_id"},
    "POST /sales/returns/{return_id}/cancel": {"return_id": "draft_return_id"},
    "PUT /purchasing/purchase-orders/{purchase_order_id}": {"purchase_order_id": "draft_purchase_order_id"},
    "POST /purchasing/purchase-orders/{purchase_order_id}/confirm": {"purchase_order_id": "draft_purchase_order_id"},
    "POST /purchasing/purchase-orders/{purchase_order_id}/cancel": {"purchase_order_id": "open_purchase_order_id"},
    "POST /purchasing/goods-receipts/{goods_receipt_id}/confirm": {"goods_receipt_id": "draft_goods_receipt_id"},
    "POST /purchasing/goods-receipts/{goods_receipt_id}/cancel": {"goods_receipt_id": "draft_goods_receipt_id"},
    "POST /notification/purchasing-reminders/{reminder_id}/dismiss": {"reminder_id": "purchasing_reminder_id"},
}
"""Operations that want a record in another state than the one that is furthest on."""
MORE = {
    "POST /finance/receipts/{receipt_id}/allocate": {"allocate": "oldest"},
    "POST /finance/payments/{payment_id}/allocate": {"allocate": "oldest"},
    "POST /gateway/clients": {"hidden": ["cost", "margin", "floor_price", "contact_phone"]},
    "POST /gateway/clients/{client_id}/keys": {"public_key": OKPKey.generate_key("Ed25519").as_dict(private=False)},
    "POST /gateway/sessions/current/view-as": {"role": "salesperson"},
    "POST /gateway/users/{user_id}/password": {"password": "a new one for somebody"},
}
"""What a body needs beyond what its schema requires."""
NAMED = {"POST /purchasing/goods-receipts": ("purchase_order_id",)}
"""Fields that name somebody's record though the schema does not require them."""
HISTORIES = {
    "crm": {"Customer": "customer_id", "Contact": "contact_id"},
    "finance": {"Receivable": "receivable_id", "Payable": "payable_id", "Receipt": "receipt_id",
                "Payment": "payment_id", "Expense": "expense_id"},
    "gateway": {"User": "user_id", "ApiClient": "client_id", "Device": "device_id"},
    "office": {"Task": "task_id"},
    "purchasing": {"PurchaseOrder": "purchase_order_id", "GoodsReceipt": "goods_receipt_id",
                   "PurchaseReturn": "purchase_return_id", "Product": "product_id", "Supplier": "supplier_id"},
    "sales": {"SalesOrder": "order_id", "Quote": "quote_id", "Delivery": "delivery_id", "SalesReturn": "return_id"},
}  # fmt: skip
"""The kinds of records whose history is asked for, and whose ids they are."""
ELSEWHERE = {"job_id": "crm"}
"""Records that one service only keeps, of a kind that all services have."""


@dataclass(frozen=True)
class Asking:
    """One request: what names the person's records stands in path or query.

    `owned`: a record of theirs is named; `personal`: one of a kind that is the person's own, and of no assistant.
    """

    path: str
    query: dict[str, Any] = field(default_factory=dict)
    owned: bool = False
    personal: bool = False

    def key(self) -> tuple[str, str]:
        return self.path, str(sorted(self.query.items()))


def known_of(world: World, operation: Asked, owner: str) -> dict[str, Any]:
    """The ids that stand for this person's records where this operation asks for one."""
    known = {**world.known, **world.records[owner]}
    known |= {name: known[other] for name, other in FITTING.get(str(operation), {}).items()}
    for name, service in ELSEWHERE.items():
        if operation.service != service:
            known[name] = UNKNOWN
    return known


def body_of(operation: Asked, known: dict[str, Any]) -> Any:
    """What would be taken: all that is required, of this person's records."""
    if not operation.body:
        return None
    named = {name: known[name] for name in NAMED.get(str(operation), ())}
    return {**plausible(operation.body, known), **named, **MORE.get(str(operation), {})}


def names_owned(world: World, operation: Asked) -> bool:
    """Whether the path, or what the body requires, names a record that belongs to somebody."""
    fitting = FITTING.get(str(operation), {})
    required = operation.body.get("required", []) if operation.body else []
    names = [*operation.identities, *(name.removesuffix("s") for name in required), *NAMED.get(str(operation), ())]
    return any(
        fitting.get(name, name) in world.records["mate"] and ELSEWHERE.get(name, operation.service) == operation.service
        for name in names
    )


def askings(world: World, operation: Asked, viewer: str) -> Iterator[tuple[str, Asking]]:
    """(owner, request): of own records and of those of a colleague at each distance; lists plainly and by filters."""
    names = operation.query["properties"]
    for owner in (viewer, *(served for served in PEOPLE if served == "salesperson" != viewer), *COLLEAGUES):
        known = known_of(world, operation, owner)
        base = plausible({"type": "object", **operation.query}, known)
        base |= {name: value for name, value in (("limit", "200"), ("total", "true")) if name in names}
        path = operation.path(known)
        for entity, name in HISTORIES.get(operation.service, {}).items() if "/history" in path else ():
            yield owner, Asking(path, {**base, "entity": entity, "record_id": known[name]})
        if operation.identities:
            yield owner, Asking(path, base, names_owned(world, operation), "job_id" in operation.identities)
        elif owner == viewer:
            yield owner, Asking(path, base)
        if not operation.identities:
            for name in names:
                if name in world.records[owner]:
                    yield owner, Asking(path, {**base, name: world.records[owner][name]})
                elif name in ("q", "number", "entity"):
                    for hint in (word(owner, "customer"), phone(owner, "customer phone"), word(owner, "purchase")):
                        yield owner, Asking(path, {**base, name: hint})
