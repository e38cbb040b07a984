"""From HTTP to the dispatcher and back, whichever server carries it."""

from werkzeug.wrappers import Request as HttpRequest
from werkzeug.wrappers import Response as HttpResponse

from chassis.operations import Request
from chassis.service import Host


def answered(host: Host, request: HttpRequest) -> HttpResponse:
    """The dispatcher's answer to a werkzeug request."""
    headers = {name.lower(): value for name, value in request.headers.items()}
    query = request.query_string.decode("utf-8", "replace")
    answer = host.dispatcher.handle(Request(request.method, request.path, query, headers, request.get_data()))
    response = HttpResponse(answer.body, answer.status)
    del response.headers["content-type"]
    response.headers.update(answer.headers)
    return response
