"""What roles can grant of purchasing and stock, in business words."""

from chassis.access import Area, Function, Mark

PURCHASING = Area("purchasing", "采购", "Purchasing")
STOCK = Area("stock", "库存", "Stock")

FUNCTIONS = (
    Function("purchasing.order.read", "查看采购订单", "See purchase orders", PURCHASING),
    Function("purchasing.order.enter", "录入采购订单", "Enter purchase orders", PURCHASING),
    Function("purchasing.order.confirm", "确认或取消采购订单", "Confirm or cancel purchase orders", PURCHASING),
    Function("purchasing.receipt.read", "查看采购收货单", "See goods receipts", PURCHASING),
    Function("purchasing.receipt.enter", "采购收货", "Receive goods", PURCHASING),
    Function("purchasing.return.read", "查看采购退货", "See purchase returns", PURCHASING),
    Function("purchasing.return.enter", "采购退货", "Send goods back", PURCHASING),
    Function("purchasing.supplier.read", "查看供应商", "See suppliers", PURCHASING, scoped=False),
    Function("purchasing.supplier.edit", "维护供应商", "Keep suppliers", PURCHASING, scoped=False),
    Function("purchasing.supplier.import", "导入供应商", "Import suppliers", PURCHASING, scoped=False),
    Function("purchasing.product.read", "查看产品目录", "See the product catalogue", STOCK, scoped=False),
    Function("purchasing.product.edit", "维护产品目录", "Keep the product catalogue", STOCK, scoped=False),
    Function("purchasing.product.import", "导入产品", "Import products", STOCK, scoped=False),
    Function("purchasing.warehouse.read", "查看仓库", "See warehouses", STOCK, scoped=False),
    Function("purchasing.warehouse.edit", "维护仓库", "Keep warehouses", STOCK, scoped=False),
    Function("purchasing.warehouse.import", "导入仓库", "Import warehouses", STOCK, scoped=False),
    Function("purchasing.stock.read", "查看库存和出入库明细", "See stock and its moves", STOCK, scoped=False),
    Function("purchasing.stock.adjust", "调整库存", "Adjust stock", STOCK, scoped=False),
    Function("purchasing.stock.transfer", "调拨库存", "Transfer stock", STOCK, scoped=False),
)
MARKS = (
    Mark("cost", "成本", "cost"),
    Mark("floor_price", "最低限价", "floor price"),
)
