"""WireGuard for branches: keys, addresses and configuration files made by ourselves; wg and wg-quick use them."""

from zhanggui.wireguard.configuration import peer_configuration, server_configuration
from zhanggui.wireguard.keys import KeyPair, make_key_pair, public_key_of
from zhanggui.wireguard.plan import Peer, Plan, Server, load_plan, open_plan

__all__ = [
    "KeyPair",
    "Peer",
    "Plan",
    "Server",
    "load_plan",
    "make_key_pair",
    "open_plan",
    "peer_configuration",
    "public_key_of",
    "server_configuration",
]
