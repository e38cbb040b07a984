"""What roles can grant of sales, in business words."""

from chassis.access import Area, Function, Mark

SALES = Area("sales", "销售", "Sales")

FUNCTIONS = (
    Function("sales.customer.read", "查看客户信用", "See customers and their credit", SALES),
    Function("sales.product.read", "查看可售产品和可用库存", "See products and free stock", SALES, scoped=False),
    Function("sales.price.read", "查看售价和价格提示", "See prices and price hints", SALES),
    Function("sales.price.set", "设定售价", "Set prices", SALES, scoped=False),
    Function("sales.quote.read", "查看报价单和历史报价", "See quotes and prices quoted before", SALES),
    Function("sales.quote.enter", "录入报价单", "Enter quotes", SALES),
    Function("sales.quote.issue", "发出报价单", "Issue quotes", SALES),
    Function("sales.order.read", "查看订单", "See orders", SALES),
    Function("sales.order.enter", "录入订单", "Enter orders", SALES),
    Function("sales.order.confirm", "确认订单", "Confirm orders", SALES),
    Function("sales.order.amend", "变更已确认订单", "Amend confirmed orders", SALES),
    Function("sales.order.cancel", "取消订单", "Cancel orders", SALES),
    Function("sales.order.import", "导入历史订单", "Import past orders", SALES),
    Function("sales.order.below_floor", "低于限价或免费销售", "Sell below the floor, or free", SALES, beyond=True),
    Function("sales.order.over_credit", "超信用额度销售", "Sell beyond the credit limit", SALES, beyond=True),
    Function("sales.order.back_date", "补录较早日期的订单", "Enter orders of long ago", SALES, beyond=True),
    Function("sales.delivery.read", "查看出货单", "See deliveries", SALES),
    Function("sales.delivery.enter", "制作出货单", "Make deliveries", SALES),
    Function("sales.delivery.request", "通知仓库出货", "Request goods from the warehouse", SALES),
    Function("sales.return.read", "查看销售退货", "See sales returns", SALES),
    Function("sales.return.enter", "录入销售退货", "Enter sales returns", SALES),
    Function("sales.return.confirm", "确认销售退货", "Confirm sales returns", SALES),
    Function("sales.performance.read", "查看业绩统计", "See sales performance", SALES),
)  # fmt: skip
MARKS = (
    Mark("floor_price", "最低限价", "floor price"),
    Mark("margin", "毛利", "margin"),
)
