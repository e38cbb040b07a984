"""Document numbers: no gap and none twice, whoever gives up halfway."""

from concurrent.futures import ThreadPoolExecutor
from random import Random

from sqlalchemy import text

from chassis.numbers import gaps
from chassis.operations import system_work

WRITERS, TIMES = 16, 12


class GivenUp(Exception):
    """What makes a writer give up halfway."""


def numbered(store, writer: int) -> list[str]:
    """The numbers that one writer could keep."""
    dice, kept = Random(writer), []
    for _ in range(TIMES):
        try:
            with system_work(store.host, "test") as context:
                number = context.next_number("SO")
                if dice.random() < 0.33:
                    raise GivenUp
            kept.append(number)
        except GivenUp:
            pass
    return kept


def test_sixteen_writers_who_often_give_up_leave_no_gap(store):
    with ThreadPoolExecutor(WRITERS) as threads:
        kept = [
            number for group in threads.map(lambda writer: numbered(store, writer), range(WRITERS)) for number in group
        ]
    assert sorted(kept) == [f"SO20261123-{number:04d}" for number in range(1, len(kept) + 1)]
    with store.host.database.read() as session:
        assert list(gaps(session, "SO", kept)) == []
        assert len(list(gaps(session, "SO", kept[1:]))) == 1
        assert len(list(gaps(session, "SO", [*kept, kept[0]]))) == 1


def test_each_series_and_each_day_of_the_company_begins_anew(store):
    def next_of(series):
        with system_work(store.host, "test") as context:
            return context.next_number(series)

    first = [next_of("SO"), next_of("SO"), next_of("PO")]
    store.clock.advance(hours=14)  # in Shanghai it is past midnight, in London it is not
    assert [*first, next_of("SO")] == ["SO20261123-0001", "SO20261123-0002", "PO20261123-0001", "SO20261124-0001"]


def test_past_the_ten_thousandth_a_number_grows_longer(store):
    with system_work(store.host, "test") as context:
        context.session.execute(text("INSERT INTO number_series VALUES ('SO','20261123',9999)"))
        assert context.next_number("SO") == "SO20261123-10000"
