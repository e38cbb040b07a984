"""Use cases of purchase orders (F36): draft, change, confirm, cancel."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm.attributes import flag_modified

from chassis.access import reach_of
from chassis.model import Forbidden, uuid7
from chassis.operations import Context, operation
from purchasing import events
from purchasing.products.queries import products_of
from purchasing.purchase_orders import schemas
from purchasing.purchase_orders.model import PurchaseOrder, PurchaseOrderLine
from purchasing.suppliers.model import Supplier
from purchasing.warehouses.queries import usable_warehouse


@operation(
    "POST",
    "/purchase-orders",
    title=("起草采购订单", "Draft a purchase order"),
    scope="purchasing.order.enter",
    request=schemas.DraftPurchaseOrder,
    response=schemas.PurchaseOrderView,
    status=201,
)
def draft_purchase_order(
    ctx: Context,
    supplier_id: UUID,
    warehouse_id: UUID | None,
    expected_on: date | None,
    note: str,
    lines: list[dict[str, Any]],
    confirm: bool,
    id: UUID | None = None,
) -> PurchaseOrder:
    """The person who drafts it is its buyer; amounts are quantity × price, half-up per line.

    With `confirm` it is ordered in the same transaction, which takes the right to confirm.
    """
    buyer = ctx.require_person()
    supplier = usable_supplier(ctx, supplier_id)
    order = PurchaseOrder(
        id=id or uuid7(),
        owner_id=buyer.id,
        org_path=buyer.org_path,
        supplier_id=supplier.id,
        supplier_name=supplier.name,
        warehouse_id=usable_warehouse(ctx, warehouse_id).id,
        expected_on=expected_on,
        note=note,
        state="draft",
        received="none",
        created_at=ctx.now(),
        lines=_lines(ctx, lines),
    )
    order.sum_up()
    ctx.add(order)
    if confirm:
        if not reach_of(ctx.principal, "purchasing.order.confirm").includes(order.owner_id, order.org_path):
            raise Forbidden(function="purchasing.order.confirm")
        _confirm(ctx, order)
    return order


@operation(
    "PUT",
    "/purchase-orders/{purchase_order_id}",
    title=("修改采购订单", "Change a purchase order"),
    scope="purchasing.order.enter",
    request=schemas.ChangePurchaseOrder,
    response=schemas.PurchaseOrderView,
)
def change_purchase_order(
    ctx: Context, purchase_order_id: UUID, expected_version: int | None, **changes: Any
) -> PurchaseOrder:
    """Drafts only. What is not sent stays; lines that are sent replace all there were."""
    order = ctx.get(PurchaseOrder, purchase_order_id, version=expected_version)
    order.move("change")
    if "supplier_id" in changes:
        changes["supplier_name"] = usable_supplier(ctx, changes["supplier_id"]).name
    if "warehouse_id" in changes:
        usable_warehouse(ctx, changes["warehouse_id"])
    if "lines" in changes:
        fresh = _lines(ctx, changes.pop("lines"))
        order.lines = []
        ctx.session.flush()  # the old lines go first, for the new ones may bear their identities
        order.lines = fresh
        # A new version even when the total stays: whoever saw the old lines must not overwrite the new ones.
        flag_modified(order, "total")
    for name, value in changes.items():
        setattr(order, name, value)
    order.sum_up()
    return order


@operation(
    "POST",
    "/purchase-orders/{purchase_order_id}/confirm",
    title=("确认采购订单", "Confirm a purchase order"),
    scope="purchasing.order.confirm",
    request=schemas.MovePurchaseOrder,
    response=schemas.PurchaseOrderView,
)
def confirm_purchase_order(ctx: Context, purchase_order_id: UUID, expected_version: int | None) -> PurchaseOrder:
    """From now on the goods may come in; the number is given here (X10)."""
    order = ctx.get(PurchaseOrder, purchase_order_id, version=expected_version)
    _confirm(ctx, order)
    return order


@operation(
    "POST",
    "/purchase-orders/{purchase_order_id}/cancel",
    title=("取消采购订单", "Cancel a purchase order"),
    scope="purchasing.order.confirm",
    request=schemas.MovePurchaseOrder,
    response=schemas.PurchaseOrderView,
)
def cancel_purchase_order(ctx: Context, purchase_order_id: UUID, expected_version: int | None) -> PurchaseOrder:
    """Nothing more will come; what came already stays."""
    order = ctx.get(PurchaseOrder, purchase_order_id, version=expected_version)
    order.check_cancellable()
    order.move("cancel")
    return order


def usable_supplier(ctx: Context, supplier_id: UUID) -> Supplier:
    """The supplier; raises NotFound or SupplierInactive."""
    supplier = ctx.get(Supplier, supplier_id, field="supplier_id")
    supplier.check_active()
    return supplier


def line_states(lines: Sequence[Any]) -> list[dict[str, Any]]:
    """Lines as events tell them."""
    told = ("product_id", "product_code", "quantity", "unit_price", "amount")
    return [{"line_id": line.id, **{name: getattr(line, name) for name in told}} for line in lines]


def _confirm(ctx: Context, order: PurchaseOrder) -> None:
    order.move("confirm")
    usable_supplier(ctx, order.supplier_id)
    order.number, order.ordered_on = ctx.next_number("PO"), ctx.today()
    ctx.record(
        events.PurchaseOrderConfirmed,
        order.id,
        purchase_order_id=order.id,
        number=order.number,
        supplier_id=order.supplier_id,
        supplier_name=order.supplier_name,
        buyer_id=order.owner_id,
        ordered_on=order.ordered_on,
        expected_on=order.expected_on,
        total=order.total,
        lines=line_states(order.lines),
    )


def _lines(ctx: Context, lines: list[dict[str, Any]]) -> list[PurchaseOrderLine]:
    products = products_of(ctx, lines)
    return [_line(position, products[line["product_id"]], **line) for position, line in enumerate(lines, start=1)]


def _line(position: int, product: Any, **values: Any) -> PurchaseOrderLine:
    product.check_active()
    line = PurchaseOrderLine(
        position=position,
        product_code=product.code,
        product_name=product.name,
        unit=product.unit,
        received_quantity=0,
        **values,
    )
    line.price()
    return line
