"""Files that are broken, or made to break us: each gets a clear error, and soon."""

import io
import struct
import time
import zipfile

import openpyxl
import pytest

from chassis.spreadsheets import BrokenFile, Limits, read_table, write_workbook

from .hostile import SHEET, a_workbook, with_cells, with_doctype, with_part


def refusal(data: bytes, filename: str = "客户.xlsx", limits: Limits | None = None) -> BrokenFile:
    with pytest.raises(BrokenFile) as caught:
        read_table(data, filename, limits or Limits())
    assert caught.value.title("zh") != caught.value.title("en")
    return caught.value


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    started = time.monotonic()
    bomb = with_part(SHEET, lambda part: part + b" " * (150 * 1024 * 1024))
    assert len(bomb) < 1024 * 1024
    packed = time.monotonic()
    assert refusal(bomb).code == "suspicious_archive"
    assert time.monotonic() - packed < max(3, packed - started)


def test_many_parts_that_are_small_alone_are_refused_together():
    parts = io.BytesIO(a_workbook())
    with zipfile.ZipFile(parts, "a") as archive:
        for number in range(1_001):
            archive.writestr(f"xl/media/{number}.bin", b"x")
    assert refusal(parts.getvalue()).code == "suspicious_archive"


def test_a_bomb_that_lies_about_its_size_meets_the_limits_of_the_worker():
    honest = with_part(SHEET, lambda part: part.replace(b"</sheetData>", b"<row/>" * 20_000_000 + b"</sheetData>"))
    size = struct.pack(
        "<I", next(e.file_size for e in zipfile.ZipFile(io.BytesIO(honest)).infolist() if e.filename == SHEET)
    )
    lying = honest.replace(size, struct.pack("<I", 1000))
    assert lying != honest
    limits = Limits(seconds=5, memory_bytes=400 * 1024 * 1024)
    try:
        assert len(read_table(lying, "客户.xlsx", limits).rows) <= 1
    except BrokenFile as refused:
        assert refused.code in ("too_heavy", "not_a_workbook")


def test_a_file_that_needs_more_memory_than_allowed_is_given_up():
    # Two cells in opposite corners: 300 bytes of XML that stand for 17 thousand million cells.
    corners = with_cells('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>')
    assert refusal(corners).code == "too_heavy"


def test_a_file_that_takes_too_long_is_given_up():
    row = b"<row><c><v>1.5</v></c><c><v>2.5</v></c></row>"
    slow = with_part(SHEET, lambda part: part.replace(b"</sheetData>", row * 4_000_000 + b"</sheetData>"))
    started = time.monotonic()
    assert refusal(slow, limits=Limits(seconds=1, ratio=1_000, rows=10_000_000)).code == "too_heavy"
    assert time.monotonic() - started < 10


@pytest.mark.parametrize("believed", [b"A1:B2", b"A1", b"A1:XFD1048576", b"Z9:A1", b"nonsense"])
def test_a_wrong_dimension_neither_hides_rows_nor_reserves_memory(believed):
    workbook = a_workbook(*([f"C{n}", "宏远"] for n in range(500)))
    wrong = with_part(
        SHEET, lambda part: part.replace(b"<sheetViews>", b'<dimension ref="%s"/><sheetViews>' % believed), workbook
    )
    try:
        assert len(read_table(wrong, "客户.xlsx").rows) == 500
    except BrokenFile as refused:
        assert refused.code == "not_a_workbook"
        assert believed in (b"Z9:A1", b"nonsense")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_in_any_encoding(encoding):
    assert refusal(with_doctype(encoding)).code == "document_type"


@pytest.mark.parametrize("kept", [10, 200, 0.5, 0.9, -1])
def test_a_truncated_workbook_is_refused(kept):
    whole = a_workbook()
    cut = int(len(whole) * kept) if isinstance(kept, float) else kept
    assert refusal(whole[:cut]).code == "not_a_workbook"


def test_every_single_flipped_byte_in_a_part_leads_to_an_answer():
    whole = bytearray(a_workbook())
    for at in range(0, len(whole), len(whole) // 12):
        damaged = bytes(whole[:at]) + bytes([whole[at] ^ 0xFF]) + bytes(whole[at + 1 :])
        try:
            read_table(damaged, "客户.xlsx")
        except BrokenFile:
            continue


@pytest.mark.parametrize(
    ("data", "filename", "code"),
    [
        (b"", "a.xlsx", "file_empty"),
        (b" \r\n", "a.csv", "file_empty"),
        ("编号,名称\n".encode(), "a.xlsx", "not_a_workbook"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "a.xlsx", "locked_or_old"),
        (b"PK\x03\x04", "a.xlsx", "not_a_workbook"),
        (b"x", "a.pdf", "file_type"),
        (b"x", "xlsx", "file_type"),
        (b"a,b\n1,\x00\n", "a.csv", "not_text"),
        (b"a,b\n\xff\xff\xff,1\n", "a.csv", "not_text"),
        (b'a,b\n1,"2\n', "a.csv", "broken_csv"),
        (b"a,b\n" + b"x" * 200_000, "a.csv", "broken_csv"),
        (b",,\n,,\n", "a.csv", "no_header"),
        (b"a,b,a\n1,2,3\n", "a.csv", "duplicate_header"),
    ],
)
def test_what_is_no_table_is_named(data, filename, code):
    assert refusal(data, filename).code == code


def test_a_zip_that_is_no_workbook_is_refused():
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert refusal(other.getvalue()).code == "not_a_workbook"


def test_a_workbook_without_a_visible_sheet_is_refused():
    hidden = with_part("xl/workbook.xml", lambda part: part.replace(b'state="visible"', b'state="hidden"'))
    assert refusal(hidden).code == "no_sheet"


def test_three_hundred_columns_are_too_many():
    headers = [f"h{n}" for n in range(300)]
    assert refusal(a_workbook(headers, headers=headers)).code == "too_many_columns"
    assert refusal(",".join(headers).encode(), "a.csv").code == "too_many_columns"


@pytest.mark.parametrize("filename", ["a.csv", "a.xlsx"])
def test_more_rows_than_allowed_are_refused_and_exactly_as_many_are_read(filename):
    rows = [[f"C{n}", "x"] for n in range(11)]
    data = a_workbook(*rows) if filename == "a.xlsx" else "\n".join(",".join(r) for r in [["a", "b"], *rows]).encode()
    assert refusal(data, filename, Limits(rows=10)).code == "too_many_rows"
    assert refusal(data, filename, Limits(cells=21)).code == "too_many_cells"
    assert len(read_table(data, filename, Limits(rows=11, cells=22)).rows) == 11


def test_a_file_beyond_the_size_limit_is_not_even_opened():
    assert refusal(b"PK" + b"x" * 2_000_000, limits=Limits(file_bytes=1024 * 1024)).code == "file_too_large"


def test_a_formula_is_read_as_its_last_value_and_never_run():
    sheet = with_cells(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>编号</t></is></c></row>'
        '<row r="2"><c r="A2" t="str"><f>HYPERLINK("file:///etc/passwd","C1")</f><v>C1</v></c></row>'
        '<row r="3"><c r="A3"><f>1.1*3</f><v>3.3000000000000003</v></c></row>'
    )
    assert [row.values["编号"] for row in read_table(sheet, "a.xlsx").rows] == ["C1", "3.3"]


@pytest.mark.parametrize("error", ["#N/A", "#REF!"])
def test_a_formula_error_is_refused_by_its_place_instead_of_read_as_nothing(error):
    sheet = with_cells(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>编号</t></is></c></row>'
        f'<row r="2"><c r="A2"><v>1</v></c></row><row r="3"><c r="A3" s="0" t="e"><f>NA()</f><v>{error}</v></c></row>'
    )
    refused = refusal(sheet)
    assert refused.code == "error_cells"
    assert "A3" in refused.title("en")


HEADER = '<row r="1"><c r="A1" t="inlineStr"><is><t>编号</t></is></c></row>'


@pytest.mark.parametrize("result", ["", "<v/>", "<v></v>"])
@pytest.mark.parametrize("formula", ["<f>1+1</f>", '<f t="shared" si="0"/>'])
def test_a_formula_that_was_never_calculated_is_refused_instead_of_read_as_nothing(formula, result):
    sheet = with_cells(HEADER + f'<row r="2"><c r="A2"><v>1</v></c><c r="B2">{formula}{result}</c></row>')
    refused = refusal(sheet)
    assert refused.code == "error_cells"
    assert "B2" in refused.title("en") and "A2" not in refused.title("en")


def test_a_formula_whose_result_is_an_empty_text_is_read_as_such():
    cells = '<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="str"><f>""</f><v></v></c></row>'
    assert read_table(with_cells(HEADER + cells), "a.xlsx").rows[0].values == {"编号": "1"}


def test_an_error_far_down_in_a_large_sheet_is_found_and_one_in_another_sheet_does_not_matter():
    many = "".join(f'<row r="{n}"><c r="A{n}"><f>1+{n}</f><v>{n + 1}</v></c></row>' for n in range(2, 60_000))
    assert len(read_table(with_cells(HEADER + many), "a.xlsx").rows) == 59_998
    wrong = many.replace("<v>50001</v>", "").replace('r="A59999"', 'r="A59999" t="e"')
    assert refusal(with_cells(HEADER + wrong)).details["names"] == "A50000, A59999"

    book = openpyxl.Workbook()
    book.active.append(["编号"])
    book.active.append(["C1"])
    book.create_sheet("计算")["A1"] = "=1/0"
    saved = io.BytesIO()
    book.save(saved)
    assert read_table(saved.getvalue(), "a.xlsx").rows[0].values == {"编号": "C1"}


@pytest.mark.parametrize("text", ["=1+1", "+86 10", "-5", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x","y")'])
def test_an_exported_text_is_never_a_formula(text):
    exported = write_workbook("导出", ["备注"], [[text]])
    with zipfile.ZipFile(io.BytesIO(exported)) as archive:
        assert b"<f>" not in archive.read(SHEET)
        assert b'quotePrefix="1"' in archive.read("xl/styles.xml")
    assert [row.values["备注"] for row in read_table(exported, "a.xlsx").rows] == [text.strip()]
