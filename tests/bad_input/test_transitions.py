"""Every action on every document in every state: what is not possible is refused with a code and changes nothing."""

import pytest

from tests.bad_input import furnishing as a


def lines_of(document):
    return [{"product_id": line["product_id"], "quantity": "1", "unit_price": "100"} for line in document["lines"]]


def moved(company, path, document, *actions):
    for action in actions:
        company.post(f"{path}/{document['id']}/{action}")
        company.settle()
    return document


def order(*actions, **more):
    return lambda company: moved(company, "/sales/orders", a.an_order(company, **more), *actions)


def quote(*actions):
    return lambda company: moved(company, "/sales/quotes", a.a_quote(company), *actions)


def delivery(*actions):
    return lambda company: moved(company, "/sales/deliveries", a.a_delivery(company), *actions)


def returned(*actions):
    return lambda company: moved(company, "/sales/returns", a.a_return(company), *actions)


def closed_order(company):
    """Half of it shipped, the rest cancelled."""
    document = a.an_order(company, confirm=True)
    company.settle()
    line = {"order_line_id": document["lines"][0]["id"], "quantity": "1"}
    company.post("/sales/deliveries", {"order_ids": [document["id"]], "lines": [line], "request": True}, by="ming")
    company.settle()
    return moved(company, "/sales/orders", document, "cancel")


def bought(*actions):
    return lambda company: moved(company, "/purchasing/purchase-orders", a.a_purchase_order(company), *actions)


def received(*actions):
    return lambda company: moved(company, "/purchasing/goods-receipts", a.a_goods_receipt(company), *actions)


def voided(path, make):
    def build(company):
        document = make(company)
        company.post(f"{path}/{document['id']}/void", {"reason": "错"})
        return document

    return build


def task(*actions):
    return lambda company: moved(company, "/office/tasks", a.a_task(company), *actions)


def edit_sale(document):
    return {"customer_id": document["customer_id"], "lines": lines_of(document)}


def first_line(document):
    return {"lines": [{"line_id": document["lines"][0]["id"], "quantity": "3"}]}


def back(document):
    return {"lines": [{"goods_receipt_line_id": document["lines"][0]["id"], "quantity": "1"}]}


EDIT_PURCHASE = {"note": "新"}
VOID = {"reason": "错"}
ORDERS = {"edit": edit_sale, "confirm": {}, "amend": first_line, "cancel": {}}
QUOTES = {"edit": edit_sale, "issue": {}, "cancel": {}, "order": {}}
BOUGHT = {"edit": EDIT_PURCHASE, "confirm": {}, "cancel": {}}
RECEIVED = {"confirm": {}, "cancel": {}, "send-back": back}
MOVE = {"request": {}, "cancel": {}}
KEEP = {"confirm": {}, "cancel": {}}
MONEY = {"allocate": {"allocate": "oldest"}, "void": VOID}
TASKS = {"finish": {}, "cancel": {}, "reopen": {}}
CASES = [
    # where, what it is and how it got there, the actions there are, those that are possible
    ("/sales/orders", "draft", order(), ORDERS, {"edit", "confirm", "cancel"}),
    ("/sales/orders", "confirmed", order("confirm"), ORDERS, {"amend", "cancel"}),
    ("/sales/orders", "cancelled as a draft", order("cancel"), ORDERS, set()),
    ("/sales/orders", "cancelled", order("confirm", "cancel"), ORDERS, set()),
    ("/sales/orders", "closed", closed_order, ORDERS, set()),
    ("/sales/quotes", "draft", quote(), QUOTES, {"edit", "issue", "cancel"}),
    ("/sales/quotes", "issued", quote("issue"), QUOTES, {"cancel", "order"}),
    ("/sales/quotes", "cancelled", quote("issue", "cancel"), QUOTES, set()),
    ("/sales/quotes", "ordered", quote("issue", "order"), QUOTES, set()),
    ("/sales/deliveries", "draft", delivery(), MOVE, {"request", "cancel"}),
    ("/sales/deliveries", "shipped", delivery("request"), MOVE, set()),
    ("/sales/deliveries", "cancelled", delivery("cancel"), MOVE, set()),
    ("/sales/returns", "draft", returned(), KEEP, {"confirm", "cancel"}),
    ("/sales/returns", "confirmed", returned("confirm"), KEEP, set()),
    ("/sales/returns", "cancelled", returned("cancel"), KEEP, set()),
    ("/purchasing/purchase-orders", "draft", bought(), BOUGHT, {"edit", "confirm", "cancel"}),
    ("/purchasing/purchase-orders", "confirmed", bought("confirm"), BOUGHT, {"cancel"}),
    ("/purchasing/purchase-orders", "cancelled", bought("cancel"), BOUGHT, set()),
    ("/purchasing/goods-receipts", "draft", received(), RECEIVED, {"confirm", "cancel"}),
    ("/purchasing/goods-receipts", "confirmed", received("confirm"), RECEIVED, {"send-back"}),
    ("/purchasing/goods-receipts", "cancelled", received("cancel"), RECEIVED, set()),
    ("/finance/receipts", "voided", voided("/finance/receipts", a.a_receipt), MONEY, set()),
    ("/finance/payments", "voided", voided("/finance/payments", a.a_payment), MONEY, set()),
    ("/finance/expenses", "voided", voided("/finance/expenses", a.an_expense), {"void": VOID}, set()),
    ("/office/tasks", "open", task(), TASKS, {"finish", "cancel"}),
    ("/office/tasks", "finished", task("finish"), TASKS, {"reopen"}),
    ("/office/tasks", "cancelled", task("cancel"), TASKS, set()),
]


@pytest.mark.parametrize(
    ("path", "state", "make", "actions", "possible"), CASES, ids=lambda part: part if isinstance(part, str) else ""
)
def test_an_action_that_the_state_does_not_allow_is_refused(company, path, state, make, actions, possible):
    document = make(company)
    company.settle()
    now = company.get(f"{path}/{document['id']}")
    for action, body in actions.items():
        if action in possible:
            continue
        content = body(document) if callable(body) else body
        target = f"{path}/{document['id']}" if action == "edit" else f"{path}/{document['id']}/{action}"
        problem = company.refused("PUT" if action == "edit" else "POST", target, content)
        assert problem["status"] == 409, f"{action} {problem}"
        assert problem["code"] == "illegal_transition", f"{action} {problem}"
        assert problem["details"]["state"] == now["state"], problem
    assert company.get(f"{path}/{document['id']}") == now


@pytest.mark.parametrize(
    ("path", "state", "make", "actions", "possible"),
    [c for c in CASES if c[4]],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_what_is_possible_is_refused_to_whoever_saw_another_version(company, path, state, make, actions, possible):
    """A version that was is stale, and one that never was is, too."""
    document = make(company)
    company.settle()
    now = company.get(f"{path}/{document['id']}")
    for action in possible:
        body = actions[action](document) if callable(actions[action]) else actions[action]
        target = f"{path}/{document['id']}" if action == "edit" else f"{path}/{document['id']}/{action}"
        for version in (now["version"] - 1, now["version"] + 1, 1_000_000_000):
            sent = {**body, "expected_version": version}
            problem = company.refused("PUT" if action == "edit" else "POST", target, sent)
            assert problem["code"] == "stale_version", f"{action} {version} {problem}"
    assert company.get(f"{path}/{document['id']}") == now


@pytest.mark.parametrize("state", ["draft", "cancelled", "closed"])
def test_an_order_is_delivered_only_when_it_is_confirmed_and_open(company, state):
    document = {"draft": order(), "cancelled": order("confirm", "cancel"), "closed": closed_order}[state](company)
    problem = company.refused("POST", "/sales/deliveries", {"order_ids": [document["id"]]}, by="ming")
    assert (problem["status"], problem["code"]) == (409, "sales.order_not_confirmed")


@pytest.mark.parametrize("state", ["draft", "cancelled"])
def test_only_what_was_shipped_comes_back(company, state):
    document = {"draft": delivery(), "cancelled": delivery("cancel")}[state](company)
    problem = company.refused("POST", "/sales/returns", {"delivery_id": document["id"]}, by="ming")
    assert problem["status"] == 409


@pytest.mark.parametrize("state", ["draft", "cancelled"])
def test_goods_are_received_from_a_confirmed_purchase_order_only(company, state):
    document = {"draft": bought(), "cancelled": bought("cancel")}[state](company)
    problem = company.refused("POST", "/purchasing/goods-receipts", {"purchase_order_id": document["id"]})
    assert problem["status"] == 409
