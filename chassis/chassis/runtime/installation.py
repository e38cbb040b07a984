"""What both runtimes share: the services that are installed, and how one gets its host."""

import os
from collections.abc import Mapping
from importlib.metadata import entry_points
from typing import Any

from chassis.access import load_signer, load_verifier
from chassis.clock import Clock
from chassis.files import FileStore
from chassis.runtime.layout import Layout
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


SETTING = "ZHANGGUI_SETTING_"
"""How the environment names a setting of a service."""


class UnknownService(Exception):
    """No installed package offers a service of this name."""


def settings_said(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The settings of services (their READMEs name them): ZHANGGUI_SETTING_TRUSTED_PROXIES=1 is `trusted_proxies`."""
    return {
        name.removeprefix(SETTING).lower(): value
        for name, value in environment.items()
        if name.startswith(SETTING) and value
    }


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
        anchors=layout.anchors,
        clock=clock,
        settings={"backups": str(layout.backups), **settings_said(), **(settings or {})},
    )
