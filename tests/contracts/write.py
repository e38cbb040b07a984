"""`make contracts`: writes contracts/, docs/events.md and the table of roles from what the services declare."""

import json
from pathlib import Path
from typing import Any

from . import event_table, openapi_document, role_table
from .declared import CONTRACTS, ROOT, published
from .event_files import example_of, example_path, schema_of, schema_path

OURS = (".schema.json", ".example.json")
"""The ends of files that are taken away again when their event is no more."""


def files() -> dict[Path, str]:
    """Every file with the text it must have."""
    found: dict[Path, str] = {}
    for each in published():
        found[schema_path(each.type)] = _json(schema_of(each))
        found[example_path(each.type)] = _json(example_of(each))
    found[openapi_document.PATH] = _json(openapi_document.document(), indent=1)
    found[event_table.PATH] = event_table.page()
    found[role_table.PATH] = role_table.role_guide()
    return found


def strays(expected: dict[Path, str]) -> list[Path]:
    """Files among the contracts that nothing in the code stands for."""
    return [path for path in sorted(CONTRACTS.rglob("*")) if path.is_file() and path not in expected]


def write() -> None:
    """Write what differs, take away what is left over, and say so."""
    expected = files()
    for path, text in expected.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(f"written: {path.relative_to(ROOT)}")
    for path in strays(expected):
        if not path.name.endswith(OURS):
            print(f"not ours: {path.relative_to(ROOT)}")
            continue
        path.unlink()
        print(f"removed: {path.relative_to(ROOT)}")


def _json(document: dict[str, Any], indent: int = 2) -> str:
    return json.dumps(document, ensure_ascii=False, indent=indent) + "\n"


if __name__ == "__main__":
    write()
