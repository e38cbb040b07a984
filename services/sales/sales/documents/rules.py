"""Rules that several kinds of documents share."""

from chassis.model import Invalid, RuleError


class LinesMissing(Invalid):
    code = "sales.lines_missing"
    zh = "单据没有明细行"
    en = "The document has no lines"


class AmountTooLarge(Invalid):
    code = "sales.amount_too_large"
    zh = "金额过大"
    en = "The amount is too large"


class InactiveProduct(RuleError):
    code = "sales.inactive_product"
    zh = "产品“{product}”已停用"
    en = "The product '{product}' is no longer sold"


class InactiveCustomer(RuleError):
    code = "sales.inactive_customer"
    zh = "客户“{customer}”已停用"
    en = "The customer '{customer}' is no longer served"


class ForeignLine(Invalid):
    """A line was named that does not belong to the document."""

    code = "sales.foreign_line"
    zh = "明细行不属于该单据"
    en = "The line does not belong to this document"


class RepeatedLine(Invalid):
    code = "sales.repeated_line"
    zh = "同一明细行出现了两次"
    en = "The same line is named twice"
