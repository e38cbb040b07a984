"""The consumers' side: every reaction understands the event it waits for, whatever the producer may make of it."""

import inspect
import json

import pytest

from .declared import consumed, published
from .event_files import example_path, schema_of
from .sampling import longest, poorest

REACTIONS = consumed()
PRODUCERS = {each.type: each for each in published()}
by_reaction = pytest.mark.parametrize("each", REACTIONS, ids=str)


@by_reaction
def test_somebody_publishes_what_is_waited_for(each):
    assert each.reaction.event in PRODUCERS
    assert PRODUCERS[each.reaction.event].service.name == each.reaction.producer != each.service.name


@by_reaction
def test_the_reaction_understands_the_example(each):
    example = json.loads(example_path(each.reaction.event).read_text(encoding="utf-8"))
    taken(each, example["data"])


@by_reaction
@pytest.mark.parametrize("extreme", [poorest, longest], ids=lambda each: each.__name__)
def test_the_reaction_understands_the_poorest_and_the_longest_event(each, extreme):
    """Nothing but what is promised, null wherever it may be; or every text as long as it may be."""
    event = each.reaction.event
    taken(each, extreme(schema_of(PRODUCERS[event]), "data", event))


@by_reaction
def test_the_reaction_does_not_mind_that_an_event_grows(each):
    event = each.reaction.event
    example = json.loads(example_path(event).read_text(encoding="utf-8"))
    taken(each, grown(example["data"]))


def taken(each, data):
    """Parse the data and hand it to the function, as the inbox would, without carrying it out."""
    arguments = each.reaction.schema().load(data)
    inspect.signature(each.reaction.handler).bind("context", **arguments)


def grown(data):
    if isinstance(data, dict):
        return {**{key: grown(value) for key, value in data.items()}, "added_later": {"by": "the producer"}}
    return [grown(each) for each in data] if isinstance(data, list) else data
