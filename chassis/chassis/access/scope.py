"""The one filter: what a reader sees of owned records, in every select, update and delete of a session.

It is applied as a loader criteria option before any statement runs, so that lists, details, totals, exports and
searches cannot disagree. A session for which no reach was set sees no owned record at all (default deny).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, event, false, or_
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.orm.util import LoaderCriteriaOption

from chassis.access.principal import Principal
from chassis.model.records import Owned


@dataclass(frozen=True)
class Reach:
    """How far a session sees: everything, or the records of some owners and below some org paths."""

    everything: bool = False
    owners: tuple[UUID, ...] = ()
    paths: tuple[str, ...] = ()

    def condition(self, owned: type[Owned]) -> ColumnElement[bool]:
        """The SQL condition on a class of owned records; must not be asked when everything is seen."""
        seen: list[ColumnElement[bool]] = [owned.org_path.startswith(path, autoescape=True) for path in self.paths]
        if self.owners:
            seen.append(owned.owner_id.in_(self.owners))
        return or_(*seen) if seen else false()

    def includes(self, owner_id: UUID, org_path: str) -> bool:
        """Whether a record of this owner and place is seen."""
        return self.everything or owner_id in self.owners or any(org_path.startswith(path) for path in self.paths)


NOTHING = Reach()
EVERYTHING = Reach(everything=True)


def reach_of(principal: Principal, function: str) -> Reach:
    """The reach of a person for one function (F91-F94, X3)."""
    scope = principal.data_scope(function)
    owners = (principal.whose, *principal.serves)
    match scope:
        case "all":
            return EVERYTHING
        case "branch":
            return Reach(owners=owners, paths=(principal.branch,) if principal.branch else principal.teams)
        case "team":
            return Reach(owners=owners, paths=principal.teams)
        case "own":
            return Reach(owners=owners)
        case _:
            return NOTHING


class _Narrowed(LoaderCriteriaOption):
    """The criteria of SQLAlchemy's with_loader_criteria, but adapted to an alias wherever it stands.

    SQLAlchemy puts an expression as it is into the ON clause of a join to an alias: it would then narrow the other
    side of the join once more, and the alias not at all. (Its callables are adapted, but cannot hold a reach.)
    """

    _cache_key_traversal = LoaderCriteriaOption._traverse_internals

    def _resolve_where_criteria(self, ext_info: Any) -> ColumnElement[bool]:
        criteria = super()._resolve_where_criteria(ext_info)
        return ext_info._adapter.traverse(criteria) if ext_info.is_aliased_class else criteria


def install_scope_filter(session_class: Any, owned_classes: Sequence[type[Owned]]) -> None:
    """Make every session of this class obey its reach for these owned classes."""

    @event.listens_for(session_class, "do_orm_execute")
    def narrow(state: ORMExecuteState) -> None:
        reach: Reach = state.session.info.get("reach", NOTHING)
        if reach.everything or not (state.is_select or state.is_update or state.is_delete):
            return
        criteria = [_Narrowed(cls, reach.condition(cls), include_aliases=True) for cls in owned_classes]
        state.statement = state.statement.options(*criteria)


@contextmanager
def seeing_everything(session: Session) -> Iterator[None]:
    """Lift the filter for a moment. Whoever uses it says why in a comment, and leaks nothing (collision check, F9)."""
    before = session.info.get("reach", NOTHING)
    session.info["reach"] = EVERYTHING
    try:
        yield
    finally:
        session.info["reach"] = before
