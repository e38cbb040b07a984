"""docs/guides/permissions.md: what the roles of the first day may do, by function, as the code says."""

from collections.abc import Iterator
from importlib.metadata import entry_points

from chassis.access import Area, Function, Mark, widest_scope
from chassis.system import FUNCTIONS
from gateway.roles.defaults import STANDARD_ROLES

from .declared import ROOT

PATH = ROOT / "docs/guides/permissions.md"
BEGIN, END = "<!-- roles: written by `make contracts` -->\n", "<!-- end of roles -->\n"
LETTERS = {"own": "本", "team": "队", "branch": "分", "all": "全"}


def role_guide() -> str:
    """The guide with the table as it ought to be."""
    text = PATH.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    table = "".join(line + "\n" for line in _lines())
    return before + BEGIN + table + END + after


def _lines() -> Iterator[str]:
    services = [entry.load() for entry in sorted(entry_points(group="zhanggui.services"), key=lambda each: each.name)]
    functions = list({each.code: each for service in services for each in (*service.functions, *FUNCTIONS)}.values())
    marks = list({each.code: each for service in services for each in service.marks}.values())
    yield "| |" + "".join(f" {role['name_zh']}<br>{role['name_en']} |" for role in STANDARD_ROLES)
    yield "|---|" + ":-:|" * len(STANDARD_ROLES)
    for area in dict.fromkeys(each.area for each in functions):
        yield from _area(area, functions)
    yield "| **隐藏的字段 Hidden fields** |" + " |" * len(STANDARD_ROLES)
    yield from (_mark(mark) for mark in marks)


def _area(area: Area, functions: list[Function]) -> Iterator[str]:
    yield f"| **{area.zh} {area.en}** |" + " |" * len(STANDARD_ROLES)
    for each in functions:
        if each.area == area:
            cells = [_cell(role["grants"], each) for role in STANDARD_ROLES]
            yield f"| {each.zh} {each.en} |" + "".join(f" {cell} |" for cell in cells)


def _cell(grants: dict[str, str], function: Function) -> str:
    scope = widest_scope(grants, function.code)
    if scope is None:
        return ""
    return LETTERS[scope] if function.scoped else "✓"


def _mark(mark: Mark) -> str:
    cells = ["隐" if mark.code in role["hidden"] else "" for role in STANDARD_ROLES]
    return f"| {mark.zh} {mark.en} |" + "".join(f" {cell} |" for cell in cells)
