"""Contracts only grow: the events of today keep every promise that was ever committed."""

import copy
import json
import subprocess
from typing import Any

import pytest

from .comparing import breaches
from .declared import ROOT, published
from .event_files import schema_of, schema_path
from .history import committed_schemas, is_kept

OLD: dict[str, Any] = {
    "type": "object",
    "required": ["order_id", "lines", "state"],
    "properties": {
        "order_id": {"type": "string", "format": "uuid"},
        "note": {"type": ["string", "null"], "maxLength": 200},
        "state": {"type": "string", "enum": ["open", "closed"]},
        "days": {"type": "integer", "minimum": 0, "maximum": 90},
        "lines": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["amount"],
                "properties": {"amount": {"type": "string", "format": "decimal"}},
            },
        },
    },
}
AMOUNT = ("properties", "lines", "items", "properties", "amount")
GONE = object()
BREAKING = [
    (("properties", "note"), GONE, "data.note is gone"),
    (AMOUNT, GONE, "data.lines[].amount is gone"),
    ((*AMOUNT, "type"), "number", "data.lines[].amount was string and is number"),
    ((*AMOUNT, "type"), ["string", "null"], "data.lines[].amount may be null now"),
    ((*AMOUNT, "format"), GONE, "data.lines[].amount was a decimal and is anything"),
    (("properties", "order_id", "format"), "date", "data.order_id was a uuid and is date"),
    (("properties", "order_id", "type"), GONE, "data.order_id was string and is anything"),
    (("properties", "lines", "items"), {"type": "string"}, "data.lines[] was object and is string"),
    (("required",), ["order_id", "lines"], "data.state may be missing now"),
    (("properties", "state", "enum"), ["open", "closed", "lost"], "data.state may be lost now"),
    (("properties", "state", "enum"), GONE, "data.state may be any text now"),
    (("properties", "note", "maxLength"), 500, "data.note had maxLength 200 and has 500"),
    (("properties", "note", "maxLength"), GONE, "data.note had maxLength 200 and has none"),
    (("properties", "days", "minimum"), -30, "data.days had minimum 0 and has -30"),
]
ADDITIVE = [
    (("properties", "colour"), {"type": "string"}),
    ((*AMOUNT[:-1], "tax"), {"type": ["string", "null"]}),
    (("required",), ["order_id", "lines", "state", "note"]),
    (("properties", "note", "type"), "string"),
    (("properties", "note", "maxLength"), 100),
    (("properties", "state", "enum"), ["open"]),
    (("properties", "note", "description"), "What the customer said"),
]


def test_no_event_breaks_what_was_committed():
    if not is_kept():
        pytest.skip("no git history here: whether the contracts only grew cannot be known")
    now = {str(schema_path(each.type).relative_to(ROOT)): schema_of(each) for each in published()}
    broken = {
        f"{path}: {breach} - publish a .v2 beside it"
        for path, old in committed_schemas()
        for breach in ([f"{path} is gone"] if path not in now else breaches(old, now[path]))
    }
    assert sorted(broken) == []


@pytest.mark.parametrize(("where", "value", "breach"), BREAKING)
def test_a_breach_is_found(where, value, breach):
    assert breach in list(breaches(OLD, changed(where, value)))


@pytest.mark.parametrize(("where", "value"), ADDITIVE)
def test_growing_is_no_breach(where, value):
    assert list(breaches(OLD, changed(where, value))) == []


def test_a_renamed_field_is_one_that_is_gone():
    renamed = changed(("properties", "note"), GONE)
    renamed["properties"]["remark"] = OLD["properties"]["note"]
    assert list(breaches(OLD, renamed)) == ["data.note is gone"]


def test_history_remembers_every_version_even_of_a_file_that_is_gone(tmp_path):
    """In a real repository: written, changed, removed; a draft that was never committed is no promise."""
    path = "contracts/events/sales/order_lost.v1.schema.json"
    commit(tmp_path, path, {"version": 1})
    commit(tmp_path, path, {"version": 2})
    (tmp_path / path).unlink()
    git(tmp_path, "commit", "-qam", "gone")
    (tmp_path / path).write_text(json.dumps({"version": 3}))
    assert sorted(found["version"] for _, found in committed_schemas(tmp_path)) == [1, 2]
    assert {found for found, _ in committed_schemas(tmp_path)} == {path}


def test_a_tree_without_history_knows_that_it_has_none(tmp_path):
    assert not is_kept(tmp_path)


def changed(where, value):
    schema = copy.deepcopy(OLD)
    node = schema
    for part in where[:-1]:
        node = node[part]
    if value is GONE:
        del node[where[-1]]
    else:
        node[where[-1]] = value
    return schema


def commit(folder, path, document):
    if not (folder / ".git").exists():
        git(folder, "init", "-q")
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(json.dumps(document))
    git(folder, "add", path)
    git(folder, "commit", "-qm", "a version")


def git(folder, *arguments):
    identity = ("-c", "user.name=Qian", "-c", "user.email=qian@example.com")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True)
