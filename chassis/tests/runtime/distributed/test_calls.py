"""Calls over HTTP: what is sent arrives as it is, and whoever does not answer in time has not answered."""

import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from chassis.operations import Request
from chassis.operations.transport import TransportError
from chassis.runtime.distributed.calls import HttpTransport


class Echo(BaseHTTPRequestHandler):
    """Answers with the request line and the body; /slow keeps its caller waiting."""

    protocol_version = "HTTP/1.1"

    def answer(self):
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        if self.path.startswith("/slow"):
            time.sleep(1)
        said = f"{self.command} {self.path} {self.headers.get('idempotency-key')} ".encode() + body
        self.send_response(200)
        self.send_header("ETag", '"7"')
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    do_GET = do_POST = do_PATCH = answer

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def transport():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield HttpTransport({"sales": f"http://127.0.0.1:{server.server_port}"})
    server.shutdown()


@pytest.mark.parametrize(
    ("method", "path", "query", "sent"),
    [
        ("GET", "/orders", "q=a%20b&state=open", "GET /orders?q=a%20b&state=open"),
        ("PATCH", "/customers/掌柜 公司", "", "PATCH /customers/%E6%8E%8C%E6%9F%9C%20%E5%85%AC%E5%8F%B8"),
        ("POST", "/a?b#c", "", "POST /a%3Fb%23c"),
        ("GET", "/orders", "q=明", "GET /orders?q=%E6%98%8E"),
    ],
)
def test_a_request_arrives_as_it_was_meant(transport, method, path, query, sent):
    answer = transport.send("sales", Request(method, path, query, {"idempotency-key": "k1"}, b"body"), 5)
    assert answer.body.decode() == f"{sent} k1 body"
    assert answer.headers == {"etag": '"7"'}


def test_a_call_ends_by_its_deadline(transport):
    began = time.monotonic()
    with pytest.raises(TransportError):
        transport.send("sales", Request("GET", "/slow"), 0.3)
    assert time.monotonic() - began < 0.8


def test_a_service_that_takes_calls_and_never_answers_is_given_up():
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        transport = HttpTransport({"sales": f"http://127.0.0.1:{silent.getsockname()[1]}"})
        with pytest.raises(TransportError):
            transport.send("sales", Request("GET", "/orders"), 0.3)


def test_a_service_that_is_down_or_unknown_is_an_error_at_once():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        transport = HttpTransport({"sales": f"http://127.0.0.1:{unused.getsockname()[1]}"})
        for service in ("sales", "crm"):
            began = time.monotonic()
            with pytest.raises(TransportError, match=service):
                transport.send(service, Request("GET", "/orders"), 5)
            assert time.monotonic() - began < 1
