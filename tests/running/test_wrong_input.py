"""Every command refuses what is wrong with one clear line and exit status 2, and changes nothing."""

import http.server
import shutil
import subprocess
import sys
import threading

import pytest
from click.testing import CliRunner

from tests.installation import PASSWORD
from tests.running.conftest import one_line
from zhanggui.command import main, zhanggui

pytestmark = pytest.mark.journey
COMMANDS = (
    "run",
    "up",
    "down",
    "import",
    "check",
    "audit",
    "audit verify",
    "events",
    "events log",
    "events lag",
    "events parked",
    "events retry",
    "events skip",
    "backup",
    "restore",
    "user",
    "user add",
    "user list",
    "user password",
)
ADD = ("user", "add", "zhou", "--name", "Zhou")
WRONG = {
    "an unknown command": (("sell",), "No such command 'sell'"),
    "an unknown option": (("check", "--fast"), "No such option"),
    "waiting for a word": (("check", "--wait", "long"), "'long' is not a valid float"),
    "waiting less than nothing": (("check", "--wait", "-1"), "-1"),
    "a kind that cannot be imported": (("import", "wishes", "list.csv"), "'wishes' cannot be imported; possible: "),
    "a list that is not there": (("import", "customers", "nowhere.csv"), "nowhere.csv"),
    "a folder as a list": (("import", "customers", "."), "is a directory"),
    "no list": (("import", "customers"), "Missing argument 'FILE'"),
    "a broken workbook": (("import", "customers", "broken.xlsx"), "The file is damaged"),
    "a list of another format": (("import", "customers", "picture.png"), ""),
    "an empty list": (("import", "customers", "empty.csv"), ""),
    "a list without the columns": (("import", "customers", "other.csv"), ""),
    "--set without a value": (("import", "customers", "list.csv", "--set", "owner"), "is not of the form NAME=VALUE"),
    "--set of an unknown column": (("import", "customers", "list.csv", "--set", "colour=red"), "colour"),
    "--map without a column": (("import", "customers", "list.csv", "--map", "客户"), "is not of the form NAME=VALUE"),
    "--map to an unknown column": (("import", "customers", "list.csv", "--map", "客户名称=colour"), "colour"),
    "--map of an unknown header": (("import", "customers", "list.csv", "--map", "Nothing=name"), "Nothing"),
    "errors into no folder": (("import", "customers", "list.csv", "--errors", "no/e.xlsx"), "there is no folder no"),
    "lines that are not there": (("import", "orders", "list.csv", "--lines", "nowhere.csv"), "nowhere.csv"),
    "lines that share no column": (("import", "orders", "list.csv", "--lines", "other.csv"), "exactly one column"),
    "broken lines": (("import", "orders", "list.csv", "--lines", "broken.xlsx"), "broken.xlsx"),
    "the trail of an unknown service": (("audit", "verify", "--service", "kitchen"), "there is no service 'kitchen'"),
    "the log of an unknown service": (
        ("events", "log", "kitchen"),
        "there is no service 'kitchen'; there are: backup,",
    ),
    "a log after a word": (("events", "log", "crm", "--after", "breakfast"), "'breakfast' is not a valid integer"),
    "a log after less than nothing": (("events", "log", "crm", "--after", "-1"), "-1"),
    "too much of a log": (("events", "log", "crm", "--limit", "5000"), "5000"),
    "retry in an unknown service": (("events", "retry", "kitchen", "crm", "1"), "there is no service 'kitchen'"),
    "retry of what is not parked": (("events", "retry", "sales", "crm", "77"), ""),
    "retry of a word": (("events", "retry", "sales", "crm", "first"), "'first' is not a valid integer"),
    "skip without a reason": (("events", "skip", "sales", "crm", "77"), "Missing option '--reason'"),
    "skip of what is not parked": (("events", "skip", "sales", "crm", "77", "--reason", "why not"), ""),
    "a user with a weak password": ((*ADD, "--role", "owner", "--password", "short"), "8"),
    "a user with a taken name": (("user", "add", "ming", "--name", "M", "--role", "owner", "--password", PASSWORD), ""),
    "a user of an unknown role": ((*ADD, "--role", "king", "--password", PASSWORD), "king"),
    "a user without a role": ((*ADD, "--password", PASSWORD), "Missing option '--role'"),
    "a user nobody gives a password": ((*ADD, "--role", "owner"), "Missing option '--password'"),
    "a user with a strange name": (
        ("user", "add", "a b", "--name", "A", "--role", "owner", "--password", PASSWORD),
        "",
    ),
    "a password for nobody": (("user", "password", "nobody", "--password", PASSWORD), "there is no user 'nobody'"),
    "a weak new password": (("user", "password", "ming", "--password", "short"), "8"),
    "a backup that is not there": (("backup", "--verify", "nowhere.zgb"), "nowhere.zgb"),
    "a backup that is none": (("backup", "--verify", "list.csv"), ""),
    "restoring what is none": (("restore", "list.csv"), ""),
    "restoring nothing": (("restore",), "Missing argument 'FILE'"),
}


@pytest.fixture(scope="module")
def papers(folder):
    """The files that the table above names."""
    desk = folder / "desk"
    desk.mkdir()
    (desk / "list.csv").write_text("客户编码,客户名称,业务员\nC1,某某商行,ming\n")
    (desk / "other.csv").write_text("颜色,大小\n红,大\n")
    (desk / "empty.csv").write_text("")
    (desk / "broken.xlsx").write_bytes(b"PK\x03\x04 and then nothing of a workbook")
    (desk / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return desk


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command):
    done = CliRunner().invoke(zhanggui, [*command.split(), "--help"])
    assert done.exit_code == 0
    assert f"Usage: zhanggui {command}" in done.output
    [explained] = done.output.split("\n\n")[1:2]
    assert len(explained.strip()) > 10


def test_help_lists_every_command(company):
    listed = company.command("--help").stdout
    assert [name for name in COMMANDS if " " not in name and f"\n  {name} " not in listed] == []


def test_without_a_command_the_help_is_shown(company):
    done = company.command(check=False)
    assert done.returncode == 2
    assert "Usage: zhanggui" in done.stderr


@pytest.fixture
def said(company, papers, monkeypatch, capsys):
    """What the command line says when it is told something, in this process: the tests below start it as one."""
    monkeypatch.chdir(papers)
    for name in ("DATA_DIR", "PORT"):
        monkeypatch.setenv(name, company.environment[name])

    def tell(*arguments):
        monkeypatch.setattr(sys, "argv", ["zhanggui", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        return subprocess.CompletedProcess(arguments, ended.value.code, *capsys.readouterr())

    return tell


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_said_in_one_line(company, said, wrong):
    arguments, words = WRONG[wrong]
    before = heads(company)
    assert words in one_line(said(*arguments))
    assert heads(company) == before


def heads(company):
    """What every log has come to, for whatever is changed is told there; and who may sign in."""
    operator = company.operator
    people = operator.get("/gateway/users", limit=200)["items"]
    return [operator.get(f"/{name}/system/lag")["head"] for name in operator.services()], people


@pytest.mark.parametrize(
    "arguments", [("import", "customers", "list.csv"), ("check",), ("events", "lag"), ("backup",), ("user", "list")]
)
def test_nothing_runs(place, papers, arguments):
    line = one_line(place.command(*arguments, check=False, cwd=papers))
    assert line == f"zhanggui: no Zhanggui runs on {place.folder}; start it with 'zhanggui run' or 'zhanggui up'"


def test_whoever_was_killed_does_not_answer(place):
    (place.folder / "address").write_text(place.address)
    assert one_line(place.command("check", check=False)) == f"zhanggui: Zhanggui does not answer at {place.address}"


def test_a_stranger_at_the_address_is_found_out(company, place, papers):
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler) as stranger:
        threading.Thread(target=stranger.serve_forever, daemon=True).start()
        (place.folder / "address").write_text(f"http://127.0.0.1:{stranger.server_port}")
        line = one_line(place.command("check", check=False))
        stranger.shutdown()
    assert line.endswith("is not Zhanggui")


def test_without_the_key_nobody_is_the_operator(company, place):
    shutil.copy(company.folder / "address", place.folder / "address")
    (place.folder / "keys" / "gateway.private.json").unlink()
    assert "is missing, broken or not yours to read" in one_line(place.command("check", check=False))


def test_with_another_key_neither(company, place):
    shutil.copy(company.folder / "address", place.folder / "address")
    one_line(place.command("check", check=False))
