"""The life of one pod, in a thread of its own."""

import json
import os
import threading
import time
import urllib.error

from . import api, config, network, probes, volumes
from .container import Container
from .log import log
from .status import conditions, status_of

# How often probes are asked before and after the pod is ready, in seconds; what the specification says would only make tests slow.
_UNTIL_READY, _WHEN_READY = 0.1, 2


def _exit_code(code):
    """What a container ended with, as Kubernetes counts signals."""
    return code if code >= 0 else 128 - code


class Pod(threading.Thread):
    _count = 0
    _addresses = set()  # in use

    def __init__(self, pod):
        super().__init__(daemon=True)
        meta = pod["metadata"]
        self.number, self.address = Pod._next()
        self.object = {**pod, "address": self.address}
        self.spec, self.name, self.namespace = pod["spec"], meta["name"], meta["namespace"]
        self.key = f"{self.namespace}/{self.name}"
        self.path = f"/api/v1/namespaces/{self.namespace}/pods/{self.name}"
        self.network = "pod-" + self.key.replace("/", "-")
        self.link = f"v{self.number}"
        self.folder = f"{config.RUN}/pods/{self.namespace}_{self.name}"
        self.containers = {c["name"]: Container(self, c) for c in self.spec.get("initContainers", []) + self.spec["containers"]}
        self.volumes = {}
        self.failure = None
        self.failed = False  # an init container has, for good
        self.gone = threading.Event()
        self._told = None

    @classmethod
    def _next(cls):
        """Number and address of a new pod; an address comes back late, because others may still remember it."""
        while True:
            cls._count += 1
            address = f"{config.POD_NET}.{2 + cls._count % 250}"
            if address not in cls._addresses:
                cls._addresses.add(address)
                return cls._count, address

    def run(self):
        started = time.time()
        try:
            self._prepare()
            self._initialize()
            if self.failed:
                return self._fail()
            for spec in self.spec["containers"]:
                self._supervise(self.containers[spec["name"]])
            log(self.key, self.address, f"started {time.time() - started:.2f} s")
            self._watch(started)
        except Exception as error:  # one pod's trouble is not the node's
            self.failure = f"{error!r} {getattr(error, 'stderr', '') or ''}".strip()
            log(self.key, "ERROR", self.failure)
            if not self.gone.is_set():
                self._tell()

    def _prepare(self):
        os.makedirs(self.folder + "/volumes", exist_ok=True)
        sysctls = {entry["name"]: entry["value"] for entry in self.spec.get("securityContext", {}).get("sysctls", [])}
        network.join(self.network, self.link, self.address, sysctls)
        search = " ".join(f"{prefix}cluster.local" for prefix in (f"{self.namespace}.svc.", "svc.", ""))
        with open(self.folder + "/resolv.conf", "w", encoding="utf8") as out:
            out.write(f"nameserver {config.DNS}\nsearch {search}\noptions ndots:5\n")
        with open(self.folder + "/hosts", "w", encoding="utf8") as out:
            out.write(f"127.0.0.1 localhost\n{self.address} {self.name}\n")
        self._tell()
        for volume in self.spec.get("volumes", []):
            self.volumes[volume["name"]] = volumes.make(self.object, volume, self.folder + "/volumes", self.gone)

    def _initialize(self):
        for spec in self.spec.get("initContainers", []):
            container = self.containers[spec["name"]]
            if spec.get("restartPolicy") == "Always":  # a sidecar: the next one starts when this one has started
                self._supervise(container)
                while not self.gone.is_set() and not probes.passes(container, "startupProbe"):
                    self.gone.wait(_UNTIL_READY)
                container.started = True
            else:
                while not self.gone.is_set():
                    container.start()
                    container.code = _exit_code(container.process.wait())
                    self.failed = container.code != 0 and self.spec.get("restartPolicy") == "Never"
                    if container.code == 0 or self.failed:
                        break
                    self.gone.wait(1)
                container.done = True
            if self.failed:
                return
            self._tell()

    def _fail(self):
        """The pod's end before its containers have begun; sidecars end with it."""
        for container in self.containers.values():
            if container.running():
                container.end(time.time() + self.spec.get("terminationGracePeriodSeconds", 30))
        log(self.key, "failed: an init container did")
        self._tell()

    def _watch(self, started):
        was_ready = False
        while not self.gone.is_set():
            for container in self.containers.values():
                if not container.done:
                    container.started = container.started or probes.passes(container, "startupProbe")
                    container.ready = container.started and container.running() and probes.passes(container, "readinessProbe")
            self._tell()
            if not was_ready and all(c.ready or c.done for c in self.containers.values()):
                was_ready = True
                log(self.key, f"ready {time.time() - started:.2f} s")
            self.gone.wait(_WHEN_READY if was_ready else _UNTIL_READY)

    def _supervise(self, container):
        """Keeps a container running, as far as the restart policy says so."""
        container.start()

        def loop():
            while True:
                code = container.process.wait()
                container.started = container.ready = False
                container.code = _exit_code(code)
                policy = "Always" if container.spec.get("restartPolicy") == "Always" else self.spec.get("restartPolicy", "Always")
                if policy == "Never" or (policy == "OnFailure" and code == 0) or self.failed:
                    container.done = True
                    return
                if self.gone.is_set():
                    return
                log(self.key, container.name, "exited", code, "- restart")
                if self.gone.wait(1):
                    return
                container.start()

        threading.Thread(target=loop, daemon=True).start()

    def _tell(self):
        status, facts = status_of(self)
        key = json.dumps([status, facts])
        if key == self._told:
            return
        try:
            api.call("PATCH", self.path + "/status", {"status": {**status, "conditions": conditions(facts)}}, api.MERGE)
            self._told = key
        except urllib.error.HTTPError as error:
            if error.code != 404:
                log(self.key, "status", error.code, error.read()[:300])

    def stop(self, delete=True):
        """Ends it; `delete` tells the API server that it is gone."""
        if self.gone.is_set():
            return
        self.gone.set()
        started = time.time()
        limit = started + self.spec.get("terminationGracePeriodSeconds", 30)
        running = [container for container in self.containers.values() if container.running()]
        sidecars = [container for container in running if container.spec.get("restartPolicy") == "Always"]
        others = [container for container in running if container not in sidecars]
        # Hooks of sidecars run at once, like all hooks; but they themselves end after those whom they serve.
        hooks = [threading.Thread(target=container.before_end) for container in sidecars]
        ending = [threading.Thread(target=container.end, args=(limit,)) for container in others]
        for thread in hooks + ending:
            thread.start()
        for thread in ending + hooks:
            thread.join()
        for container in reversed(sidecars):
            container.end(limit, hook=False)
        network.leave(self.network, self.link)
        Pod._addresses.discard(self.address)
        if delete:
            options = {"kind": "DeleteOptions", "apiVersion": "v1", "gracePeriodSeconds": 0, "preconditions": {"uid": self.object["metadata"]["uid"]}}
            try:
                api.call("DELETE", self.path, options)
            except urllib.error.HTTPError:
                pass  # somebody else was faster
        log(self.key, f"gone {time.time() - started:.2f} s")
