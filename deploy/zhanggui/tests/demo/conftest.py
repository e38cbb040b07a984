from datetime import date

import pytest

from zhanggui.demo import DemoCompany, company

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def demo() -> DemoCompany:
    return company(TODAY)


# Month ends, a leap day, a Sunday and the Spring Festival: what holds for one today must hold for all of them.
@pytest.fixture(
    scope="session",
    params=[TODAY, date(2026, 3, 1), date(2028, 2, 29), date(2027, 1, 31), date(2027, 2, 8)],
    ids=lambda day: day.isoformat(),
)
def any_day(request) -> DemoCompany:
    return company(request.param)
