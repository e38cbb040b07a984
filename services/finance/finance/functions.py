"""What roles can grant of finance, in business words."""

from chassis.access import Area, Function

FINANCE = Area("finance", "财务", "Finance")

FUNCTIONS = (
    Function("finance.receivable.read", "查看应收款和账龄", "See receivables and their ageing", FINANCE),
    Function("finance.receivable.import", "导入期初应收", "Import opening receivables", FINANCE),
    Function("finance.receipt.read", "查看收款", "See receipts", FINANCE),
    Function("finance.receipt.post", "登记收款并核销", "Post receipts and allocate them", FINANCE),
    Function("finance.receipt.void", "作废收款", "Void receipts", FINANCE),
    Function("finance.payable.read", "查看应付款和账龄", "See payables and their ageing", FINANCE),
    Function("finance.payable.import", "导入期初应付", "Import opening payables", FINANCE),
    Function("finance.payment.read", "查看付款", "See payments", FINANCE),
    Function("finance.payment.post", "登记付款并核销", "Post payments and allocate them", FINANCE),
    Function("finance.payment.void", "作废付款", "Void payments", FINANCE),
    Function("finance.expense.read", "查看费用", "See expenses", FINANCE),
    Function("finance.expense.post", "登记费用", "Post expenses", FINANCE),
    Function("finance.expense.void", "作废费用", "Void expenses", FINANCE),
    Function("finance.commission.read", "查看提成", "See commission", FINANCE),
    Function("finance.credit.read", "查看客户欠款", "See what customers owe", FINANCE),
    Function("finance.cash.read", "查看资金流入流出", "See cash in and out", FINANCE),
    Function("finance.account.read", "查看会计科目", "See the chart of accounts", FINANCE, scoped=False),
    Function("finance.ledger.read", "查看账簿和凭证", "See the ledger and the journal", FINANCE, scoped=False),
)
