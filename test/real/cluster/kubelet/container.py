"""One container: a process in namespaces of its own."""

import json
import os
import re
import signal
import subprocess
import sys
import time

from . import config, values
from .images import image_of
from .log import log, now

_ROOT = os.path.join(os.path.dirname(__file__), "root.py")
_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


class Container:
    def __init__(self, pod, spec):
        self.pod, self.spec, self.name = pod, spec, spec["name"]
        self.process = None
        self.restarts = -1
        self.started = self.ready = self.done = False
        self.code = 0  # what it ended with
        self.at = now()

    def start(self):
        """Starts it (again)."""
        file = f"{self.pod.folder}/{self.name}.json"
        root = self._root()
        with open(file, "w", encoding="utf8") as out:
            json.dump(root, out)
        log_file = open(f"{self.pod.folder}/{self.name}.log", "ab")
        os.fchown(log_file.fileno(), root["user"], root["group"])  # Envoy opens /dev/stdout again, as its own user
        spaces = ["unshare", "--mount", "--pid", "--uts", "--ipc", "--fork", "--kill-child"]
        command = ["nsenter", "--net=/run/netns/" + self.pod.network, *spaces, sys.executable, "-S", "-E", _ROOT, file]
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log_file, stderr=subprocess.STDOUT)
        log_file.close()
        self.restarts += 1
        self.at = now()
        with open(f"{self.pod.folder}/{self.name}.pid", "w", encoding="utf8") as out:
            out.write(str(self.process.pid))
        hook = self.spec.get("lifecycle", {}).get("postStart", {}).get("exec")
        if hook:
            code = self.exec(hook["command"])
            if code != 0:
                log(self.pod.key, self.name, "postStart ended with", code)

    def running(self):
        return self.process is not None and self.process.poll() is None

    def inner(self):
        """Process id of the container's first process as the node sees it, or None."""
        try:
            with open(f"/proc/{self.process.pid}/task/{self.process.pid}/children", encoding="utf8") as file:
                return (file.read().split() or [None])[0]
        except OSError:
            return None

    def exec(self, command, timeout=None):
        """Runs a command inside; its exit code, or -1 when it cannot or takes too long."""
        process = self.inner()
        if process is None:
            return -1
        enter = ["nsenter", "-t", process, "-m", "-n", "-p", "-u", "-i", "-r", "-w"]
        try:
            return subprocess.run([*enter, *command], timeout=timeout, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode
        except subprocess.TimeoutExpired:
            return -1

    def before_end(self):
        """The hook that is run before a container is told to end."""
        hook = self.spec.get("lifecycle", {}).get("preStop", {})
        if self.running() and "exec" in hook:
            self.exec(hook["exec"]["command"], timeout=self.pod.spec.get("terminationGracePeriodSeconds", 30))

    def end(self, limit, hook=True):
        """Ends it as a kubelet does: the hook, SIGTERM, and SIGKILL when the time is over."""
        if hook:
            self.before_end()
        process = self.inner()
        if process is not None and self._hears_sigterm(process):
            try:
                os.kill(int(process), signal.SIGTERM)
                self.process.wait(max(0.1, limit - time.time()))
            except (ProcessLookupError, subprocess.TimeoutExpired):
                pass
        if self.running():
            self.process.kill()
        self.process.wait()

    @staticmethod
    def _hears_sigterm(process):
        """Whether it has a handler. The first process of a container that has none never gets the signal: nothing is gained by waiting for it."""
        try:
            with open(f"/proc/{process}/status", encoding="utf8") as file:
                caught = next(line for line in file if line.startswith("SigCgt:"))
        except (OSError, StopIteration):
            return False
        return bool(int(caught.split()[1], 16) >> (signal.SIGTERM - 1) & 1)

    def _root(self):
        image = image_of(self.spec["image"])
        security = {**self.pod.spec.get("securityContext", {}), **self.spec.get("securityContext", {})}
        user = security.get("runAsUser", image.user)
        if security.get("runAsNonRoot") and user == 0:
            raise ValueError(f"container {self.name} would run as root, and runAsNonRoot forbids it")
        base = {
            "PATH": _PATH,
            "HOSTNAME": self.pod.name,
            "HOME": "/",
            "KUBERNETES_SERVICE_HOST": config.API_SERVICE,
            "KUBERNETES_SERVICE_PORT": "443",
            "KUBERNETES_PORT": f"tcp://{config.API_SERVICE}:443",
        }
        env = values.environment(self.pod.object, self.spec, base, self.pod.gone)
        command = self.spec.get("command") or image.command
        return {
            "root": config.RUN + "/mnt",
            "etc": self.pod.folder,
            "hostname": self.pod.name,
            "files": image.files,
            "folders": [] if image.files else config.FOLDERS,
            "mounts": [self._mount(entry) for entry in self.spec.get("volumeMounts", [])],
            "readOnlyRoot": bool(security.get("readOnlyRootFilesystem")),
            "user": user,
            "group": security.get("runAsGroup", user),
            "cwd": self.spec.get("workingDir", "/"),
            "argv": [values.expand(word, env) for word in command + self.spec.get("args", [])],
            "env": env,
        }

    def _mount(self, entry):
        source = self.pod.volumes[entry["name"]]
        if "subPath" in entry:
            source += "/" + entry["subPath"]
        # /var/run is a link to /run, which has to be followed inside of the new root
        target = os.path.normpath(re.sub("^/var/run(?=/|$)", "/run", entry["mountPath"]))
        return {"source": source, "target": target, "readOnly": bool(entry.get("readOnly"))}
