"""The product's source keeps the rules of style; and each rule finds a file that breaks it."""

import ast
from pathlib import Path

import pytest

from . import rules
from .tree import ROOT, product_files, text_files

RULES = {
    "reads_the_clock": lambda path, tree, text: rules.reads_the_clock(path, tree),
    "makes_floats": lambda path, tree, text: rules.makes_floats(path, tree),
    "knows_a_session": lambda path, tree, text: rules.knows_a_session(path, tree),
    "catches_everything": rules.catches_everything,
    "is_long": rules.is_long,
    "is_vague": lambda path, tree, text: rules.is_vague(path),
}
LONG_FUNCTION = "def long():\n" + "    x = 1\n" * 50
BROKEN = [
    ("reads_the_clock", "operations.py", "from datetime import datetime\nnow = datetime.now()\n"),
    ("reads_the_clock", "operations.py", "import datetime\nnow = datetime.datetime.now(tz)\n"),
    ("reads_the_clock", "queries.py", "import datetime as dt\ntoday = dt.date.today()\n"),
    ("makes_floats", "model.py", "def total(x):\n    return float(x)\n"),
    ("knows_a_session", "model.py", "from sqlalchemy.orm import Mapped, Session\n"),
    ("knows_a_session", "model.py", "from sqlalchemy import String, select\n"),
    ("catches_everything", "operations.py", "try:\n    x()\nexcept Exception:\n    pass\n"),
    ("catches_everything", "operations.py", "try:\n    x()\nexcept (ValueError, BaseException):\n    pass\n"),
    ("catches_everything", "operations.py", "try:\n    x()\nexcept:  # noqa: BLE001 - why not\n    pass\n"),
    ("is_long", "operations.py", LONG_FUNCTION),
    ("is_long", "operations.py", "x = 1\n" * 301),
    ("is_vague", "utils.py", ""),
]
SPELLED = "".join
"""Keeps this file from naming what no file may name."""


@pytest.mark.parametrize("rule", RULES)
def test_the_source_keeps_the_rule(rule):
    assert [found for path in product_files() for found in broken(rule, path, path.read_text())] == []


@pytest.mark.parametrize(("rule", "name", "text"), BROKEN)
def test_the_rule_finds_what_breaks_it(rule, name, text):
    assert broken(rule, ROOT / "services/sales/sales/orders" / name, text)


def test_a_marked_edge_may_catch_everything_and_anybody_may_raise_it_again():
    marked = "try:\n    x()\nexcept Exception:  # noqa: BLE001 - the edge of a thread: it must go on\n    pass\n"
    raised = "try:\n    x()\nexcept BaseException:\n    undo()\n    raise\n"
    for text in (marked, raised):
        assert broken("catches_everything", ROOT / "chassis/chassis/x.py", text) == []


def test_no_file_names_a_registry_or_a_folder_of_this_machine():
    places = [(path.relative_to(ROOT), number, why) for path, text in text_files() for number, why in _named(text)]
    assert places == []


@pytest.mark.parametrize(
    "parts",
    [
        ("--index-url https://", "pypi", ".org"),
        ("https://files.", "pythonhosted", ".org/packages/x"),
        ("https://", "registry.", "npmjs.org/vue"),
        ("url = https://mirrors", ".example", ".com/pypi"),
        ("path = '/", "work", "/main/x'"),
        ("cp x /", "root", "/x"),
    ],
)
def test_a_registry_or_a_folder_is_found(parts):
    assert list(_named(SPELLED(parts)))


def broken(rule: str, path: Path, text: str) -> list[str]:
    """The places where a file breaks a rule."""
    found = RULES[rule](path, ast.parse(text), text)
    return [f"{path.relative_to(ROOT)}:{line}: {why}" for line, why in found]


def _named(text: str):
    return rules.names_a_host_or_machine(text)
