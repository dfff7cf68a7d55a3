"""First process of a container: builds the root that the JSON file (its only argument) describes, then becomes the container's
command. It runs in the container's namespaces already, and imports nothing of this package: it has to start fast."""

import ctypes
import json
import os
import shutil
import socket
import sys

_libc = ctypes.CDLL(None, use_errno=True)

RDONLY, REMOUNT, BIND, REC = 1, 32, 4096, 16384


def mount(source, target, kind=None, flags=0, data=None):
    text = [None if value is None else value.encode() for value in (source, target, kind, data)]
    if _libc.mount(text[0], text[1], text[2], ctypes.c_ulong(flags), text[3]) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"mount {source} on {target}: {os.strerror(number)}")


def touch(path):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    open(path, "ab").close()


def bind(source, target, read_only=False):
    if os.path.isdir(source):
        os.makedirs(target, exist_ok=True)
    else:
        touch(target)
    mount(source, target, flags=BIND | REC)
    if read_only:
        mount(None, target, flags=BIND | REMOUNT | RDONLY)


def system(root):
    """What every Linux has, taken from this machine."""
    mount("tmpfs", root, "tmpfs", data="mode=755")
    for name in ("bin", "sbin", "lib", "lib64"):
        if os.path.islink("/" + name):
            os.symlink(os.readlink("/" + name), f"{root}/{name}")
        elif os.path.isdir("/" + name):
            bind("/" + name, f"{root}/{name}")
    for name in ("etc", "proc", "dev", "sys", "tmp", "run", "root", "var/lib", "var/tmp"):
        os.makedirs(f"{root}/{name}")
    for name in ("tmp", "var/tmp"):
        os.chmod(f"{root}/{name}", 0o1777)
    os.symlink("../run", f"{root}/var/run")
    bind("/usr", root + "/usr")
    for name in ("ssl", "alternatives"):
        if os.path.isdir("/etc/" + name):
            bind("/etc/" + name, f"{root}/etc/{name}")
    for name in ("passwd", "group", "nsswitch.conf", "ld.so.cache", "services", "protocols"):
        if os.path.exists("/etc/" + name):
            shutil.copy("/etc/" + name, f"{root}/etc/{name}")
    mount("proc", root + "/proc", "proc")
    mount("/dev", root + "/dev", flags=BIND | REC)
    mount("sysfs", root + "/sys", "sysfs")


def main():
    with open(sys.argv[1], encoding="utf8") as file:
        spec = json.load(file)
    root = spec["root"]
    os.umask(0o022)
    system(root)
    if spec["files"]:
        mount("tmpfs", root + "/usr/local/bin", "tmpfs", data="mode=755")
    for path, source in spec["files"].items():
        bind(source, root + path)
    for folder in spec["folders"]:
        bind(folder, root + folder, read_only=True)
    for name in ("resolv.conf", "hosts"):
        shutil.copy(f"{spec['etc']}/{name}", f"{root}/etc/{name}")
    with open(root + "/etc/hostname", "w", encoding="utf8") as out:
        out.write(spec["hostname"] + "\n")
    socket.sethostname(spec["hostname"])
    for entry in spec["mounts"]:
        bind(entry["source"], root + entry["target"], entry["readOnly"])
    if spec["readOnlyRoot"]:
        mount(None, root, flags=REMOUNT | RDONLY)
    os.chroot(root)
    os.chdir(spec["cwd"])
    os.setgroups([])
    os.setgid(spec["group"])
    os.setuid(spec["user"])
    os.execvpe(spec["argv"][0], spec["argv"], spec["env"])


main()
