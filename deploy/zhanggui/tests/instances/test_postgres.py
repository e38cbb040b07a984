import multiprocessing
import os
import pwd
import tempfile
from collections.abc import Callable
from pathlib import Path

import psutil
import psycopg2
import pytest

from zhanggui.instances import InstanceError, Postgres, free_port
from zhanggui.instances.processes import wait_for

pytestmark = [pytest.mark.distributed, pytest.mark.slow]
Make = Callable[[str], Postgres]


def connect(postgres: Postgres, name: str, user: str) -> psycopg2.extensions.connection:
    connection = psycopg2.connect(postgres.dsn(name, user).replace("+psycopg2", ""))
    connection.autocommit = True
    return connection


def ask(postgres: Postgres, question: str, name: str = "sales", user: str = "sales") -> str:
    with connect(postgres, name, user).cursor() as cursor:
        cursor.execute(question)
        return str(cursor.fetchone()[0])


def test_a_committed_row_survives_kill_9(a_postgres: Make) -> None:
    postgres = a_postgres("one")
    postgres.start()
    postgres.create_database("sales", "sales")
    connect(postgres, "sales", "sales").cursor().execute("CREATE TABLE orders AS SELECT '李的订单' AS title")

    postgres.kill()
    assert not postgres.running
    postgres.start()

    assert ask(postgres, "SELECT title FROM orders") == "李的订单"


def test_the_row_survives_when_somebody_else_kills_only_the_server(a_postgres: Make) -> None:
    postgres = a_postgres("one")
    postgres.start()
    postgres.create_database("sales", "sales")
    connect(postgres, "sales", "sales").cursor().execute("CREATE TABLE orders AS SELECT 7 AS pieces")
    server(postgres).kill()
    assert wait_for(lambda: not postgres.running, 5)
    postgres.start()
    assert ask(postgres, "SELECT pieces FROM orders") == "7"


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_it_stops_and_starts_again(a_postgres: Make, mode: str) -> None:
    postgres = a_postgres("one")
    postgres.start()
    postgres.create_database("sales", "sales")
    postgres.stop(mode)  # type: ignore[arg-type]
    assert not postgres.running
    postgres.start()
    postgres.restart()
    assert ask(postgres, "SELECT 1") == "1"


def test_it_is_durable_and_speaks_utf8_on_this_machine_only(a_postgres: Make) -> None:
    postgres = a_postgres("one")
    postgres.start()
    postgres.create_database("sales", "sales")
    wanted = {"fsync": "on", "synchronous_commit": "on", "server_encoding": "UTF8", "max_connections": "300"}
    assert {name: ask(postgres, f"SHOW {name}") for name in wanted} == wanted
    assert {address.laddr.ip for address in server(postgres).net_connections("tcp")} == {"127.0.0.1"}


def server(postgres: Postgres) -> psutil.Process:
    return psutil.Process(int((postgres.data / "postmaster.pid").read_text().split()[0]))


def test_creating_a_database_twice_keeps_what_is_in_it(a_postgres: Make) -> None:
    postgres = a_postgres("one")
    postgres.start()
    postgres.create_database("sales", "sales")
    connect(postgres, "sales", "sales").cursor().execute("CREATE TABLE orders AS SELECT 7 AS pieces")
    postgres.create_database("sales", "sales")
    assert ask(postgres, "SELECT pieces FROM orders") == "7"


def test_a_service_cannot_open_the_database_of_another(a_postgres: Make) -> None:
    postgres = a_postgres("one")
    postgres.start()
    postgres.create_database("sales", "sales")
    postgres.create_database("finance", "finance")
    with pytest.raises(psycopg2.OperationalError, match="permission denied"):
        connect(postgres, "finance", "sales")


def test_two_side_by_side_do_not_know_each_other(a_postgres: Make) -> None:
    one, two = a_postgres("one"), a_postgres("two")
    for postgres in (one, two):
        postgres.start()
        postgres.create_database("sales", "sales")
    one.kill()
    assert two.running
    assert ask(two, "SELECT 1") == "1"


def test_a_second_object_on_the_same_folder_finds_it_running(a_postgres: Make) -> None:
    postgres = a_postgres("one")
    postgres.start()
    again = Postgres(postgres.folder, postgres.port)
    assert again.running
    again.stop()
    assert not postgres.running


def test_a_name_with_a_quote_in_it_is_refused(a_postgres: Make) -> None:
    with pytest.raises(ValueError, match="not a name"):
        a_postgres("one").create_database('sales"; DROP', "sales")


def test_a_port_that_is_taken_is_told_in_the_servers_own_words(a_postgres: Make) -> None:
    one, two = a_postgres("one"), a_postgres("two")
    one.start()
    two.port = one.port
    with pytest.raises(InstanceError, match="Address already in use"):
        two.start()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become an ordinary user")
def test_an_ordinary_user_can_run_one_too(installed: None) -> None:
    child = multiprocessing.get_context("fork").Process(target=run_one_as_nobody)
    child.start()  # forked, not a new interpreter: root's own may lie where nobody else can reach it
    child.join()
    assert child.exitcode == 0


def run_one_as_nobody() -> None:
    nobody = pwd.getpwnam("nobody")
    os.setgroups([])
    os.setgid(nobody.pw_gid)
    os.setuid(nobody.pw_uid)
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    postgres = Postgres(folder / "one", free_port())
    postgres.start()
    postgres.create_database("sales", "sales")
    assert postgres.running and postgres.home.is_relative_to(folder)
    postgres.wipe()
    assert not postgres.running
