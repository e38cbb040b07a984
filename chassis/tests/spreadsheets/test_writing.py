"""What is exported is what Zhou sees on her screen, to the last digit."""

import io
import string
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chassis.spreadsheets import read_table, write_workbook

XML_HOLDS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="￾￿")
TEXTS = st.text(XML_HOLDS | st.sampled_from("=+-@_x0041\n"), max_size=40)
MONEY = st.decimals(min_value=-(10**12), max_value=10**12, places=2, allow_nan=False)
QUANTITIES = st.decimals(min_value=-(10**10), max_value=10**10, places=4, allow_nan=False)
DATES = st.dates(min_value=date(1900, 3, 1), max_value=date(9999, 12, 31))


def written(value) -> str:
    (row,) = read_table(write_workbook("t", ["键", "值"], [["x", value]]), "a.xlsx").rows
    return row.values["值"]


def opened(*values):
    return openpyxl.load_workbook(
        io.BytesIO(write_workbook("导出", list(string.ascii_letters[: len(values)]), [values]))
    )


@settings(max_examples=12, deadline=None)
@given(
    st.lists(
        st.tuples(TEXTS, MONEY, QUANTITIES, DATES, st.integers(-(10**15) + 1, 10**15 - 1)), min_size=1, max_size=40
    )
)
def test_texts_amounts_dates_and_numbers_survive_the_way_out_and_back(lines):
    rows = [["x", *line] for line in lines]
    back = read_table(write_workbook("t", ["键", "文", "额", "量", "日", "数"], rows), "a.xlsx").rows
    assert [row.number for row in back] == list(range(2, len(lines) + 2))
    for row, (text, amount, quantity, day, number) in zip(back, lines, strict=True):
        assert row.values["文"] == text.strip()
        assert (Decimal(row.values["额"]), Decimal(row.values["量"])) == (amount, quantity)
        assert (row.values["日"], row.values["数"]) == (day.isoformat(), str(number))


def test_numbers_are_numbers_and_dates_are_dates():
    sheet = opened(Decimal("1234.50"), Decimal("0.1250"), 7, date(2026, 2, 28), datetime(2026, 2, 28, 9, 5)).active
    assert [cell.data_type for cell in sheet[2]] == ["n", "n", "n", "d", "d"]
    assert [cell.number_format for cell in sheet[2]] == [
        "#,##0.00",
        "#,##0.0000",
        "0",
        "yyyy-mm-dd",
        "yyyy-mm-dd hh:mm:ss",
    ]


@pytest.mark.parametrize(
    "exact", ["1234567890123456", "12345678901234.56", "0.0000000000000001", "99999999999999999999.99"]
)
def test_a_number_that_excel_would_round_is_written_as_text(exact):
    assert opened(Decimal(exact)).active["A2"].data_type == "s"
    assert written(Decimal(exact)) == exact


def test_an_id_number_of_eighteen_digits_stays_whole():
    assert written("110101199003078888") == "110101199003078888"
    assert written(110101199003078888) == "110101199003078888"


@pytest.mark.parametrize(
    ("value", "back"),
    [
        ("坏\x00字\x0b符\ud800\uffff", "坏字符"),
        ("一行\r\n二行\r三行", "一行\n二行\n三行"),
        ("_x0041_", "_x0041_"),
        ("_x005F_x0041_", "_x005F_x0041_"),
        ("<b>&amp;</b>", "<b>&amp;</b>"),
        (date(1899, 12, 31), "1899-12-31"),
    ],
)
def test_what_a_workbook_cannot_hold_is_written_as_near_as_it_can_be(value, back):
    assert written(value) == back


def test_a_text_beyond_the_longest_cell_ends_visibly():
    text = written("长" * 40_000)
    assert (len(text), text[-1]) == (32_767, "…")


@pytest.mark.parametrize("title", ["a/b:c*d?[e]\\'", "", "很" * 50, "\x01"])
def test_any_title_makes_a_sheet(title):
    data = write_workbook(title, ["a"], [["1"]])
    assert len(openpyxl.load_workbook(io.BytesIO(data)).active.title) in range(1, 32)
    assert len(read_table(data, "a.xlsx").rows) == 1


@pytest.mark.parametrize("inexact", [1.5, datetime(2026, 1, 1, tzinfo=UTC), object()])
def test_what_has_no_exact_form_is_refused(inexact):
    with pytest.raises(TypeError):
        write_workbook("t", ["a"], [[inexact]])


@pytest.mark.parametrize("number", ["NaN", "Infinity"])
def test_what_is_no_number_is_refused(number):
    with pytest.raises(ValueError, match="no number"):
        write_workbook("t", ["a"], [[Decimal(number)]])
