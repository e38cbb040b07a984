"""A copy of the packages that a test may spoil."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .tree import PACKAGES, ROOT


@pytest.fixture(scope="session")
def copy(tmp_path_factory):
    """The packages side by side, with the import contracts, as a folder of their own."""
    folder = tmp_path_factory.mktemp("tree")
    for package in PACKAGES:
        shutil.copytree(package, folder / package.name, ignore=shutil.ignore_patterns("__pycache__", "web", "data"))
    shutil.copy(ROOT / ".importlinter", folder)
    return folder


@pytest.fixture(scope="session")
def lint_imports():
    """Runs import-linter in a folder, whose packages come first; answers (exit status, output in one line)."""

    def run(folder: Path) -> tuple[int, str]:
        program = Path(sys.executable).parent / "lint-imports"
        found = subprocess.run([program, "--no-cache", "--no-logo"], cwd=folder, capture_output=True, text=True)
        return found.returncode, " ".join((found.stdout + found.stderr).split())

    return run
