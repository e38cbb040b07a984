"""What changes no record can be noted, too: with the unit of work, or by itself."""

import pytest
from sqlalchemy import select

from chassis.audit import AuditEntry, note, noted
from chassis.model import RuleError
from chassis.operations import system_work
from chassis.testing import person_id

LAPTOP = {"id": str(person_id("ming")), "name": "明", "device": "laptop-7"}


def entries(store):
    with store.host.database.read() as session:
        return session.scalars(select(AuditEntry).order_by(AuditEntry.position)).all()


def test_a_note_says_who_did_what_from_where(store):
    with system_work(store.host, "open_session", LAPTOP) as context:
        note(context, "sign_in", "Session", person_id("ming"), address="10.0.0.7", rights=["a", "b"], branch=None)
    [entry] = entries(store)
    assert (entry.action, entry.entity, entry.record_id) == ("sign_in", "Session", str(person_id("ming")))
    assert (entry.actor_name, entry.device, entry.operation) == ("明", "laptop-7", "open_session")
    assert entry.changes == {"address": [None, "10.0.0.7"], "rights": [None, ["a", "b"]]}


def test_a_note_is_not_kept_when_its_unit_of_work_is_refused(store):
    with pytest.raises(RuleError), system_work(store.host, "open_session", LAPTOP) as context:
        note(context, "sign_in", "Session", "1")
        raise RuleError
    assert entries(store) == []


def test_a_note_of_its_own_is_written_at_once(store, ming):
    noted(store.host, ming.principal, "print_parcel", "print", "Parcel", "7", copies=2)
    [entry] = entries(store)
    assert (entry.actor_name, entry.action, entry.changes) == ("明", "print", {"copies": [None, 2]})


def test_an_action_is_one_short_word(store):
    with pytest.raises(ValueError, match="20 letters"), system_work(store.host, "open_session") as context:
        note(context, "signed in from somewhere", "Session", "1")
