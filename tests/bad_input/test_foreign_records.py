"""Song sells in the south: of what Ming sells in the north Song learns nothing, whatever is asked."""

import pytest

from tests.bad_input.furnishing import MARK, NAME, PHONE
from tests.bad_input.operations import UNKNOWN, every_operation, fields_of, plausible, put

OPERATIONS = every_operation()
READING = [each for each in OPERATIONS if not each.writes]
MINGS = (
    "customer_id", "contact_id", "quote_id", "order_id", "order_line_id", "line_id", "delivery_id", "delivery_line_id",
    "return_id", "receivable_id", "receipt_id", "expense_id", "task_id", "reminder_id", "job_id",
)  # fmt: skip
SECRETS = (MARK, MARK.lower(), PHONE, "13987654321")


def each(operations):
    return pytest.mark.parametrize("operation", operations, ids=str)


def leaks(answer):
    return [secret for secret in SECRETS if secret in answer.body.decode(errors="replace")]


def of(operation, known):
    body = plausible(operation.body, known) if operation.body else None
    return {"body": body, "query": plausible({"type": "object", **operation.query}, known)}


def test_the_marks_are_seen_by_whoever_may_see_them(company):
    customer = f"/crm/customers/{company.known['customer_id']}"
    answer = company.send("GET", customer, by="ming")
    assert answer.status == 200 and {MARK, PHONE, "13987654321"} <= set(leaks(answer))
    for path in ("/sales/orders", "/sales/quotes", "/sales/deliveries", "/sales/returns", "/crm/contact-records",
                 "/finance/receipts", "/finance/receivables", "/finance/expenses", "/office/tasks",
                 "/notification/reminders", "/finance/ageing", "/crm/rhythm"):  # fmt: skip
        assert MARK in leaks(company.send("GET", path, by="ming")), path


@each([each for each in OPERATIONS if each.identities and set(each.identities) & set(MINGS)])
def test_a_foreign_record_is_not_found_by_its_id_and_looks_like_none(company, operation):
    """403 is for functions that a salesperson does not have at all, whosever the record."""
    path = operation.path(company.known)
    answer = company.answered(operation.method, path, by="song", **of(operation, company.known))
    assert answer.status in (403, 404), str(answer)
    nobodys = operation.path(company.known, **dict.fromkeys(operation.identities, UNKNOWN))
    absent = company.answered(operation.method, nobodys, by="song", **of(operation, company.known))
    shown = {**answer.document, "trace": absent.document["trace"]}
    assert shown == absent.document
    assert not leaks(answer)


@each([each for each in OPERATIONS if each.body and each.writes])
def test_a_foreign_record_named_in_a_body_is_not_found(company, operation):
    known = company.known
    for steps, schema in fields_of(operation.body):
        name = steps[-1] if steps[-1] != "0" else steps[-2].removesuffix("s")
        if name not in MINGS or schema.get("format") != "uuid":
            continue
        own = {**known, "customer_id": known["songs"]}
        body = put(plausible(operation.body, own), steps, known[name], operation.body, own)
        answer = company.answered(operation.method, operation.path(own), body, by="song")
        assert answer.status in (403, 404, 422), f"{steps} {answer}"
        assert not leaks(answer), f"{steps} {answer}"


@each(READING)
def test_nothing_read_shows_what_is_foreign(company, operation):
    """Lists, totals and searches: plainly, in every order and by every filter that names something of Ming's."""
    names = operation.query["properties"]
    base = plausible({"type": "object", **operation.query}, company.known)
    asked = [base, *({**base, name: company.known[name]} for name in names if name in company.known)]
    asked += [{**base, name: text} for name in names for text in hints(name, names[name])]
    for query in asked:
        if "total" in names:
            query = {**query, "total": "true"}
        answer = company.answered("GET", operation.path(company.known), query=query, by="song")
        assert not leaks(answer), f"{query} {answer}"


def hints(name, schema):
    """What somebody would type who has heard of the customer."""
    if "enum" in schema or schema.get("format") or name in ("sort", "after"):
        return ()
    return (MARK, "机电", "SO", "QZ") if "string" in schema["type"] else ()


@pytest.mark.parametrize("q", [NAME, MARK, "机电设备", "jidian", "jdsb", PHONE, PHONE[-4:], "13987654321"])
def test_the_collision_check_shows_a_foreign_customer_masked_only(company, q):
    answer = company.answered("GET", "/crm/collisions", query={"q": q}, by="song")
    assert answer.status == 200
    assert not leaks(answer), str(answer)
    assert all(not hit["own"] and not {"id", "code"} & hit.keys() for hit in answer.document["items"])


def test_a_collision_is_found_at_all(company):
    hits = company.get("/crm/collisions", by="song", q=NAME)["items"]
    assert [hit["kind"] for hit in hits] == ["exact"] and not hits[0]["own"]


def test_registering_a_name_that_is_taken_tells_no_more_than_that(company):
    answer = company.answered("POST", "/crm/customers", {"name": NAME, "source": "web", "phone": PHONE}, by="song")
    assert answer.status == 409, str(answer)
    assert not leaks(answer), str(answer)


def test_totals_count_what_is_ones_own_only(company):
    for path in ("/sales/orders", "/sales/quotes", "/sales/deliveries", "/sales/returns", "/finance/receivables",
                 "/finance/receipts", "/finance/expenses"):  # fmt: skip
        page = company.get(path, by="song", total="true")
        assert page["total"]["count"] == 0 and page["items"] == [], path
    assert company.get("/crm/customers", by="song", total="true")["total"]["count"] == 1
    assert company.get("/finance/ageing", by="song")["rows"] == []
    assert company.done("GET", "/sales/performance", by="song", query={"by": "customer"})["rows"] == []
