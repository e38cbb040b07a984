"""Where the gateway listens: on the addresses that are named, and on a public one only when that is said (F99)."""

import errno
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

import click

from zhanggui.client import Refused

LARGEST_PORT = 65535
_INSIDE_4 = ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16")
_INSIDE_6 = ("::1/128", "fc00::/7", "fe80::/10")
INSIDE = tuple(ip_network(text) for text in (*_INSIDE_4, *_INSIDE_6))
"""Loopback, LAN, VPN: what the internet does not route."""


@dataclass(frozen=True)
class Place:
    """An address and a port to listen on."""

    host: IPv4Address | IPv6Address
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if self.host.version == 6 else f"{self.host}:{self.port}"

    @property
    def public(self) -> bool:
        """Whether strangers could reach it: neither loopback nor LAN nor VPN, or all addresses at once."""
        return not any(self.host in network for network in INSIDE)

    @property
    def url(self) -> str:
        """Where a program on this machine finds it."""
        if not self.host.is_unspecified:
            return f"http://{self}"
        return f"http://{Place(ip_address('127.0.0.1' if self.host.version == 4 else '::1'), self.port)}"


def loopback(port: int) -> Place:
    """For this machine only."""
    return Place(ip_address("127.0.0.1"), port)


def listening(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options --listen, --port and --public of a command, which gets `listen`, `port` and `public`."""
    for option in (
        click.option("--public", envvar="LISTEN_PUBLIC", is_flag=True, help="Allow a public address: TLS is in front."),
        click.option("--port", envvar="PORT", default=8080, type=click.IntRange(1, LARGEST_PORT)),
        click.option(
            "--listen",
            envvar="LISTEN",
            multiple=True,
            default=("127.0.0.1",),
            metavar="ADDRESS[:PORT]",
            help="Where to answer; several times for VPN and LAN.",
        ),
    ):
        command = option(command)
    return command


def places(listen: Sequence[str], port: int, public: bool) -> list[Place]:
    """The places meant; raises Refused for what is no address, and for a public one where that was not said."""
    found = list(dict.fromkeys(_place(text, port) for text in listen))
    for place in found:
        if place.public and not public:
            raise Refused(
                f"{place} can be reached by strangers, and passwords would travel unencrypted: "
                "listen on LAN or VPN addresses, or say --public when TLS stands in front"
            )
    return found


def own_url(found: Sequence[Place]) -> str:
    """Where the command line reaches the gateway: on the loopback address if there is one."""
    return min(found, key=lambda place: not (place.host.is_loopback or place.host.is_unspecified)).url


def refuse_taken(found: Sequence[Place]) -> None:
    """Raises Refused for the first place where nobody can listen."""
    for place in found:
        family = socket.AF_INET6 if place.host.version == 6 else socket.AF_INET
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((str(place.host), place.port))
            except OSError as error:
                raise Refused(f"cannot listen on {place}: {error.strerror}{_advice(error)}") from None


def _advice(error: OSError) -> str:
    if error.errno in (errno.EADDRINUSE, errno.EACCES):
        return "; set PORT to another one"
    return "; is the VPN up?" if error.errno == errno.EADDRNOTAVAIL else ""


def _place(text: str, port: int) -> Place:
    host, said = _split(text.strip())
    try:
        number = int(said) if said else port
        address = ip_address("127.0.0.1" if host == "localhost" else host)
    except ValueError:
        raise Refused(
            f"cannot listen on '{text}': not of the form ADDRESS or ADDRESS:PORT, with an IP address"
        ) from None
    if not 0 < number <= LARGEST_PORT:
        raise Refused(f"cannot listen on '{text}': a port is a number up to {LARGEST_PORT}")
    return Place(address, number)


def _split(text: str) -> tuple[str, str]:
    """Address and port; an IPv6 address with a port stands in brackets."""
    if text.startswith("[") and "]" in text:
        host, _, rest = text[1:].partition("]")
        return host, rest.removeprefix(":")
    if text.count(":") == 1:
        host, _, said = text.partition(":")
        return host, said or "0"
    return text, ""
