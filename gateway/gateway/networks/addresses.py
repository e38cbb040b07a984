"""Addresses and networks: which is within which (F99)."""

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Net = IPv4Network | IPv6Network


def address_in_networks(address: str, cidrs: Iterable[str]) -> bool:
    """Whether an address, IPv4 or IPv6, lies in one of these networks; what is no address lies in none.

    An IPv4 address that a listener on both families writes as ::ffff:10.0.0.1 is the IPv4 address.
    """
    found = _address(address)
    return found is not None and any(found in _network(cidr) for cidr in cidrs)


def plain_network(text: str) -> str:
    """The one spelling of a network, 10.1.2.3/16 as 10.1.0.0/16, an address as a network of one.

    Raises ValueError for what is no network, and for everywhere (/0), which would be no limit at all.
    """
    found = ip_network(text.strip(), strict=False)
    if found.prefixlen == 0:
        raise ValueError("everywhere is not a network")
    return str(found)


@lru_cache(4096)
def _address(text: str) -> Address | None:
    try:
        found = ip_address(text.partition("%")[0])  # the zone of a link-local address is the listener's own business
    except ValueError:
        return None
    return (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found


@lru_cache(1024)
def _network(cidr: str) -> Net:
    return ip_network(cidr)
