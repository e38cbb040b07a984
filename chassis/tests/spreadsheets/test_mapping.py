"""Li's supplier calls the columns as it likes; Li should not have to rename them."""

import pytest

from chassis.spreadsheets import REASON, BrokenFile, Column, map_headers

COLUMNS = [
    Column("code", ("编号", "客户编号", "Customer code"), required=True),
    Column("name", ("名称", "客户名称", "Company name"), required=True),
    Column("phone", ("电话", "手机")),
]


def refusal(*arguments, **named) -> BrokenFile:
    with pytest.raises(BrokenFile) as caught:
        map_headers(*arguments, **named)
    return caught.value


@pytest.mark.parametrize(
    "code", ["编号", " 客 户 编 号 ", "*编号", "CUSTOMER_CODE", "customer-code", "Ｃｕｓｔｏｍｅｒ　Ｃｏｄｅ", "Code"]
)
def test_a_header_is_known_by_its_letters(code):
    assert map_headers([code, "名称"], COLUMNS).names == {code: "code", "名称": "name"}


def test_unknown_headers_are_ignored_and_reported_but_the_reason_column_is_neither():
    mapped = map_headers(["编号", "名称", "备注", REASON], COLUMNS)
    assert mapped.ignored == ("备注",)
    assert REASON not in mapped.names


def test_a_missing_required_column_is_named():
    refused = refusal(["电话", "编号"], COLUMNS)
    assert refused.code == "missing_column"
    assert "名称" in refused.title("zh") and "编号" not in refused.title("zh")


def test_two_headers_for_one_column_are_named():
    refused = refusal(["编号", "名称", "电话", "手机"], COLUMNS)
    assert refused.code == "ambiguous_column"
    assert "电话, 手机" in refused.title("en")


def test_a_person_decides_between_two_headers():
    mapped = map_headers(["编号", "名称", "电话", "手机"], COLUMNS, override={"手机": "phone"})
    assert mapped.names == {"编号": "code", "名称": "name", "手机": "phone"}
    assert mapped.ignored == ("电话",)


def test_a_person_names_a_header_that_nobody_knows():
    assert map_headers(["K-Nr", "名称"], COLUMNS, override={"K-Nr": "code"}).names["K-Nr"] == "code"


def test_a_constant_fills_a_required_column_that_the_file_lacks():
    mapped = map_headers(["编号"], COLUMNS, constants={"name": "散客"})
    assert (mapped.names, mapped.constants) == ({"编号": "code"}, {"name": "散客"})


@pytest.mark.parametrize(
    ("named", "code", "culprit"),
    [
        ({"override": {"没有": "phone"}}, "unknown_header", "没有"),
        ({"override": {"编号": "colour"}}, "unknown_column", "colour"),
        ({"constants": {"colour": "red"}}, "unknown_column", "colour"),
        ({"constants": {"name": "散客"}}, "constant_in_file", "name"),
        ({"override": {"编号": "phone", "名称": "phone"}}, "ambiguous_column", "phone"),
    ],
)
def test_a_wrong_choice_is_refused_by_name(named, code, culprit):
    refused = refusal(["编号", "名称"], COLUMNS, **named)
    assert refused.code == code
    assert culprit in refused.title("zh")


def test_braces_in_a_header_do_no_harm():
    assert "{0}" in refusal(["编号", "名称", "{0}", "{0} "], [*COLUMNS, Column("z", ("0",))]).title("zh")


def test_an_alias_for_two_columns_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="stands for both"):
        map_headers(["编号"], [*COLUMNS, Column("number", ("编 号",))])
