import os
import threading
import time

from . import api, config, node
from .log import log
from .pod import Pod


def follow(pods):
    """Starts and stops pods as the API server says, until it ends the watch."""
    for event in api.watch("/api/v1/pods?watch=1&fieldSelector=spec.nodeName%3D" + config.NODE):
        pod = event["object"]
        if event["type"] == "ERROR":
            log(pod)
            return
        uid = pod["metadata"].get("uid")
        if event["type"] == "DELETED" or pod["metadata"].get("deletionTimestamp"):
            if uid in pods:
                threading.Thread(target=pods.pop(uid).stop, daemon=True).start()
        elif uid not in pods:
            pods[uid] = Pod(pod)
            pods[uid].start()


def main():
    os.makedirs(config.RUN + "/mnt", exist_ok=True)
    node.register()
    for task in (node.stay_alive, node.balance):
        threading.Thread(target=task, daemon=True).start()
    pods = {}
    while True:
        try:
            follow(pods)
        except Exception as error:  # the watch starts anew
            log("watch", repr(error))
            time.sleep(0.2)


main()
