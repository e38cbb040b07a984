from collections import Counter

from pypinyin import lazy_pinyin


def core(name: str) -> str:
    """The sound of a name without place, brackets and legal form: what a collision check compares (F9)."""
    for noise in ("（", "）", "有限责任公司", "有限公司", "上海", "苏州", "昆山", "无锡", "常州", "嘉兴", "南通"):
        name = name.replace(noise, "")
    return " ".join(lazy_pinyin(name))


def test_there_are_200_customers_and_none_twice(demo):
    assert len({row["code"] for row in demo.customers}) == len({row["name"] for row in demo.customers}) == 200


def test_every_customer_belongs_to_somebody_who_sells(demo):
    roles = {person["code"]: person["role"] for person in demo.employees}
    owners = Counter(roles[customer["owner"]] for customer in demo.customers)
    assert owners.keys() == {"salesperson", "sales_manager", "branch_manager"}
    assert owners["salesperson"] > 140


def test_suzhou_looks_after_its_own_towns_but_for_disputed_customers(demo):
    units = {person["code"]: person["unit"] for person in demo.employees}
    towns = {"苏州", "昆山", "无锡", "常州"}
    astray = [row for row in demo.customers if (row["area"] in towns) != units[row["owner"]].startswith("苏州")]
    assert len(astray) <= 6


def test_every_source_and_every_grade_occurs(demo):
    assert {row["source"] for row in demo.customers} == {"名片", "展会", "广告", "转介绍", "网络", "上门"}
    potential = [row for row in demo.customers if row["credit_limit"] == "0"]
    assert len(potential) == 40
    assert {row["grade"] for row in potential} == {"A", "B", "C"}


def test_some_customers_may_be_the_same_firm_in_other_words(demo):
    alike = Counter(core(row["name"]) for row in demo.customers)
    twins = [row["name"] for row in demo.customers if alike[core(row["name"])] > 1]
    assert len(twins) >= 12
    assert any("（" in name for name in twins)
    assert any("有限责任公司" in name for name in twins)


def test_some_of_them_agree_in_sound_only(demo):
    sounds = {}
    for row in demo.customers:
        sounds.setdefault(" ".join(lazy_pinyin(row["name"])), []).append(row["name"])
    assert len([names for names in sounds.values() if len(names) > 1]) >= 2
