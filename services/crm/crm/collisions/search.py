"""Candidates from the index in SQL, then a precise look at each (F9). It sees the rows that the session may see."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from rapidfuzz import fuzz
from sqlalchemy import Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import Session, aliased

from crm.collisions.masking import phone_digits
from crm.collisions.matching import Kind, matches
from crm.collisions.model import NameToken, PhoneNumber
from crm.collisions.tokens import query_tokens, similar_tokens
from crm.customers.model import Customer, core_of

CANDIDATES = 300
"""The most that one way of searching hands over to the precise look."""
COMMON = 1000
"""A token of so many customers (贸易, 科技) does not make two names similar."""
ENOUGH_TOKENS = 12
GLANCE = 50
"""Names that are similar, be it by sound only (辰曦贸易, 晨曦贸易), have half of their characters in common."""
PHONE = "phone"
PHONE_FROM = 7
"""Fewer digits than these do not tell one number from others."""


@dataclass(frozen=True)
class Hit:
    """A customer that is meant by what was typed; `kind` is how: by phone, or one of matching.Kind."""

    customer: Any
    kind: str
    score: int

    @property
    def rank(self) -> tuple[int, int, str]:
        """Sorts hits, the closest first."""
        return [PHONE, *Kind].index(self.kind), -self.score, self.customer.name


def find_hits(session: Session, text: str, *, by_number: bool = True) -> list[Hit]:
    """The customers meant by a text, the closest first.

    None that contains the text is missed unless more than CANDIDATES do; equal names and numbers never are.
    """
    by_phone = set(session.scalars(having_phone(text, PHONE_FROM).limit(CANDIDATES))) if by_number else set()
    by_name = {identity for found in _holding_text(session, text) for identity in session.scalars(found)}
    alike = set(session.scalars(found)) if (found := _sharing_tokens(session, text)) is not None else set()
    meant = [_hit(row, text, row.id in by_phone) for row in _rows(session, by_phone | by_name)]
    core = core_of(text)
    for row in _rows(session, alike - by_phone - by_name):
        # Nearly all of these share two characters by chance; a glance costs a hundredth of a precise look.
        if fuzz.ratio(core, row.core) >= GLANCE:
            meant.append(_hit(row, text, False))
    return sorted((hit for hit in meant if hit), key=lambda hit: hit.rank)


def having_tokens(session: Session, text: str) -> Select[Any] | None:
    """Selects the customers whose names have all tokens of the text; None when it is too short to search by."""
    tokens = rarest_first(session, query_tokens(text))[:ENOUGH_TOKENS]
    if not tokens:
        return None
    found = select(NameToken.customer_id).where(NameToken.token == tokens[0][0])
    for token, _ in tokens[1:]:
        other = aliased(NameToken)
        found = found.where(exists().where(other.token == token, other.customer_id == NameToken.customer_id))
    return found


def having_phone(text: str, least: int) -> Select[Any]:
    """Selects the customers with a number that ends as the text does, or that the text ends with (an area code)."""
    typed = phone_digits(text)[::-1]
    if len(typed) < least or not _is_number(text):
        return select(PhoneNumber.customer_id).where(false())
    stored = PhoneNumber.reversed_digits
    shorter = [typed[:length] for length in range(max(least, PHONE_FROM), len(typed))][:40]
    return select(PhoneNumber.customer_id).where(or_(and_(stored >= typed, stored < typed + ":"), stored.in_(shorter)))


def rarest_first(session: Session, tokens: Collection[str]) -> list[tuple[str, int]]:
    """Tokens with the number of their customers, counted up to COMMON only; the longest ones when there are many."""
    chosen = sorted(tokens, key=lambda token: (-len(token), token))[: 2 * ENOUGH_TOKENS]
    if not chosen:
        return []
    row = session.execute(select(*[_customers_of(token) for token in chosen])).one()
    return sorted(zip(chosen, row, strict=True), key=lambda pair: (pair[1], pair[0]))


def _customers_of(token: str) -> Any:
    some = select(NameToken.customer_id).where(NameToken.token == token).limit(COMMON).subquery()
    return select(func.count()).select_from(some).scalar_subquery()


def _holding_text(session: Session, text: str) -> Iterable[Select[Any]]:
    yield select(Customer.id).where(Customer.core == core_of(text)).limit(CANDIDATES)
    if (found := having_tokens(session, text)) is not None:
        yield found.limit(CANDIDATES)


def _sharing_tokens(session: Session, text: str) -> Select[Any] | None:
    """Selects the customers that share a token which is not common, those that share most first."""
    counted = rarest_first(session, similar_tokens(text))
    rare = [token for token, customers in counted if 0 < customers < COMMON]
    if not rare:
        return None
    sharing = select(NameToken.customer_id).where(NameToken.token.in_(rare)).group_by(NameToken.customer_id)
    return sharing.order_by(func.count().desc(), NameToken.customer_id).limit(CANDIDATES)


def _rows(session: Session, identities: Collection[UUID]) -> Iterable[Any]:
    columns = (
        Customer.id,
        Customer.code,
        Customer.name,
        Customer.core,
        Customer.phone,
        Customer.owner_id,
        Customer.org_path,
    )
    return session.execute(select(*columns).where(Customer.id.in_(identities))) if identities else ()


def _hit(row: Any, text: str, by_phone: bool) -> Hit | None:
    if by_phone:
        return Hit(row, PHONE, 100)
    match = matches(text, row.name)
    return Hit(row, match.kind, match.score) if match else None


def _is_number(text: str) -> bool:
    """Whether a number was typed and not a name with digits in it: 3M 中国 1234567 is not a telephone number."""
    return not any(character.isalpha() for character in text)
