"""Values that the specification of a pod refers to: fields of the pod, resources, ConfigMaps and Secrets."""

import base64
import json
import math
import re

from . import api, config

_QUANTITY = {"Ki": 2**10, "Mi": 2**20, "Gi": 2**30, "k": 10**3, "M": 10**6, "G": 10**9, "m": 0.001, "": 1}


def field(pod, path):
    """A fieldRef."""
    meta = pod["metadata"]
    one = re.match(r"metadata\.(labels|annotations)\['(.*)'\]$", path)
    if one:
        return meta.get(one[1], {}).get(one[2], "")
    if path in ("metadata.labels", "metadata.annotations"):
        entries = sorted(meta.get(path.split(".")[1], {}).items())
        return "".join(f"{key}={json.dumps(value)}\n" for key, value in entries)
    if path in ("status.podIP", "status.podIPs"):
        return pod["address"]
    if path in ("status.hostIP", "status.hostIPs"):
        return config.NODE_IP
    section, name = path.split(".")
    return pod[section].get(name, "")


def resource(reference, container):
    """A resourceFieldRef; what has no limit has that of the node."""
    kind, name = reference["resource"].split(".")
    quantity = container.get("resources", {}).get(kind, {}).get(name)
    if quantity is None:
        return "2" if name == "cpu" else str(4 << 30)
    number, suffix = re.match(r"([0-9.]+)(\D*)$", str(quantity)).groups()
    divisor = 0.001 if str(reference.get("divisor", "1")) == "1m" else 1
    return str(math.ceil(round(float(number) * _QUANTITY[suffix] / divisor, 6)))


def data_of(namespace, kind, name, optional, gone):
    """The data of a ConfigMap or Secret as bytes by key. What is not optional is waited for, until the pod is gone."""
    while not gone.is_set():
        found = api.call_or_none("GET", f"/api/v1/namespaces/{namespace}/{kind}/{name}")
        if found is None:
            if optional:
                return {}
            gone.wait(0.1)
            continue
        data = found.get("data") or {}
        if kind == "secrets":
            return {key: base64.b64decode(value) for key, value in data.items()}
        binary = {key: base64.b64decode(value) for key, value in (found.get("binaryData") or {}).items()}
        return {**{key: value.encode() for key, value in data.items()}, **binary}
    return {}


def environment(pod, container, base, gone):
    """The variables of a container: `base`, then its own, which may refer to what stands before them."""
    namespace = pod["metadata"]["namespace"]
    env = dict(base)
    for source in container.get("envFrom") or []:
        for key, kind in (("configMapRef", "configmaps"), ("secretRef", "secrets")):
            if key in source:
                data = data_of(namespace, kind, source[key]["name"], source[key].get("optional"), gone)
                env.update({source.get("prefix", "") + name: value.decode() for name, value in data.items()})
    for entry in container.get("env") or []:
        source = entry.get("valueFrom")
        if not source:
            value = expand(entry.get("value", ""), env)
        elif "fieldRef" in source:
            value = field(pod, source["fieldRef"]["fieldPath"])
        elif "resourceFieldRef" in source:
            value = resource(source["resourceFieldRef"], container)
        else:
            key, kind = ("configMapKeyRef", "configmaps") if "configMapKeyRef" in source else ("secretKeyRef", "secrets")
            reference = source[key]
            data = data_of(namespace, kind, reference["name"], reference.get("optional"), gone)
            if reference["key"] not in data and reference.get("optional"):
                continue
            value = data.get(reference["key"], b"").decode()
        env[entry["name"]] = value
    return env


def expand(text, env):
    return re.sub(r"\$\(([A-Za-z_]\w*)\)", lambda match: env.get(match[1], match[0]), text)
