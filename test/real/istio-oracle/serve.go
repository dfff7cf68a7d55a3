package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"net"
	"os"
	"os/signal"
	"syscall"
)

// serve runs ADS (and an SDS server for workload certificates) on loopback until SIGTERM.
func serve(fs *flag.FlagSet, args []string) {
	addr := fs.String("listen", "127.0.0.1:15010", "ADS address")
	sds := fs.String("sds", "127.0.0.1:15011", "SDS address")
	meshFile := fs.String("mesh-config", "", "MeshConfig YAML file")
	fs.Parse(args)
	serveSDS(*sds)
	s := start(&failer{}, readDocs(fs.Args()), meshOf(*meshFile), func() (net.Listener, error) { return net.Listen("tcp", *addr) })
	fmt.Printf("{\"ads\":%q,\"sds\":%q}\n", s.Listener.Addr(), *sds)
	sig := make(chan os.Signal, 1)
	signal.Notify(sig, syscall.SIGTERM, syscall.SIGINT)
	<-sig
	os.Exit(0)
}

// bootstrap prints an Envoy bootstrap for one proxy of a running "serve".
func bootstrap(fs *flag.FlagSet, args []string) {
	parse := proxyFlags(fs)
	ads := fs.String("ads", "127.0.0.1:15010", "")
	sds := fs.String("sds", "127.0.0.1:15011", "")
	admin := fs.String("admin", "127.0.0.1:0", "")
	fs.Parse(args)
	p := parse()
	static := func(name, addr string) map[string]any {
		return map[string]any{
			"name": name, "type": "STATIC", "connect_timeout": "1s",
			"typed_extension_protocol_options": map[string]any{"envoy.extensions.upstreams.http.v3.HttpProtocolOptions": map[string]any{
				"@type":                "type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions",
				"explicit_http_config": map[string]any{"http2_protocol_options": map[string]any{}},
			}},
			"load_assignment": map[string]any{"cluster_name": name, "endpoints": []any{map[string]any{"lb_endpoints": []any{map[string]any{"endpoint": map[string]any{"address": sock(addr)}}}}}},
		}
	}
	self := map[string]any{"ads": map[string]any{}, "resource_api_version": "V3", "initial_fetch_timeout": "0s"}
	o := map[string]any{
		"node":  toJSON(p.node()),
		"admin": map[string]any{"address": sock(*admin)},
		"bootstrap_extensions": []any{map[string]any{"name": "envoy.bootstrap.internal_listener", "typed_config": map[string]any{
			"@type": "type.googleapis.com/envoy.extensions.bootstrap.internal_listener.v3.InternalListener"}}},
		"dynamic_resources": map[string]any{
			"lds_config": self, "cds_config": self,
			"ads_config": map[string]any{
				"api_type": "DELTA_GRPC", "transport_api_version": "V3", "set_node_on_first_message_only": true,
				"grpc_services": []any{map[string]any{
					"envoy_grpc":       map[string]any{"cluster_name": "xds-grpc"},
					"initial_metadata": []any{map[string]any{"key": "x-oracle-identity", "value": p.identity()}},
				}},
			},
		},
		"static_resources": map[string]any{"clusters": []any{static("xds-grpc", *ads), static("sds-grpc", *sds)}},
	}
	jsonOut.SetIndent("", " ")
	check(jsonOut.Encode(o))
}

func sock(addr string) map[string]any {
	h, p, err := net.SplitHostPort(addr)
	check(err)
	return map[string]any{"socket_address": map[string]any{"address": h, "port_value": json.Number(p)}}
}
