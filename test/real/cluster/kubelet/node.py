"""What a node does besides pods: it registers, shows that it is alive, and plays the cloud for load balancers."""

import time
import urllib.error

from . import api, config
from .log import log, now

_LEASES = "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases"
_ADDRESSES = 250  # of load balancers
_UNKNOWN = ("machineID", "systemUUID", "bootID", "kernelVersion", "osImage", "containerRuntimeVersion", "kubeProxyVersion")


def register():
    labels = {
        "kubernetes.io/hostname": config.NODE,
        "kubernetes.io/os": "linux",
        "kubernetes.io/arch": "amd64",
        "topology.kubernetes.io/region": "r1",
        "topology.kubernetes.io/zone": "z1",
    }
    cidr = config.POD_NET + ".0/24"
    api.call("POST", "/api/v1/nodes", {"apiVersion": "v1", "kind": "Node", "metadata": {"name": config.NODE, "labels": labels}, "spec": {"podCIDR": cidr, "podCIDRs": [cidr]}})
    capacity = {"cpu": "64", "memory": "256Gi", "pods": "200"}
    info = {**{key: "x" for key in _UNKNOWN}, "kubeletVersion": config.VERSION, "operatingSystem": "linux", "architecture": "amd64"}
    ready = {"type": "Ready", "status": "True", "reason": "KubeletReady", "lastHeartbeatTime": now(), "lastTransitionTime": now()}
    status = {"capacity": capacity, "allocatable": capacity, "addresses": [{"type": "InternalIP", "address": config.NODE_IP}], "nodeInfo": info, "conditions": [ready]}
    api.call("PATCH", f"/api/v1/nodes/{config.NODE}/status", {"status": status}, api.MERGE)


def stay_alive():
    """Renews the node's lease."""
    lease = {"apiVersion": "coordination.k8s.io/v1", "kind": "Lease", "metadata": {"name": config.NODE}}
    while True:
        renewal = {"renewTime": time.strftime("%Y-%m-%dT%H:%M:%S.000000Z", time.gmtime())}
        try:
            if api.call_or_none("PATCH", f"{_LEASES}/{config.NODE}", {"spec": renewal}, api.MERGE) is None:
                api.call("POST", _LEASES, {**lease, "spec": {**renewal, "holderIdentity": config.NODE, "leaseDurationSeconds": 40}})
        except (urllib.error.URLError, OSError) as error:
            log("lease", repr(error))
            time.sleep(0.2)
            continue
        time.sleep(10)


def balance():
    """Gives every Service of type LoadBalancer an address, as a cloud would; kube-proxy then serves it inside the node."""
    given = {}  # addresses, by the Service's uid
    count = 0
    while True:
        try:
            for event in api.watch("/api/v1/services?watch=1"):
                service = event["object"]
                if event["type"] == "DELETED":
                    given.pop(service["metadata"]["uid"], None)
                if event["type"] not in ("ADDED", "MODIFIED") or service["spec"].get("type") != "LoadBalancer":
                    continue
                if service["status"].get("loadBalancer", {}).get("ingress"):
                    continue
                if len(given) >= _ADDRESSES:
                    raise RuntimeError("no address of a load balancer is left")
                while True:  # the one that was given back longest ago, because others may still remember it
                    address = f"{config.LOAD_BALANCER_NET}.{1 + count % _ADDRESSES}"
                    count += 1
                    if address not in given.values():
                        break
                given[service["metadata"]["uid"]] = address
                path = f"/api/v1/namespaces/{service['metadata']['namespace']}/services/{service['metadata']['name']}/status"
                api.call_or_none("PATCH", path, {"status": {"loadBalancer": {"ingress": [{"ip": address}]}}}, api.MERGE)
        except Exception as error:  # the watch starts anew
            log("services", repr(error))
            time.sleep(0.2)
