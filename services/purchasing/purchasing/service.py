"""The purchasing service: what it can do, at a glance."""

from pathlib import Path

from chassis.inbox import reactions_in
from chassis.operations import operations_in
from chassis.service import Service
from purchasing import events, reactions
from purchasing.base import Base
from purchasing.facts import issued_lines, reservations, stock_value, taken_back
from purchasing.invariants import stock_balances, value_balances
from purchasing.products import operations as product_operations
from purchasing.products import queries as product_queries
from purchasing.stock import operations as stock_operations
from purchasing.stock import queries as stock_queries
from purchasing.stock.model import StockBelowZero
from purchasing.suppliers import operations as supplier_operations
from purchasing.suppliers import queries as supplier_queries
from purchasing.warehouses import operations as warehouse_operations
from purchasing.warehouses import queries as warehouse_queries

service = Service(
    name="purchasing",
    title=("采购与库存", "Purchasing and stock"),
    base=Base,
    migrations=Path(__file__).parent / "migrations",
    operations=operations_in(
        product_operations,
        product_queries,
        supplier_operations,
        supplier_queries,
        warehouse_operations,
        warehouse_queries,
        stock_operations,
        stock_queries,
    ),
    publishes=(
        events.ProductChanged,
        events.SupplierChanged,
        events.WarehouseChanged,
        events.StockReserved,
        events.StockShort,
        events.StockIssued,
        events.StockIssueRefused,
        events.StockTakenBack,
        events.StockLevelChanged,
        events.PurchaseOrderConfirmed,
        events.GoodsReceived,
        events.GoodsSentBack,
    ),
    reactions=reactions_in(reactions),
    constraints={
        "ck_stock_level_on_hand": StockBelowZero,
        "ck_stock_level_reserved": StockBelowZero,
        "ck_reservation_reserved": StockBelowZero,
    },
    invariants=(stock_balances, value_balances),
    facts={
        "reservations": reservations,
        "issued_lines": issued_lines,
        "taken_back": taken_back,
        "stock_value": stock_value,
    },
    prepare=warehouse_operations.make_main_warehouse,
)
