"""What a change of a role means, in plain words, before it is saved (F91). Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from chassis.access import covers, widest_scope
from gateway.roles.words import SCOPES_IN_WORDS, Sentence, sentence

MANY = 3
"""From so many functions of one area on, all of them alike, the area is named instead."""
EXCLUSIVE = (frozenset({"customers", "sales"}), frozenset({"purchasing", "stock"}))
"""Areas that one role should not have both of: sales and purchasing are invisible to each other (F95)."""

Names = Mapping[str, str]
Grants = Mapping[str, str]
Move = tuple[str | None, str | None]
"""The data scope before and after; None: not granted."""


class Words(Protocol):
    """The names of functions, areas and marks, as the services tell them."""

    @property
    def functions(self) -> Mapping[str, Mapping[str, Names]]: ...
    def name(self, function: str) -> Names: ...
    def mark(self, code: str) -> Names: ...
    def scoped(self, function: str) -> bool: ...


@dataclass(frozen=True)
class Rights:
    """What a role gives: data scope by function or family, and the marks it hides."""

    grants: Grants
    hidden: Collection[str]

    def scope_of(self, function: str) -> str | None:
        """The widest scope for a function, or for everything in a family."""
        return widest_scope(self.grants, function)


def differences(before: Rights, after: Rights, words: Words) -> list[Sentence]:
    """A sentence for each right that is added, taken away, widened or narrowed, and for each mark."""
    moves = dict(_moves(before, after, words))
    said = [_of_functions(functions, move, words) for functions, move in _alike(moves, words)]
    shown, hidden = set(before.hidden) - set(after.hidden), set(after.hidden) - set(before.hidden)
    marks = [("现在可见", "Now shown", code) for code in sorted(shown)]
    marks += [("现在隐藏", "Now hidden", code) for code in sorted(hidden)]
    return said + [_of_mark(zh, en, words.mark(code)) for zh, en, code in marks]


def sides_joined(before: Rights, after: Rights, words: Words) -> bool:
    """Whether the role now reaches into sales and into purchasing, and did not before."""
    return _both_sides(after, words) and not _both_sides(before, words)


def unknown_patterns(rights: Rights, words: Words) -> list[str]:
    """Functions and families that no service has told of: perhaps a slip of the pen."""
    return sorted(each for each in rights.grants if not any(covers(each, code) for code in words.functions))


def in_words(scope: str) -> tuple[str, str]:
    return SCOPES_IN_WORDS[scope]


def _moves(before: Rights, after: Rights, words: Words) -> Iterable[tuple[str, Move]]:
    strange = {*unknown_patterns(before, words), *unknown_patterns(after, words)}
    for function in (*words.functions, *sorted(strange)):
        was, now = before.scope_of(function), after.scope_of(function)
        if was != now and (words.scoped(function) or None in (was, now)):
            yield function, (was, now)


def _alike(moves: Mapping[str, Move], words: Words) -> Iterable[tuple[list[str], Move]]:
    """Functions that move alike, an area at a time; a whole area is said in one sentence."""
    left = dict(moves)
    for area in dict.fromkeys(_area(each, words) for each in moves):
        members = [code for code in words.functions if _area(code, words) == area]
        if len(members) > MANY and len({moves.get(code) for code in members}) == 1:
            yield members, moves[members[0]]
            for code in members:
                del left[code]
        for code in [code for code in left if _area(code, words) == area]:
            yield [code], left.pop(code)


def _of_functions(functions: list[str], move: Move, words: Words) -> Sentence:
    was, now = move
    zh, en = ("增加", "Added") if was is None else ("取消", "Removed") if now is None else ("调整", "Changed")
    names = _name(functions, words)
    scope = _scopes(was, now) if words.scoped(functions[0]) or len(functions) > 1 else ("", "")
    return sentence(f"{zh}：{names[0]}{scope[0]}", f"{en}: {names[1]}{scope[1]}")


def _scopes(was: str | None, now: str | None) -> tuple[str, str]:
    steps = [in_words(each) for each in (was, now) if each is not None]
    zh, en = (" → ".join(step[place] for step in steps) for place in (0, 1))
    return f"（{zh}）", f" ({en})"


def _name(functions: list[str], words: Words) -> tuple[str, str]:
    if len(functions) == 1:
        name = words.name(functions[0])
        return name["zh"], name["en"]
    area = words.functions[functions[0]]["area"]
    return f"“{area['zh']}”的全部 {len(functions)} 项功能", f"all {len(functions)} functions of {area['en']}"


def _of_mark(zh: str, en: str, mark: Names) -> Sentence:
    return sentence(f"{zh}：{mark['zh']}", f"{en}: {mark['en']}")


def _both_sides(rights: Rights, words: Words) -> bool:
    areas = {_area(code, words) for code in words.functions if rights.scope_of(code) is not None}
    return all(areas & side for side in EXCLUSIVE)


def _area(function: str, words: Words) -> str:
    found = words.functions.get(function)
    return found["area"]["code"] if found else ""
