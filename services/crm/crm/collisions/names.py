"""A company's name without what does not tell it from others (F9, product.md 'Name normalisation'). Pure."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from crm.collisions.places import PLACE

# 厂 and 店 stay: 机床厂 and 书店 are what the trade calls the customer, and one character is easily part of a name.
LEGAL = re.compile(r"(?:(?:股份)?有限(?:责任|责)?(?:公司|公)?|股份有?|集团|[总分]?公司)$")
LEGAL_OR_TRADING = re.compile(rf"(?:{LEGAL.pattern[:-1]}|商行|经营部|门市部|营业部)$")
LATIN_LEGAL = re.compile(
    r"(?<![a-z0-9])(?:co|company|ltd|limited|inc|incorporated|corp|corporation|llc|llp|plc|gmbh|ag|kg|bv|nv|ab|oy"
    r"|s\.?a|s\.?r\.?l|s\.?p\.?a|sarl|pty|pte)[\s.,]*$"
)
PLACE_AHEAD = re.compile(f"(?:{PLACE})")
PLACE_IN_BRACKETS = re.compile(rf"[(\[【〔]\s*({PLACE}|中国)\s*[)\]】〕]")
COMBINING_MARKS = re.compile("[\u0300-\u036f]")
AT_LEAST = 2


@dataclass(frozen=True)
class CompanyName:
    """`whole` lacks punctuation and the legal form; `core` lacks the places and the form of trade as well."""

    whole: str
    core: str
    places: tuple[str, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        return (self.whole,) if self.core == self.whole else (self.whole, self.core)

    def same_company_as(self, other: "CompanyName") -> bool:
        """Equal cores, unless both name places and share none: 北京大学 is not 南京大学."""
        apart = self.places and other.places and not set(self.places) & set(other.places)
        return bool(self.core) and self.core == other.core and not apart


def normalise(name: str) -> str:
    """The text by which two spellings of one company are equal. Empty only for a blank name."""
    return parse(name).core


@lru_cache(maxsize=4096)
def parse(name: str) -> CompanyName:
    folded = _fold(name)
    bracketed = [_short(place) for place in PLACE_IN_BRACKETS.findall(folded)]
    whole = _squeeze_company(folded)
    ahead, core = _split_places(_squeeze_company(PLACE_IN_BRACKETS.sub(" ", folded)))
    core = _strip_end(core, LEGAL_OR_TRADING)
    if len(core) < AT_LEAST:
        return CompanyName(whole, whole, ())
    return CompanyName(whole, core, tuple(ahead + bracketed))


def _fold(name: str) -> str:
    """Full and half width, case and accents made equal (Oréal, OREAL)."""
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    bare = unicodedata.normalize("NFKC", COMBINING_MARKS.sub("", unicodedata.normalize("NFKD", text)))
    return bare if bare.strip() else text


def _squeeze_company(folded: str) -> str:
    # Latin legal forms go while words are still words: without spaces "Marco" would end in "Co".
    return _strip_end(_squeeze(_strip_end(folded, LATIN_LEGAL)), LEGAL)


def _squeeze(text: str) -> str:
    """Letters and digits only; a name that has none keeps its signs."""
    return "".join(c for c in text if c.isalnum()) or "".join(text.split())


def _strip_end(text: str, ending: re.Pattern[str]) -> str:
    while (shorter := ending.sub("", text)) != text and sum(c.isalnum() for c in shorter) >= AT_LEAST:
        text = shorter
    return text


def _split_places(text: str) -> tuple[list[str], str]:
    places = []
    while (found := PLACE_AHEAD.match(text)) and len(text) - found.end() >= AT_LEAST:
        places.append(_short(found.group()))
        text = text[found.end() :]
    return places, text


def _short(place: str) -> str:
    return re.sub("(?:省|市|(?:壮族|回族|维吾尔)?自治区)$", "", place)
