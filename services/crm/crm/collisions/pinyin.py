"""How a name may be read aloud: for each character its readings, likeliest first (F9). Pure.

The dictionary is loaded by whoever first asks: it is a fifth of what a process imports, and most never ask.
"""

import re
from functools import lru_cache

HAN = "〇㐀-䶿一-鿿豈-﫿𠀀-𳑿"
IS_HAN = re.compile(f"[{HAN}]")
READINGS_PER_CHARACTER = 4

# Characters that are read differently when they are a family name; owners' names open many a shop's name.
SURNAMES = {
    "单": "shan", "曾": "zeng", "解": "xie", "仇": "qiu", "区": "ou", "查": "zha", "朴": "piao", "盖": "ge",
    "翟": "zhai", "尉": "yu", "员": "yun", "缪": "miao", "冼": "xian", "乐": "yue", "召": "shao", "繁": "po",
    "折": "she", "黑": "he", "秘": "bi", "种": "chong", "能": "nai", "逄": "pang", "覃": "qin", "谌": "chen",
    "隗": "wei", "阚": "kan", "晁": "chao", "乜": "nie", "洗": "xian", "万": "wan",
}  # fmt: skip


@lru_cache(maxsize=4096)
def readings(text: str) -> tuple[tuple[str, ...], ...]:
    """One entry per character: 重庆 gives (chong, zhong, tong), (qing). What is not Chinese reads as itself."""
    likeliest = [syllable for run in _runs(text) for syllable in _in_phrase(run)]
    return tuple(
        _ordered(character, syllable, SURNAMES.get(character) if at == 0 else None)
        for at, (character, syllable) in enumerate(zip(text, likeliest, strict=True))
    )


def initials(text: str) -> tuple[tuple[str, ...], ...]:
    """The first letters of the readings: 重庆 gives (c, z, t), (q)."""
    return tuple(tuple(dict.fromkeys(reading[0] for reading in choices)) for choices in readings(text))


def spoken(text: str) -> str:
    """The likeliest reading of the whole text, joined."""
    return "".join(choices[0] for choices in readings(text))


def _runs(text: str) -> list[str]:
    return re.findall(f"[{HAN}]+|[^{HAN}]+", text)


def _in_phrase(run: str) -> list[str]:
    """Pypinyin knows 重 in 重庆 and in 重量; characters it does not know come back as themselves, one by one."""
    from pypinyin import lazy_pinyin

    return lazy_pinyin(run, errors=list) if IS_HAN.match(run) else list(run)  # type: ignore[arg-type]


def _ordered(character: str, in_phrase: str, surname: str | None) -> tuple[str, ...]:
    if not IS_HAN.match(character):
        return (character,)
    choices = [surname] if surname else []
    choices += [in_phrase, *_dictionary(character)]
    kept = list(dict.fromkeys(choices))[:READINGS_PER_CHARACTER]
    # ü is typed as v by some and as u by others: 吕 is lv and lu.
    return tuple(dict.fromkeys(kept + [reading.replace("v", "u") for reading in kept]))


@lru_cache(maxsize=32768)
def _dictionary(character: str) -> tuple[str, ...]:
    from pypinyin import Style, pinyin

    return tuple(pinyin(character, style=Style.NORMAL, heteronym=True)[0])
