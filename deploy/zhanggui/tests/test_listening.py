"""Where the gateway listens: LAN and VPN by name, the rest of the world only when that is said."""

import pytest

from zhanggui.client import Refused
from zhanggui.listening import own_url, places


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("127.0.0.1", "127.0.0.1:8080"),
        ("localhost:9000", "127.0.0.1:9000"),
        ("10.77.0.1:8443", "10.77.0.1:8443"),
        ("192.168.1.5", "192.168.1.5:8080"),
        ("100.64.0.1", "100.64.0.1:8080"),
        ("::1", "[::1]:8080"),
        ("[fd00::1]", "[fd00::1]:8080"),
        ("[fd00::1]:8443", "[fd00::1]:8443"),
    ],
)
def test_lan_and_vpn_addresses_are_listened_on(said, meant):
    assert [str(place) for place in places([said], 8080, public=False)] == [meant]


@pytest.mark.parametrize("said", ["0.0.0.0", "0.0.0.0:80", "::", "[::]:443", "8.8.8.8", "172.32.0.1", "2001:db8::1"])
def test_public_ones_only_when_that_is_said(said):
    with pytest.raises(Refused, match="--public"):
        places(["127.0.0.1", said], 8080, public=False)
    assert len(places(["127.0.0.1", said], 8080, public=True)) == 2


@pytest.mark.parametrize(
    "said", ["", "host.example", "10.0.0", "10.0.0.1:", "10.0.0.1:x", "10.0.0.1:65536", "[::1", "1::2::3"]
)
def test_what_is_no_address_is_refused(said):
    with pytest.raises(Refused, match="cannot listen on"):
        places([said], 8080, public=True)


def test_the_command_line_asks_on_the_loopback_address_if_there_is_one():
    def asked(*said):
        return own_url(places(said, 8080, public=True))

    assert asked("10.77.0.1", "192.168.1.5") == "http://10.77.0.1:8080"
    assert asked("10.77.0.1", "127.0.0.1:9000") == "http://127.0.0.1:9000"
    assert asked("10.77.0.1", "0.0.0.0:80") == "http://127.0.0.1:80"
    assert asked("::") == "http://[::1]:8080"
