"""What images hold, by their names: a table instead of files."""

import re
from dataclasses import dataclass, field

from . import config


@dataclass(frozen=True)
class Image:
    command: list  # what runs when the container names no command
    user: int
    files: dict = field(default_factory=dict)  # path in the container: file of this machine


# Nobody knows what is in it: it is there and does nothing.
_UNKNOWN = Image(["/usr/bin/sleep", "infinity"], 0)


def image_of(name):
    for entry in config.IMAGES:
        if re.search(entry["pattern"], name):
            return Image(entry["command"], entry.get("user", 0), entry.get("files", {}))
    return _UNKNOWN
