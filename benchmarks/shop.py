"""A shop to measure: a seller, customers, and products with plenty of stock."""

from dataclasses import dataclass

from tests.installation import Installation
from tests.northwind import pages

PRODUCTS = 200
CUSTOMERS = 50


@dataclass(frozen=True)
class Shop:
    """The installation and the ids that a load needs."""

    company: Installation
    customers: list[str]
    products: list[str]
    seller: str


def open_shop(company: Installation) -> Shop:
    """Through imports and operations, as anybody would."""
    folder = company.folder.parent
    rows = [f"P{number},Product {number},pc,C1,9.90,1000000" for number in range(PRODUCTS)]
    products = _write(folder / "products.csv", "code,name,unit,category,price,opening_stock", rows)
    categories = _write(folder / "categories.csv", "code,name", ["C1,Things"])
    people = _write(folder / "employees.csv", "code,username,name,role", ["E1,seller,Seller,sales_director"])
    rows = [f"K{number},Customer {number} {number * 7919},E1" for number in range(CUSTOMERS)]
    customers = _write(folder / "customers.csv", "code,name,owner", rows)
    company.command("import", "employees", people)
    company.admit("seller")
    company.settle()
    company.command("import", "categories", categories)
    company.command("import", "products", products)
    company.command("import", "customers", customers)
    company.settle()
    seller = company.person("seller")
    return Shop(
        company,
        [row["id"] for row in pages(seller, "/crm/customers")],
        [row["id"] for row in pages(company.operator, "/purchasing/products")],
        seller._token(),
    )


def _write(path, header: str, rows: list[str]) -> str:
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return str(path)
