"""States are a visible set of pairs: which state may follow which, by what action."""

from collections.abc import Mapping

from chassis.model.errors import IllegalTransition

Transitions = Mapping[tuple[str, str], str]


def next_state(transitions: Transitions, state: str, action: str) -> str:
    """The state that follows; raises IllegalTransition for a pair that is not in the table."""
    try:
        return transitions[state, action]
    except KeyError:
        raise IllegalTransition(state=state, action=action) from None
