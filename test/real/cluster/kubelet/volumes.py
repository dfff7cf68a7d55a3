"""Volumes of a pod as folders. They are written once: what changes in the cluster later does not reach them."""

import os

from . import api, values

_SOURCES = (("configMap", "configmaps"), ("secret", "secrets"))


def make(pod, volume, folder, gone):
    """Folder of the volume, filled."""
    path = os.path.join(folder, volume["name"])
    os.makedirs(path, exist_ok=True)
    os.chmod(path, 0o777)
    for name, content in _files(pod, volume, gone).items():
        file = os.path.join(path, name)
        os.makedirs(os.path.dirname(file), exist_ok=True)
        with open(file, "wb") as out:
            out.write(content)
    return path


def _files(pod, volume, gone):
    files = {}
    for source in volume.get("projected", {}).get("sources", []) or [volume]:
        for key, kind in _SOURCES:
            if key in source:
                name = source[key].get("name") or source[key].get("secretName")
                data = values.data_of(pod["metadata"]["namespace"], kind, name, source[key].get("optional"), gone)
                files.update(_chosen(data, source[key].get("items")))
        if "downwardAPI" in source:
            for item in source["downwardAPI"]["items"]:
                files[item["path"]] = _downward(pod, item).encode()
        if "serviceAccountToken" in source:
            files[source["serviceAccountToken"]["path"]] = _token(pod, source["serviceAccountToken"]).encode()
    return files


def _chosen(data, items):
    if not items:
        return data
    return {item["path"]: data[item["key"]] for item in items if item["key"] in data}


def _downward(pod, item):
    if "fieldRef" in item:
        return values.field(pod, item["fieldRef"]["fieldPath"])
    spec = pod["spec"]
    name = item["resourceFieldRef"]["containerName"]
    container = next(c for c in spec.get("initContainers", []) + spec["containers"] if c["name"] == name)
    return values.resource(item["resourceFieldRef"], container)


def _token(pod, source):
    meta = pod["metadata"]
    request = {
        "apiVersion": "authentication.k8s.io/v1",
        "kind": "TokenRequest",
        "spec": {
            "audiences": [source["audience"]] if "audience" in source else None,
            "expirationSeconds": source.get("expirationSeconds", 3600),
            "boundObjectRef": {"kind": "Pod", "apiVersion": "v1", "name": meta["name"], "uid": meta["uid"]},
        },
    }
    account = pod["spec"]["serviceAccountName"]
    answer = api.call("POST", f"/api/v1/namespaces/{meta['namespace']}/serviceaccounts/{account}/token", request)
    return answer["status"]["token"]
