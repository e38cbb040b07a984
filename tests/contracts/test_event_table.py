"""docs/events.md tells of every event: what the architecture planned, and what became of it."""

import re

from .declared import published
from .event_table import ADDED, NOT_YET, PATH, page, planned

TYPES = {each.type for each in published()}


def test_every_planned_event_is_published_or_said_to_come_later():
    assert planned() - TYPES == set(NOT_YET)


def test_every_further_event_says_why_it_is_there():
    assert TYPES - planned() == set(ADDED)


def test_the_page_is_what_the_code_says():
    assert PATH.read_text(encoding="utf-8") == page(), "run `make contracts` and commit what it writes"


def test_the_page_names_each_event_with_its_consumers():
    rows = dict(re.findall(r"^\| `([\w.]+)` \| [^|]+ \| ([^|]+) \|$", page(), re.MULTILINE))
    assert set(rows) == TYPES
    assert rows["sales.order_confirmed.v1"] == "crm, notification, purchasing"
    assert "sales" in rows["finance.credit_changed.v1"]
