"""Products and warehouses, out."""

from chassis.operations import ListQuery, Schema, fields, page_of
from chassis.operations.paging import LONGEST_CURSOR


class ProductRow(Schema):
    id = fields.Id()
    code = fields.Text()
    name = fields.Text()
    model = fields.Text()
    spec = fields.Text()
    unit = fields.Text()
    category_code = fields.Text()
    category_name = fields.Text()
    list_price = fields.UnitPrice()
    floor_price = fields.UnitPrice(allow_none=True, metadata={"hide": "floor_price"})
    available = fields.Quantity(metadata={"description": "On hand less reserved, over all warehouses"})
    active = fields.Boolean()


class ProductQuery(ListQuery):
    q = fields.Text(100, load_default=None, metadata={"description": "Part of code, name or model"})
    active = fields.Boolean(load_default=None)


class IndexQuery(Schema):
    since = fields.Instant(load_default=None, metadata={"description": "The mark of an earlier answer"})
    limit = fields.WholeNumber(1, 2000, load_default=1000)
    after = fields.Text(LONGEST_CURSOR, load_default=None)


class IndexRow(Schema):
    id = fields.Id()
    code = fields.Text()
    name = fields.Text()
    model = fields.Text()
    spec = fields.Text()
    unit = fields.Text()
    list_price = fields.UnitPrice()
    spelling = fields.Text(2000, metadata={"description": "Pinyin and initials of the name"})
    active = fields.Boolean()


class IndexPage(Schema):
    items = fields.List(fields.Nested(IndexRow))
    next = fields.Text(LONGEST_CURSOR, allow_none=True)
    mark = fields.Instant(metadata={"description": "`since` of the next time"})


class WarehouseRow(Schema):
    id = fields.Id()
    code = fields.Text()
    name = fields.Text()
    active = fields.Boolean()
    is_default = fields.Boolean()


ProductPage = page_of(ProductRow)
WarehousePage = page_of(WarehouseRow)
