"""What visitors see while the demo company is being built: the address answers from the first second."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PAGE = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta http-equiv="refresh" content="2">
<title>Zhanggui 掌柜</title><body style="font:16px/1.6 sans-serif;margin:15vh auto;max-width:32rem;padding:0 1rem">
<h1>掌柜</h1><p>正在建立演示公司，大约需要半分钟，本页会自动刷新。</p>
<p>The demo company is being built. It takes about half a minute; this page reloads by itself.</p>"""
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
    server = ThreadingHTTPServer((host, port), _Answer)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


class _Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        page = self.path == "/"
        body = (PAGE if page else json.dumps(PROBLEM, ensure_ascii=False)).encode()
        self.send_response(HTTPStatus.OK if page else HTTPStatus.SERVICE_UNAVAILABLE)
        self.send_header("Content-Type", "text/html; charset=utf-8" if page else "application/problem+json")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Retry-After", SECONDS)
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_GET

    def log_message(self, format: str, *arguments: Any) -> None:
        """Nothing: a waiting visitor is no news."""
