"""The lists of a service, and reading one of them to its end with the rights of a person."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from marshmallow import ValidationError

from chassis.access import Principal
from chassis.exports.columns import Column, columns_of
from chassis.model import Invalid, RuleError
from chassis.operations import Context, ListQuery, fields
from chassis.operations.context import reading
from chassis.operations.declaration import Operation
from chassis.operations.hiding import without_hidden

if TYPE_CHECKING:
    from chassis.service import Host

MOST_ROWS = 100_000
PAGE = 1000
_PAGING = ("limit", "after", "total")
Query = Mapping[str, str]


class NotAList(Invalid):
    code = "export.not_a_list"
    zh = "“{operation}”不是可导出的列表"
    en = "'{operation}' is not a list that can be exported"


class TooManyRows(Invalid):
    code = "export.too_many_rows"
    zh = "共 {count} 行，最多可导出 {most} 行；请缩小筛选范围"
    en = "There are {count} rows, at most {most} can be exported; filter for fewer"


@dataclass(frozen=True)
class Listing:
    """An operation that answers rows: page by page, or a report's all at once."""

    declared: Operation
    items: str

    @property
    def paged(self) -> bool:
        return self.declared.query is not None and issubclass(self.declared.query, ListQuery)

    def columns(self, hidden: frozenset[str] = frozenset()) -> list[Column]:
        """The columns that somebody sees to whom fields of these marks are hidden."""
        assert self.declared.response is not None
        shown = without_hidden(self.declared.response(), hidden).fields.get(self.items)
        return columns_of(shown.inner.schema) if shown else []


def listing_of(declared: Operation) -> Listing | None:
    """The listing that an operation is; None when it answers something else, or is asked for below one record."""
    if declared.method != "GET" or declared.response is None or declared.public or "{" in declared.path:
        return None
    shown = declared.response().fields
    for name in ("items", "rows"):
        found = shown.get(name)
        if isinstance(found, fields.List) and isinstance(found.inner, fields.Nested):
            return Listing(declared, name)
    return None


def find_listing(host: "Host", operation: str) -> Listing:
    """The list of this name; raises NotAList, which names the field."""
    for declared in host.operations:
        if declared.name == operation and (found := listing_of(declared)):
            return found
    raise NotAList(field="operation", operation=operation)


class Reader:
    """Reads a list as a person sees it: with the list's own function, reach, filters, order and hidden fields."""

    def __init__(self, host: "Host", principal: Principal, listing: Listing, query: Query):
        self.host, self.principal, self.listing = host, principal, listing
        self.reach = host.dispatcher.permitted(listing.declared, principal)
        self.arguments = self._loaded(query)
        assert listing.declared.response is not None
        self.schema = without_hidden(listing.declared.response(), principal.hidden)

    def _loaded(self, query: Query) -> dict[str, Any]:
        """The arguments of the list. Where the page begins means nothing here: all rows are wanted."""
        wanted = {name: value for name, value in query.items() if name not in _PAGING}
        with _below_query():
            return self.host.dispatcher.loaded(self.listing.declared.query, wanted, self.principal)

    def count(self) -> int:
        """How many rows there are; raises TooManyRows, and what the list itself refuses."""
        with self._snapshot() as context, _below_query():
            if not self.listing.paged:
                return len(self._answer(context)[self.listing.items])
            found = int(self._answer(context, limit=1, total=True)["total"]["count"])
        if found > MOST_ROWS:
            raise TooManyRows(count=found, most=MOST_ROWS)
        return found

    def rows(self) -> Iterator[dict[str, Any]]:
        """Every row, as the list answers it, out of one state of the database; a page at a time in memory."""
        with self._snapshot() as context:
            after, sent = None, 0
            while True:
                page = self._answer(context, limit=PAGE, after=after) if self.listing.paged else self._answer(context)
                yield from page.get(self.listing.items, ())
                sent += len(page.get(self.listing.items, ()))
                after = page.get("next")
                if after is None or sent >= MOST_ROWS:
                    return
                context.session.expunge_all()

    @contextmanager
    def _snapshot(self) -> Iterator[Context]:
        with reading(self.host, self.principal, self.reach, self.listing.declared.name) as context:
            if not self.host.database.is_sqlite:  # where a reader sees one state anyway
                context.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            yield context

    def _answer(self, context: Context, **paging: Any) -> dict[str, Any]:
        answer = self.listing.declared.handler(context, **(self.arguments | paging))
        content: dict[str, Any] = self.schema.dump(answer)
        return content


@contextmanager
def _below_query() -> Iterator[None]:
    """What is wrong with a filter is said of the field `query.‹filter›`."""
    try:
        yield
    except ValidationError as error:
        raise ValidationError({"query": error.messages}) from None
    except RuleError as refusal:
        if refusal.field:
            refusal.field = f"query.{refusal.field}"
        raise
