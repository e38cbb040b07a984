"""TCP ports on 127.0.0.1 that nobody uses."""

import random
import socket
from contextlib import ExitStack

# Linux hands 32768 and above to outgoing connections. A port chosen there can be taken by a client before the
# server that was promised it has started, so servers get theirs from below.
SERVER_PORTS = range(20_000, 32_000)

_given: set[int] = set()


def free_port() -> int:
    """One free port, never given twice by this process."""
    return reserve(1)[0]


def reserve(n: int) -> list[int]:
    """`n` different free ports. They are free at the moment of asking; whoever wants one binds it soon."""
    with ExitStack() as held:
        return [_bind_one(held) for _ in range(n)]


def _bind_one(held: ExitStack) -> int:
    for port in random.sample(SERVER_PORTS, k=len(SERVER_PORTS)):
        if port in _given:
            continue
        candidate = socket.socket()
        try:
            candidate.bind(("127.0.0.1", port))
        except OSError:
            candidate.close()
            continue
        held.enter_context(candidate)
        _given.add(port)
        return port
    raise OSError("no free port on 127.0.0.1 between 20000 and 31999")
