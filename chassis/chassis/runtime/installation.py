"""What both runtimes share: the services that are installed, and where an installation keeps things."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from chassis.access import load_signer, load_verifier, make_keys
from chassis.clock import Clock
from chassis.files import FileStore
from chassis.service import Host, Service


def installed_services() -> list[Service]:
    """The services found in this environment, by their entry points, in the order of their names."""
    found = [entry.load() for entry in entry_points(group="zhanggui.services")]
    return sorted(found, key=lambda service: str(service.name))


def installed_names() -> list[str]:
    """Their names, without importing any of them."""
    return sorted(entry.name for entry in entry_points(group="zhanggui.services"))


def installed_service(name: str) -> Service:
    """One of them; the packages of the others are not even imported. Raises UnknownService."""
    found = list(entry_points(group="zhanggui.services", name=name))
    if not found:
        raise UnknownService(f"no service '{name}' is installed")
    service: Service = found[0].load()
    return service


class UnknownService(Exception):
    """No installed package offers a service of this name."""


@dataclass(frozen=True)
class Layout:
    """The folders of an installation below its data directory."""

    root: Path

    @property
    def keys(self) -> Path:
        return self.root / "keys"

    @property
    def files(self) -> Path:
        return self.root / "files"

    @property
    def databases(self) -> Path:
        return self.root / "databases"

    @property
    def backups(self) -> Path:
        return self.root / "backups"

    @property
    def address(self) -> Path:
        """The file that says where the running gateway answers."""
        return self.root / "address"

    def sqlite_url(self, service: str) -> str:
        return f"sqlite:///{self.databases / service}.sqlite"

    def prepare(self, services: list[str]) -> None:
        """Create the folders and the missing keys; only the owner may enter."""
        for folder in (self.root, self.keys, self.files, self.databases, self.backups):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        make_keys(self.keys, services)


def make_host(
    service: Service,
    layout: Layout,
    database_url: str,
    *,
    clock: Clock | None = None,
    settings: Mapping[str, Any] | None = None,
) -> Host:
    """A host of the service in this installation; its database must be migrated already."""
    return Host(
        service,
        database_url,
        verifier=load_verifier(layout.keys),
        signer=load_signer(layout.keys, service.name),
        files=FileStore(layout.files),
        clock=clock,
        settings={"backups": str(layout.backups), **(settings or {})},
    )
