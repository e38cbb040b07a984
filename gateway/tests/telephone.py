"""A telephone with an authenticator, and the role that asks for one."""

import pyotp

API = "/api/v1/gateway"
ME = f"{API}/sessions/current"
FACTOR = f"{API}/me/second-factor"


class Telephone:
    """Knows the secret of one person. Each code is asked for thirty seconds after the one before."""

    def __init__(self, company, secret):
        self.company, self.secret, self.recovery_codes = company, secret, []

    def code(self, seconds=30):
        self.company.clock.advance(seconds=seconds)
        return pyotp.TOTP(self.secret).at(self.company.clock.now())


def set_up(company, browser):
    """A second factor for who is signed in; the browser goes on with its new token."""
    begun = browser.post(FACTOR)
    assert begun.status_code == 200, begun.text
    telephone = Telephone(company, begun.json["secret"])
    answer = browser.post(f"{FACTOR}/confirm", {"code": telephone.code()})
    assert answer.status_code == 200, answer.text
    browser.token, telephone.recovery_codes = answer.json["token"], answer.json["recovery_codes"]
    return telephone


def require_second_factor(company, role="salesperson"):
    [found] = [each for each in company.operator.get("/roles")["items"] if each["code"] == role]
    company.operator.put(f"/roles/{found['id']}", {"requires_second_factor": True})
