"""The tables of each service's README say what the code does: operations, scopes, events published and consumed."""

import re

import pytest

from chassis.system import system_operations, system_reactions

from .tree import PACKAGES, ROOT, SERVICES

OPERATION = re.compile(r"\b(GET|POST|PUT|PATCH|DELETE)`?\s*\|?\s*`?(/[^\s`|]*)")
EVENT = re.compile(r"\b([a-z]+)\.[a-z_]+\.v\d+\b")
HEADINGS = ("owns", "operation", "publishes", "consumes", "setting")


@pytest.fixture(params=SERVICES, ids=lambda each: each.name)
def service(request):
    return request.param.load()


@pytest.fixture
def tables(service):
    """The rows of the README's tables by the first word of their heading."""
    package = next(path for path in PACKAGES if path.name == service.name)
    readme = package.parent / "README.md"
    assert readme.exists(), f"{service.name} has no README.md"
    return tables_of(readme.read_text())


def test_every_package_with_a_service_is_an_entry_point():
    having = {package.name for package in PACKAGES if (package / "service.py").exists()} - {"chassis"}
    assert having <= {each.name for each in SERVICES}
    assert {folder.parent.name for folder in (ROOT / "services").glob("*/pyproject.toml")} <= {
        each.name for each in SERVICES
    }


def test_the_five_tables_are_there(tables):
    assert [heading for heading in HEADINGS if not any(name.startswith(heading) for name in tables)] == []


def test_the_operations_are_those_of_the_code(service, tables):
    system = {(each.method, each.path): each.scope for each in system_operations()}
    declared = {(each.method, each.path): each.scope for each in service.operations}
    written = {found.groups(): row for row in rows(tables, "operation") if (found := OPERATION.search(row))}
    assert set(declared) - set(written) == set(), "operations that the README leaves out"
    assert set(written) - set(declared) - set(system) == set(), "operations that do not exist"
    wrong = [
        key for key, scope in declared.items() if scope and not re.search(rf"{re.escape(scope)}(?![\w.])", written[key])
    ]
    assert wrong == [], "operations with another scope than the README says"


def test_the_published_events_are_those_of_the_code(service, tables):
    assert _events(rows(tables, "publishes")) == {each.type for each in service.publishes}


def test_the_consumed_events_are_those_of_the_code(service, tables):
    """What the chassis takes in for every service need not be written, but may be."""
    written = _events(rows(tables, "consumes"))
    own = {each.event for each in service.reactions}
    assert own - written == set(), "reactions that the README leaves out"
    assert written - own - {each.event for each in system_reactions(service)} == set(), "reactions that do not exist"


def test_a_table_is_read_as_it_is_written():
    text = "| operation | scope |\n|---|---|\n| `GET /a/{a_id}` | x.a.read |\n| POST | `/b` | x.b |\n"
    text += "\n| publishes |\n|---|\n"
    found = tables_of(text)
    assert list(found) == ["operation", "publishes"]
    assert [OPERATION.search(row).groups() for row in found["operation"]] == [("GET", "/a/{a_id}"), ("POST", "/b")]


def tables_of(text: str) -> dict[str, list[str]]:
    """Tables by the first cell of their heading, or the section heading above when that names one; lower case."""
    found: dict[str, list[str]] = {}
    section, name = "", None
    for line in text.splitlines():
        if line.startswith("#"):
            section = line.lstrip("# ").strip().lower()
        if not line.startswith("|"):
            name = None
        elif name is None:
            first = line.strip("| ").split("|")[0].strip().lower()
            name = section if section.startswith(HEADINGS) else first
            found.setdefault(name, [])
        elif not re.fullmatch(r"[|\s:-]+", line):
            found[name].append(line)
    return found


def rows(tables: dict[str, list[str]], heading: str) -> list[str]:
    """The rows of the tables whose heading begins so."""
    return [row for name, found in tables.items() if name.startswith(heading) for row in found]


def _events(lines: list[str]) -> set[str]:
    return {found.group(0) for line in lines for found in EVENT.finditer(line)}
