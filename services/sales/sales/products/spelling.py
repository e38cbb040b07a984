"""How a product's name is typed without a Chinese keyboard: pinyin and initials, likeliest reading. Pure."""

from functools import lru_cache


@lru_cache(maxsize=16384)
def spelling(name: str) -> str:
    """内六角螺栓 is `neiliujiaoluoshuan nljls`; a name without Chinese characters needs no spelling."""
    if name.isascii():
        return ""
    from pypinyin import Style, lazy_pinyin  # a large dictionary: loaded by whoever first asks

    return " ".join("".join(lazy_pinyin(name, style=style)) for style in (Style.NORMAL, Style.FIRST_LETTER)).lower()
