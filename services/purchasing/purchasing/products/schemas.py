"""Products and categories, in and out."""

from decimal import Decimal

from chassis.operations import Expected, ListQuery, Schema, fields, page_of


class CreateCategory(Schema):
    id = fields.Id()
    code = fields.Code(required=True)
    name = fields.Text(required=True)


class ChangeCategory(Expected):
    name = fields.Text(required=True)


class CategoryView(Schema):
    id = fields.Id()
    code = fields.Code()
    name = fields.Text()
    version = fields.WholeNumber()


class CategoryQuery(ListQuery):
    q = fields.Text(load_default=None)


class CreateProduct(Schema):
    id = fields.Id()
    code = fields.Code(required=True)
    name = fields.Text(required=True)
    model = fields.Text(load_default="")
    spec = fields.Text(load_default="")
    unit = fields.Text(20, load_default="")
    category_id = fields.Id(required=True)
    supplier_id = fields.Id(load_default=None, allow_none=True)
    list_price = fields.UnitPrice(required=True)
    floor_price = fields.UnitPrice(load_default=None, allow_none=True, metadata={"hide": "floor_price"})
    cost = fields.UnitPrice(load_default=None, allow_none=True, metadata={"hide": "cost"})
    safety_stock = fields.Quantity(minimum=0, load_default=Decimal(0))


class ChangeProduct(Expected):
    """Only the fields that are sent change."""

    name = fields.Text(filled=True)
    model = fields.Text()
    spec = fields.Text()
    unit = fields.Text(20)
    category_id = fields.Id()
    supplier_id = fields.Id(allow_none=True)
    list_price = fields.UnitPrice()
    floor_price = fields.UnitPrice(allow_none=True, metadata={"hide": "floor_price"})
    cost = fields.UnitPrice(allow_none=True, metadata={"hide": "cost"})
    safety_stock = fields.Quantity(minimum=0)
    active = fields.Boolean()


class ProductView(Schema):
    id = fields.Id()
    code = fields.Code()
    name = fields.Text()
    model = fields.Text()
    spec = fields.Text()
    unit = fields.Text(20)
    category_id = fields.Id()
    category = fields.Nested(CategoryView, only=("id", "code", "name"))
    supplier_id = fields.Id(allow_none=True)
    list_price = fields.UnitPrice()
    floor_price = fields.UnitPrice(allow_none=True, metadata={"hide": "floor_price"})
    cost = fields.UnitPrice(allow_none=True, metadata={"hide": "cost"})
    safety_stock = fields.Quantity()
    active = fields.Boolean()
    version = fields.WholeNumber()


class ProductQuery(ListQuery):
    q = fields.Text(load_default=None)
    category_id = fields.Id(load_default=None)
    active = fields.Boolean(load_default=None)


CategoryPage = page_of(CategoryView)
ProductPage = page_of(ProductView)
