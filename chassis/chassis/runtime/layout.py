"""Where an installation keeps things."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from chassis.access import make_keys


@dataclass(frozen=True)
class Layout:
    """The folders of an installation below its data directory."""

    root: Path

    @property
    def keys(self) -> Path:
        return self.root / "keys"

    @property
    def files(self) -> Path:
        return self.root / "files"

    @property
    def databases(self) -> Path:
        return self.root / "databases"

    @property
    def backups(self) -> Path:
        return self.root / "backups"

    @property
    def anchors(self) -> Path:
        """Where the audit trails stood, signed: outside the databases."""
        return self.root / "anchors"

    @property
    def address(self) -> Path:
        """The file that says where the running gateway answers."""
        return self.root / "address"

    def sqlite_url(self, service: str) -> str:
        return f"sqlite:///{self.databases / service}.sqlite"

    def prepare(self, services: list[str]) -> None:
        """Create the folders and the missing keys; only the owner may enter."""
        for folder in (self.root, self.keys, self.files, self.databases, self.backups, self.anchors):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        make_keys(self.keys, services)

    def put_anchors_aside(self) -> None:
        """For databases that were replaced on purpose: the next start vouches for what it finds (docs/adr/0012)."""
        if self.anchors.exists():
            self.anchors.rename(next(path for path in self._places_aside() if not path.exists()))

    def _places_aside(self) -> Iterator[Path]:
        return (self.anchors.with_name(f"anchors.before-restore-{number}") for number in count(1))
