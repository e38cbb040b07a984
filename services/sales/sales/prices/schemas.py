"""Prices, in and out."""

from chassis.operations import Expected, ListQuery, Schema, fields, page_of


class SetPrice(Expected):
    grade = fields.Text(load_default="", metadata={"description": "Empty: for every customer"})
    unit_price = fields.UnitPrice(required=True)


class ListedPriceView(Schema):
    id = fields.Id()
    product_id = fields.Id()
    grade = fields.Text()
    unit_price = fields.UnitPrice()
    version = fields.WholeNumber()


class PriceQuery(ListQuery):
    product_id = fields.Id(load_default=None)
    grade = fields.Text(load_default=None)


class HintQuery(Schema):
    customer_id = fields.Id(required=True)
    product_id = fields.Id(required=True)


class Deal(Schema):
    number = fields.Text()
    ordered_on = fields.LocalDate()
    unit_price = fields.UnitPrice()
    discount = fields.Rate()
    quantity = fields.Quantity()


class PriceHint(Schema):
    suggested_price = fields.UnitPrice()
    source = fields.Choice("last_deal", "grade", "list")
    deals = fields.List(fields.Nested(Deal))
    list_price = fields.UnitPrice()
    floor_price = fields.UnitPrice(allow_none=True, metadata={"hide": "floor_price"})
    available = fields.Quantity()


PricePage = page_of(ListedPriceView)
