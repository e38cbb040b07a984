"""Use cases of the products catalogue (F42): create and change categories and products."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from chassis.operations import Context, operation
from purchasing import events
from purchasing.codes import refuse_taken_code
from purchasing.products import schemas
from purchasing.products.model import Category, Product
from purchasing.stock.book import Source, StockBook
from purchasing.stock.model import StockLevel
from purchasing.suppliers.model import Supplier
from purchasing.warehouses.queries import default_warehouse


@operation(
    "POST",
    "/categories",
    title=("新增产品类别", "Create a category"),
    scope="purchasing.product.edit",
    request=schemas.CreateCategory,
    response=schemas.CategoryView,
    status=201,
)
def create_category(ctx: Context, **values: Any) -> Category:
    refuse_taken_code(ctx.session, Category.code, values["code"])
    return ctx.add(Category(**values))


@operation(
    "PUT",
    "/categories/{category_id}",
    title=("修改产品类别", "Change a category"),
    scope="purchasing.product.edit",
    request=schemas.ChangeCategory,
    response=schemas.CategoryView,
)
def change_category(ctx: Context, category_id: UUID, expected_version: int | None, name: str) -> Category:
    """Every product of the category is told again, for others show the category's name."""
    category = ctx.get(Category, category_id, version=expected_version)
    if category.name != name:
        category.name = name
        for product in ctx.session.query(Product).filter_by(category_id=category_id).order_by(Product.code):
            tell_product(ctx, product)
    return category


@operation(
    "POST",
    "/products",
    title=("新增产品", "Create a product"),
    scope="purchasing.product.edit",
    request=schemas.CreateProduct,
    response=schemas.ProductView,
    status=201,
)
def create_product(
    ctx: Context, code: str, category_id: UUID, supplier_id: UUID | None, active: bool = True, **values: Any
) -> Product:
    """A code is given once; the category and the supplier must exist."""
    product = register_product(ctx, code, category_id, supplier_id, active=active, **values)
    if product.safety_stock:
        watch_stock(ctx, product)
    return product


def register_product(ctx: Context, code: str, category_id: UUID, supplier_id: UUID | None, **values: Any) -> Product:
    """Enter it and tell of it, not yet of its stock."""
    refuse_taken_code(ctx.session, Product.code, code)
    category = ctx.get(Category, category_id, field="category_id")
    if supplier_id:
        ctx.get(Supplier, supplier_id, field="supplier_id")
    product = Product(code=code, category=category, supplier_id=supplier_id, **values)
    product.check_prices()
    ctx.add(product)
    tell_product(ctx, product)
    return product


@operation(
    "PUT",
    "/products/{product_id}",
    title=("修改产品", "Change a product"),
    scope="purchasing.product.edit",
    request=schemas.ChangeProduct,
    response=schemas.ProductView,
)
def change_product(ctx: Context, product_id: UUID, expected_version: int | None, **changes: Any) -> Product:
    """Fields that are not sent stay; setting the values it has already changes nothing and tells nobody."""
    product = ctx.get(Product, product_id, version=expected_version)
    apply_changes(ctx, product, changes)
    return product


def apply_changes(ctx: Context, product: Product, changes: dict[str, Any]) -> bool:
    """Set what differs and tell of it; False when nothing does."""
    changed = {name: value for name, value in changes.items() if getattr(product, name) != value}
    if not changed:
        return False
    if "category_id" in changed:
        product.category = ctx.get(Category, changed["category_id"], field="category_id")
    if changed.get("supplier_id"):
        ctx.get(Supplier, changed["supplier_id"], field="supplier_id")
    for name, value in changed.items():
        setattr(product, name, value)
    product.check_prices()
    tell_product(ctx, product)
    if {"safety_stock", "active"} & changed.keys():
        watch_stock(ctx, product)
    return True


def watch_stock(ctx: Context, product: Product) -> None:
    """Whoever watches for low stock compares a level with the safety stock that is told beside it (F46).

    What is to be kept in stock and never lay anywhere runs low in the default warehouse, where nothing lies.
    """
    # The book's gate comes first: nobody else can open a level while we look for one.
    book = StockBook(ctx, Source("product", product.id))
    warehouses = ctx.session.scalars(select(StockLevel.warehouse_id).where(StockLevel.product_id == product.id))
    book.load((product.id, warehouse) for warehouse in warehouses)
    if not book.levels and product.active and product.safety_stock:
        book.open_level((product.id, default_warehouse(ctx.session).id))
    book.tell_again()
    book.close()


def tell_product(ctx: Context, product: Product) -> None:
    """Record product_changed with everything others show of a product; never the cost."""
    ctx.record(
        events.ProductChanged,
        product.id,
        product_id=product.id,
        code=product.code,
        name=product.name,
        model=product.model,
        spec=product.spec,
        unit=product.unit,
        category_code=product.category.code,
        category_name=product.category.name,
        list_price=product.list_price,
        floor_price=product.floor_price,
        active=product.active,
    )
