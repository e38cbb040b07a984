"""Model types: identities, exact amounts, owned and versioned records, states, rule errors."""

from chassis.model.amounts import CENT, FOUR_PLACES, ZERO, four_places, line_amount, money, plain
from chassis.model.columns import Document, Money, Quantity, Rate, Scaled, UnitPrice, UtcDateTime
from chassis.model.errors import (
    AlreadyExists,
    Forbidden,
    IllegalTransition,
    Invalid,
    NotFound,
    PersonNeeded,
    RuleError,
    StaleVersion,
    TooManyRequests,
    Unauthenticated,
)
from chassis.model.identity import derived_id, uuid7
from chassis.model.records import NAMING, Audited, ChassisBase, Identified, Owned, Versioned
from chassis.model.states import Transitions, next_state

__all__ = [
    "CENT",
    "FOUR_PLACES",
    "NAMING",
    "ZERO",
    "AlreadyExists",
    "Audited",
    "ChassisBase",
    "Document",
    "Forbidden",
    "Identified",
    "IllegalTransition",
    "Invalid",
    "Money",
    "NotFound",
    "Owned",
    "PersonNeeded",
    "Quantity",
    "Rate",
    "RuleError",
    "Scaled",
    "StaleVersion",
    "TooManyRequests",
    "Transitions",
    "Unauthenticated",
    "UnitPrice",
    "UtcDateTime",
    "Versioned",
    "derived_id",
    "four_places",
    "line_amount",
    "money",
    "next_state",
    "plain",
    "uuid7",
]
