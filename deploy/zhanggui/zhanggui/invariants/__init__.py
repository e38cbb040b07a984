"""The invariants I1-I11 on a living system: each service checks its own, here are those that concern several."""

from zhanggui.invariants.checking import NotSettled, settle, violations

__all__ = ["NotSettled", "settle", "violations"]
