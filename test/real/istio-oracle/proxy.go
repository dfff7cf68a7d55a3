package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"strings"

	core "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/structpb"

	_ "istio.io/istio/pkg/config/xds" // registers every Envoy proto for protojson
)

// proxy describes one proxy; node() is what its Envoy would announce.
type proxy struct {
	Type           string            `json:"type"`
	ID             string            `json:"id"`
	Namespace      string            `json:"namespace"`
	IP             string            `json:"ip"`
	Labels         map[string]string `json:"labels"`
	ServiceAccount string            `json:"serviceAccount"`
	Version        string            `json:"version"`
	Metadata       map[string]any    `json:"metadata"`
}

func defaultProxy() proxy {
	return proxy{Type: "sidecar", ID: "app", Namespace: "default", IP: "127.0.0.1", ServiceAccount: "default", Version: "1.31.0"}
}

// UnmarshalJSON fills in what the request leaves out.
func (p *proxy) UnmarshalJSON(b []byte) error {
	type plain proxy
	v := plain(defaultProxy())
	err := json.Unmarshal(b, &v)
	*p = proxy(v)
	return err
}

// proxyFlags offers a proxy's fields as flags; call the result after parsing.
func proxyFlags(fs *flag.FlagSet) func() proxy {
	p := defaultProxy()
	fs.StringVar(&p.Type, "type", p.Type, "sidecar, router or waypoint")
	fs.StringVar(&p.ID, "id", p.ID, "pod name")
	fs.StringVar(&p.Namespace, "namespace", p.Namespace, "")
	fs.StringVar(&p.IP, "ip", p.IP, "pod IP")
	fs.StringVar(&p.ServiceAccount, "service-account", p.ServiceAccount, "")
	fs.StringVar(&p.Version, "istio-version", p.Version, "proxy version")
	labels := fs.String("labels", "", "k=v,k=v")
	meta := fs.String("meta", "", "more node metadata, JSON")
	return func() proxy {
		p.Labels = map[string]string{}
		for _, kv := range strings.Split(*labels, ",") {
			if k, v, ok := strings.Cut(kv, "="); ok {
				p.Labels[k] = v
			}
		}
		if *meta != "" {
			check(json.Unmarshal([]byte(*meta), &p.Metadata))
		}
		return p
	}
}

func (p proxy) identity() string {
	return "spiffe://cluster.local/ns/" + p.Namespace + "/sa/" + p.ServiceAccount
}

func (p proxy) node() *core.Node {
	labels := map[string]any{}
	for k, v := range p.Labels {
		labels[k] = v
	}
	m := map[string]any{
		"NAMESPACE": p.Namespace, "LABELS": labels, "INSTANCE_IPS": p.IP, "SERVICE_ACCOUNT": p.ServiceAccount,
		"ISTIO_VERSION": p.Version, "CLUSTER_ID": "Kubernetes", "MESH_ID": "cluster.local", "NAME": p.ID,
	}
	for k, v := range p.Metadata {
		m[k] = v
	}
	return &core.Node{
		Id:      fmt.Sprintf("%s~%s~%s.%s~%s.svc.cluster.local", p.Type, p.IP, p.ID, p.Namespace, p.Namespace),
		Cluster: p.ID + "." + p.Namespace, Metadata: must(structpb.NewStruct(m)),
	}
}

func toJSON(m proto.Message) json.RawMessage {
	b, err := protojson.MarshalOptions{UseProtoNames: true}.Marshal(m)
	check(err)
	var c bytes.Buffer
	check(json.Compact(&c, b)) // protojson randomises white space
	return c.Bytes()
}
