"""Stock by hand (F41, F44, F46): adjustments, transfers, the ledger, what runs low."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from .builders import MAIN, a_product, a_purchase, a_supplier, a_warehouse, confirmed, facts, found, level, stocked


def move_body(product, quantity, to, **more):
    lines = [{"product_id": product["id"], "quantity": str(quantity)}]
    return {"warehouse_id": MAIN, "to_warehouse_id": to["id"], "lines": lines, **more}


def test_the_average_cost_moves_with_what_comes_in(purchasing, li, ming):
    cap = stocked(li, 10, unit_cost="8")
    found(li, cap, 5, unit_cost="11")
    [row] = li.get("/stock", product_id=cap["id"], total="true")["items"]
    assert (row["on_hand"], row["available"], row["unit_cost"], row["value"]) == ("15", "15", "9.00", "135.00")
    assert li.get("/stock", total="true")["total"] == {"count": 1, "value": "135.00"}
    seen = ming.get("/stock", total="true")
    assert not {"value", "unit_cost"} & seen["items"][0].keys()
    assert seen["total"] == {"count": 1}


def test_every_move_names_its_document_and_the_balance_after_it(purchasing, li):
    cap = stocked(li, 10)
    lost = found(li, cap, -3)
    assert lost["number"].startswith("SA20261123-")
    moves = li.get("/stock/moves", product_id=cap["id"], source_id=lost["id"])["items"]
    assert [(m["kind"], m["quantity"], m["balance"], m["source_number"], m["actor_name"]) for m in moves] == [
        ("adjustment", "-3", "7", lost["number"], "李")
    ]
    assert li.get("/stock/moves", kind="receipt")["items"] == []
    assert len(li.get("/stock/moves", moved_from="2026-11-23", moved_to="2026-11-23")["items"]) == 2
    assert li.get("/stock/moves", moved_to="2026-11-22")["items"] == []


def test_more_than_there_is_cannot_be_lost(purchasing, li):
    cap = stocked(li, 2)
    lines = [{"product_id": cap["id"], "quantity": "-3"}]
    problem = li.refused("POST", "/stock/adjustments", {"reason": "盘点", "lines": lines})
    assert (problem["code"], problem["errors"][0]["field"]) == ("not_enough_stock", "lines.0.quantity")
    assert problem["titles"]["en"].endswith("3 wanted, 2 available")
    assert level(purchasing, cap) == ("2", "0")


@pytest.mark.parametrize(
    "wrong",
    [
        {"lines": []},
        {"reason": ""},
        {"lines": [{"product_id": "x", "quantity": "1"}]},
        {"lines": [{"product_id": "0190b6e0-0000-7000-8000-000000000000", "quantity": "1"}]},
        {"warehouse_id": "0190b6e0-0000-7000-8000-000000000000"},
        {"surprise": 1},
    ],
)
def test_a_wrong_adjustment_is_refused_and_uses_no_number(purchasing, li, wrong):
    cap = a_product(li)
    body = {"reason": "盘点", "lines": [{"product_id": cap["id"], "quantity": "1"}], **wrong}
    assert li.refused("POST", "/stock/adjustments", body)["status"] in (404, 422)
    assert level(purchasing, cap) == ("0", "0")


def test_an_adjustment_by_nothing_is_named(li):
    line = {"product_id": a_product(li)["id"], "quantity": "0"}
    problem = li.refused("POST", "/stock/adjustments", {"reason": "盘点", "lines": [line]})
    assert (problem["errors"][0]["field"], problem["errors"][0]["code"]) == ("lines.0.quantity", "zero")


def test_too_much_for_the_database_is_an_answer_and_no_accident(li):
    cap = a_product(li)
    line = {"product_id": cap["id"], "quantity": "999999999999", "unit_cost": "999999999999"}
    assert li.refused("POST", "/stock/adjustments", {"reason": "盘点", "lines": [line]})["status"] == 422


def test_a_transfer_keeps_the_value_and_fills_who_waits_there(purchasing, li):
    west, cap = a_warehouse(li), stocked(li, 10, unit_cost="8")
    confirmed(purchasing, (cap, 4), warehouse=west["id"])
    li.post("/stock/transfers", move_body(cap, 6, west))
    assert (level(purchasing, cap), level(purchasing, cap, west["id"])) == (("4", "0"), ("6", "4"))
    assert [row["value"] for row in li.get("/stock", q=cap["code"], sort="on_hand")["items"]] == ["32.00", "48.00"]


def test_what_is_kept_for_orders_is_not_transferred(purchasing, li):
    west, cap = a_warehouse(li), stocked(li, 10)
    confirmed(purchasing, (cap, 7))
    assert li.refused("POST", "/stock/transfers", move_body(cap, 4, west))["code"] == "not_enough_stock"
    assert li.refused("POST", "/stock/transfers", move_body(cap, 1, {"id": MAIN}))["code"] == "same_warehouse"
    assert level(purchasing, cap, west["id"]) == ("0", "0")


def test_what_is_below_its_safety_stock_is_on_the_list_with_what_is_coming(li, hua):
    stocked(li, 10, "ENOUGH", safety_stock="10")
    low = stocked(li, 4, "LOW", safety_stock="10")
    never = a_product(li, "NEVER", safety_stock="1")
    gone = a_product(li, "GONE", safety_stock="5")
    li.put(f"/products/{gone['id']}", {"active": False})
    a_purchase(li, a_supplier(li), (low, 3, "8"))
    assert [row["on_order"] for row in hua.get("/stock/low")["rows"]] == ["3", "0"]
    listed = li.get("/stock/low")
    shown = [(r["code"], r["on_hand"], r["on_order"], r["missing"]) for r in listed["rows"]]
    assert shown == [("LOW", "4", "3", "6"), ("NEVER", "0", "0", "1")]
    assert listed["total"] == {"count": 2}
    assert listed["rows"][1]["product_id"] == never["id"]


def test_the_same_key_adjusts_once(purchasing, li):
    cap = a_product(li)
    body = {"reason": "盘点", "lines": [{"product_id": cap["id"], "quantity": "5"}]}
    assert li.post("/stock/adjustments", body, key="k") == li.post("/stock/adjustments", body, key="k")
    assert level(purchasing, cap) == ("5", "0")


def test_who_may_only_look_changes_nothing(li, ming):
    cap = stocked(li, 5)
    body = {"reason": "盘点", "lines": [{"product_id": cap["id"], "quantity": "5"}]}
    assert ming.refused("POST", "/stock/adjustments", body)["status"] == 403
    assert ming.get("/stock")["items"][0]["on_hand"] == "5"


@pytest.mark.parametrize("wrong", ["on_hand = -1", "reserved = on_hand + 1", "reserved = -1", "value = -1"])
def test_the_database_itself_refuses_a_wrong_level(purchasing, li, wrong):
    stocked(li, 5)
    with pytest.raises(IntegrityError), purchasing.host.database.write() as session:
        session.execute(text(f"UPDATE stock_level SET {wrong}"))


def test_another_safety_stock_tells_the_levels_again(purchasing, li):
    cap = stocked(li, 5, safety_stock="1")
    li.put(f"/products/{cap['id']}", {"safety_stock": "9"})
    assert levels_told(purchasing, cap) == [("0", "1", 1), ("5", "1", 2), ("5", "9", 3)]


def test_what_is_found_and_lost_is_told_to_the_books(purchasing, li):
    cap = a_product(li)
    lines = [
        {"product_id": cap["id"], "quantity": "3", "unit_cost": "3.3333"},
        {"product_id": cap["id"], "quantity": "-1"},
    ]
    document = li.post("/stock/adjustments", {"reason": "盘点", "lines": lines})
    [told] = purchasing.told("purchasing.stock_adjusted.v1")
    assert (told.data["document_id"], told.data["kind"]) == (document["id"], "adjustment")
    assert (told.data["number"], told.data["adjusted_on"]) == (document["number"], "2026-11-23")
    assert told.data["value"] == facts(purchasing, "stock_value")["total"] == "6.67"
    assert [(line["quantity"], line["value"]) for line in told.data["lines"]] == [("3", "10.00"), ("-1", "-3.33")]


def test_a_transfer_changes_the_value_of_nothing_and_is_not_told_to_the_books(purchasing, li):
    west, cap = a_warehouse(li), stocked(li, 3, unit_cost="3.3333")
    li.post("/stock/transfers", move_body(cap, 1, west))
    assert len(purchasing.told("purchasing.stock_adjusted.v1")) == 1
    assert facts(purchasing, "stock_value") == {"total": "10.00"}


def levels_told(purchasing, product):
    told = [level for each in purchasing.told("purchasing.stock_level_changed.v1") for level in each.data["levels"]]
    mine = [level for level in told if level["product_id"] == product["id"]]
    return [(level["on_hand"], level["safety_stock"], level["version"]) for level in mine]


def test_what_never_lay_anywhere_is_told_as_nothing_when_it_is_to_be_kept_in_stock(purchasing, li):
    cap, plain = a_product(li, safety_stock="5"), a_product(li)
    assert levels_told(purchasing, cap) == [("0", "5", 1)]
    assert levels_told(purchasing, plain) == []
    li.put(f"/products/{plain['id']}", {"safety_stock": "2"})
    assert levels_told(purchasing, plain) == [("0", "2", 1)]
    found(li, cap, 6, unit_cost="8")
    assert levels_told(purchasing, cap)[1:] == [("6", "5", 2)]


def test_what_is_not_traded_any_more_is_not_to_be_kept_in_stock(purchasing, li):
    cap = a_product(li, safety_stock="5")
    li.put(f"/products/{cap['id']}", {"active": False})
    assert levels_told(purchasing, cap)[1:] == [("0", "0", 2)]
    li.put(f"/products/{cap['id']}", {"active": True})
    assert levels_told(purchasing, cap)[2:] == [("0", "5", 3)]
    gone = a_product(li)
    li.put(f"/products/{gone['id']}", {"active": False, "safety_stock": "5"})
    assert levels_told(purchasing, gone) == []


def test_the_first_pieces_of_what_never_lay_anywhere_are_worth_the_products_cost(purchasing, li):
    found(li, a_product(li, safety_stock="5", cost="3.50"), 2)
    assert facts(purchasing, "stock_value") == {"total": "7.00"}
