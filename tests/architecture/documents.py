"""Reading what the documents say of files, code, operations, commands and imports, and holding it against the tree."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click

from chassis.imports import ImportKind, import_operations
from chassis.runtime.installation import installed_services
from chassis.system import system_operations

from .tree import ROOT

DOCUMENTS = [
    *ROOT.glob("*.md"),
    *(ROOT / "docs").glob("*.md"),
    *(ROOT / "docs/guides").glob("*.md"),
    *(ROOT / "docs/manual").glob("*.md"),
]
PLACES = [ROOT, ROOT / "chassis", ROOT / "gateway", ROOT / "deploy/zhanggui", *sorted((ROOT / "services").iterdir())]
DATA_FOLDERS = {"anchors/", "keys/", "databases/", "files/", "backups/", "instances/"}
EDGE = {"POST /batch", "GET /openapi.json"}
QUOTED = re.compile(r"`([^`\n]+)`")
FILE = re.compile(r"(?P<path>[\w.-]+(?:/[\w.-]+)*/?)(?:::(?P<name>[\w.]+))?")
ENDINGS = (".py", ".md", ".toml", ".ini", ".txt", ".json", "/")
LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)\s]*)?\)")
CODE = re.compile(r"From `([^`]+)`:\n\n```python\n(.*?)```", re.DOTALL)
ROUTE = re.compile(r"\b(GET|POST|PUT|DELETE) /api/v1(/[^\s`\"?]+)")
ASKED = re.compile(r"\bask \w+ ['\"]?(/[^\s'\"?]+)")
SENT = re.compile(r"\bsend \w+ ['\"]?(/[^\s'\"?]+)")
CALLED = re.compile(r"curl -b cookies \"\$API(/[^\s'\"?]+)")
COMMAND = re.compile(r"^(?:\S+/)?zhanggui ([^\n`#]+)", re.MULTILINE)


def missing_files(text: str) -> Iterator[str]:
    """Paths, and names in them, that are not in the tree. What DATA_DIR holds is no path of the tree."""
    for quoted in QUOTED.findall(text):
        found = FILE.fullmatch(quoted)
        if not found or not (found["name"] or ("/" in quoted and quoted.endswith(ENDINGS))) or quoted in DATA_FOLDERS:
            continue
        path = next((place / found["path"] for place in PLACES if (place / found["path"]).exists()), None)
        if path is None or (found["name"] and found["name"] not in names_in(path)):
            yield quoted


def broken_links(document: Path, text: str) -> Iterator[str]:
    """Links to files that are not there."""
    yield from (link for link in LINK.findall(text) if not (document.parent / link).exists())


def changed_code(text: str) -> Iterator[str]:
    """Code that is not in the file that it is said to be from."""
    for name, code in CODE.findall(text):
        path = next((place / name for place in PLACES if (place / name).exists()), None)
        if path is None or code not in path.read_text(encoding="utf-8"):
            yield f"{name}: {code.splitlines()[0]}"


def unknown_routes(text: str) -> Iterator[str]:
    """Requests that no service answers. $variables stand for one part of a path."""
    asked = [("GET", path) for path in (*ASKED.findall(text), *CALLED.findall(text))]
    sent = [("POST", path) for path in SENT.findall(text)]
    for method, path in (*ROUTE.findall(text), *asked, *sent):
        if f"{method} {path}" not in EDGE and not any(each.fullmatch(f"{method} {path}") for each in _routes()):
            yield f"{method} {path}"


def unknown_commands(text: str, command: click.Group) -> Iterator[str]:
    """Lines `zhanggui …` whose command or option does not exist."""
    for line in COMMAND.findall(text):
        words = [word for word in line.split() if word]
        found, rest = _walk(command, words)
        options = {name for each in (*command.params, *found.params) for name in each.opts} | {"--help", "-h"}
        wrong = [word for word in rest if word.startswith("--") and word.partition("=")[0] not in options]
        if isinstance(found, click.Group) and rest[:1] not in ([], ["--help"]):
            yield line
        yield from (f"{line}: {word}" for word in wrong)


def commands_of(command: click.Group, before: str = "") -> Iterator[tuple[str, list[str]]]:
    """Every command that does something, with its own options."""
    for name, each in _subcommands(command).items():
        if isinstance(each, click.Group):
            yield from commands_of(each, f"{before}{name} ")
        else:
            yield f"{before}{name}", [max(p.opts, key=len) for p in each.params if isinstance(p, click.Option)]


def import_kinds() -> list[ImportKind]:
    return [kind for service in installed_services() for kind in service.imports]


def columns_table(kind: ImportKind) -> str:
    """The table of an import as docs/guides/import.md has it."""
    rows = [f"| {_bold(each.name, each.required)} | {' · '.join(each.aliases)} |" for each in kind.columns]
    head = f"### {kind.name} {kind.title[0]}\n\nFunction: `{kind.scope}`."
    head += f" Rows with the same `{kind.group_by}` belong together." if kind.group_by else ""
    return "\n".join([head, "", "| column | also understood |", "|---|---|", *rows])


def _bold(text: str, bold: bool) -> str:
    return f"**{text}**" if bold else text


@cache
def names_in(path: Path) -> frozenset[str]:
    """Functions, classes, their methods, and constants of a file."""
    if path.suffix != ".py":
        return frozenset()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(name for node in tree.body for name in _names(node))


def _names(node: ast.stmt, within: str = "") -> Iterator[str]:
    match node:
        case ast.FunctionDef(name=name):
            yield within + name
        case ast.ClassDef(name=name, body=body):
            yield name
            for each in body:
                yield from _names(each, f"{name}.")
        case ast.Assign(targets=targets):
            yield from (within + target.id for target in targets if isinstance(target, ast.Name))
        case ast.AnnAssign(target=ast.Name(id=name)):
            yield within + name


@cache
def _routes() -> tuple[re.Pattern[str], ...]:
    declared = [
        f"{each.method} /{service.name}{each.path}"
        for service in installed_services()
        for each in (*service.operations, *import_operations(service.imports), *system_operations())
    ]
    return tuple(re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(route))) for route in declared)


def _walk(command: click.Group, words: list[str]) -> tuple[click.Command, list[str]]:
    """The command that the words name, and what follows it."""
    found: click.Command = command
    while words:
        if words[0] == "--data-dir" and found is command:
            words = words[2:]
        elif isinstance(found, click.Group) and words[0] in (known := _subcommands(found)):
            found, words = known[words[0]], words[1:]
        else:
            break
    return found, words


def _subcommands(command: click.Group) -> dict[str, click.Command]:
    context = click.Context(command)
    found = {name: command.get_command(context, name) for name in command.list_commands(context)}
    return {name: each for name, each in found.items() if each is not None}
