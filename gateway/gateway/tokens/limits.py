"""How often API clients may ask. Counted in this process, as each request would else be a write.

Where several gateways stand behind one address, the setting `gateway_processes` says how many: each gives its share.
"""

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from chassis.model import TooManyRequests
from chassis.service import Host
from gateway.per_host import PerHost


@dataclass
class _Bucket:
    left: float
    at: datetime


class Requests:
    """A bucket of tokens for each client: it holds a burst, and fills with the client's rate."""

    def __init__(self, host: Host):
        self._host = host
        self._processes = max(1, int(host.settings.get("gateway_processes", 1)))
        self._buckets: dict[UUID, _Bucket] = {}
        self._lock = threading.Lock()

    def count(self, client_id: UUID, per_minute: int, burst: int) -> None:
        """Count one request; raises TooManyRequests, which says after how many seconds to try again."""
        rate, most = per_minute / 60 / self._processes, max(1.0, burst / self._processes)
        now = self._host.clock.now()
        with self._lock:
            bucket = self._buckets.setdefault(client_id, _Bucket(most, now))
            passed = max(0.0, (now - bucket.at).total_seconds())
            bucket.left, bucket.at = min(most, bucket.left + passed * rate), now
            if bucket.left < 1:
                raise TooManyRequests(timedelta(seconds=(1 - bucket.left) / rate))
            bucket.left -= 1


requests = PerHost(Requests)
