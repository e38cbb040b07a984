"""Several requests in one round trip, in order, each with its own answer."""

BATCH = "/api/v1/batch"
USERS = "/api/v1/gateway/users"


def test_reads_and_writes_are_answered_in_order(company):
    company.hire("admin", "administrator")
    admin = company.sign_in("admin")
    person = {"username": "ming", "code": "E004", "name": "明晓舟"}
    answers = admin.post(
        BATCH,
        [
            {"method": "GET", "path": f"{USERS}?username=ming"},
            {"method": "POST", "path": USERS, "body": person, "key": "a"},
            {"method": "POST", "path": USERS, "body": {**person, "code": "E005"}},
            {"method": "GET", "path": f"{USERS}?username=ming"},
            {"method": "GET", "path": "/api/v1/office/tasks"},
            {"method": "GET", "path": "/api/v1/nothing/at/all"},
        ],
    ).json
    assert [answer["status"] for answer in answers] == [200, 201, 409, 200, 200, 404]
    assert answers[2]["body"]["code"] == "username_taken"
    assert [row["name"] for row in answers[3]["body"]["items"]] == ["明晓舟"]


def test_each_request_has_only_the_rights_of_who_asks(company):
    company.hire("ming", "salesperson")
    ming = company.sign_in("ming")
    [answer] = ming.post(BATCH, [{"method": "GET", "path": USERS}]).json
    assert (answer["status"], answer["body"]["code"]) == (403, "forbidden")
    assert company.stranger().post(BATCH, [{"method": "GET", "path": USERS}]).status_code == 401


def test_what_cannot_be_in_a_batch(company):
    company.hire("admin", "administrator")
    admin = company.sign_in("admin")
    answers = admin.post(
        BATCH,
        [
            {"method": "DELETE", "path": "/api/v1/gateway/sessions/current"},
            {"method": "POST", "path": "/api/v1/gateway/imports/employees?filename=a.csv"},
            {"method": "GET", "path": "/api/v1/office/system/metrics"},
            {"method": "POST", "path": BATCH, "body": []},
            {"method": "GET", "path": "http://elsewhere/api/v1/gateway/users"},
        ],
    ).json
    assert [answer["body"].get("code") for answer in answers[:4]] == ["not_in_batch"] * 3 + ["unknown_route"]
    assert admin.get("/api/v1/gateway/sessions/current").status_code == 200


def test_a_batch_of_another_shape_is_refused(company):
    company.hire("admin", "administrator")
    admin = company.sign_in("admin")
    one = {"method": "GET", "path": USERS}
    for body, code in (
        ({}, "malformed_request"),
        ([], "invalid_content"),
        ([one] * 21, "invalid_content"),
        ([{**one, "colour": "red"}], "invalid_content"),
        ([{"method": "TRACE", "path": USERS}], "invalid_content"),
        ([7], "invalid_content"),
    ):
        assert admin.post(BATCH, body).json["code"] == code
