import hashlib
import os
import subprocess
import sys
from dataclasses import fields
from datetime import date

import pytest

from zhanggui.demo import company

PRINT_DIGEST = """
import hashlib
from datetime import date
from zhanggui.demo import company
print(hashlib.sha256(repr(company(date(2026, 11, 23))).encode()).hexdigest())
"""


def test_the_same_day_gives_the_same_company(demo):
    assert company(demo.today) == demo


@pytest.mark.parametrize("hash_seed", ["0", "1", "4711"])
def test_another_process_with_another_hash_seed_gives_the_same_company(demo, hash_seed):
    printed = subprocess.run(
        [sys.executable, "-c", PRINT_DIGEST],
        env=os.environ | {"PYTHONHASHSEED": hash_seed, "TZ": "America/New_York"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert printed.stdout.strip() == hashlib.sha256(repr(demo).encode()).hexdigest()


def test_tomorrow_the_same_people_sell_the_same_goods_to_the_same_customers(demo):
    tomorrow = company(date(2026, 11, 24))
    for unchanged in ("employees", "products", "customers", "suppliers"):
        assert getattr(tomorrow, unchanged) == getattr(demo, unchanged)
    assert tomorrow.orders != demo.orders


def test_every_cell_is_text_and_every_table_has_rows_with_the_same_columns(demo):
    for table in (getattr(demo, field.name) for field in fields(demo) if field.name != "today"):
        assert table
        for row in table:
            assert row.keys() == table[0].keys()
            cells = [cell for name, cell in row.items() if name != "lines"]
            cells += [cell for line in row.get("lines", []) for cell in line.values()]
            assert all(type(cell) is str for cell in cells)


def test_scale_makes_more_or_fewer_customers_and_all_that_they_do(demo):
    small = company(demo.today, scale=0.25)
    assert small.customers == demo.customers[:50]
    assert len(small.products) == 120 and len(small.employees) == 12
    assert len(demo.orders) / 5 < len(small.orders) < len(demo.orders) / 3
    assert (len(small.contact_records), len(small.expenses)) == (30, 10)


def test_a_double_company_has_twice_the_customers_and_no_name_twice(demo):
    double = company(demo.today, scale=2)
    assert len({row["name"] for row in double.customers}) == len({row["code"] for row in double.customers}) == 400


def test_a_scale_too_small_for_every_kind_of_customer_is_refused(demo):
    assert len(company(demo.today, scale=0.1).customers) == 20
    with pytest.raises(ValueError, match="at least 20"):
        company(demo.today, scale=0.09)
