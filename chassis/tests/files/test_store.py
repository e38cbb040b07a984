"""A stored file is there whole, or not at all, and nobody takes a damaged one for good."""

import os
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import pytest

from chassis.files import DamagedFile, FileStore


@pytest.fixture
def store(tmp_path) -> FileStore:
    return FileStore(tmp_path / "files")


@pytest.mark.parametrize("data", [b"", b"\x00\xff" * 100_000, "合同".encode()])
def test_a_file_comes_back_by_its_digest(store, data):
    digest = store.put(data)
    assert digest == sha256(data).hexdigest()
    assert store.exists(digest)
    assert store.get(digest) == data
    assert store.path(digest) == store.root / digest[:2] / digest[2:]


def test_the_same_file_is_kept_once_and_not_written_again(store):
    digest = store.put(b"contract")
    before = store.path(digest).stat()
    assert store.put(b"contract") == digest
    assert (store.path(digest).stat().st_ino, store.path(digest).stat().st_mtime_ns) == (
        before.st_ino,
        before.st_mtime_ns,
    )
    assert [path for path in store.root.rglob("*") if path.is_file()] == [store.path(digest)]


def test_an_empty_file_is_kept_once_too(store):
    digest = store.put(b"")
    before = store.path(digest).stat().st_ino
    store.put(b"")
    assert store.path(digest).stat().st_ino == before


@pytest.mark.parametrize("damage", [b"contrakt", b"contr", b""])
def test_a_damaged_file_is_noticed_and_repaired_by_putting_it_again(store, damage):
    digest = store.put(b"contract")
    store.path(digest).write_bytes(damage)
    with pytest.raises(DamagedFile) as caught:
        store.get(digest)
    assert caught.value.digest == digest
    store.put(b"contract")
    assert store.get(digest) == b"contract"


@pytest.mark.parametrize(
    "name", ["", "ab", "A" * 64, "g" * 64, "a" * 63, "a" * 65, "a" * 64 + "\n", "../" * 21 + "a", "../../etc/passwd"]
)
def test_only_a_digest_is_a_name(store, name):
    for use in (store.get, store.path, store.exists):
        with pytest.raises(ValueError, match="digest"):
            use(name)


def test_a_file_that_was_never_stored_is_not_found(store):
    assert not store.exists("a" * 64)
    with pytest.raises(FileNotFoundError):
        store.get("a" * 64)


def test_a_full_disk_leaves_neither_half_a_file_nor_a_temporary_one(store, monkeypatch):
    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        store.put(b"contract")
    assert [path for path in store.root.rglob("*") if path.is_file()] == []


def test_many_threads_store_the_same_file_at_once(store):
    with ThreadPoolExecutor(8) as threads:
        digests = set(threads.map(lambda _: store.put(b"x" * 100_000), range(40)))
    assert len(digests) == 1
    assert store.get(digests.pop()) == b"x" * 100_000
    assert len([path for path in store.root.rglob("*") if path.is_file()]) == 1
