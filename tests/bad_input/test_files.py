"""Files that are none, or too much: one clear problem each, and neither a job nor a row."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from chassis.operations.dispatcher import LARGEST_UPLOAD
from tests.bad_input.operations import every_operation

IMPORTS = [each for each in every_operation() if each.upload]
OCTETS = "application/octet-stream"


def workbook(*rows):
    book, stream = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(stream)
    return stream.getvalue()


def bomb():
    """A sheet of hundreds of megabytes of blanks in less than one."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name.startswith("xl/worksheets/"):
                content = content.replace(b"<sheetData>", b"<sheetData>" + b" " * 600_000_000)
            target.writestr(name, content)
    return stream.getvalue()


def zipped(**files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


GOOD = workbook(["编码", "名称"], ["X1", "某"])
WIDE = [f"栏{number}" for number in range(300)]
FILES = {
    "empty": (b"", "a.xlsx"),
    "empty text": (b"", "a.csv"),
    "blanks": (b"  \n \n", "a.csv"),
    "text as a workbook": (b"code,name\nA,B\n", "a.xlsx"),
    "workbook as text": (GOOD, "a.csv"),
    "truncated": (GOOD[: len(GOOD) // 2], "a.xlsx"),
    "cut by a byte": (GOOD[:-1], "a.xlsx"),
    "some zip": (zipped(a="b"), "a.xlsx"),
    "nothing in it": (workbook(), "a.xlsx"),
    "300 columns": (workbook(WIDE, WIDE), "a.xlsx"),
    "300 columns of text": (",".join(WIDE).encode(), "a.csv"),
    "wrong headers": (workbook(["甲", "乙"], ["1", "2"]), "a.xlsx"),
    "wrong headers of text": ("甲,乙\n1,2\n".encode(), "a.csv"),
    "one header twice": ("编码,编码\n1,2\n".encode(), "a.csv"),
    "no encoding": (b"\xff\xfe\xfd\x81\x8d\n", "a.csv"),
    "NUL": (b"\0" * 1000, "a.csv"),
    "another kind": (b"%PDF-1.7", "a.pdf"),
    "no kind": (b"code\nA\n", "a"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.xls"),
    "a path for a name": (b"code\nA\n", "../../a"),
}


def each(operations):
    return pytest.mark.parametrize("operation", operations, ids=str)


def test_there_are_imports():
    assert len(IMPORTS) >= 6


@each(IMPORTS)
@pytest.mark.parametrize("kind", FILES)
def test_a_file_that_cannot_be_taken_in_is_one_clear_problem(company, operation, kind):
    content, name = FILES[kind]
    problem = company.refused("POST", operation.template, content=content, type=OCTETS, query={"filename": name})
    assert problem["status"] in (400, 413, 415, 422), problem
    assert problem["code"] != "internal_error"


def test_a_workbook_that_unpacks_to_far_more_than_it_is_is_refused(company):
    content = bomb()
    assert len(content) < 1_000_000
    path = "/purchasing/imports/categories"
    problem = company.refused("POST", path, content=content, type=OCTETS, query={"filename": "a.xlsx"})
    assert problem["status"] in (413, 422)


@each(IMPORTS)
def test_a_file_above_the_limit_is_not_even_read(company, operation):
    content = b"x" * (LARGEST_UPLOAD + 1)
    answer = company.answered("POST", operation.template, content=content, type=OCTETS, query={"filename": "a.csv"})
    assert answer.status == 413


@each(IMPORTS)
@pytest.mark.parametrize(
    "query",
    [
        {},
        {"filename": ""},
        {"filename": "x" * 201},
        {"filename": "a\0.csv"},
        {"filename": "a.csv", "dry_run": "perhaps"},
        {"filename": "a.csv", "constants": "[]"},
        {"filename": "a.csv", "constants": "{"},
        {"filename": "a.csv", "mapping": '{"a": 1}'},
        {"filename": "a.csv", "mapping": "null"},
        {"filename": "a.csv", "surprise": "1"},
    ],
    ids=str,
)
def test_what_is_said_about_a_file_is_checked_too(company, operation, query):
    answer = company.answered("POST", operation.template, content=b"code\nA\n", type=OCTETS, query=query)
    assert (answer.status, answer.document["code"]) == (422, "invalid_content"), str(answer)


def test_bad_rows_are_named_and_leave_nothing(company):
    """Cells of every wrong kind: the job ends, says which rows, and keeps none of them."""
    rows = ["编码,名称", "A" * 41 + ",名", ",名", "B1,", "C\x01,名", "D1," + "名" * 10_000]
    job = company.done("POST", "/purchasing/imports/categories", content="\n".join(rows).encode(),
                       query={"filename": "k.csv"}, type=OCTETS)  # fmt: skip
    before = company.get("/purchasing/categories", limit=200)["items"]
    company.settle()
    ended = company.get(f"/purchasing/system/jobs/{job['id']}")
    assert (ended["state"], ended["result"]["bad"]) == ("done", 5), ended
    assert company.get("/purchasing/categories", limit=200)["items"] == before
