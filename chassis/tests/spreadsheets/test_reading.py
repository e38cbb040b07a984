"""Whatever Excel, WPS or a database wrote, people get the texts they saw."""

import io
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from chassis.spreadsheets import read_table, write_workbook

from .hostile import a_workbook, with_cells

NORTHWIND = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "northwind"


def texts(data: bytes, filename: str = "a.xlsx") -> list[list[str]]:
    return [list(row.values.values()) for row in read_table(data, filename).rows]


def test_numbers_codes_dates_and_truths_come_back_as_people_saw_them():
    values = [
        123,
        13800138000,
        690123456789012,
        Decimal("0.1"),
        Decimal("1234.50"),
        Decimal("-0.0001"),
        date(2026, 2, 28),
        datetime(2026, 2, 28),
        datetime(2026, 2, 28, 9, 5, 7),
        True,
        False,
        None,
        "00123",
        "  宏远 ",
    ]
    expected = ["123", "13800138000", "690123456789012", "0.1", "1234.5", "-0.0001", "2026-02-28", "2026-02-28"]
    expected += ["2026-02-28 09:05:07", "true", "false", "", "00123", "宏远"]
    headers = [f"h{n}" for n in range(len(values))]
    assert texts(write_workbook("t", headers, [values])) == [expected]


@pytest.mark.parametrize(
    ("stored", "seen"),
    [
        ("0.30000000000000004", "0.3"),
        ("1.1000000000000001", "1.1"),
        ("6217001234567890", "6217001234567890"),
        ("1E+20", "100000000000000000000"),
        ("1E-7", "0.0000001"),
        ("-0", "0"),
        ("4.9999999999999996E-2", "0.05"),
    ],
)
def test_the_noise_of_binary_fractions_is_not_shown(stored, seen):
    sheet = with_cells(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>单价</t></is></c></row>'
        f'<row r="2"><c r="A2"><v>{stored}</v></c></row>'
    )
    assert texts(sheet) == [[seen]]


def test_rows_keep_the_numbers_that_excel_shows():
    blank_between = with_cells(
        '<row r="3"><c r="B3" t="inlineStr"><is><t>编号</t></is></c></row>'
        '<row r="5"><c r="B5"><v>7</v></c></row><row r="9"><c r="B9"><v>8</v></c></row><row r="12"><c r="B12"/></row>'
    )
    table = read_table(blank_between, "a.xlsx")
    assert table.headers == ["编号"]
    assert [(row.number, row.values) for row in table.rows] == [(5, {"编号": "7"}), (9, {"编号": "8"})]
    assert [row.number for row in read_table("编号\n\n7\n,\n8\n".encode(), "a.csv").rows] == [3, 5]


def test_a_column_without_header_is_named_by_its_letter_when_it_holds_something():
    table = read_table("编号,,名称,\nC1,,宏远,另议\n".encode(), "a.csv")
    assert table.headers == ["编号", "名称", "D 列 / Column D"]
    assert table.rows[0].values["D 列 / Column D"] == "另议"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_csv_is_understood_in_any_usual_encoding_and_delimiter(encoding, mark):
    lines = [["编号", "名称", "地址"], ["00123", "宏远贸易", '"朝阳区\n一号"'], ["C2", "", "上海"]]
    data = "\r\n".join(mark.join(line) for line in lines).encode(encoding)
    assert texts(data, "客户.CSV") == [["00123", "宏远贸易", "朝阳区\n一号"], ["C2", "", "上海"]]


def test_a_short_row_has_empty_texts_and_commas_in_quotes_do_not_count():
    table = read_table(b'"a;b;c;d",e\n1\n', "a.csv")
    assert table.headers == ["a;b;c;d", "e"]
    assert table.rows[0].values == {"a;b;c;d": "1", "e": ""}


@pytest.mark.skipif(not NORTHWIND.is_dir(), reason="the shared test data is not beside the repository")
@pytest.mark.parametrize(
    ("name", "rows"), [("customers", 93), ("suppliers", 29), ("products", 77), ("employees", 9), ("orders", 830)]
)
def test_northwind_reads_whole_and_the_same_from_csv_and_from_excel(name, rows):
    table = read_table((NORTHWIND / f"{name}.csv").read_bytes(), f"{name}.csv")
    assert len(table.rows) == rows
    workbook = write_workbook(name, table.headers, [list(row.values.values()) for row in table.rows])
    assert [row.values for row in read_table(workbook, "a.xlsx").rows] == [row.values for row in table.rows]


@pytest.mark.skipif(not NORTHWIND.is_dir(), reason="the shared test data is not beside the repository")
def test_northwind_adds_up_to_the_cent():
    table = read_table((NORTHWIND / "order_details.csv").read_bytes(), "order_details.csv")
    price, quantity, discount = (
        [Decimal(row.values[name]) for row in table.rows] for name in ("UnitPrice", "Quantity", "Discount")
    )
    lines = [p * q * (1 - d) for p, q, d in zip(price, quantity, discount, strict=True)]
    assert (len(lines), sum(quantity)) == (2155, 51317)
    assert sum(lines) == Decimal("1265793.0395")


@pytest.mark.parametrize("spelled", [str.upper, lambda name: name.replace("/", "\\")])
def test_parts_of_the_zip_may_be_spelled_as_other_programs_spell_them(spelled):
    parts = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(a_workbook())) as old, zipfile.ZipFile(parts, "w") as new:
        for name in old.namelist():
            new.writestr(spelled(name) if name.startswith("xl/") else name, old.read(name))
    assert texts(parts.getvalue()) == [["C1", "宏远贸易"]]


def test_several_threads_read_at_once():
    workbooks = [a_workbook([f"C{n}", "宏远"]) for n in range(4)]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(texts, workbooks)) == [[[f"C{n}", "宏远"]] for n in range(4)]


@pytest.mark.parametrize(
    "setting",
    [
        "import eventlet; eventlet.monkey_patch()\nread()",
        "from multiprocessing import Process\n"
        "c = Process(target=read, daemon=True); c.start(); c.join()\n"
        "assert c.exitcode == 0",
    ],
    ids=["under eventlet", "in a daemon, as Celery's workers are"],
)
def test_a_workbook_is_read_in_every_runtime(setting, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(a_workbook())
    reads = (
        "from pathlib import Path\n"
        "def read():\n"
        "    from chassis.spreadsheets import read_table\n"
        "    assert read_table(Path('a.xlsx').read_bytes(), 'a.xlsx').rows[0].values['编号'] == 'C1'\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", reads + setting], cwd=tmp_path, timeout=60, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_a_folder_with_modules_of_the_same_name_does_not_reach_the_worker(tmp_path, monkeypatch):
    (tmp_path / "python_calamine.py").write_text("raise SystemExit(9)")
    (tmp_path / "resource.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    assert texts(a_workbook()) == [["C1", "宏远贸易"]]
