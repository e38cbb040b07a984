"""Suppliers (F43)."""

from .builders import a_supplier


def test_a_supplier_is_entered_told_and_found(purchasing, li):
    supplier = a_supplier(li, "S001", contact_name="王芳", payment_days=45)
    [told] = purchasing.told("purchasing.supplier_changed.v1")
    assert (told.data["code"], told.data["payment_days"], told.data["active"]) == ("S001", 45, True)
    assert li.get("/suppliers", q="王芳")["items"][0]["id"] == supplier["id"]
    assert li.get("/suppliers", active="false")["items"] == []


def test_a_change_is_told_once_and_leaves_a_trace(purchasing, li, qian):
    supplier = a_supplier(li)
    li.put(f"/suppliers/{supplier['id']}", {"payment_days": 60})
    li.put(f"/suppliers/{supplier['id']}", {"payment_days": 60})
    assert [each.data["payment_days"] for each in purchasing.told("purchasing.supplier_changed.v1")] == [30, 60]
    changed, _created = qian.get("/system/audit", record_id=supplier["id"])["items"]
    assert (changed["actor_name"], changed["changes"]) == ("李", {"payment_days": [30, 60]})


def test_a_taken_code_or_wrong_days_are_refused(li):
    a_supplier(li, "S001")
    assert li.refused("POST", "/suppliers", {"code": "S001", "name": "x"})["errors"][0]["code"] == "code_taken"
    problem = li.refused("POST", "/suppliers", {"code": "S002", "name": "x", "payment_days": -1})
    assert problem["errors"][0]["field"] == "payment_days"
    assert len(li.get("/suppliers")["items"]) == 1
