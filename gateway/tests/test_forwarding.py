"""From sign-in to another service's answer, through the one door."""


def test_who_is_signed_in_reaches_the_office_with_own_rights(company):
    company.hire("fang", "sales_manager")
    fang = company.sign_in("fang")
    assert fang.get("/api/v1/office/tasks").json["items"] == []
    request, deadline = company.transport.carried[-1]
    assert company.gateway.host.verifier.verify(request.headers["zhanggui-principal"]).name == "fang"
    assert deadline == 10.0
