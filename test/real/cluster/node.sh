#!/usr/bin/env bash
# First process inside of the node's namespaces: starts Kubernetes, says `ready` on its standard output, and ends when its standard input does.
# With it ends every process of the node, and every network namespace, link and mount.
#   RUN    folder with pki/, tokens.csv, admin.kubeconfig and kubelet.json; logs and data go there
#   TOOLS  folders with the tools, as in PATH;  PYTHON  folder of the package `kubelet`
#   PARTS  api (etcd and API server), controllers (and their managers) or node (everything)
#   IP, SERVICES, SERVICES6, PODS, LOAD_BALANCERS  addresses
set -euo pipefail
cd "$RUN"
export PATH="$TOOLS:$PATH" KUBECONFIG="$RUN/admin.kubeconfig" KUBERC=off KUBECACHEDIR="$RUN/cache" PYTHONDONTWRITEBYTECODE=1

mount -t tmpfs tmpfs /run
mkdir -p /run/netns
ip link set lo up
ip addr add "$IP/32" dev lo
sysctl -qw net.ipv4.ip_forward=1
# Addresses of Services need some route before kube-proxy rewrites them. This pair leads nowhere.
ip link add svc0 type veth peer name svc1
ip link set svc0 up
ip link set svc1 up
for range in "$SERVICES" "$LOAD_BALANCERS"; do ip route add "$range" dev svc0 src "$IP"; done

start() { # NAME COMMAND…
  local name=$1
  shift
  "$@" < /dev/null > "$name.log" 2>&1 &
}

start etcd etcd --data-dir etcd --unsafe-no-fsync --log-level warn \
  --listen-client-urls http://127.0.0.1:2379 --advertise-client-urls http://127.0.0.1:2379 \
  --listen-peer-urls http://127.0.0.1:2380 --initial-advertise-peer-urls http://127.0.0.1:2380 --initial-cluster default=http://127.0.0.1:2380

# Where no pods run, Services may have addresses of both families.
ranges=$SERVICES
if [ "$PARTS" != node ]; then ranges="$SERVICES,$SERVICES6"; fi
api=(--etcd-servers=http://127.0.0.1:2379 --bind-address="$IP" --advertise-address="$IP" --secure-port=6443
  --tls-cert-file=pki/apiserver.crt --tls-private-key-file=pki/apiserver.key --client-ca-file=pki/ca.crt --token-auth-file=tokens.csv
  --authorization-mode=RBAC --service-account-issuer=https://kubernetes.default.svc
  --service-account-key-file=pki/sa.pub --service-account-signing-key-file=pki/sa.key
  --service-cluster-ip-range="$ranges" --allow-privileged=true --profiling=false)
# Without controllers nobody makes the ServiceAccount that this plugin waits for.
if [ "$PARTS" = api ]; then api+=(--disable-admission-plugins=ServiceAccount); fi
start apiserver kube-apiserver "${api[@]}"

until [ "$(curl -s --cacert pki/ca.crt -H "Authorization: Bearer $(cut -d, -f1 tokens.csv)" "https://$IP:6443/readyz")" = ok ]; do
  kill -0 %1 && kill -0 %2 || { tail -n 5 etcd.log apiserver.log >&2; exit 1; }
  sleep 0.05
done
# The way in for the test: a socket in the file system is seen from other network namespaces.
start kubectl-proxy kubectl proxy --unix-socket="$RUN/api.sock" --reject-paths='^$'
until [ -S api.sock ]; do sleep 0.02; done

if [ "$PARTS" != api ]; then
  client=(--kubeconfig=admin.kubeconfig --authentication-kubeconfig=admin.kubeconfig --authorization-kubeconfig=admin.kubeconfig --bind-address=127.0.0.1 --leader-elect=false)
  start controller-manager kube-controller-manager "${client[@]}" --service-account-private-key-file=pki/sa.key --root-ca-file=pki/ca.crt
fi
if [ "$PARTS" = node ]; then
  start scheduler kube-scheduler "${client[@]}"
  start kube-proxy kube-proxy --kubeconfig=admin.kubeconfig --proxy-mode=nftables --hostname-override=node --cluster-cidr="$PODS" --bind-address=127.0.0.1 --conntrack-max-per-core=0
  PYTHONPATH="$PYTHON" start kubelet python3 -u -m kubelet kubelet.json
fi
echo ready
cat > /dev/null
# Whoever started it may have been killed, and cannot clean up.
cd /
rm -rf "$RUN" || true
