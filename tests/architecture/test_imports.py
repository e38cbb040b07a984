"""The import contracts hold; and each of them breaks when a module violates it."""

import configparser
from dataclasses import dataclass

import pytest

from .tree import PACKAGES, ROOT

STRANGERS = "Services and gateway are strangers"
RUNTIME = "Only chassis.runtime knows"
RUNTIMELESS = "No service knows in which runtime it lives"
WEB = "Flask is the gateway's affair"
MODELS = "Rules are pure"
QUERIES = "Reading changes nothing"


@dataclass(frozen=True)
class Violation:
    contract: str
    module: str
    line: str

    def __str__(self) -> str:
        return f"{self.module}-{self.line.removeprefix('import ').replace(' ', '_')}"


VIOLATIONS = [
    Violation(STRANGERS, "sales.spoiled", "import finance.events"),
    Violation(STRANGERS, "finance.spoiled", "from sales import events"),
    Violation(STRANGERS, "crm.spoiled", "import gateway.events"),
    Violation(STRANGERS, "gateway.spoiled", "import crm.events"),
    Violation(STRANGERS, "chassis.spoiled", "import office.service"),
    Violation(STRANGERS, "chassis.spoiled", "import gateway.events"),
    Violation(STRANGERS, "office.spoiled", "import zhanggui"),
    Violation(STRANGERS, "backup.spoiled", "def late():\n    import purchasing.events"),
    *[
        Violation(RUNTIME, module, f"import {library}")
        for library in ("nameko", "kombu", "eventlet", "celery")
        for module in ("chassis.spoiled", "gateway.spoiled", "sales.spoiled")
    ],
    Violation(RUNTIME, "chassis.inbox.spoiled", "from celery.schedules import crontab"),
    Violation(RUNTIME, "zhanggui.spoiled", "from nameko.standalone.rpc import ClusterRpcProxy"),
    Violation(RUNTIMELESS, "purchasing.spoiled", "import chassis.runtime"),
    Violation(WEB, "sales.spoiled", "import flask"),
    Violation(WEB, "chassis.spoiled", "from flask import request"),
    *[
        Violation(MODELS, "office.spoiled.model", f"import {module}")
        for module in (
            "chassis.clock",
            "chassis.database",
            "chassis.operations",
            "chassis.service",
            "office.tasks.schemas",
            "office.tasks.operations",
            "office.tasks.queries",
            "marshmallow",
            "flask",
            "celery",
        )
    ],
    Violation(MODELS, "notification.spoiled.model", "import notification.reminders.operations"),
    Violation(QUERIES, "office.spoiled.queries", "import office.tasks.operations"),
    Violation(QUERIES, "notification.spoiled.queries", "from notification.reminders import operations"),
]


def contracts() -> dict[str, str]:
    """The names of the contracts by their identifiers."""
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter", encoding="utf-8")
    prefix = "importlinter:contract:"
    return {name.removeprefix(prefix): parser[name]["name"] for name in parser.sections() if name.startswith(prefix)}


def test_the_contracts_hold(lint_imports):
    status, output = lint_imports(ROOT)
    assert status == 0, output


def test_every_package_is_watched():
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter", encoding="utf-8")
    assert set(parser["importlinter"]["root_packages"].split()) == {package.name for package in PACKAGES}


def test_every_contract_is_shown_to_break():
    shown = {violation.contract for violation in VIOLATIONS}
    assert {name for name in contracts().values() if not any(name.startswith(each) for each in shown)} == set()


def test_the_copy_is_as_clean_as_the_tree(copy, lint_imports):
    status, output = lint_imports(copy)
    assert status == 0, output


@pytest.mark.parametrize("violation", VIOLATIONS, ids=str)
def test_the_contract_breaks(copy, lint_imports, violation):
    added = _add(copy, violation)
    try:
        status, output = lint_imports(copy)
    finally:
        for path in reversed(added):
            path.rmdir() if path.is_dir() else path.unlink()
    name = next(name for name in contracts().values() if name.startswith(violation.contract))
    assert status == 1
    assert f"{name} BROKEN" in output
    assert violation.module in output


def _add(copy, violation):
    """Write the violating module, and the folders it needs; answers what was made."""
    *folders, name = violation.module.split(".")
    folder, made = copy, []
    for part in folders:
        folder = folder / part
        if not folder.exists():
            folder.mkdir()
            made.append(folder)
            (folder / "__init__.py").touch()
            made.append(folder / "__init__.py")
    (folder / f"{name}.py").write_text(violation.line + "\n")
    return [*made, folder / f"{name}.py"]
