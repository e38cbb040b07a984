"""Which passwords are good enough (ASVS 6.2): long, not among the common ones, not made of what everybody knows.

No rule asks for capitals or digits: such rules make passwords worse.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

from chassis.model import Invalid
from chassis.service import Host
from gateway.passwords.hashing import plain_password
from gateway.passwords.model import SHORTEST_PASSWORD
from gateway.users.model import User

COMMON = Path(__file__).parent / "common.txt"
PRODUCT = ("zhanggui", "掌柜")
SHORTEST_WORD = 3
ENOUGH_BESIDE = 4
"""So many characters must be left of a password without the words that everybody knows."""


class PasswordTooShort(Invalid):
    code = "password_too_short"
    zh = "密码至少需要 {shortest} 个字符"
    en = "A password has at least {shortest} characters"


class PasswordTooCommon(Invalid):
    code = "password_too_common"
    zh = "这个密码太常见，容易被猜到"
    en = "This password is too common: it will be guessed"


class PasswordTooObvious(Invalid):
    code = "password_too_obvious"
    zh = "密码不能只由姓名、用户名、公司名等人人知道的词组成"
    en = "A password cannot be just a name, a user name or the company's name"


def check_password_rules(host: Host, password: str, user: User) -> None:
    """Raises PasswordTooShort, PasswordTooCommon, PasswordTooObvious; each names the field `password`."""
    plain = plain_password(password)
    if len(plain) < shortest(host):
        raise PasswordTooShort(field="password", shortest=shortest(host))
    if is_common(plain):
        raise PasswordTooCommon(field="password")
    if is_obvious(plain, [*PRODUCT, *company_words(host), *_words_of(user)]):
        raise PasswordTooObvious(field="password")


def shortest(host: Host) -> int:
    """How long a password must be at least: the setting, and never less than eight."""
    return max(SHORTEST_PASSWORD, int(host.settings.get("password_min_length", SHORTEST_PASSWORD)))


def company_words(host: Host) -> list[str]:
    """Words of the company that a stranger would try, by the setting `password_words`."""
    return [word for word in re.split(r"[,;，；\s]+", str(host.settings.get("password_words", ""))) if word]


def is_common(password: str) -> bool:
    """Whether it is on the list, as it is or with digits and signs around it, or one short piece over and over."""
    folded = password.casefold()
    core = folded.strip("0123456789 !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
    return not _common().isdisjoint({folded, core} - {""}) or _repeats(folded)


def is_obvious(password: str, words: list[str]) -> bool:
    """Whether little is left of it without these words, and years, and what is no letter or digit."""
    left = password.casefold()
    for word in sorted((unicodedata.normalize("NFKC", each).casefold() for each in words), key=len, reverse=True):
        if len(word) >= SHORTEST_WORD or any(ord(char) > 127 for char in word):
            left = left.replace(word, " ")
    if left == password.casefold():
        return False
    left = re.sub(r"(19|20)\d\d", "", left)
    left = "".join(char for char in left if char.isalnum())
    return len(left) < ENOUGH_BESIDE or left in _common()


def _words_of(user: User) -> list[str]:
    return [user.username, user.code, user.name, user.phone, user.email.partition("@")[0]]


def _repeats(text: str) -> bool:
    """aaaaaaaa, abcabcabc: nothing but one piece of up to four characters."""
    return any(text == (text[:size] * len(text))[: len(text)] for size in range(1, 5))


@cache
def _common() -> frozenset[str]:
    lines = COMMON.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
