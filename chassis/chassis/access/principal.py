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
    `hidden` are marks of fields that no answer may show, such as `cost`. Who looks on as a role (N10) is `read_only`;
    `whose` own records are shown is then the person of `stands_for`.
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
    read_only: bool = False
    stands_for: UUID | None = None

    @property
    def whose(self) -> UUID:
        """Whose records are the own ones; what is done is done by `id` all the same."""
        return self.stands_for or self.id

    def data_scope(self, function: str) -> str | None:
        """The widest data scope granted for a function; None when the function is not granted at all."""
        return widest_scope(self.grants, function)

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
            "read_only": self.read_only,
            "stands_for": self.stands_for and str(self.stands_for),
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
            read_only=claims.get("read_only", False),
            stands_for=UUID(claims["stands_for"]) if claims.get("stands_for") else None,
        )


def covers(pattern: str, function: str) -> bool:
    """Whether a granted pattern names the function itself or a family that it belongs to."""
    if pattern.endswith("*"):
        return function.startswith(pattern[:-1])
    return pattern == function


def widest_scope(grants: Mapping[str, str], function: str) -> str | None:
    """How far grants reach for a function, or for all of a family; None when they do not grant it."""
    found = [scope for pattern, scope in grants.items() if covers(pattern, function)]
    return max(found, key=SCOPES.index) if found else None


def system_principal(service: str) -> Principal:
    """The service acting by itself: reactions, schedules. It sees everything and is never sent over a wire."""
    return Principal(id=UUID(int=0), name=service, kind="system", grants={"*": "all"})
