"""The documents say what is: each file, name, link, request, command and import column in them exists."""

import pytest

from zhanggui.command import zhanggui

from . import documents
from .documents import DOCUMENTS, columns_table, import_kinds
from .tree import ROOT

each_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))


@each_document
def test_every_file_and_name_exists(document):
    assert list(documents.missing_files(document.read_text())) == []


@each_document
def test_every_link_leads_somewhere(document):
    assert list(documents.broken_links(document, document.read_text())) == []


@each_document
def test_every_request_is_answered_by_some_service(document):
    assert list(documents.unknown_routes(document.read_text())) == []


@each_document
def test_every_command_exists(document):
    assert list(documents.unknown_commands(document.read_text(), zhanggui)) == []


def test_the_code_shown_is_the_code_that_is():
    text = (ROOT / "docs/architecture.md").read_text()
    assert len(documents.CODE.findall(text)) == text.count("```python") > 5
    assert list(documents.changed_code(text)) == []


@pytest.mark.parametrize(("name", "options"), list(documents.commands_of(zhanggui)))
def test_the_guide_shows_every_command_with_its_options(name, options):
    sections = (ROOT / "docs/guides/command-line.md").read_text().split("\n## ")
    section = next((each for each in sections if each.startswith(f"`zhanggui {name}`")), "")
    assert section, f"no section of zhanggui {name}"
    assert [option for option in options if option not in section] == []


@pytest.mark.parametrize("kind", import_kinds(), ids=lambda kind: kind.name)
def test_the_guide_shows_every_import_with_its_columns(kind):
    assert columns_table(kind) in (ROOT / "docs/guides/import.md").read_text()


@pytest.mark.parametrize(
    ("check", "said"),
    [
        (documents.missing_files, "see `sales/orders/confirming.py::binds`"),
        (documents.missing_files, "see `sales/orders/model.py::OrderLine.claims`"),
        (documents.missing_files, "see `sales/orders/confirm.py`"),
        (documents.missing_files, "see `tests/architectures/`"),
        (documents.unknown_routes, "`POST /api/v1/sales/order`"),
        (documents.unknown_routes, "ask ming '/sales/orders/$order/lines'"),
        (documents.unknown_routes, "send ming /crm/contacts '{}'"),
        (documents.changed_code, "From `office/events.py`:\n\n```python\nclass TaskEnded(Event):\n```"),
        (lambda text: documents.unknown_commands(text, zhanggui), "zhanggui events replay sales"),
        (lambda text: documents.unknown_commands(text, zhanggui), "zhanggui import products x.csv --dry"),
        (lambda text: documents.broken_links(ROOT / "README.md", text), "[there](docs/nowhere.md)"),
    ],
)
def test_what_is_not_so_is_found_out(check, said):
    assert list(check(said)) != []
