"""Configuration files in the grammar of wg-quick(8)."""

from ipaddress import ip_address, ip_network

from zhanggui.wireguard.plan import Peer, Plan

KEEPALIVE_SECONDS = 25
"""Keeps the mapping of a router between alive: without it the gateway could not answer after a pause."""


def server_configuration(plan: Plan) -> str:
    """The gateway's end: every peer with its own address, and with the networks behind it."""
    server = plan.server
    width = ip_network(server.network).prefixlen
    lines = [
        "# Written by 'zhanggui device wireguard'; changes made here are lost.",
        "[Interface]",
        f"Address = {server.address}/{width}",
        f"ListenPort = {server.port}",
        f"PrivateKey = {server.private_key}",
    ]
    for name, peer in plan.peers.items():
        lines += ["", "[Peer]", f"# {name}", f"PublicKey = {peer.public_key}", f"PresharedKey = {peer.preshared_key}"]
        lines += [f"AllowedIPs = {', '.join([_alone(peer.address), *peer.lans])}"]
    return "\n".join(lines) + "\n"


def peer_configuration(plan: Plan, peer: Peer, private_key: str) -> str:
    """The other end: only the gateway's address goes through the tunnel, everything else as before."""
    lines = [
        "[Interface]",
        f"PrivateKey = {private_key}",
        f"Address = {_alone(peer.address)}",
        "",
        "[Peer]",
        f"PublicKey = {plan.server.public_key}",
        f"PresharedKey = {peer.preshared_key}",
        f"Endpoint = {plan.server.endpoint}",
        f"AllowedIPs = {_alone(plan.server.address)}",
        f"PersistentKeepalive = {KEEPALIVE_SECONDS}",
    ]
    return "\n".join(lines) + "\n"


def _alone(address: str) -> str:
    return str(ip_network(ip_address(address)))
