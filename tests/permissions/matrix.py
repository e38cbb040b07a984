"""The tables of matrix.md, read as they stand there."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.permissions.words import Meaning
from tests.permissions.world import ROLES, within

PAGE = Path(__file__).with_name("matrix.md")
CELLS = ("—", "own", "team", "branch", "all")


@cache
def functions() -> dict[str, dict[str, str]]:
    """{function: {role: cell}} of the first table."""
    return {row[0].strip("`"): cells for row, cells in _rows("## Functions")}


@cache
def information() -> dict[str, dict[str, str]]:
    """{kind of information: {role: cell}} of the second table, whose second column names the kinds."""
    return {kind.strip(): cells for row, cells in _rows("## Information") for kind in row[1].split(",")}


def may_know(role: str, meaning: Meaning) -> bool:
    """Whether somebody of the role may see this information about this person's records at all."""
    owner, kind = meaning
    return within(role, information()[kind][role], owner)


def _rows(heading: str) -> Iterator[tuple[list[str], dict[str, str]]]:
    part = PAGE.read_text("utf-8").partition(f"\n{heading}\n")[2].partition("\n## ")[0]
    lines = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines() if line.startswith("|")
    ]
    roles = lines[0][2:]
    assert tuple(roles) == ROLES, f"the columns of {heading} are {roles}"
    for cells in lines[2:]:
        assert len(cells) == 2 + len(ROLES) and set(cells[2:]) <= set(CELLS), f"in {heading}: {cells}"
        yield cells[:2], dict(zip(ROLES, cells[2:], strict=True))
