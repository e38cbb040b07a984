"""The tables of each service's README say what the code does; and a README that says otherwise is found out."""

import pytest

from .readme_tables import differences, tables_of
from .tree import PACKAGES, ROOT, SERVICES

SAMPLE = next(each for each in SERVICES if each.name == "notification")
SPOILED = [
    ("`GET /reminders/counts`", "`GET /reminders/sums`", {"left out: GET /reminders/counts"}),
    ("`GET /reminders/counts`", "`POST /reminders/counts`", {"does not exist: POST /reminders/counts"}),
    (
        "notification.purchasing_reminder.dismiss ",
        "notification.reminder.dismiss ",
        {
            "another scope than notification.purchasing_reminder.dismiss: "
            "POST /purchasing-reminders/{reminder_id}/dismiss"
        },
    ),
    ("`notification.reminder_cleared.v1`", "", {"left out: publishes notification.reminder_cleared.v1"}),
    ("reminder_cleared.v1", "reminder_cleared.v2", {"does not exist: publishes notification.reminder_cleared.v2"}),
    ("crm.rhythm_changed.v1", "crm.grade_changed.v1", {"left out: consumes crm.rhythm_changed.v1"}),
    ("crm.rhythm_changed.v1", "crm.grade_changed.v1", {"does not exist: consumes crm.grade_changed.v1"}),
    ("| setting |", "| knob |", {"no table of setting"}),
]


@pytest.mark.parametrize("entry", SERVICES, ids=lambda each: each.name)
def test_the_readme_says_what_the_code_does(entry):
    assert differences(entry.load(), readme_of(entry.name)) == []


@pytest.mark.parametrize(("said", "instead", "found"), SPOILED)
def test_a_readme_that_says_otherwise_is_found_out(said, instead, found):
    text = readme_of(SAMPLE.name)
    assert said in text
    assert found <= set(differences(SAMPLE.load(), text.replace(said, instead)))


def test_every_package_with_a_service_is_an_entry_point():
    """So that no service is left out above."""
    names = {each.name for each in SERVICES}
    assert {package.name for package in PACKAGES if (package / "service.py").exists()} - {"chassis"} <= names
    assert {folder.parent.name for folder in (ROOT / "services").glob("*/pyproject.toml")} <= names


def test_tables_are_read_under_a_section_and_with_the_method_in_its_own_column():
    text = (
        "## Operations\n| method | path | scope |\n|---|---|---|\n| GET | `/a` | x.a.read |\n\n## Publishes\nnothing\n"
    )
    assert tables_of(text) == {"operation": ["| GET | `/a` | x.a.read |"]}


def readme_of(name: str) -> str:
    package = next(path for path in PACKAGES if path.name == name)
    return (package.parent / "README.md").read_text()
