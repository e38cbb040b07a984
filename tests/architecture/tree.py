"""Where the product's code is."""

import subprocess
from importlib.metadata import entry_points
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = [
    ROOT / "chassis/chassis",
    ROOT / "gateway/gateway",
    ROOT / "deploy/zhanggui/zhanggui",
    *(folder / folder.name for folder in sorted((ROOT / "services").iterdir()) if (folder / "pyproject.toml").exists()),
]
SERVICES = sorted(entry_points(group="zhanggui.services"), key=lambda each: each.name)


def product_files() -> list[Path]:
    """Every Python file of the product: no tests, and no migrations, which are generated and never edited."""
    files = [path for package in PACKAGES for path in sorted(package.rglob("*.py"))]
    return [path for path in files if "versions" not in path.relative_to(ROOT).parts]


def text_files() -> list[tuple[Path, str]]:
    """Every text file that is, or is about to be, under version control."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    found = []
    for name in sorted(set(filter(None, listed.split("\0")))):
        try:
            found.append((ROOT / name, (ROOT / name).read_text(encoding="utf-8")))
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue
    return found
