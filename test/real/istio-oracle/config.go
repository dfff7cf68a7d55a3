package main

import (
	"context"
	"encoding/json"
	"flag"
	"net"
	"os"
	"sort"
	"time"

	cluster "github.com/envoyproxy/go-control-plane/envoy/config/cluster/v3"
	listener "github.com/envoyproxy/go-control-plane/envoy/config/listener/v3"
	hcm "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/network/http_connection_manager/v3"
	discovery "github.com/envoyproxy/go-control-plane/envoy/service/discovery/v3"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/metadata"

	v3 "istio.io/istio/pilot/pkg/xds/v3"
	"istio.io/istio/pilot/test/xds"
)

// config_ prints what istiod sends to one proxy, read over a real ADS stream.
func config_(fs *flag.FlagSet, args []string) {
	p := proxyFlags(fs)
	meshFile := fs.String("mesh-config", "", "MeshConfig YAML file")
	fs.Bool("stock-envoy", false, "leave out Istio's own Envoy filters (read in package boot)")
	fs.Parse(args)
	s := start(&failer{}, readDocs(fs.Args()), meshOf(*meshFile), nil)
	check(jsonOut.Encode(configOf(s, p())))
	os.Stdout.Sync()
	os.Exit(0) // cleanups only free memory
}

// configOf asks the server, over a real ADS stream, for everything that one proxy gets.
func configOf(s *xds.FakeDiscoveryServer, p proxy) map[string]any {
	ctx, cancel := context.WithTimeout(metadata.AppendToOutgoingContext(context.Background(), "x-oracle-identity", p.identity()), 20*time.Second)
	defer cancel()
	conn := must(grpc.NewClient("passthrough:///b", grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(1<<30)),
		grpc.WithContextDialer(func(context.Context, string) (net.Conn, error) { return s.BufListener.Dial() })))
	defer conn.Close()
	stream := must(discovery.NewAggregatedDiscoveryServiceClient(conn).StreamAggregatedResources(ctx))
	node := p.node()
	fetch := func(typ string, names []string) *discovery.DiscoveryResponse {
		check(stream.Send(&discovery.DiscoveryRequest{Node: node, TypeUrl: typ, ResourceNames: names}))
		for {
			r := must(stream.Recv())
			check(stream.Send(&discovery.DiscoveryRequest{TypeUrl: r.TypeUrl, ResponseNonce: r.Nonce, VersionInfo: r.VersionInfo, ResourceNames: names}))
			if r.TypeUrl == typ {
				return r
			}
		}
	}
	out := map[string]any{"node": toJSON(node)}
	list := func(key string, r *discovery.DiscoveryResponse) {
		type res struct {
			name string
			js   json.RawMessage
		}
		rs := []res{}
		for _, a := range r.Resources {
			m := must(a.UnmarshalNew())
			n := m.ProtoReflect().Descriptor().Fields().ByName("name")
			if n == nil {
				n = m.ProtoReflect().Descriptor().Fields().ByName("cluster_name")
			}
			rs = append(rs, res{m.ProtoReflect().Get(n).String(), toJSON(m)})
		}
		sort.SliceStable(rs, func(i, j int) bool { return rs[i].name < rs[j].name }) // istiod's order varies per run
		js := []json.RawMessage{}
		for _, r := range rs {
			js = append(js, r.js)
		}
		out[key] = js
	}
	cds := fetch(v3.ClusterType, nil)
	list("clusters", cds)
	var eds, rds []string
	for _, a := range cds.Resources {
		c := &cluster.Cluster{}
		check(a.UnmarshalTo(c))
		if c.GetType() == cluster.Cluster_EDS {
			n := c.GetEdsClusterConfig().GetServiceName()
			if n == "" {
				n = c.Name
			}
			eds = append(eds, n)
		}
	}
	if len(eds) > 0 {
		list("endpoints", fetch(v3.EndpointType, eds))
	}
	lds := fetch(v3.ListenerType, nil)
	list("listeners", lds)
	seen := map[string]bool{}
	for _, a := range lds.Resources {
		l := &listener.Listener{}
		check(a.UnmarshalTo(l))
		for _, fc := range append(l.FilterChains, l.DefaultFilterChain) {
			for _, f := range fc.GetFilters() {
				h := &hcm.HttpConnectionManager{}
				if f.GetTypedConfig().MessageIs(h) {
					check(f.GetTypedConfig().UnmarshalTo(h))
					if n := h.GetRds().GetRouteConfigName(); n != "" && !seen[n] {
						seen[n] = true
						rds = append(rds, n)
					}
				}
			}
		}
	}
	if len(rds) > 0 {
		list("routes", fetch(v3.RouteType, rds))
	}
	return out
}
