"""The purchasing service: what it can do, at a glance."""

from pathlib import Path

from chassis.inbox import reactions_in
from chassis.operations import operations_in
from chassis.service import Service
from purchasing import events, facts, invariants, reactions
from purchasing.base import Base
from purchasing.functions import FUNCTIONS, MARKS
from purchasing.goods_receipts import operations as goods_receipt_operations
from purchasing.goods_receipts import queries as goods_receipt_queries
from purchasing.goods_receipts.model import ReturnedBeyondReceipt
from purchasing.products import operations as product_operations
from purchasing.products import queries as product_queries
from purchasing.products.imports import CATEGORIES, PRODUCTS
from purchasing.purchase_orders import hints as purchase_hints
from purchasing.purchase_orders import operations as purchase_order_operations
from purchasing.purchase_orders import queries as purchase_order_queries
from purchasing.purchase_orders.model import ReceivedBeyondOrder
from purchasing.purchase_returns import operations as purchase_return_operations
from purchasing.purchase_returns import queries as purchase_return_queries
from purchasing.stock import operations as stock_operations
from purchasing.stock import queries as stock_queries
from purchasing.stock.model import StockBelowZero
from purchasing.suppliers import operations as supplier_operations
from purchasing.suppliers import queries as supplier_queries
from purchasing.suppliers.imports import SUPPLIERS
from purchasing.warehouses import operations as warehouse_operations
from purchasing.warehouses import queries as warehouse_queries
from purchasing.warehouses.imports import WAREHOUSES
from purchasing.words import WORDS

service = Service(
    name="purchasing",
    title=("采购与库存", "Purchasing and stock"),
    base=Base,
    migrations=Path(__file__).parent / "migrations",
    words=WORDS,
    operations=operations_in(
        product_operations,
        product_queries,
        supplier_operations,
        supplier_queries,
        warehouse_operations,
        warehouse_queries,
        stock_operations,
        stock_queries,
        purchase_order_operations,
        purchase_order_queries,
        purchase_hints,
        goods_receipt_operations,
        goods_receipt_queries,
        purchase_return_operations,
        purchase_return_queries,
    ),
    functions=FUNCTIONS,
    marks=MARKS,
    publishes=(
        events.ProductChanged,
        events.SupplierChanged,
        events.WarehouseChanged,
        events.StockReserved,
        events.StockShort,
        events.StockIssued,
        events.StockIssueRefused,
        events.StockTakenBack,
        events.StockAdjusted,
        events.StockLevelChanged,
        events.PurchaseOrderConfirmed,
        events.GoodsReceived,
        events.GoodsSentBack,
    ),
    reactions=reactions_in(reactions),
    imports=(CATEGORIES, SUPPLIERS, WAREHOUSES, PRODUCTS),
    constraints={
        "ck_stock_level_on_hand": StockBelowZero,
        "ck_stock_level_reserved": StockBelowZero,
        "ck_stock_level_value": StockBelowZero,
        "ck_reservation_reserved": StockBelowZero,
        "ck_purchase_order_line_received": ReceivedBeyondOrder,
        "ck_goods_receipt_line_returned": ReturnedBeyondReceipt,
    },
    invariants=(
        invariants.stock_balances,
        invariants.value_balances,
        invariants.receipt_balances,
        invariants.number_series,
    ),
    facts={
        "reservations": facts.reservations,
        "issued_lines": facts.issued_lines,
        "taken_back": facts.taken_back,
        "confirmed_receipts": facts.confirmed_receipts,
        "send_backs": facts.send_backs,
        "stock_value": facts.stock_value,
    },
    prepare=warehouse_operations.make_main_warehouse,
)
