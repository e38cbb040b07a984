"""One process at a time works on a data directory: two of them would each believe to be its only writer."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from zhanggui.client import Refused


@contextmanager
def sole_use(data_dir: Path) -> Iterator[None]:
    """Keep others away as long as the block lasts; the lock goes with the process, however that ends.

    Makes the folder when there is none. Raises Refused when somebody else is in it, or when it cannot be written to.
    """
    place = _opened(data_dir)
    try:
        _lock(place, data_dir)
        yield
    finally:
        os.close(place)


def _lock(place: int, data_dir: Path) -> None:
    try:
        fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        advice = "end it first, or set DATA_DIR to another folder"
        raise Refused(f"a Zhanggui runs already on {data_dir}; {advice}") from None


def _opened(data_dir: Path) -> int:
    try:
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not os.access(data_dir, os.W_OK | os.X_OK):
            raise PermissionError(13, os.strerror(13))
        return os.open(data_dir, os.O_RDONLY)
    except OSError as error:
        raise Refused(f"cannot keep anything in {data_dir}: {error.strerror}; set DATA_DIR to another folder") from None
