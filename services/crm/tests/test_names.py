"""Collision check (F9): Ming types a few characters before he calls; whoever already has the customer must come up."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from crm.collisions.masking import mask_name, mask_phone, phone_digits
from crm.collisions.matching import Kind, matches
from crm.collisions.names import normalise, parse
from crm.collisions.pinyin import initials, readings
from crm.collisions.tokens import query_tokens, search_tokens, similar_tokens

COMMON = "重庆上海北京单曾解仇晨曦贸易科技长乐行吕绿女广东省深圳市有限责任公司股份集团商厂经营部华新安西厦门大阿莎恩"
letters = st.sampled_from(COMMON + "abcdeABSL 0189.,()（）·&é")
any_name = st.text(letters, min_size=2, max_size=14) | st.text(max_size=12)


def found(query: str, name: str) -> bool:
    wanted = query_tokens(query)
    return bool(wanted) and wanted <= search_tokens(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("上海晨曦贸易有限公司", "晨曦贸易"),
        ("上海市晨曦贸易有限责任公司", "上海晨曦贸易（集团）股份有限公司"),
        ("晨曦（上海）贸易有限公司", "上海晨曦贸易有限公司"),
        ("广东省深圳市 晨曦 商行", "晨曦"),
        ("ＡＢＣ贸易有限公司", "abc 贸易"),
        ("Blauer See Delikatessen GmbH", "BLAUER SEE DELIKATESSEN"),
        ("Chop-suey Co., Ltd.", "Chop suey"),
        ("L'Oréal S.A.", "loreal"),
        ("晨曦贸易Co.,Ltd", "晨曦贸易"),
        ("晨曦贸易有限", "晨曦贸易"),
    ],
)
def test_spellings_of_one_company_are_equal(one, other):
    assert normalise(one) == normalise(other)
    assert matches(one, other).kind is Kind.EXACT


@pytest.mark.parametrize(
    ("name", "core"),
    [("公司", "公司"), ("上海", "上海"), ("上海公司", "上海"), ("Marco", "marco"), ("Costa", "costa"),
     ("沈阳机床厂", "机床厂"), ("！！", "!!"), ("长春藤", "长春藤"), ("Inc", "inc"), ("  ", "")],
)  # fmt: skip
def test_what_makes_a_name_its_own_is_kept(name, core):
    assert normalise(name) == core


def test_equal_names_in_different_places_are_not_the_same_company():
    assert matches("北京大学", "南京大学").kind is Kind.SUBSTRING
    assert matches("大学", "南京大学").kind is Kind.EXACT


@given(any_name)
def test_a_normalised_name_is_not_empty_and_stays_as_it_is(name):
    assert bool(normalise(name)) == bool(name.strip())
    assert normalise(normalise(name)) == normalise(name)


@pytest.mark.parametrize(
    ("query", "name", "kind"),
    [
        ("晨曦", "上海晨曦贸易有限公司", Kind.SUBSTRING),
        ("海晨", "上海晨曦贸易有限公司", Kind.SUBSTRING),
        ("上海", "上海晨曦贸易有限公司", Kind.SUBSTRING),
        ("晨", "上海晨曦贸易有限公司", Kind.SUBSTRING),
        ("chongqing", "重庆火锅底料有限公司", Kind.PINYIN),
        ("zhong qing", "重庆火锅底料有限公司", Kind.PINYIN),
        ("cq", "重庆火锅底料有限公司", Kind.INITIALS),
        ("zqhg", "重庆火锅底料有限公司", Kind.INITIALS),
        ("qinghuog", "重庆火锅底料有限公司", Kind.PINYIN),
        ("shanxiao", "单晓明", Kind.PINYIN),
        ("zeng", "曾记食品", Kind.PINYIN),
        ("xie", "解放军", Kind.PINYIN),
        ("qiu", "仇氏五金", Kind.PINYIN),
        ("piao", "杭州朴记茶业", Kind.PINYIN),
        ("lvye", "绿野园艺", Kind.PINYIN),
        ("luye", "绿野园艺", Kind.PINYIN),
        ("xi'an", "西安古城旅行社", Kind.PINYIN),
        ("tclke", "TCL科技集团", Kind.PINYIN),
        ("lpha", "Alpha Trading Ltd", Kind.SUBSTRING),
        ("晨xi", "晨曦贸易", Kind.PINYIN),
        ("henxi", "晨曦贸易", Kind.INSIDE),
    ],
)
def test_ming_finds_a_customer_by(query, name, kind):
    assert found(query, name)
    assert matches(query, name).kind is kind


@pytest.mark.parametrize("query", ["", " ", "a", "华为", "cm", "chenm", "公司", "有限公司", "xichen"])
def test_ming_does_not_find_what_he_did_not_mean(query):
    assert matches(query, "上海晨曦贸易有限公司") is None


def test_a_typing_error_or_a_homophone_is_similar():
    for typed in ("辰曦贸易", "晨曦国贸易"):
        match = matches(typed, "上海晨曦贸易有限公司")
        assert match.kind is Kind.SIMILAR
        assert match.score >= 85
        assert similar_tokens(typed) & search_tokens("上海晨曦贸易有限公司")
    assert matches("晨光文具", "上海晨曦贸易有限公司") is None


@given(any_name, st.data())
def test_no_part_of_a_name_its_pinyin_or_initials_is_ever_missed(name, data):
    text = data.draw(st.sampled_from(parse(name).texts))
    choices = data.draw(st.sampled_from([tuple(text), readings(text), initials(text)]))
    spelled = "".join(data.draw(st.sampled_from(choice)) for choice in choices)
    assume(len(spelled) >= 2)
    start = data.draw(st.integers(0, len(spelled) - 2))
    part = spelled[start : data.draw(st.integers(start + 2, len(spelled)))]
    assert found(part, name)
    assert matches(part, name) is not None


@given(any_name, any_name)
def test_whatever_matches_by_its_letters_is_selected_by_its_tokens(query, name):
    match = matches(query, name)
    if match and match.kind is not Kind.SIMILAR:
        assert found(query, name)


@given(st.text(st.sampled_from("晨曦贸易科技华ab"), min_size=4, max_size=12), st.data())
def test_a_similar_name_shares_one_token_at_least(name, data):
    at = data.draw(st.integers(0, len(name) - 1))
    typed = name[:at] + data.draw(st.sampled_from(["", "国", "x"])) + name[at + data.draw(st.integers(0, 1)) :]
    assume(fuzz.ratio(normalise(typed), normalise(name)) >= 85)
    assert similar_tokens(typed) & search_tokens(name)


def test_a_name_of_ambiguous_characters_has_a_bounded_number_of_tokens():
    assert len(search_tokens("重庆单曾解仇长乐行" * 10)) < 600


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("+86 138-1234-5678", "13812345678"),
        ("0086 13812345678", "13812345678"),
        ("8613812345678", "13812345678"),
        ("（＋８６）13812345678", "13812345678"),
        ("021-5888 8666", "02158888666"),
        ("8621588", "8621588"),
        ("none", ""),
    ],
)
def test_one_phone_number_has_one_spelling(typed, digits):
    assert phone_digits(typed) == digits


def test_a_masked_hit_shows_that_it_is_taken_but_not_whom_to_call():
    assert mask_name("上海晨曦贸易有限公司") == "上海**贸易"
    assert mask_name("晨曦") == "**曦"
    assert mask_name("王") == "**"
    assert mask_phone("+86 138 1234 5678") == "138****5678"
    assert mask_phone("58886666") == "****66"
    assert mask_phone("110") == "****"
