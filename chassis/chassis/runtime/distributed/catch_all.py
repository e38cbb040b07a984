"""One nameko entrypoint for every method and path: which operation answers is the dispatcher's affair."""

import socket
from typing import Any

import eventlet.wsgi
from nameko.web.handlers import HttpRequestHandler
from nameko.web.server import WebServer
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Response

from chassis.observe import logger

LONGEST_HEADER = 60_000
"""Bytes: a principal whose many roles and people served are all in it. eventlet ends a connection at 8,192."""
_log = logger("http")
eventlet.wsgi.MAX_HEADER_LINE = LONGEST_HEADER


class _Server(WebServer):
    """nameko's own would answer // with a redirect, and end the process when a client breaks off."""

    def make_url_map(self) -> Map:
        rules = []
        for provider in self._providers:
            for rule in provider.rules():
                rule.endpoint = provider
                rules.append(rule)
        return Map(rules, merge_slashes=False, strict_slashes=False)

    def get_wsgi_server(self, *arguments: Any, **options: Any) -> Any:
        server = super().get_wsgi_server(*arguments, **options)
        server.log_output = False  # requests are counted and timed by the dispatcher
        return server

    def process_request(self, sock: socket.socket, address: Any) -> None:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            super().process_request(sock, address)
        except OSError as error:
            _log.debug("a client broke off", error=str(error))


class _Everything(HttpRequestHandler):
    server = _Server()

    def __init__(self, **more: Any) -> None:
        super().__init__("*", "/", **more)

    def rules(self) -> list[Rule]:
        # methods=None is every method; a path converter does not match the empty path.
        return [Rule("/", methods=None), Rule("/<path:path>", methods=None)]

    def response_from_exception(self, error: BaseException) -> Response:
        """The dispatcher answers every error of an operation: what arrives here is an error of this runtime."""
        _log.error("failed", error=repr(error))
        return Response('{"code":"internal_error"}', 500, content_type="application/problem+json")


everything = _Everything.decorator
