"""The chart of accounts that every company starts with; codes follow the Chinese enterprise standard (企业会计准则)."""

CASH = "1001"
BANK = "1002"
WECHAT = "1012.01"
ALIPAY = "1012.02"
OTHER_MONEY = "1012.09"
DRAFTS = "1121"
RECEIVABLES = "1122"
ADVANCES_TO_SUPPLIERS = "1123"
INVENTORY = "1405"
PAYABLES = "2202"
ADVANCES_FROM_CUSTOMERS = "2203"
COMMISSION_PAYABLE = "2211"
OPENING_BALANCES = "4100"
REVENUE = "6001"
SALES_RETURNS = "6002"
COST_OF_GOODS = "6401"
STOCK_DIFFERENCES = "6402"
COMMISSION = "6601.01"

CHART = (
    (CASH, "库存现金", "Cash", "asset"),
    (BANK, "银行存款", "Bank", "asset"),
    (WECHAT, "微信钱包", "WeChat wallet", "asset"),
    (ALIPAY, "支付宝", "Alipay", "asset"),
    (OTHER_MONEY, "其他货币资金", "Other money", "asset"),
    (DRAFTS, "应收票据", "Drafts in hand", "asset"),
    (RECEIVABLES, "应收账款", "Receivables", "asset"),
    (ADVANCES_TO_SUPPLIERS, "预付账款", "Advances to suppliers", "asset"),
    (INVENTORY, "库存商品", "Inventory", "asset"),
    (PAYABLES, "应付账款", "Payables", "liability"),
    (ADVANCES_FROM_CUSTOMERS, "预收账款", "Advances from customers", "liability"),
    (COMMISSION_PAYABLE, "应付提成", "Commission payable", "liability"),
    (OPENING_BALANCES, "期初余额", "Opening balances", "equity"),
    (REVENUE, "主营业务收入", "Revenue", "revenue"),
    (SALES_RETURNS, "销售退回", "Sales returns", "revenue"),
    (COST_OF_GOODS, "主营业务成本", "Cost of goods sold", "expense"),
    (STOCK_DIFFERENCES, "存货差异", "Stock differences", "expense"),
    (COMMISSION, "销售提成", "Commission", "expense"),
    ("6601.02", "销售费用", "Selling expenses", "expense"),
    ("6602.01", "房租", "Rent", "expense"),
    ("6602.02", "水电", "Utilities", "expense"),
    ("6602.03", "办公支出", "Office expenses", "expense"),
    ("6602.04", "员工工资", "Wages", "expense"),
    ("6602.09", "其他费用", "Other expenses", "expense"),
)

ACCOUNT_OF_METHOD = {
    "cash": CASH,
    "bank": BANK,
    "wechat": WECHAT,
    "alipay": ALIPAY,
    "draft": DRAFTS,
    "other": OTHER_MONEY,
}
"""Where money of a method goes when nobody says otherwise."""

ACCOUNT_OF_CATEGORY = {
    "rent": "6602.01",
    "utilities": "6602.02",
    "office": "6602.03",
    "wages": "6602.04",
    # Commission is an expense when it is earned; paying it settles what is owed.
    "commission": COMMISSION_PAYABLE,
    "selling": "6601.02",
    "other": "6602.09",
}
"""Expense categories (F49) and their accounts."""
