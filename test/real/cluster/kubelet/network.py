"""The network of a pod: a namespace, a veth pair and two routes."""

import subprocess

from . import config


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def join(namespace, link, address, sysctls):
    """Makes the namespace and joins it to the node."""
    run("ip", "netns", "add", namespace)
    run("ip", "link", "add", link, "type", "veth", "peer", "name", "eth0", "netns", namespace)
    inside = ("ip", "-n", namespace)
    run(*inside, "link", "set", "lo", "up")
    run(*inside, "addr", "add", address + "/32", "dev", "eth0")
    run(*inside, "link", "set", "eth0", "up")
    run(*inside, "route", "add", config.NODE_IP, "dev", "eth0")
    run(*inside, "route", "add", "default", "via", config.NODE_IP)
    run("ip", "link", "set", link, "up")
    run("ip", "route", "add", address, "dev", link, "src", config.NODE_IP)
    # As container runtimes do: ports below 1024 need no privilege in a network of one's own.
    for name, value in {"net.ipv4.ip_unprivileged_port_start": "0", **sysctls}.items():
        run("ip", "netns", "exec", namespace, "sysctl", "-qw", f"{name}={value}")


def leave(namespace, link):
    for command in (("ip", "link", "del", link), ("ip", "netns", "del", namespace)):
        subprocess.run(command, stderr=subprocess.DEVNULL, check=False)
