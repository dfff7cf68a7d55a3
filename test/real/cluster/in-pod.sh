#!/usr/bin/env bash
# `kubectl exec` for this kubelet, run inside of the node: in-pod.sh FILE COMMAND…, where FILE holds the process id of the container's parent.
set -euo pipefail
parent=$(cat "$1")
shift
read -r process _ < "/proc/$parent/task/$parent/children" || true # the kernel ends no line
exec nsenter -t "$process" -m -n -p -u -i -r -w "$@"
