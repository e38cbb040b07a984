"""`zhanggui import`: tried first, corrected from the workbook that comes back, and the same twice changes nothing."""

import pytest
from openpyxl import load_workbook

from tests.northwind import pages

pytestmark = pytest.mark.journey
CUSTOMERS = "客户编码,客户名称,业务员\nS1,东风商行,ming\nS2,,ming\nS3,南山贸易,nobody\nS4,北海百货,ming\n"


@pytest.fixture
def desk(tmp_path):
    """Where the lists lie."""

    def put(name: str, text: str):
        path = tmp_path / name
        path.write_text(text)
        return str(path)

    return put


def customers(company, start: str) -> dict[str, str]:
    rows = pages(company.operator, "/crm/customers")
    return {row["code"]: row["name"] for row in rows if row["code"].startswith(start)}


def test_a_dry_run_says_what_would_happen_and_keeps_nothing(company, desk, tmp_path):
    head = company.operator.get("/crm/system/lag")["head"]
    done = company.command("import", "customers", desk("list.csv", CUSTOMERS), "--dry-run", check=False)
    assert done.returncode == 1
    said = "customers: 4 rows, 2 created, 0 updated, 0 unchanged, 2 bad (dry run: nothing was kept)"
    assert done.stdout.splitlines()[0] == said
    assert customers(company, "S") == {}
    assert company.operator.get("/crm/system/lag")["head"] == head
    assert (tmp_path / "list-errors.xlsx").exists()


def test_the_bad_rows_come_back_are_corrected_and_go_in(company, desk, tmp_path):
    errors = tmp_path / "to correct.xlsx"
    path = desk("list.csv", CUSTOMERS.replace("\nS", "\nT"))
    done = company.command("import", "customers", path, "--errors", str(errors), check=False)
    assert done.returncode == 1
    assert done.stdout.splitlines()[0] == "customers: 4 rows, 2 created, 0 updated, 0 unchanged, 2 bad"
    assert f"The bad rows with their reasons: {errors}" in done.stdout
    assert sorted(customers(company, "T")) == ["T1", "T4"]
    book = load_workbook(errors)
    sheet = book.active
    header = [cell.value for cell in sheet[1]]
    rows = {row[header.index("客户编码")].value: row for row in sheet.iter_rows(min_row=2)}
    assert sorted(rows) == ["T2", "T3"]
    assert "客户名称" in " ".join(str(cell.value) for cell in rows["T2"])
    rows["T2"][header.index("客户名称")].value = "西湖茶庄"
    rows["T3"][header.index("业务员")].value = "fang"
    book.save(errors)
    assert company.command("import", "customers", str(errors)).stdout == (
        "customers: 2 rows, 2 created, 0 updated, 0 unchanged, 0 bad\n"
    )
    assert customers(company, "T") == {"T1": "东风商行", "T2": "西湖茶庄", "T3": "南山贸易", "T4": "北海百货"}


def test_the_same_list_again_changes_nothing(company, desk):
    path = desk("list.csv", "客户编码,客户名称,业务员\nU1,长江五金,ming\nU2,黄河粮油,fang\n")
    assert "2 created, 0 updated, 0 unchanged" in company.command("import", "customers", path).stdout
    head = company.operator.get("/crm/system/lag")["head"]
    assert "0 created, 0 updated, 2 unchanged" in company.command("import", "customers", path).stdout
    assert company.operator.get("/crm/system/lag")["head"] == head


def test_what_a_list_lacks_is_set_and_what_it_calls_otherwise_is_mapped(company, desk):
    path = desk("list.csv", "暗号,谁\nV1,泰山石料\n")
    given = ("--map", "暗号=code", "--map", "谁=name", "--set", "owner=ming", "--set", "area=山东")
    assert "1 created" in company.command("import", "customers", path, *given).stdout
    [row] = [row for row in pages(company.operator, "/crm/customers") if row["code"] == "V1"]
    assert (row["name"], row["area"]) == ("泰山石料", "山东")


def test_documents_and_their_lines_from_two_files(company, desk):
    company.command("import", "categories", desk("categories.csv", "类别编码,类别名称\nW,五金\n"))
    company.command("import", "products", desk("products.csv", "编码,名称,单位,类别,售价\nW1,螺丝,盒,W,12.50\n"))
    company.command("import", "customers", desk("customers.csv", "编码,客户名称,业务员\nW9,华山机电,ming\n"))
    company.settle()
    heads = desk("orders.csv", "单号,客户,业务员,下单日期\nOLD-1,W9,ming,2025-03-01\n")
    lines = desk("lines.csv", "单号,产品,数量,单价\nOLD-1,W1,4,12.50\nOLD-1,W1,2,12.00\n")
    assert "orders: 2 rows, 1 created" in company.command("import", "orders", heads, "--lines", lines).stdout
    [order] = [row for row in pages(company.operator, "/sales/orders") if row["number"] == "OLD-1"]
    assert order["total"] == "74.00"


def test_lines_of_no_document_are_refused(company, desk):
    heads = desk("orders.csv", "单号,客户,业务员,下单日期\nOLD-2,W9,ming,2025-03-01\n")
    lines = desk("lines.csv", "单号,产品,数量,单价\nOLD-3,W1,4,12.50\n")
    done = company.command("import", "orders", heads, "--lines", lines, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "zhanggui: lines.csv, row 2: there is no 单号 OLD-3 in orders.csv\n"
