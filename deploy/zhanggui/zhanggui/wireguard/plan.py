"""Which peer has which address: a small file in the data directory that only its owner reads."""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from itertools import islice
from pathlib import Path

from zhanggui.client import Refused
from zhanggui.wireguard.keys import KeyPair, make_key_pair, make_preshared_key

INTERFACE = "wg-zhanggui"
MOST_PEERS = 1_000
_NAME = re.compile(r"\w[\w.-]{0,39}")
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")
Net = IPv4Network | IPv6Network


@dataclass
class Server:
    """The gateway's end. `endpoint` is HOST:PORT as peers reach it; `network` the addresses of the VPN."""

    private_key: str
    public_key: str
    endpoint: str
    network: str
    address: str
    port: int


@dataclass
class Peer:
    """A person's telephone or computer, or the router of an office, with the networks behind it (`lans`)."""

    public_key: str
    preshared_key: str
    address: str
    lans: list[str] = field(default_factory=list)


@dataclass
class Plan:
    """The server and its peers by name. Of a peer's private key nothing is kept."""

    server: Server
    peers: dict[str, Peer] = field(default_factory=dict)

    def add(self, name: str, lans: list[str]) -> KeyPair:
        """A new peer with the lowest address that is free; answers its keys. Raises Refused."""
        if not _NAME.fullmatch(name):
            raise Refused(f"'{name}' is no name of a peer: up to 40 letters, digits, - _ and .")
        if name in self.peers:
            raise Refused(f"there is a peer '{name}' already; remove it first")
        behind = self._lans(lans)
        address = next(self._free(), None)
        if address is None:
            raise Refused(f"no address of {self.server.network} is free")
        keys = make_key_pair()
        self.peers[name] = Peer(keys.public, make_preshared_key(), address, behind)
        return keys

    def remove(self, name: str) -> None:
        """Forget a peer; raises Refused when there is none."""
        if self.peers.pop(name, None) is None:
            raise Refused(f"there is no peer '{name}'")

    def _free(self) -> Iterator[str]:
        taken = {self.server.address, *(peer.address for peer in self.peers.values())}
        hosts = map(str, islice(_network(self.server.network).hosts(), MOST_PEERS + 1))
        return (host for host in hosts if host not in taken)

    def _lans(self, texts: list[str]) -> list[str]:
        others = [self.server.network, *(each for peer in self.peers.values() for each in peer.lans)]
        known = [_network(each) for each in others]
        found = [_network(text) for text in texts]
        for number, lan in enumerate(found):
            for other in (*known, *found[:number]):
                if lan.version == other.version and lan.overlaps(other):
                    raise Refused(f"{lan} overlaps {other}, which is known already")
        return [str(lan) for lan in found]


def open_plan(endpoint: str, network: str, port: int) -> Plan:
    """A new server; raises Refused for what is no endpoint or no network of private addresses."""
    host, colon, said = endpoint.rpartition(":") if not endpoint.endswith("]") else (endpoint, "", "")
    host, said = (host, said) if colon else (endpoint, str(port))
    if not said.isdigit() or not 0 < int(said) <= 65535 or not _is_host(host):
        raise Refused(f"'{endpoint}' is no HOST or HOST:PORT")
    net = _network(network)
    if not net.is_private or net.num_addresses < 4:
        raise Refused(f"{net} is no private network with room for peers, such as 10.77.0.0/24")
    keys = make_key_pair()
    return Plan(Server(keys.private, keys.public, f"{host}:{said}", str(net), str(next(net.hosts())), port))


def load_plan(folder: Path) -> Plan:
    """The plan kept in a folder; raises Refused when there is none."""
    file = folder / "plan.json"
    if not file.exists():
        raise Refused("there is no VPN yet; begin with 'zhanggui device wireguard server'")
    try:
        kept = json.loads(file.read_text())
        peers = {name: Peer(**peer) for name, peer in kept["peers"].items()}
        return Plan(Server(**kept["server"]), peers)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Refused(f"{file} is damaged; bring it back from a backup, or remove it and begin anew") from None


def write_secret(file: Path, content: bytes) -> None:
    """Replace a file as a whole; nobody but the owner reads it, at no moment."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = file.with_name(f".{file.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    unfinished.touch(mode=0o600)
    unfinished.write_bytes(content)
    unfinished.rename(file)


def save_plan(folder: Path, plan: Plan) -> None:
    """Keep the plan."""
    write_secret(folder / "plan.json", json.dumps(asdict(plan), indent=2, ensure_ascii=False).encode())


def _network(text: str) -> Net:
    try:
        return ip_network(text)
    except ValueError:
        raise Refused(f"'{text}' is no network, such as 192.168.20.0/24") from None


def _is_host(text: str) -> bool:
    if text.startswith("[") and text.endswith("]"):
        try:
            return ip_address(text[1:-1]).version == 6
        except ValueError:
            return False
    return bool(_HOST.fullmatch(text))
