from pathlib import Path

import pytest

from zhanggui.instances import available, binaries, ensure_installed


def test_nothing_is_missing_where_both_are_installed() -> None:
    if available.missing():
        pytest.skip(f"not installed here: {available.missing()}")
    assert ensure_installed() is None


def test_an_ordinary_user_is_told_in_one_line_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "RABBITMQ_PLACES", ("/nowhere/rabbitmq_server-*/sbin",))
    monkeypatch.setattr(available.os, "geteuid", lambda: 1000)
    reason = ensure_installed()
    assert reason is not None
    assert "rabbitmq-server" in reason
    assert "缺少" in reason and "missing" in reason
    assert "\n" not in reason


def test_the_newest_postgresql_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for version in ("9", "15", "16"):
        (tmp_path / version / "bin").mkdir(parents=True)
        (tmp_path / version / "bin" / "initdb").touch()
    monkeypatch.setattr(binaries, "POSTGRES_PLACES", (f"{tmp_path}/*/bin",))
    newest = binaries.postgres_bin()
    assert newest == tmp_path / "16" / "bin"


def test_services_are_left_alone_only_while_installing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    policy = tmp_path / "policy-rc.d"
    monkeypatch.setattr(available, "POLICY", policy)
    with available._services_left_alone():
        assert "exit 101" in policy.read_text()
        assert policy.stat().st_mode & 0o111
    assert not policy.exists()
