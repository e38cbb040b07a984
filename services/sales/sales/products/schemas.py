"""Products and warehouses, out."""

from chassis.operations import ListQuery, Schema, fields, page_of


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
    floor_price = fields.UnitPrice(allow_none=True)
    available = fields.Quantity(metadata={"description": "On hand less reserved, over all warehouses"})
    active = fields.Boolean()


class ProductQuery(ListQuery):
    q = fields.Text(100, load_default=None, metadata={"description": "Part of code, name or model"})
    active = fields.Boolean(load_default=None)


class WarehouseRow(Schema):
    id = fields.Id()
    code = fields.Text()
    name = fields.Text()
    active = fields.Boolean()
    is_default = fields.Boolean()


ProductPage = page_of(ProductRow)
WarehousePage = page_of(WarehouseRow)
