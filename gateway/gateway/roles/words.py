"""Data scopes and kinds of sentences in both languages. Pure."""

SCOPES_IN_WORDS = {
    "own": ("本人", "own"),
    "team": ("所属团队", "team"),
    "branch": ("所属分公司", "branch"),
    "all": ("全部", "all"),
}
Sentence = dict[str, str]


def sentence(zh: str, en: str) -> Sentence:
    return {"zh": zh, "en": en}
