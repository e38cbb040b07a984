"""Every table is in the audit trail, or it is said here why not (X9)."""

import pytest

from chassis.model import Audited
from chassis.runtime.installation import installed_services

COPY = "a copy of what another service owns and audits, kept by its events"
DERIVED = "computed from records that are audited, or from events; rebuilt at any time"
JOURNAL = "rows are only ever added, each with who and when: it is a trail itself"
SECRET = "holds secrets; what is done with it is noted instead (sign-in, password, second factor)"
PASSING = "lives for minutes or hours and says nothing of the business"

UNAUDITED = {
    "crm": {
        "CodeCounter": DERIVED,
        "CustomerOrder": COPY,
        "GradeChange": JOURNAL,
        "NameToken": DERIVED,
        "PhoneNumber": DERIVED,
        "Rhythm": DERIVED,
        "Transfer": JOURNAL,
    },
    "finance": {
        "Account": "the chart of accounts is laid down by the code",
        "Commission": JOURNAL,
        "Customer": COPY,
        "DebitNote": JOURNAL,
        "JournalEntry": JOURNAL,
        "JournalLine": JOURNAL,
        "PaymentAllocation": JOURNAL,
        "ReceiptAllocation": JOURNAL,
        "SalesCreditNote": JOURNAL,
        "Supplier": COPY,
    },
    "gateway": {
        "AttemptCount": PASSING,
        "ClientToken": SECRET,
        "ClientUse": PASSING,
        "Credential": SECRET,
        "DescribedService": COPY,
        "DeviceRefusal": JOURNAL,
        "FailedSignIn": JOURNAL,
        "FamiliarNetwork": DERIVED,
        "Preference": "what somebody likes to look at; no business record, and nobody else's concern",
        "RecoveryCode": SECRET,
        "RoleView": "the session looks on as a role for a while; beginning and end are noted",
        "SecondFactor": SECRET,
        "SignIn": SECRET,
        "SpentChallenge": PASSING,
        "TokenFamily": SECRET,
        "UsedAssertion": PASSING,
    },
    "notification": {
        "Customer": COPY,
        "ProductBuyer": COPY,
        "Reminder": "repeats what its source says, whose service keeps the trail; a dismissal keeps who and why",
    },
    "office": {"ReadReceipt": JOURNAL},
    "purchasing": {
        "Reservation": DERIVED,
        "StockDocument": JOURNAL,
        "StockLevel": "the sum of the moves, each of which has its source and who",
        "StockMove": JOURNAL,
    },
    "sales": {
        "Customer": COPY,
        "CustomerCredit": COPY,
        "Product": COPY,
        "SalesResult": DERIVED,
        "StockLevel": COPY,
        "Team": COPY,
        "Warehouse": COPY,
    },
}
SERVICES = {service.name: service for service in installed_services()}


@pytest.mark.parametrize("name", SERVICES)
def test_what_is_not_audited_says_why(name):
    kinds = {each.class_ for each in SERVICES[name].base.registry.mappers}
    silent = {kind.__name__ for kind in kinds if not issubclass(kind, Audited)}
    assert silent == UNAUDITED.get(name, {}).keys()
