import socket

from zhanggui.instances import free_port, reserve


def test_reserved_ports_are_different_and_can_be_bound() -> None:
    ports = [*reserve(50), free_port()]
    assert len(set(ports)) == 51
    for port in ports:
        with socket.socket() as server:
            server.bind(("127.0.0.1", port))


def test_a_port_somebody_listens_on_is_not_given(monkeypatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        monkeypatch.setattr("zhanggui.instances.ports.SERVER_PORTS", [port, free := free_port_beside(port)])
        monkeypatch.setattr("zhanggui.instances.ports._given", set())
        assert free_port() == free


def free_port_beside(port: int) -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        assert probe.getsockname()[1] != port
        return int(probe.getsockname()[1])
