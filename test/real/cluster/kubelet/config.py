"""What the node was started with: one JSON file, named by the only argument."""

import json
import sys

with open(sys.argv[1], encoding="utf8") as file:
    _config = json.load(file)

API: str = _config["api"]  # https://address:port
TOKEN: str = _config["token"]
CA: str = _config["ca"]  # file
RUN: str = _config["run"]  # folder of everything that this node writes
NODE: str = _config["node"]  # name
NODE_IP: str = _config["nodeIp"]
POD_NET: str = _config["podNet"]  # first three bytes, as 10.77.1
LOAD_BALANCER_NET: str = _config["loadBalancerNet"]
DNS: str = _config["dns"]
API_SERVICE: str = _config["apiService"]  # address of the Service kubernetes
VERSION: str = _config["version"]  # of Kubernetes
FOLDERS: list = _config["folders"]  # of this machine, seen by containers of images that have no files of their own
IMAGES: list = _config["images"]
