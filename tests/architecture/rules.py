"""The rules of style that no linter knows. Each takes a file's tree and yields (line, what is wrong)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

LONGEST_FILE = 300
LONGEST_FUNCTION = 50
VAGUE = {"util", "utils", "helper", "helpers", "manager", "managers", "misc", "common"}
SESSION_NAMES = {"Session", "sessionmaker", "scoped_session", "create_engine", "select", "insert", "update", "delete"}
EDGE = re.compile(r"#.*\bedge\b")
HOSTS = re.compile(
    r"(pypi\.org|pythonhosted\.org|registry\.npm[j]s|npm[m]irror|registry\.yarnpkg|"
    r"(mirrors?|index|packages?|artifactory|nexus)\.[\w-]+\.(com|cn|org|net|io|edu|internal|local)|/simple/?(\s|$))"
)
MACHINE = re.compile(r"(?<![\w.}~])/(work/(main|shared)|root|home/\w+)(?=[/\s'\"`)]|$)")
Wrong = Iterator[tuple[int, str]]


def is_model(path: Path) -> bool:
    return path.name == "model.py" or path.parent.name == "model"


def reads_the_clock(path: Path, tree: ast.Module) -> Wrong:
    """Time is handed in: only chassis/clock.py asks the machine (a rule can be tested on any day)."""
    if path.parts[-2:] == ("chassis", "clock.py"):
        return
    asked = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today")}
    for call in _calls(tree):
        if isinstance(call.func, ast.Attribute) and (_last_name(call.func.value), call.func.attr) in asked:
            yield call.lineno, f"asks the machine for the time: {ast.unparse(call)}"


def makes_floats(path: Path, tree: ast.Module) -> Wrong:
    """An amount is never a float."""
    if is_model(path):
        for call in _calls(tree):
            if isinstance(call.func, ast.Name) and call.func.id == "float":
                yield call.lineno, f"makes a float in a model: {ast.unparse(call)}"


def knows_a_session(path: Path, tree: ast.Module) -> Wrong:
    """A model knows columns, not sessions or statements (import-linter cannot look inside SQLAlchemy)."""
    if path.name != "model.py" or "chassis" in path.parts:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy"):
            for name in SESSION_NAMES & {alias.name for alias in node.names}:
                yield node.lineno, f"a model imports {name}"


def catches_everything(path: Path, tree: ast.Module, text: str) -> Wrong:
    """Only an edge catches everything, and says that it is one. Who raises it again has not caught it."""
    lines = text.splitlines()
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and _keeps_all(node) and not EDGE.search(lines[node.lineno - 1]):
            yield node.lineno, "catches everything, and is not marked as an edge"


def is_long(path: Path, tree: ast.Module, text: str) -> Wrong:
    """Files split at 300 lines; functions never pass 50, docstring included, decorators not."""
    length = len(text.splitlines())
    if length > LONGEST_FILE:
        yield length, f"{length} lines; a file splits at {LONGEST_FILE}"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            size = (node.end_lineno or 0) - node.lineno + 1
            if size > LONGEST_FUNCTION:
                yield node.lineno, f"{node.name} has {size} lines; a function never passes {LONGEST_FUNCTION}"


def is_vague(path: Path) -> Wrong:
    """A name says what is inside."""
    if VAGUE & {path.stem, path.parent.name}:
        yield 1, "the name says nothing"


def names_a_host_or_machine(text: str) -> Wrong:
    """No file names a package registry, or a folder of the machine where it was written."""
    for number, line in enumerate(text.splitlines(), 1):
        for pattern in (HOSTS, MACHINE):
            if found := pattern.search(line):
                yield number, f"names {found.group(0).strip()}"


def _calls(tree: ast.Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _keeps_all(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    if isinstance(last, ast.Raise) and last.exc is None:
        return False
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(kind is None or _last_name(kind) in ("Exception", "BaseException") for kind in kinds)
