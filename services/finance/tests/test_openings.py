"""Opening balances per document, imported once however often (X7)."""

from .builders import a_customer, a_receipt, a_supplier, day

HEADER = "客户编码,单号,单据日期,到期日,未结金额\n"


def imported(finance, by, content, kind="opening_receivables"):
    job = by.post(f"/imports/{kind}", content=content.encode(), filename="期初.csv")
    finance.run_jobs()
    operator = finance.person("zhou", {"system.*": "all"})
    done = operator.get(f"/system/jobs/{job['id']}")
    assert done["state"] == "done", done
    return done["result"]


def counts(result):
    return tuple(result[name] for name in ("created", "updated", "unchanged", "bad"))


def test_opening_receivables_age_from_their_own_due_days(finance, zhou):
    a_customer(finance, "C1", "ming")
    a_customer(finance, "C2", "hua")
    rows = f"C1,旧1,{day(-100)},{day(-70)},1200.50\nC2,旧2,{day(-40)},,300\nC9,旧3,{day(-1)},{day(9)},1\n"
    result = imported(finance, zhou, HEADER + rows)
    assert counts(result) == (2, 0, 0, 1)
    assert "C9" in result["first_reasons"][0]
    total = zhou.get("/ageing")["total"]
    assert (total["d61_90"], total["d1_30"], total["total"]) == ("1200.50", "300.00", "1500.50")
    sums = {row["account"]: row["balance"] for row in zhou.get("/trial-balance")["rows"]}
    assert sums == {"1122": "1500.50", "4100": "-1500.50"}
    assert finance.told("finance.credit_changed.v1")[-1].data["open_receivables"] == "300.00"
    operator = finance.person("operator", {"*": "all"})
    assert operator.get("/system/facts/receivables") == {}
    assert operator.get("/system/facts/openings")["receivables"] == "1500.50"


def test_the_same_file_again_changes_nothing_and_a_corrected_one_corrects(finance, zhou):
    customer = a_customer(finance)
    row = f"C1,旧1,{day(-100)},{day(-70)},"
    imported(finance, zhou, HEADER + row + "100.00")
    before = len(finance.told())
    assert counts(imported(finance, zhou, HEADER + row + "100")) == (0, 0, 1, 0)
    assert len(finance.told()) == before
    assert counts(imported(finance, zhou, HEADER + row + "80.00")) == (0, 1, 0, 0)
    assert finance.violations() == []
    [receivable] = zhou.get("/receivables")["items"]
    assert receivable["open_amount"] == "80.00"
    a_receipt(zhou, customer, "30.00", {receivable["id"]: "30.00"})
    result = imported(finance, zhou, HEADER + row + "70.00")
    assert counts(result) == (0, 0, 0, 1)
    assert "旧1" in result["first_reasons"][0]
    later = f"C1,旧1,{day(-100)},{day(-60)},80.00"
    assert counts(imported(finance, zhou, HEADER + later)) == (0, 1, 0, 0)
    assert zhou.get("/receivables")["items"][0]["due_on"] == str(day(-60))


def test_a_document_of_tomorrow_is_no_opening_balance(finance, zhou):
    a_customer(finance)
    result = imported(finance, zhou, HEADER + f"C1,旧1,{day(1)},{day(9)},1.00")
    assert counts(result) == (0, 0, 0, 1)
    assert zhou.get("/receivables")["items"] == []


def test_opening_payables_mirror_them(finance, zhou):
    a_supplier(finance)
    content = (
        f"供应商编码,单号,单据日期,到期日,余额\nS1,P1,{day(-50)},{day(-20)},99.90\nS2,P2,{day(-50)},{day(-20)},1\n"
    )
    assert counts(imported(finance, zhou, content, "opening_payables")) == (1, 0, 0, 1)
    assert counts(imported(finance, zhou, content, "opening_payables")) == (0, 0, 1, 1)
    assert zhou.get("/payables/ageing")["total"]["d1_30"] == "99.90"


def test_importing_needs_its_own_right(finance, ming):
    answer = ming.call("POST", "/imports/opening_receivables", content=b"x", filename="a.csv")
    assert answer.status == 403
