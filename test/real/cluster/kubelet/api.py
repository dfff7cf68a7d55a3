"""Calls of the API server."""

import json
import ssl
import urllib.error
import urllib.request

from . import config

_tls = ssl.create_default_context(cafile=config.CA)

MERGE = "application/merge-patch+json"


def call(method, path, body=None, content_type="application/json"):
    with _open(method, path, body, content_type, timeout=15) as answer:
        return json.load(answer)


def watch(path):
    """The events of a watch, until the server ends it."""
    with _open("GET", path, None, "application/json", timeout=None) as answer:
        for line in answer:
            yield json.loads(line)


def call_or_none(method, path, body=None, content_type="application/json"):
    """The answer, or None when there is no such object."""
    try:
        return call(method, path, body, content_type)
    except urllib.error.HTTPError as error:
        if error.code != 404:
            raise
        return None


def _open(method, path, body, content_type, timeout):
    data = None if body is None else json.dumps(body).encode()
    headers = {"Authorization": "Bearer " + config.TOKEN, "Content-Type": content_type}
    request = urllib.request.Request(config.API + path, method=method, data=data, headers=headers)
    return urllib.request.urlopen(request, context=_tls, timeout=timeout)
