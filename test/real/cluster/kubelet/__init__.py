"""A kubelet for tests, without containers or images.

Each pod is a network namespace that is joined to the node by a veth pair and a /32 route. Each container is a process in mount,
PID, UTS and IPC namespaces of its own, with a root that is a tmpfs with /usr bound into it. What an image would hold is said by a
table (images.py). It has to run inside of the node's namespaces: `python3 -m kubelet CONFIG.json`.
"""
