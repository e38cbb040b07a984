"""How often somebody may try to sign in: per user name and per address, counted in this process."""

import math
import time

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from chassis.service import Host
from gateway.per_host import PerHost
from gateway.sessions.model import TooManyAttempts

PER_USER = "10 per 5 minutes"
PER_ADDRESS = "60 per 5 minutes"


class Attempts:
    """Attempts that failed, or may fail, are counted before the password is looked at."""

    def __init__(self, host: Host):
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._per_user = parse(str(host.settings.get("sign_in_per_user", PER_USER)))
        self._per_address = parse(str(host.settings.get("sign_in_per_address", PER_ADDRESS)))

    def count(self, username: str, address: str) -> None:
        """Raises TooManyAttempts, which says after how many seconds to try again."""
        self._hit(self._per_address, "address", address)
        self._hit(self._per_user, "user", username)

    def forgive(self, username: str) -> None:
        """Who got in has not been guessing."""
        self._limiter.clear(self._per_user, "user", username)

    def _hit(self, limit: RateLimitItem, kind: str, who: str) -> None:
        if not self._limiter.hit(limit, kind, who):
            reset = self._limiter.get_window_stats(limit, kind, who).reset_time
            raise TooManyAttempts(retry_after=max(1, math.ceil(reset - time.time())))


attempts = PerHost(Attempts)
