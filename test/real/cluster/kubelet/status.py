"""The status of a pod, as the API server is told."""

from . import config
from .log import now


def status_of(pod):
    spec = pod.spec
    initialized = all(pod.containers[c["name"]].process is not None for c in spec["containers"])
    ready = all(c.ready or c.done for c in pod.containers.values())
    status = {
        "phase": "Running" if initialized else "Pending",
        "podIP": pod.address,
        "podIPs": [{"ip": pod.address}],
        "hostIP": config.NODE_IP,
        "hostIPs": [{"ip": config.NODE_IP}],
        "startTime": pod.object["metadata"]["creationTimestamp"],
        "initContainerStatuses": [_container(pod.containers[c["name"]]) for c in spec.get("initContainers", [])],
        "containerStatuses": [_container(pod.containers[c["name"]]) for c in spec["containers"]],
    }
    if spec.get("restartPolicy") in ("Never", "OnFailure") and all(pod.containers[c["name"]].done for c in spec["containers"]):
        status["phase"] = "Failed" if any(pod.containers[c["name"]].code for c in spec["containers"]) else "Succeeded"
        ready = False
    if pod.failed:
        status["phase"] = "Failed"
    if pod.failure:
        status["message"] = pod.failure
    facts = {"PodScheduled": True, "Initialized": initialized, "ContainersReady": ready, "Ready": ready}
    return status, facts


def conditions(facts):
    return [{"type": kind, "status": "True" if holds else "False", "lastTransitionTime": now()} for kind, holds in facts.items()]


def _container(container):
    if container.done:
        state = {"terminated": {"exitCode": container.code, "reason": "Error" if container.code else "Completed", "startedAt": container.at, "finishedAt": container.at}}
    elif container.process is None:
        state = {"waiting": {"reason": "PodInitializing"}}
    else:
        state = {"running": {"startedAt": container.at}}
    return {
        "name": container.name,
        "image": container.spec["image"],
        "imageID": "",
        "ready": container.ready or (container.done and container.code == 0),
        "started": container.started,
        "restartCount": max(container.restarts, 0),
        "state": state,
    }
