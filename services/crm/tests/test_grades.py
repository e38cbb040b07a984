"""Grades (F6): exactly three, each change dated, counted per salesperson within one's reach."""

from .builders import a_customer


def test_a_grade_change_is_dated(crm, ming, hua):
    customer = a_customer(ming, grade="C")
    crm.clock.advance(days=9)
    ming.put(f"/customers/{customer['id']}", {"grade": "A"})
    changes = ming.get(f"/customers/{customer['id']}/grades")["items"]
    assert [(each["previous"], each["grade"], each["changed_at"][:10]) for each in changes] == [
        ("C", "A", "2026-12-02"),
        (None, "C", "2026-11-23"),
    ]
    assert hua.refused("GET", f"/customers/{customer['id']}/grades")["code"] == "not_found"


def test_customers_are_counted_per_salesperson_and_grade(ming, hua, qian):
    for name, grade in (("甲一", "A"), ("乙二", "A"), ("丙三", None)):
        a_customer(ming, name, grade=grade)
    a_customer(hua, "丁四", grade="B")
    assert ming.get("/grades")["total"] == {"A": 2, "B": 0, "C": 0, "none": 1, "customers": 3}
    rows = qian.get("/grades")["rows"]
    assert [(row["owner_name"], row["A"], row["B"], row["customers"]) for row in rows] == [
        ("明", 2, 0, 3),
        ("华", 0, 1, 1),
    ]
