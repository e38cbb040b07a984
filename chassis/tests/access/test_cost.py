"""The filter costs no compilation: a narrowed statement is compiled once, for whomever it is asked."""

from sqlalchemy import select
from sqlalchemy.orm import aliased

from chassis.access import Reach
from chassis.access.scope import _Narrowed
from chassis.model import uuid7

from ..sample.depot import Parcel

ALIAS = aliased(Parcel)


def test_two_peoples_statements_share_a_compiled_form():
    keys = set()
    for _ in range(2):
        narrowed = _Narrowed(Parcel, Reach(owners=(uuid7(),)).condition(Parcel), include_aliases=True)
        key = select(Parcel).join(ALIAS, ALIAS.state == Parcel.state).options(narrowed)._generate_cache_key()
        assert key is not None
        keys.add(key.key)
    assert len(keys) == 1
