// Package boot sets environment variables that Istio packages read in their own init().
// It imports only "os" and its path sorts before "istio.io/…", so Go initialises it first.
package boot

import "os"

func init() {
	def := func(k, v string) {
		if _, ok := os.LookupEnv(k); !ok {
			os.Setenv(k, v)
		}
	}
	// Silences "unable to resolve TARGET_OUT" warnings of istio.io/istio/pkg/test/env.
	def("TARGET_OUT", os.TempDir())
	def("LOCAL_OUT", os.TempDir())
	// Lets the plaintext ADS port carry an identity (headerAuth), needed for gateway secrets.
	def("XDS_AUTH_PLAINTEXT", "true")
	// Many proxies connect at once here; the limit of 15 + 5 per CPU would make each wait 40 ms.
	def("PILOT_MAX_REQUESTS_PER_SECOND", "1000000")
	// Stock Envoy lacks Istio's own filters (istio.alpn, peer_metadata, metadata_exchange).
	for _, a := range os.Args[1:] {
		if a == "serve" || a == "--stock-envoy" || a == "-stock-envoy" {
			def("PILOT_ENABLE_ALPN_FILTER", "false")
			def("PILOT_ENABLE_METADATA_EXCHANGE", "false")
		}
	}
}
