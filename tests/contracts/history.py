"""The versions of the contracts that were ever committed."""

import json
import subprocess
from pathlib import Path
from typing import Any

from .declared import ROOT

NOTHING = "0" * 40


def is_kept(root: Path = ROOT) -> bool:
    """Whether the tree has a history at all: an unpacked archive has none."""
    return (root / ".git").exists()


def committed_schemas(root: Path = ROOT) -> list[tuple[str, dict[str, Any]]]:
    """(path, schema) of every version of every event's schema that led to the present commit.

    A shallow clone knows the present commit only; a full one knows all, so a breach stays one after it was committed.
    """
    listed = _git(root, "log", "-m", "--raw", "--no-abbrev", "--no-renames", "--format=", "--", "contracts/events")
    found = {(path, blob) for line in listed.splitlines() for path, blob in _versions(line)}
    return [(path, json.loads(_git(root, "cat-file", "blob", blob))) for path, blob in sorted(found)]


def _versions(line: str) -> list[tuple[str, str]]:
    """The file and its content after the change that a raw line tells of; before it, another line did."""
    changed, _, path = line.partition("\t")
    blob = changed.split()[3]
    return [(path, blob)] if path.endswith(".schema.json") and blob != NOTHING else []


def _git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=True, encoding="utf-8")
    return done.stdout
