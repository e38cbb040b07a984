"""What is stored for a name so that an index finds it, and what a query asks of that index (F9). Pure.

A token is one of: a Chinese character; two neighbouring characters; two or three neighbouring letters of the pinyin, of
the initials or of Latin text. Short neighbourhoods need no product of all readings: a name of ten ambiguous characters
has thousands of readings and yet few tokens. Tokens may select too much, never too little; `matching` looks precisely.
"""

import re
from collections.abc import Iterable, Sequence

from crm.collisions.names import parse
from crm.collisions.pinyin import HAN, initials, readings

SHORT, LONG = 2, 3
HAN_RUN = re.compile(f"[{HAN}]+")
OTHER_RUN = re.compile(f"[^{HAN}]+")


def search_tokens(name: str) -> frozenset[str]:
    """All tokens to store for one customer name."""
    found: set[str] = set()
    for text in parse(name).texts:
        found.update("".join(HAN_RUN.findall(text)), _grams(text, SHORT))
        for choices in (readings(text), initials(text)):
            found.update(_letter_grams(choices))
    return frozenset(found)


def query_tokens(text: str) -> frozenset[str]:
    """Tokens ALL of which a name has that contains the text, its pinyin or its initials.

    Empty when the text is too short to search by (nothing, or one letter): then nothing is to be found, not everything.
    """
    wanted: set[str] = set()
    core = parse(text).core
    for run in HAN_RUN.findall(core):
        wanted.update(_grams(run, min(SHORT, len(run))))
    for run in OTHER_RUN.findall(core):
        if len(run) >= SHORT:
            wanted.update(_grams(run, min(LONG, len(run))))
    return frozenset(wanted)


def similar_tokens(text: str) -> frozenset[str]:
    """Tokens ONE of which every name has whose characters are similar (>= 85) to the text, typing errors and all.

    Of S characters in both names together at least 0.425 S are common, in at most 0.15 S + 1 pieces: from S = 4 on one
    piece has two neighbouring characters.
    """
    return frozenset(_grams(parse(text).core, SHORT))


def _grams(text: str, size: int) -> Iterable[str]:
    return [text[at : at + size] for at in range(len(text) - size + 1)]


def _letter_grams(choices: Sequence[Sequence[str]]) -> set[str]:
    """Every two and three neighbouring letters on any way through the readings."""
    found: set[str] = set()
    tails = {""}
    for syllables in choices:
        spelled = {tail + syllable for tail in tails for syllable in syllables}
        for letters in spelled:
            found.update(_grams(letters, SHORT), _grams(letters, LONG))
        tails = {letters[1 - LONG :] for letters in spelled}
    return found
