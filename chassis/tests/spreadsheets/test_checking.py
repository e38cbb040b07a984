"""Good rows go in; bad rows come back in the same sheet with a reason, and go in once corrected (F86)."""

import io
from decimal import Decimal

import openpyxl
import pytest
from marshmallow import Schema, fields, pre_load, validate, validates_schema
from marshmallow.exceptions import ValidationError

from chassis.spreadsheets import REASON, Column, annotate, check_rows, map_headers, read_table

COLUMNS = [
    Column("code", ("编号",), required=True),
    Column("price", ("单价",), required=True),
    Column("phone", ("电话",)),
]
LIST = "编号,单价,电话,备注\nA01,1.50,,好\n,2,139,=坏\nA03,便宜,139,\nA04,-1,139,\nA05,9,,\n"


class Line(Schema):
    code = fields.String(required=True, error_messages={"required": "必填 Required"})
    price = fields.Decimal(
        required=True, places=4, validate=validate.Range(min=0), error_messages={"invalid": "不是数字"}
    )
    phone = fields.String(load_default="未知")

    @validates_schema
    def not_sold_out(self, values, **_):
        if values["code"] == "A05":
            raise ValidationError("已停售")


def checked(data: bytes, filename: str, **choices):
    table = read_table(data, filename)
    return table, check_rows(table, map_headers(table.headers, COLUMNS, **choices), Line())


def test_good_rows_are_loaded_and_an_empty_cell_is_an_absent_key():
    _, result = checked(LIST.encode(), "a.csv")
    assert result.good == [(2, {"code": "A01", "price": Decimal("1.5000"), "phone": "未知"})]


def test_bad_rows_are_told_by_number_header_and_message():
    _, result = checked(LIST.encode(), "a.csv")
    assert [row.number for row in result.bad] == [3, 4, 5, 6]
    assert result.bad[0].errors == [("编号", "必填 Required")]
    assert result.bad[1].errors == [("单价", "不是数字")]
    assert result.bad[3].errors == [("", "已停售")]
    assert result.bad[1].reason == "单价: 不是数字"


def test_nested_errors_are_flattened_to_a_path():
    class Order(Schema):
        """Cuts the two texts into a nested record, as an import of orders does."""

        line = fields.Nested(Line)
        tags = fields.List(fields.Integer())

        @pre_load
        def cut(self, raw, **_):
            return {"line": {"price": raw["line"]}, "tags": raw["tags"].split("/")}

    table = read_table("行,tags\nx,1/y\n".encode(), "a.csv")
    mapping = map_headers(table.headers, [Column("line", ("行",)), Column("tags")])
    errors = check_rows(table, mapping, Order()).bad[0].errors
    assert {column for column, _ in errors} == {"行.code", "行.price", "tags.1"}


def test_a_constant_stands_in_every_row():
    _, result = checked("编号\nA1\nA2\n".encode(), "a.csv", constants={"price": "3"})
    assert [loaded["price"] for _, loaded in result.good] == [3, 3]


def test_the_annotated_workbook_is_corrected_and_imported_again():
    table, result = checked(LIST.encode(), "a.csv")
    returned = annotate(table, {row.number: row.reason for row in result.bad})

    workbook = openpyxl.load_workbook(io.BytesIO(returned))
    sheet = workbook.active
    assert [cell.value for cell in sheet[1]] == ["编号", "单价", "电话", "备注", REASON]
    assert sheet.freeze_panes == "A2" and sheet["A1"].font.bold
    assert sheet.max_row == 5
    assert sheet["D2"].value == "=坏" and sheet["D2"].data_type == "s"
    sheet["A2"], sheet["B3"], sheet["B4"], sheet["A5"] = "A02", 3, 1.25, "A06"
    corrected = io.BytesIO()
    workbook.save(corrected)

    again, second = checked(corrected.getvalue(), "错误行.xlsx")
    assert second.bad == []
    assert [loaded["code"] for _, loaded in second.good] == ["A02", "A03", "A04", "A06"]
    assert [loaded["price"] for _, loaded in second.good] == [2, 3, Decimal("1.25"), 9]
    assert again.headers[-1] == REASON


def test_a_second_round_replaces_the_reasons_of_the_first():
    table, result = checked(LIST.encode(), "a.csv")
    first = read_table(annotate(table, {row.number: row.reason for row in result.bad}), "a.xlsx")
    second = read_table(annotate(first, {3: "仍然不对"}), "a.xlsx")
    assert second.headers == first.headers
    assert [row.values for row in second.rows] == [
        {"编号": "A03", "单价": "便宜", "电话": "139", "备注": "", REASON: "仍然不对"}
    ]


def test_a_reason_for_a_row_that_is_not_there_is_refused():
    table, _ = checked(LIST.encode(), "a.csv")
    with pytest.raises(ValueError, match="99"):
        annotate(table, {99: "?"})
