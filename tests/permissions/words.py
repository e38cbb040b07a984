"""Unique words, numbers and prices: planted in whatever people enter, looked for in whatever anybody is answered."""

import random
import re
from functools import cache

LETTERS = "bcdfghjkmnpqrtvwxz"
WORD = re.compile(r"zq[a-z]{8}")
FIGURE = re.compile(r"\b(?:1390[0-9]{7}|[0-9]{4}\.[0-9]{2}(?=[0-9]{0,2}\b))")
Meaning = tuple[str, str]
"""(whose, what): the person whose record it stands in, and the kind of information of the table in matrix.md."""

_meanings: dict[str, Meaning] = {}


@cache
def word(person: str, kind: str) -> str:
    """The word that stands in every text of this kind that belongs to the person."""
    letters = random.Random(f"{person} {kind}")
    made = "zq" + "".join(letters.choice(LETTERS) for _ in range(8))
    return _remembered(made, person, kind)


@cache
def phone(person: str, kind: str) -> str:
    """A mobile number that nobody else has."""
    return _remembered(f"1390{random.Random(f'phone {person} {kind}').randrange(10**7):07}", person, kind)


@cache
def price(person: str, kind: str) -> str:
    """An amount between 1,000 and 10,000 that stands nowhere else."""
    chance = random.Random(f"price {person} {kind}")
    return _remembered(f"{chance.randrange(1000, 10_000)}.{chance.randrange(11, 99)}", person, kind)


def found_in(body: bytes) -> set[Meaning]:
    """What was planted and stands in this answer, whether text, number or price."""
    text = body.decode("utf-8", "replace").lower()
    hits = {*WORD.findall(text), *FIGURE.findall(text)}
    return {_meanings[hit] for hit in hits if hit in _meanings}


def _remembered(made: str, person: str, kind: str) -> str:
    assert _meanings.setdefault(made, (person, kind)) == (person, kind), f"{made} was planted twice"
    return made
