"""Warehouses (F44): one is always the default."""

from .builders import MAIN, a_product, a_warehouse, confirmed, found, level


def test_an_installation_is_born_with_a_main_warehouse(purchasing, li):
    [main] = li.get("/warehouses")["items"]
    assert (main["id"], main["code"], main["name"], main["is_default"]) == (MAIN, "MAIN", "主仓 / Main", True)
    purchasing.host.start()
    assert len(purchasing.told("purchasing.warehouse_changed.v1")) == 1


def test_another_warehouse_takes_over_as_the_default(purchasing, li):
    west = a_warehouse(li)
    li.put(f"/warehouses/{west['id']}", {"is_default": True})
    assert {each["code"]: each["is_default"] for each in li.get("/warehouses")["items"]} == {
        "MAIN": False,
        "WEST": True,
    }
    told = [(e.data["code"], e.data["is_default"]) for e in purchasing.told("purchasing.warehouse_changed.v1")]
    assert told[-2:] == [("MAIN", False), ("WEST", True)]
    cap = a_product(li)
    found(li, cap, 3, warehouse=west["id"])
    confirmed(purchasing, (cap, 2))
    assert level(purchasing, cap, west["id"]) == ("3", "2")


def test_the_default_can_be_neither_closed_nor_merely_dropped(li):
    assert li.refused("PUT", f"/warehouses/{MAIN}", {"active": False})["code"] == "default_stays_active"
    assert li.refused("PUT", f"/warehouses/{MAIN}", {"is_default": False})["status"] == 422


def test_nothing_is_put_into_a_closed_warehouse(li):
    west, cap = a_warehouse(li), a_product(li)
    li.put(f"/warehouses/{west['id']}", {"active": False})
    line = {"product_id": cap["id"], "quantity": "1"}
    body = {"warehouse_id": west["id"], "reason": "盘点", "lines": [line]}
    assert li.refused("POST", "/stock/adjustments", body)["code"] == "warehouse_inactive"
