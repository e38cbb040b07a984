"""A content-addressed store for files."""

from chassis.files.store import DamagedFile, Digest, FileStore

__all__ = ["DamagedFile", "Digest", "FileStore"]
