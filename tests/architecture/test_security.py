"""docs/security.md leaves no requirement out and names tests that exist; what the source alone shows is shown here."""

import ast
import re

import pytest

from .documents import missing_files
from .tree import ROOT, product_files

PAGE = ROOT / "docs/security.md"
LEVELS = """
1.1:22 1.2:1111122223 1.3:112222222223 1.4:222 1.5:123 2.1:122 2.2:112 2.3:12223 2.4:23 3.1:3 3.2:113 3.3:12223
3.4:11222233 3.5:11122333 3.6:3 3.7:22333 4.1:12233 4.2:23333 4.3:22 4.4:1222 5.1:2 5.2:112333 5.3:113 5.4:222 6.1:122
6.2:111111112222 6.3:11223333 6.4:112233 6.5:22222333 6.6:2223 6.7:33 6.8:2222 7.1:222 7.2:1111 7.3:22 7.4:11222 7.5:223
7.6:22 8.1:1233 8.2:1123 8.3:133 8.4:23 9.1:111 9.2:1222 10.1:22 10.2:223 10.3:22223 10.4:1111122222233333 10.5:22222
10.6:22 10.7:222 11.1:2233 11.2:22233 11.3:11233 11.4:1222 11.5:23 11.6:23 11.7:33 12.1:12233 12.2:11 12.3:22223
13.1:2333 13.2:222223 13.3:2233 13.4:1222233 14.1:22 14.2:12223333 14.3:122 15.1:12233 15.2:12233 15.3:1222222 15.4:3333
16.1:2 16.2:22222 16.3:2222 16.4:222 16.5:2223 17.1:23 17.2:22223333 17.3:22
"""
"""ASVS 5.0: the level of each requirement of a section, in order."""
STATES = {"✓", "part", "not yet", "—"}
PAGES = sorted((ROOT / "gateway/web/src").rglob("*.vue")) + sorted((ROOT / "gateway/web/src").rglob("*.ts"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in product_files()}
PASSWORD_FIELD = re.compile(r"<input[^>]*password[^>]*>")


def rows(section):
    part = PAGE.read_text(encoding="utf-8").partition(f"\n## {section}\n")[2].partition("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("| ") and not line.startswith(("| |", "| promise"))]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def requirements():
    sections = [entry.partition(":") for entry in LEVELS.split()]
    each = ((f"{name}.{place}", level) for name, _, levels in sections for place, level in enumerate(levels, 1))
    return [(number, level) for number, level in each if level in "12"]


def test_every_requirement_of_both_levels_is_there_once_and_in_order():
    assert [(row[0], row[1]) for row in rows("OWASP ASVS 5.0, levels 1 and 2")] == requirements()
    assert len(requirements()) == 253


def test_what_is_said_to_be_shown_names_a_test_or_a_page_and_all_else_a_reason():
    for number, _, _, state, evidence in rows("OWASP ASVS 5.0, levels 1 and 2"):
        assert state in STATES and evidence, number
        assert state != "✓" or "::test_" in evidence or "](" in evidence, number


def test_every_promise_names_a_test_or_says_that_it_is_not_kept_yet():
    promises = rows("What was promised")
    assert len(promises) > 40
    assert [row for row in promises if ".py" not in row[1] and not row[1].startswith("not yet:")] == []


def test_every_test_that_is_named_exists():
    assert list(missing_files(PAGE.read_text(encoding="utf-8"))) == []
    assert list(missing_files("`gateway/tests/test_guards.py::test_nobody_has_written_this`")) != []


def calls():
    return [(path, node) for path, tree in TREES.items() for node in ast.walk(tree) if isinstance(node, ast.Call)]


def imports():
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                yield from ((path, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield from ((path, f"{node.module}.{alias.name}") for alias in node.names)


def test_nothing_runs_code_made_of_texts():
    wrong = {"eval", "exec", "os.system", "os.popen", "pickle.loads", "marshal.loads", "yaml.load"}
    assert [(path.name, ast.unparse(call)) for path, call in calls() if ast.unparse(call.func) in wrong] == []
    shells = [call for _, call in calls() if any(each.arg == "shell" for each in call.keywords)]
    assert shells == []
    assert {"pickle", "marshal", "shelve"} & {name.partition(".")[0] for _, name in imports()} == set()


def test_chance_comes_from_the_system():
    """Only what runs on a developer's machine throws dice: the demo company, and ports for private instances."""
    throwing = {path.relative_to(ROOT).as_posix() for path, name in imports() if name.partition(".")[0] == "random"}
    assert {each for each in throwing if not each.startswith("deploy/")} == set()


def test_no_weak_algorithm_is_named():
    weak = re.compile(r"\b(md5|sha1|des3?|rc4|ecb|pkcs1v15|hs256|none_algorithm)\b", re.IGNORECASE)
    named = [(path.name, name) for path, name in imports() if weak.search(name)]
    named += [(path.name, ast.unparse(call.func)) for path, call in calls() if weak.search(ast.unparse(call.func))]
    assert named == []


def test_no_debugger_is_left():
    assert [(path.name, name) for path, name in imports() if name.partition(".")[0] in ("pdb", "code", "debugpy")] == []
    assert [path.name for path, call in calls() if any(each.arg == "debug" for each in call.keywords)] == []


@pytest.mark.parametrize("written", ["v-html", "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write"])
def test_no_page_writes_html_from_texts(written):
    assert PAGES and [path.name for path in PAGES if written in path.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize("written", ["javascript:", "eval(", "new Function", "window.open(", "postMessage"])
def test_no_link_of_a_page_runs_code(written):
    assert [path.name for path in PAGES if written in path.read_text(encoding="utf-8")] == []


def test_passwords_are_masked_and_managers_may_fill_them_in():
    found = [each for path in PAGES for each in PASSWORD_FIELD.findall(path.read_text(encoding="utf-8"))]
    assert len(found) >= 4
    for each in found:
        assert 'type="password"' in each and re.search(r'autocomplete="(current|new)-password"', each), each
        assert "paste" not in each, each


def test_every_library_is_pinned():
    pins = (ROOT / "constraints.txt").read_text().splitlines()
    assert len(pins) > 80 and all(re.match(r"[\w.-]+==[\w.]+", pin) for pin in pins)
