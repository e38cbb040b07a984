"""The web app: files that were built and compressed beforehand (gateway/web), served as they are."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from chassis.operations import Response
from chassis.operations.problems import UnknownRoute

BUILT = Path(__file__).parents[1] / "web_dist"
WELCOME = {"": Path(__file__).parent / "welcome.html", "welcome.css": Path(__file__).parent / "welcome.css"}
FOR_EVER = "public, max-age=31536000, immutable"
"""For files whose name holds a hash of their content."""
ASK_FIRST = "no-cache"
ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
NO_PAGES = frozenset({"api", "assets", "healthz", "metrics", "readyz"})
"""First parts of paths below which there are no pages of the app."""


@dataclass(frozen=True)
class Built:
    """A file of the build, with the encodings in which it lies there."""

    path: Path
    kind: str
    encodings: tuple[str, ...]
    tag: str


class WebApp:
    """Answers a GET for a page or a file. What is served is what was listed, so no path leads out of the folder."""

    def __init__(self, folder: Path = BUILT):
        self._folder = folder
        self._files: dict[str, Built] = {}
        self._listed_at = 0

    def answer(self, path: str, headers: Mapping[str, str]) -> Response:
        """`path` without the slash in front; raises UnknownRoute for what is neither a page nor a file."""
        files = self._listed()
        if path in files and path != "index.html":
            return _sent(files[path], headers, FOR_EVER if path.startswith("assets/") else ASK_FIRST)
        if "index.html" not in files:
            return _welcome(path)
        if not _may_be_page(path):
            raise UnknownRoute
        return _sent(files["index.html"], headers, ASK_FIRST)

    def _listed(self) -> dict[str, Built]:
        """Listed anew after another build, so that a running gateway shows it."""
        index = self._folder / "index.html"
        built_at = index.stat().st_mtime_ns if index.exists() else 0
        if built_at != self._listed_at:
            self._files = {
                path.relative_to(self._folder).as_posix(): _built(path)
                for path in self._folder.rglob("*")
                if path.is_file() and path.suffix in TYPES
            }
            self._listed_at = built_at
        return self._files


def _built(path: Path) -> Built:
    encodings = tuple(name for name, ending in ENCODINGS if path.with_name(path.name + ending).exists())
    return Built(path, TYPES[path.suffix], encodings, hashlib.sha256(path.read_bytes()).hexdigest()[:20])


def _may_be_page(path: str) -> bool:
    """No page has a dot in its address, as files do; and the rest of the gateway answers for itself."""
    parts = path.split("/")
    return path == "" or ("." not in path and "" not in parts and parts[0] not in NO_PAGES)


def _sent(file: Built, headers: Mapping[str, str], caching: str) -> Response:
    encoding = _chosen(file, headers.get("accept-encoding", ""))
    tag = f'"{file.tag}{"-" + encoding if encoding else ""}"'
    answer = {"content-type": file.kind, "cache-control": caching, "etag": tag, "vary": "Accept-Encoding"}
    if tag in (each.strip().removeprefix("W/") for each in headers.get("if-none-match", "").split(",")):
        return Response(304, b"", answer)
    if not encoding:
        return Response(200, file.path.read_bytes(), answer)
    ending = dict(ENCODINGS)[encoding]
    content = file.path.with_name(file.path.name + ending).read_bytes()
    return Response(200, content, answer | {"content-encoding": encoding})


def _chosen(file: Built, accepted: str) -> str:
    """The first of our encodings that the browser takes; "" for the file as it is."""
    takes = {}
    for each in accepted.lower().split(","):
        name, _, weight = each.partition(";")
        takes[name.strip()] = weight.strip() not in ("q=0", "q=0.0")
    return next((encoding for encoding in file.encodings if takes.get(encoding)), "")


def _welcome(path: str) -> Response:
    """Without a build there is one page, which says so. Its style is a file too, because nothing inline is allowed."""
    if path not in WELCOME:
        raise UnknownRoute
    file = WELCOME[path]
    return Response(200, file.read_bytes(), {"content-type": TYPES[file.suffix], "cache-control": ASK_FIRST})
