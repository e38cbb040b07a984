"""Files by their content: the name is the SHA-256, so the same file is kept once and any damage shows."""

import os
import re
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

Digest = str
"""64 lower-case hex digits."""

DIGEST = re.compile("[0-9a-f]{64}")


class DamagedFile(Exception):
    """What is on the disk is no longer what was stored."""

    def __init__(self, digest: Digest):
        self.digest = digest
        super().__init__(f"the stored file {digest} is damaged")


class FileStore:
    """A directory with the layout root/ab/cdef...; nothing in it is ever changed. Safe for any number of processes."""

    def __init__(self, root: Path):
        self.root = root

    def put(self, data: bytes) -> Digest:
        """Keeps the bytes and returns their digest; they are on the disk by then. Putting again repairs damage."""
        digest = sha256(data).hexdigest()
        target = self.path(digest)
        if not self._holds(digest):
            target.parent.mkdir(parents=True, exist_ok=True)
            _write(target, data)
            # The names are durable only when their directories are.
            for directory in (target.parent, self.root):
                _sync(directory)
        return digest

    def get(self, digest: Digest) -> bytes:
        """Raises FileNotFoundError, DamagedFile, and ValueError for what is no digest."""
        data = self.path(digest).read_bytes()
        if sha256(data).hexdigest() != digest:
            raise DamagedFile(digest)
        return data

    def exists(self, digest: Digest) -> bool:
        """Raises ValueError for what is no digest."""
        return self.path(digest).is_file()

    def path(self, digest: Digest) -> Path:
        """Where the file is or would be. Raises ValueError for what is no digest, so no name leads out of the root."""
        if not DIGEST.fullmatch(digest):
            raise ValueError("a digest is 64 lower-case hex digits")
        return self.root / digest[:2] / digest[2:]

    def _holds(self, digest: Digest) -> bool:
        try:
            self.get(digest)
            return True
        except (FileNotFoundError, DamagedFile):
            return False


def _write(target: Path, data: bytes) -> None:
    """All or nothing: a crash leaves a temporary name behind, never half a file under the real one."""
    with NamedTemporaryFile(dir=target.parent, prefix=".new-", delete=False) as file:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(target)
        except OSError:
            Path(file.name).unlink(missing_ok=True)
            raise


def _sync(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
