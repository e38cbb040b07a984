"""Does what was typed mean this customer, and how closely (F9). Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from crm.collisions.names import CompanyName, parse
from crm.collisions.pinyin import IS_HAN, initials, readings, spoken

SIMILAR_FROM = 85

# How many characters of the text a query covers in one way of writing it; 0 when it does not occur.
Way = Callable[[str, str], int]


class Kind(StrEnum):
    """Closest first. INSIDE is pinyin that begins within a syllable ("hen" in chenxi): found, but rarely meant."""

    EXACT = "exact"
    SUBSTRING = "substring"
    PINYIN = "pinyin"
    INITIALS = "initials"
    SIMILAR = "similar"
    INSIDE = "inside"


@dataclass(frozen=True)
class Match:
    """`score` is 0 to 100: for SIMILAR the likeness, otherwise the share of the name's characters that were hit."""

    kind: Kind
    score: int

    @property
    def rank(self) -> tuple[int, int]:
        """Sorts matches, the closest first."""
        return list(Kind).index(self.kind), -self.score


def matches(query: str, name: str) -> Match | None:
    """The closest match, or None. One Chinese character or two letters are the least that is searched by."""
    wanted, customer = parse(query), parse(name)
    if len(wanted.core) < 2 and not IS_HAN.match(wanted.core):
        return None
    if wanted.same_company_as(customer):
        return Match(Kind.EXACT, 100)
    return (
        _by_letters(WAYS, wanted.core, customer)
        or _by_likeness(wanted, customer)
        or _by_letters(LAST_WAYS, wanted.core, customer)
    )


def _by_letters(ways: Sequence[tuple[Kind, Way]], query: str, customer: CompanyName) -> Match | None:
    for kind, way in ways:
        scores = [hit * 100 // len(text) for text in customer.texts if (hit := way(query, text))]
        if scores:
            return Match(kind, max(scores))
    return None


def _by_likeness(wanted: CompanyName, customer: CompanyName) -> Match | None:
    likeness = _likeness(wanted.core, customer.core)
    return Match(Kind.SIMILAR, likeness) if likeness >= SIMILAR_FROM else None


def _likeness(one: str, other: str) -> int:
    """By characters, or by sound: 辰曦 is 晨曦 to whoever hears it on the telephone. Rounded down."""
    return int(max(fuzz.ratio(one, other), fuzz.ratio(spoken(one), spoken(other))))


def _hit(query: str, text: str, choices: Sequence[Sequence[str]], inside: bool = False) -> int:
    """The characters that the query covers on some way through the readings; 0 when there is none."""
    for start in range(len(text)):
        left = _left_after(query, text[start], choices[start], inside)
        for length, at in enumerate(range(start + 1, len(text) + 1), 1):
            if "" in left:
                return length
            if not left or at == len(text):
                break
            left = {rest for part in left for rest in _left_after(part, text[at], choices[at])}
    return 0


def _left_after(query: str, character: str, syllables: Sequence[str], inside: bool = False) -> set[str]:
    """What remains of the query after this character, in each way it can be read; the character itself is one."""
    left = set()
    for syllable in (*syllables, character):
        for spelled in [syllable[cut:] for cut in range(len(syllable) if inside else 1)]:
            if query.startswith(spelled):
                left.add(query[len(spelled) :])
            elif spelled.startswith(query):
                left.add("")
    return left


WAYS: list[tuple[Kind, Way]] = [
    (Kind.SUBSTRING, lambda query, text: len(query) if query in text else 0),
    (Kind.PINYIN, lambda query, text: _hit(query, text, readings(text))),
    (Kind.INITIALS, lambda query, text: _hit(query, text, initials(text))),
]
LAST_WAYS: list[tuple[Kind, Way]] = [
    (Kind.INSIDE, lambda query, text: _hit(query, text, readings(text), inside=True)),
]
