"""Probes of a container."""

import socket
import urllib.error
import urllib.request


def passes(container, kind):
    """Whether a probe passes; one that is not there, or of a kind that is not known here, does."""
    probe = container.spec.get(kind)
    if not probe:
        return True
    timeout = max(2, probe.get("timeoutSeconds", 1))
    if "httpGet" in probe:
        return _http(container, probe["httpGet"], timeout)
    if "tcpSocket" in probe:
        return _tcp(container.pod.address, _port(container, probe["tcpSocket"]["port"]), timeout)
    if "exec" in probe:
        return container.exec(probe["exec"]["command"], timeout=timeout) == 0
    return True


def _http(container, probe, timeout):
    url = f"http://{container.pod.address}:{_port(container, probe['port'])}{probe.get('path', '/')}"
    headers = {header["name"]: header["value"] for header in probe.get("httpHeaders", [])}
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=timeout) as answer:
            return answer.status < 400
    except (OSError, urllib.error.URLError, ValueError):
        return False


def _tcp(address, port, timeout):
    try:
        with socket.create_connection((address, port), timeout=timeout):
            return True
    except OSError:
        return False


def _port(container, port):
    if isinstance(port, int):
        return port
    return next(entry["containerPort"] for entry in container.spec["ports"] if entry.get("name") == port)
