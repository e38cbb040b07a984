"""`zhanggui device wireguard`: configurations in the grammar of wg-quick(8), keys that fit, addresses that are free."""

import base64
import re
import struct
from ipaddress import ip_interface, ip_network

import pytest
from click import ClickException
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from zhanggui.client import Refused
from zhanggui.command import zhanggui as command

ALLOWED = {
    "Interface": {"Address", "ListenPort", "PrivateKey"},
    "Peer": {"PublicKey", "PresharedKey", "AllowedIPs", "Endpoint", "PersistentKeepalive"},
}


def parsed(text):
    """[(section, {key: value})], by the grammar of wg(8) and wg-quick(8); anything else is an AssertionError."""
    sections = []
    for line in text.splitlines():
        line = line.partition("#")[0].strip()
        if found := re.fullmatch(r"\[(\w+)\]", line):
            sections.append((found[1], {}))
        elif line:
            key, _, value = (part.strip() for part in line.partition("="))
            section, values = sections[-1]
            assert key in ALLOWED[section] and key not in values, line
            values[key] = checked(key, value)
    return sections


def checked(key, value):
    match key:
        case "PrivateKey" | "PublicKey" | "PresharedKey":
            assert re.fullmatch(r"[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=", value)
        case "Address":
            ip_interface(value)
        case "AllowedIPs":
            return [str(ip_network(each.strip())) for each in value.split(",")]
        case "Endpoint":
            assert re.fullmatch(r"(\[[0-9a-f:]+\]|[\w.-]+):\d{1,5}", value)
        case "ListenPort" | "PersistentKeepalive":
            assert 0 < int(value) < 65536
    return value


@pytest.fixture
def zhanggui(tmp_path, monkeypatch):
    """The command line in this process; `refused` gives the line that it would say."""
    monkeypatch.chdir(tmp_path)

    def run(*words):
        argv = ["--data-dir", str(tmp_path / "data"), "device", "wireguard", *words]
        done = CliRunner().invoke(command, argv, standalone_mode=False)
        if done.exception is not None:
            raise done.exception
        return done

    def refused(*words):
        with pytest.raises((Refused, ClickException)) as said:
            run(*words)
        return str(said.value)

    run.refused, run.folder = refused, tmp_path / "data" / "wireguard"
    run.server = lambda: parsed((run.folder / "wg-zhanggui.conf").read_text())
    return run


def shared(private, public):
    key = X25519PrivateKey.from_private_bytes(base64.b64decode(private))
    return key.exchange(X25519PublicKey.from_public_bytes(base64.b64decode(public)))


def test_both_ends_fit_together_and_only_the_gateway_is_reached(zhanggui):
    said = zhanggui("server", "--endpoint", "vpn.example.com").stdout
    assert "10.77.0.1 in the VPN" in said
    phone = dict(parsed(zhanggui("peer", "fang-手机").stdout))
    office = dict(parsed(zhanggui("peer", "suzhou", "--lan", "192.168.20.0/24").stdout))
    (_, here), *there = zhanggui.server()
    assert (here["Address"], here["ListenPort"]) == ("10.77.0.1/24", "51820")
    assert [each["AllowedIPs"] for _, each in there] == [["10.77.0.2/32"], ["10.77.0.3/32", "192.168.20.0/24"]]
    for end, (_, known) in zip((phone, office), there, strict=True):
        assert end["Peer"]["AllowedIPs"] == ["10.77.0.1/32"]
        assert end["Peer"]["Endpoint"] == "vpn.example.com:51820"
        assert int(end["Peer"]["PersistentKeepalive"]) == 25
        assert end["Peer"]["PresharedKey"] == known["PresharedKey"]
        mine = shared(end["Interface"]["PrivateKey"], end["Peer"]["PublicKey"])
        assert mine == shared(here["PrivateKey"], known["PublicKey"])
    assert there[0][1]["PresharedKey"] != there[1][1]["PresharedKey"]


def test_secrets_are_for_the_owner_only_and_a_peers_is_not_kept(zhanggui):
    zhanggui("server", "--endpoint", "203.0.113.1:4500")
    phone = dict(parsed(zhanggui("peer", "phone").stdout))
    kept = {path.name: path for path in zhanggui.folder.iterdir()}
    assert sorted(kept) == ["plan.json", "wg-zhanggui.conf"]
    assert {path.stat().st_mode & 0o777 for path in kept.values()} == {0o600}
    assert all(phone["Interface"]["PrivateKey"] not in path.read_text() for path in kept.values())
    assert phone["Peer"]["Endpoint"] == "203.0.113.1:4500"


def test_who_is_removed_is_gone_and_the_address_is_given_again(zhanggui):
    zhanggui("server", "--endpoint", "[2001:db8::1]:51820", "--network", "fd77::/64")
    first = dict(parsed(zhanggui("peer", "one").stdout))
    zhanggui("peer", "two")
    assert zhanggui("peers").stdout.split() == ["one", "fd77::2", "two", "fd77::3"]
    zhanggui("remove", "one")
    assert [each["AllowedIPs"] for name, each in zhanggui.server() if name == "Peer"] == [["fd77::3/128"]]
    again = dict(parsed(zhanggui("peer", "one").stdout))
    assert again["Interface"]["Address"] == first["Interface"]["Address"] == "fd77::2/128"
    assert again["Interface"]["PrivateKey"] != first["Interface"]["PrivateKey"]


def test_a_telephone_reads_a_qr_code(zhanggui, tmp_path):
    zhanggui("server", "--endpoint", "vpn.example.com")
    shown = zhanggui("peer", "phone", "--qr").stdout
    assert "PrivateKey" not in shown and set(shown) & set("▀▄█")
    zhanggui("peer", "tablet", "--image", "tablet.svg")
    zhanggui("peer", "laptop", "--image", "laptop.png")
    picture = (tmp_path / "laptop.png").read_bytes()
    width, height = struct.unpack(">II", picture[16:24])
    assert picture.startswith(b"\x89PNG") and width == height > 200
    assert (tmp_path / "tablet.svg").read_text().startswith("<?xml") and "<svg" in (tmp_path / "tablet.svg").read_text()
    assert (tmp_path / "tablet.svg").stat().st_mode & 0o777 == 0o600


WRONG = (
    (("server",), "endpoint"),
    (("server", "--endpoint", "two words"), "is no HOST or HOST:PORT"),
    (("server", "--endpoint", "host:0"), "is no HOST or HOST:PORT"),
    (("server", "--endpoint", "host\nPostUp = rm"), "is no HOST or HOST:PORT"),
    (("server", "--endpoint", "host", "--network", "8.8.8.0/24"), "no private network"),
    (("server", "--endpoint", "host", "--network", "10.0.0.0/31"), "no private network"),
    (("server", "--endpoint", "host", "--network", "ten"), "is no network"),
    (("server", "--endpoint", "host", "--port", "0"), "not in the range"),
    (("peer", "phone"), "begin with 'zhanggui device wireguard server'"),
)


@pytest.mark.parametrize(("words", "said"), WRONG)
def test_wrong_input_leaves_nothing_behind(zhanggui, words, said):
    assert said in zhanggui.refused(*words)
    assert not zhanggui.folder.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("server", "--endpoint", "other"), "there is a VPN already"),
        (("peer", "one"), "there is a peer 'one' already"),
        (("peer", "two\n[Peer]"), "is no name of a peer"),
        (("peer", "../two"), "is no name of a peer"),
        (("peer", "two", "--lan", "10.77.0.0/28"), "overlaps"),
        (("peer", "two", "--lan", "192.168.20.0/25"), "overlaps"),
        (("peer", "two", "--lan", "192.168.20.1/24"), "is no network"),
        (("peer", "two", "--lan", "10.1.0.0/16", "--lan", "10.1.2.0/24"), "overlaps"),
        (("peer", "two", "--image", "two.jpg"), "neither .png nor .svg"),
        (("peer", "two"), "no address of 10.77.0.0/30 is free"),
        (("remove", "two"), "there is no peer 'two'"),
    ],
)
def test_what_is_refused_changes_nothing(zhanggui, words, said):
    zhanggui("server", "--endpoint", "host", "--network", "10.77.0.0/30")
    zhanggui("peer", "one", "--lan", "192.168.20.0/24")
    before = {path: path.read_bytes() for path in zhanggui.folder.iterdir()}
    assert said in zhanggui.refused(*words)
    assert {path: path.read_bytes() for path in zhanggui.folder.iterdir()} == before


def test_a_damaged_plan_is_named(zhanggui):
    zhanggui("server", "--endpoint", "host")
    (zhanggui.folder / "plan.json").write_text('{"server": {}, "peers": {}}')
    assert "plan.json is damaged" in zhanggui.refused("peers")
