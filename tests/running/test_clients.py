"""Another system at a running installation: made by the command line, and programmed as the guide shows it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import one_line

pytestmark = pytest.mark.journey
GUIDE = Path(__file__).parents[2] / "docs/guides/api-clients.md"
ADD = ("client", "add", "网店", "--responsible", "ming")


@pytest.fixture(scope="module")
def shop(company):
    """Id and secret, as the command prints them."""
    grants = ("crm.customer.read=all", "crm.customer.enter=all", "crm.customer.assign=all")
    done = company.command(*ADD, *[word for grant in grants for word in ("--grant", grant)])
    return dict(line.split() for line in done.stdout.splitlines())


def test_the_program_of_the_guide_runs_as_it_stands_and_twice_does_it_once(company, shop, tmp_path):
    [program] = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "shop.py").write_text(program, encoding="utf-8")
    [ming] = company.operator.get("/gateway/users", username="ming")["items"]
    settings = {
        "ZHANGGUI_URL": company.address,
        "ZHANGGUI_CLIENT_ID": shop["client_id"],
        "ZHANGGUI_CLIENT_SECRET": shop["client_secret"],
        "ZHANGGUI_OWNER": ming["id"],
    }
    runs = [
        subprocess.run(
            [sys.executable, "shop.py"],
            cwd=tmp_path,
            env=settings,
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        ).stdout
        for _ in range(2)
    ]
    assert runs[0] == runs[1]
    first, second, third = runs[0].splitlines()
    assert first.startswith("customer C") and first.endswith("海风五金行")
    assert second.startswith("refused: invalid_content ")
    assert third == "customers: 1"
    [customer] = company.person("ming").get("/crm/customers")["items"]
    assert customer["owner_id"] == ming["id"]
    [entry] = company.operator.get("/crm/system/audit", limit=1)["items"]
    assert entry["actor_name"] == "网店"


@pytest.mark.parametrize(
    "words",
    [
        (*ADD[:3], "--responsible", "nobody", "--grant", "sales.*=all"),
        (*ADD, "--grant", "sales.order.read"),
        (*ADD, "--grant", "sales.order.read=everything"),
        (*ADD, "--grant", "sales.*=all", "--network", "ten"),
        (*ADD, "--grant", "sales.*=all", "--rate-limit", "0"),
        (*ADD, "--grant", "sales.*=all", "--expires-on", "tomorrow"),
        (*ADD, "--grant", "sales.*=all", "--expires-on", "2001-01-01"),
        ADD,
    ],
    ids=lambda words: " ".join(words[5:])[:40],
)
def test_a_wrong_word_is_one_line_and_makes_no_client(company, words):
    before = len(company.operator.get("/gateway/clients")["items"])
    one_line(company.command(*words, check=False))
    assert len(company.operator.get("/gateway/clients")["items"]) == before
