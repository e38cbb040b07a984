"""What visitors see while the demo company is being built: the address answers from the first second."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

PAGE = (Path(__file__).parent / "pages" / "waiting.html").read_text(encoding="utf-8")
PROBLEM = {
    "type": "urn:zhanggui:problem:starting",
    "title": "正在建立演示公司，请稍候",
    "titles": {"zh": "正在建立演示公司，请稍候", "en": "The demo company is being built; try again soon"},
    "status": 503,
    "code": "starting",
    "errors": [],
}
SECONDS = "2"


@contextmanager
def waiting_room(host: str, port: int) -> Iterator[None]:
    """Within the block every request is answered: pages by one that reloads, all else by a problem document."""
    kind = _Room6 if ":" in host else ThreadingHTTPServer
    server = kind((host, port), partial(_Answer, time.monotonic()))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


class _Room6(ThreadingHTTPServer):
    address_family = socket.AF_INET6


class _Answer(BaseHTTPRequestHandler):
    def __init__(self, began: float, *request: Any):
        self._began = began
        super().__init__(*request)

    def do_GET(self) -> None:
        page = self.path == "/"
        body = self._page() if page else json.dumps(PROBLEM, ensure_ascii=False)
        self.send_response(HTTPStatus.OK if page else HTTPStatus.SERVICE_UNAVAILABLE)
        self.send_header("Content-Type", "text/html; charset=utf-8" if page else "application/problem+json")
        self.send_header("Content-Length", str(len(body.encode())))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Retry-After", SECONDS)
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body.encode())

    do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_GET

    def log_message(self, format: str, *arguments: Any) -> None:
        """Nothing: a waiting visitor is no news."""

    def _page(self) -> str:
        return PAGE.replace("{seconds}", f"{time.monotonic() - self._began:.0f}")
