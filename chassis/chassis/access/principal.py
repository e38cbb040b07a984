"""Who acts, and how far the person's rights reach."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

SCOPES = ("own", "team", "branch", "all")
"""Data scopes, from the narrowest to the widest (F92-F94)."""


@dataclass(frozen=True)
class Principal:
    """The signed identity behind a request.

    `grants` maps functions (`sales.order.confirm`, or a family `sales.order.*`) to a data scope. `teams` are the org
    paths the person leads, `branch` the org path of the own branch, `serves` the people an assistant works for (X3).
    `hidden` are marks of fields that no answer may show, such as `cost`.
    """

    id: UUID
    name: str
    kind: str = "person"
    org_path: str = "/"
    grants: Mapping[str, str] = field(default_factory=dict)
    teams: tuple[str, ...] = ()
    branch: str | None = None
    serves: tuple[UUID, ...] = ()
    hidden: frozenset[str] = frozenset()
    device: str | None = None

    def data_scope(self, function: str) -> str | None:
        """The widest data scope granted for a function; None when the function is not granted at all."""
        found = [scope for pattern, scope in self.grants.items() if covers(pattern, function)]
        return max(found, key=SCOPES.index) if found else None

    def to_claims(self) -> dict[str, Any]:
        return {
            "sub": str(self.id),
            "name": self.name,
            "kind": self.kind,
            "org": self.org_path,
            "grants": dict(self.grants),
            "teams": list(self.teams),
            "branch": self.branch,
            "serves": [str(person) for person in self.serves],
            "hidden": sorted(self.hidden),
            "device": self.device,
        }

    @classmethod
    def from_claims(cls, claims: Mapping[str, Any]) -> "Principal":
        return cls(
            id=UUID(claims["sub"]),
            name=claims["name"],
            kind=claims["kind"],
            org_path=claims["org"],
            grants=claims["grants"],
            teams=tuple(claims["teams"]),
            branch=claims["branch"],
            serves=tuple(UUID(person) for person in claims["serves"]),
            hidden=frozenset(claims["hidden"]),
            device=claims["device"],
        )


def covers(pattern: str, function: str) -> bool:
    """Whether a granted pattern names the function itself or a family that it belongs to."""
    if pattern.endswith("*"):
        return function.startswith(pattern[:-1])
    return pattern == function


def system_principal(service: str) -> Principal:
    """The service acting by itself: reactions, schedules. It sees everything and is never sent over a wire."""
    return Principal(id=UUID(int=0), name=service, kind="system", grants={"*": "all"})
