"""A refusal with consequences keeps what was done; and what only a person answers for is refused to an API client."""

from dataclasses import replace
from uuid import UUID

import pytest

from chassis.access import EVERYTHING
from chassis.model import PersonNeeded, RuleError
from chassis.operations import system_work, unit_of_work

from ..builders import registered
from ..sample.depot import Parcel


class CopyFound(RuleError):
    code = "copy_found"
    zh = "发现副本"
    en = "A copy was found"


def test_what_was_done_is_kept_and_the_caller_is_told_no(store, ming):
    parcel = registered(ming)
    with pytest.raises(CopyFound), system_work(store.host, "look") as context:
        context.get(Parcel, UUID(parcel["id"])).title = "扣留"
        context.refuse(CopyFound())
    assert ming.get(f"/parcels/{parcel['id']}")["title"] == "扣留"


def test_an_api_client_is_no_person(store, ming):
    shop = replace(ming.principal, kind="client")
    with unit_of_work(store.host, ming.principal, EVERYTHING, "look") as context:
        assert context.require_person() is ming.principal
    with pytest.raises(PersonNeeded) as refusal, unit_of_work(store.host, shop, EVERYTHING, "look") as context:
        context.require_person("owner_id")
    assert (refusal.value.status, refusal.value.field) == (403, "owner_id")
