"""Instances of this test's own, gone when it ends, however it ends."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from zhanggui.instances import Postgres, RabbitMQ, ensure_installed, free_port


@pytest.fixture(scope="session")
def installed() -> None:
    reason = ensure_installed()
    if reason:
        pytest.fail(reason)


@pytest.fixture
def a_postgres(installed: None, tmp_path: Path) -> Iterator[Callable[[str], Postgres]]:
    made: list[Postgres] = []

    def make(name: str) -> Postgres:
        made.append(Postgres(tmp_path / name, free_port()))
        return made[-1]

    yield make
    for postgres in made:
        postgres.wipe()


@pytest.fixture
def a_rabbitmq(installed: None, tmp_path: Path) -> Iterator[Callable[[str], RabbitMQ]]:
    made: list[RabbitMQ] = []

    def make(name: str) -> RabbitMQ:
        made.append(RabbitMQ(tmp_path / name, free_port()))
        return made[-1]

    yield make
    for rabbitmq in made:
        rabbitmq.kill()
