"""Exact amounts: half-up at the cent, never a float, the same sum in every database."""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, insert, select
from sqlalchemy.exc import StatementError

from chassis.access import EVERYTHING
from chassis.model import Scaled, four_places, line_amount, money, uuid7
from chassis.testing import person_id

from ..sample.depot import Parcel

AMOUNTS = st.decimals(min_value=-(10**12), max_value=10**12, places=4, allow_nan=False)
QUANTITIES = st.decimals(min_value=0, max_value=10**6, places=4)


def half_up(exact: Fraction, places: int) -> Fraction:
    """The definition: away from zero at the half."""
    scaled = abs(exact) * 10**places
    whole = int(scaled) + (1 if scaled - int(scaled) >= Fraction(1, 2) else 0)
    return Fraction(whole if exact >= 0 else -whole, 10**places)


@given(AMOUNTS)
def test_money_is_rounded_half_up_to_the_cent(value):
    assert Fraction(money(value)) == half_up(Fraction(value), 2)
    assert money(value).as_tuple().exponent == -2


@given(st.decimals(min_value=-(10**6), max_value=10**6, places=8))
def test_quantities_are_rounded_half_up_to_four_places(value):
    assert Fraction(four_places(value)) == half_up(Fraction(value), 4)


@given(QUANTITIES, QUANTITIES, st.decimals(min_value=0, max_value=1, places=4))
def test_a_line_amount_is_rounded_once_from_the_exact_product(quantity, price, discount):
    exact = Fraction(quantity) * Fraction(price) * (1 - Fraction(discount))
    assert Fraction(line_amount(quantity, price, discount)) == half_up(exact, 2)


def test_half_a_cent_goes_up_and_the_surroundings_do_not_matter():
    with localcontext() as context:
        context.rounding = "ROUND_DOWN"
        assert [str(money(text)) for text in ("0.005", "0.015", "-0.005", "2.675")] == ["0.01", "0.02", "-0.01", "2.68"]
        assert Decimal("2.675").quantize(Decimal("0.01"), ROUND_HALF_UP) == money("2.675")


@pytest.mark.parametrize("value", [0.1, 12.0, float("nan")])
def test_a_float_is_refused_by_a_column(value):
    with pytest.raises(TypeError, match="never a float"):
        Scaled(2).process_bind_param(value, None)


@pytest.mark.parametrize("value", ["0.001", "1E-30", "NaN", "-Infinity", "1E+999999", "92233720368547758.08"])
def test_what_a_column_cannot_hold_exactly_is_refused(value):
    with pytest.raises(ValueError, match=r"decimal places|too large"):
        Scaled(2).process_bind_param(Decimal(value), None)


@given(st.integers(-(2**63) + 1, 2**63 - 1))
def test_what_goes_into_a_column_comes_out_of_it(cents):
    column = Scaled(2)
    assert column.process_bind_param(column.process_result_value(cents, None), None) == cents


def parcels(session, values):
    session.execute(
        insert(Parcel),
        [
            {
                "id": uuid7(),
                "code": f"S{number}",
                "title": "x",
                "value": value,
                "weight": Decimal(0),
                "cost": Decimal(0),
                "owner_id": person_id("ming"),
                "org_path": "/",
                "state": "stored",
            }
            for number, value in enumerate(values)
        ],
    )


def test_sums_are_exact_in_the_database(store):
    dice = Random(5)
    values = [Decimal(dice.randrange(-(10**14), 10**14)).scaleb(-2) for _ in range(500)]
    with store.host.database.write() as session:
        session.info["reach"] = EVERYTHING
        parcels(session, values)
        assert session.scalar(select(func.sum(Parcel.value))) == sum(values)
        assert session.scalar(select(func.max(Parcel.value))) == max(values)
        assert session.scalar(select(func.count()).where(Parcel.value >= values[0])) == sum(
            value >= values[0] for value in values
        )
        assert session.scalar(select(func.coalesce(func.sum(Parcel.value), Decimal(0))).where(Parcel.code == "")) == 0


def test_a_database_refuses_what_the_column_refuses(store):
    for value in (1.5, Decimal("0.001")):
        with pytest.raises(StatementError), store.host.database.write() as session:
            parcels(session, [value])
