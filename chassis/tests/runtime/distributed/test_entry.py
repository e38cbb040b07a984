"""The entry of every process: what is wrong with its settings is one line and exit status 2."""

import os
import subprocess
import sys

import pytest


def entry(*words, **environment):
    clean = {name: value for name, value in os.environ.items() if not name.startswith("ZHANGGUI_")}
    clean.pop("DATA_DIR", None)
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "chassis.runtime.distributed", *words],
        env={**clean, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("words", "environment", "complaint"),
    [
        (["serve", "office"], {}, "DATA_DIR is not set"),
        (["serve", "office"], {"DATA_DIR": "/nowhere"}, "ZHANGGUI_LISTEN_OFFICE is not set"),
        (["worker"], {"DATA_DIR": "/nowhere"}, "nothing to work for"),
        (["migrate"], {"DATA_DIR": "/nowhere"}, "nothing to migrate"),
        (["migrate"], {"DATA_DIR": "/nowhere", "ZHANGGUI_DATABASE_BAKERY": "sqlite://"}, "no service 'bakery'"),
        (["edge", "office"], {"DATA_DIR": "/nowhere"}, "no installed package offers an edge"),
        ([], {"DATA_DIR": "/nowhere"}, "usage:"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(words, environment, complaint):
    done = entry(*words, **environment)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert complaint in done.stderr


def test_a_service_refuses_a_database_whose_schema_is_not_its_own(tmp_path):
    settings = {
        "DATA_DIR": str(tmp_path),
        "ZHANGGUI_BROKER": "amqp://nobody@127.0.0.1:1//",
        "ZHANGGUI_LISTEN_OFFICE": "127.0.0.1:1",
        "ZHANGGUI_DATABASE_OFFICE": f"sqlite:///{tmp_path}/empty.sqlite",
    }
    done = entry("serve", "office", **settings)
    assert done.returncode == 2
    assert "the schema is []" in done.stderr
