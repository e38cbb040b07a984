"""Lists of categories and products that people bring along (F86), with opening stock (X7)."""

from decimal import Decimal
from typing import Any

from sqlalchemy import or_, select

from chassis.imports import Column, ImportKind
from chassis.model import Invalid, derived_id, line_amount
from chassis.operations import Context, Schema, fields
from purchasing.products import operations
from purchasing.products.model import Category, Product
from purchasing.products.schemas import CreateCategory
from purchasing.stock.book import Source, StockBook
from purchasing.stock.model import StockMove
from purchasing.suppliers.model import Supplier
from purchasing.warehouses.model import Warehouse
from purchasing.warehouses.queries import default_warehouse

YES = {"1", "true", "True", "TRUE", "yes", "Yes", "是", "启用", "在售"}
NO = {"0", "false", "False", "FALSE", "no", "No", "否", "停用", "停售"}


class UnknownCategory(Invalid):
    code = "unknown_category"
    zh = "没有类别“{value}”，请先建立或导入类别"
    en = "There is no category '{value}'; create or import it first"


class UnknownSupplier(Invalid):
    code = "unknown_supplier"
    zh = "没有供应商“{value}”，请先建立或导入供应商"
    en = "There is no supplier '{value}'; create or import it first"


class UnknownWarehouse(Invalid):
    code = "unknown_warehouse"
    zh = "没有仓库“{value}”"
    en = "There is no warehouse '{value}'"


class CategoryRow(CreateCategory):
    class Meta:
        exclude = ("id",)


class ProductRow(Schema):
    """A cell that is empty or a column that is missing leaves what is known."""

    code = fields.Code(required=True)
    name = fields.Text(required=True)
    model = fields.Text()
    spec = fields.Text()
    unit = fields.Text(20)
    category = fields.Text(required=True)
    list_price = fields.UnitPrice(required=True, data_key="price")
    floor_price = fields.UnitPrice()
    cost = fields.UnitPrice()
    safety_stock = fields.Quantity(minimum=0)
    supplier = fields.Code()
    warehouse = fields.Code(load_default=None)
    opening_stock = fields.Quantity(minimum=0, load_default=Decimal(0))
    active = fields.Boolean(truthy=YES, falsy=NO)
    discontinued = fields.Boolean(truthy=YES, falsy=NO)


def apply_category_row(ctx: Context, row: dict[str, Any]) -> str:
    """Create or rename by code."""
    category = ctx.session.scalars(select(Category).filter_by(code=row["code"])).one_or_none()
    if category is None:
        operations.create_category(ctx, **row)
        return "created"
    if category.name == row["name"]:
        return "unchanged"
    operations.change_category(ctx, category.id, None, row["name"])
    return "updated"


def apply_product_row(ctx: Context, row: dict[str, Any]) -> str:
    """Create or change by code, and book the opening stock, once per product and warehouse."""
    values = dict(row)
    warehouse, opening = _warehouse(ctx, values.pop("warehouse")), values.pop("opening_stock")
    values["category_id"] = _category(ctx, values.pop("category")).id
    if "supplier" in values:
        values["supplier_id"] = _supplier(ctx, values.pop("supplier")).id
    if "discontinued" in values:
        values["active"] = not values.pop("discontinued")
    product = ctx.session.scalars(select(Product).filter_by(code=values.pop("code"))).one_or_none()
    if product is None:
        product = _created(ctx, row["code"], values)
        if not _book_opening(ctx, product, warehouse, opening) and product.safety_stock:
            operations.watch_stock(ctx, product)
        return "created"
    changed = operations.apply_changes(ctx, product, values)
    booked = _book_opening(ctx, product, warehouse, opening)
    return "updated" if changed or booked else "unchanged"


def _created(ctx: Context, code: str, values: dict[str, Any]) -> Product:
    active = values.pop("active", True)
    defaults = {"model": "", "spec": "", "unit": "", "supplier_id": None, "safety_stock": Decimal(0)}
    return operations.register_product(ctx, code=code, active=active, **(defaults | values))


def _book_opening(ctx: Context, product: Product, warehouse: Warehouse, quantity: Decimal) -> bool:
    """What was there on the first day, worth its cost; False when it was booked before or is nothing."""
    source = derived_id("opening", product.id, warehouse.id)
    if not quantity or ctx.session.scalar(select(StockMove.id).filter_by(source_id=source)):
        return False
    book = StockBook(ctx, Source("opening", source))
    place = (product.id, warehouse.id)
    book.load([place])
    book.take_in("opening", place, quantity, line_amount(quantity, product.cost or Decimal(0)))
    book.tell_adjusted(warehouse.id)
    book.close()
    return True


def _category(ctx: Context, text: str) -> Category:
    """By code, else by name."""
    statement = select(Category).where(or_(Category.code == text, Category.name == text))
    found = ctx.session.scalars(statement.order_by(Category.code != text, Category.code)).first()
    if found is None:
        raise UnknownCategory(field="category", value=text)
    return found


def _supplier(ctx: Context, code: str) -> Supplier:
    found = ctx.session.scalars(select(Supplier).filter_by(code=code)).one_or_none()
    if found is None:
        raise UnknownSupplier(field="supplier", value=code)
    return found


def _warehouse(ctx: Context, code: str | None) -> Warehouse:
    if code is None:
        return default_warehouse(ctx.session)
    found = ctx.session.scalars(select(Warehouse).filter_by(code=code)).one_or_none()
    if found is None:
        raise UnknownWarehouse(field="warehouse", value=code)
    return found


CATEGORIES = ImportKind(
    name="categories",
    title=("产品类别", "Categories"),
    scope="purchasing.product.import",
    columns=(
        Column("code", ("类别编码", "编码", "CategoryID", "category_code"), required=True),
        Column("name", ("类别名称", "名称", "CategoryName"), required=True),
    ),
    schema=CategoryRow,
    apply=apply_category_row,
)

PRODUCTS = ImportKind(
    name="products",
    title=("产品", "Products"),
    scope="purchasing.product.import",
    columns=(
        Column("code", ("产品编码", "编码", "货号", "ProductID", "product_code", "SKU"), required=True),
        Column("name", ("产品名称", "名称", "品名", "ProductName"), required=True),
        Column("model", ("型号", "产品型号")),
        Column("spec", ("规格", "QuantityPerUnit", "specification")),
        Column("unit", ("单位", "计量单位")),
        Column("category", ("类别", "产品类别", "分类", "CategoryID", "category_code"), required=True),
        Column("price", ("售价", "单价", "价格", "UnitPrice", "list_price"), required=True),
        Column("floor_price", ("最低售价", "底价")),
        Column("cost", ("成本", "成本价", "进价")),
        Column("safety_stock", ("安全库存", "最低库存", "ReorderLevel")),
        Column("supplier", ("供应商", "供应商编码", "SupplierID", "supplier_code")),
        Column("warehouse", ("仓库", "仓库编码", "warehouse_code")),
        Column("opening_stock", ("期初库存", "库存", "库存数量", "UnitsInStock")),
        Column("active", ("启用", "在售")),
        Column("discontinued", ("停用", "停售", "Discontinued")),
    ),
    schema=ProductRow,
    apply=apply_product_row,
)
