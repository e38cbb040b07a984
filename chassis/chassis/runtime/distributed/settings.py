"""What a process of the distributed runtime is told, by its environment only."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit


class BadSetting(Exception):
    """A setting is missing or wrong; the text is one clear line."""


@dataclass(frozen=True)
class Settings:
    """`databases`, `listens` and `addresses` are by service; a process knows of databases only those it may open."""

    data_dir: Path
    broker: str
    databases: Mapping[str, str]
    listens: Mapping[str, str]
    addresses: Mapping[str, str]
    edge: str = ""
    """Where the gateway answers people; its own entry among `listens` is for its siblings, as everybody's."""
    log_level: str = "INFO"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Raises BadSetting for what every process needs and is not there, and for what cannot be an address."""
        if not environment.get("DATA_DIR"):
            raise BadSetting("DATA_DIR is not set: the folder of the installation")
        addresses = _by_service(environment, "ZHANGGUI_ADDRESS_")
        for service, address in addresses.items():
            _check_address(service, address)
        return cls(
            data_dir=Path(environment["DATA_DIR"]),
            broker=environment.get("ZHANGGUI_BROKER", ""),
            databases=_by_service(environment, "ZHANGGUI_DATABASE_"),
            listens=_by_service(environment, "ZHANGGUI_LISTEN_"),
            addresses=addresses,
            edge=environment.get("ZHANGGUI_EDGE", ""),
            log_level=environment.get("LOG_LEVEL", "INFO"),
        )

    def database_of(self, service: str) -> str:
        """The SQLAlchemy URL of the service's own database."""
        return _needed(self.databases, service, "ZHANGGUI_DATABASE_")

    def listen_of(self, service: str) -> tuple[str, int]:
        """The host and port to listen on."""
        name = f"ZHANGGUI_LISTEN_{service.upper()}"
        return _host_and_port(name, _needed(self.listens, service, "ZHANGGUI_LISTEN_"))

    def listens_of_edge(self) -> list[tuple[str, int]]:
        """The hosts and ports on which people and clients are answered, such as those of the LAN and of the VPN."""
        if not self.edge.split():
            raise BadSetting("ZHANGGUI_EDGE is not set: HOST:PORT on which people are answered")
        return [_host_and_port("ZHANGGUI_EDGE", each) for each in self.edge.split()]

    def needed_broker(self) -> str:
        """The AMQP URL of the broker."""
        if not self.broker:
            raise BadSetting("ZHANGGUI_BROKER is not set: the AMQP URL of the broker")
        return self.broker


def _by_service(environment: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {
        name.removeprefix(prefix).lower(): value
        for name, value in sorted(environment.items())
        if name.startswith(prefix) and value
    }


def _needed(values: Mapping[str, str], service: str, prefix: str) -> str:
    if service not in values:
        raise BadSetting(f"{prefix}{service.upper()} is not set")
    return values[service]


def _host_and_port(name: str, text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not port.isdigit() or not 0 < int(port) < 65536:
        raise BadSetting(f"{name} is {text!r}, not of the form HOST:PORT")
    return host.strip("[]"), int(port)


def _check_address(service: str, address: str) -> None:
    try:
        parts = urlsplit(address)
        good = parts.scheme == "http" and parts.hostname and parts.port
    except ValueError:
        good = False
    if not good:
        raise BadSetting(f"ZHANGGUI_ADDRESS_{service.upper()} is {address!r}, not of the form http://HOST:PORT")
