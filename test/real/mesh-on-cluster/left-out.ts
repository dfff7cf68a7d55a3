/** What is not as a cluster with Istio's own images has it, and why: because of the stock Envoy and the namespaces of the node. */
export const leftOut: readonly { readonly what: string; readonly why: string }[] = [
  { what: 'istiod.env PILOT_ENABLE_METADATA_EXCHANGE: false', why: 'the stock Envoy lacks Istio\'s filters that exchange metadata of peers' },
  { what: 'istiod.env PILOT_ENABLE_ALPN_FILTER: false', why: 'the stock Envoy lacks Istio\'s ALPN filter; ports have to say their protocol, as all of ours do' },
  { what: 'meshConfig.defaultProviders.metrics: []', why: 'the stock Envoy lacks Istio\'s stats filter (istio_requests_total)' },
  { what: 'images', why: 'the node has no registry: names of images stand for programs (pilot-discovery, pilot-agent with the stock Envoy, and one server in the place of all applications)' },
  { what: 'the system\'s authorities in proxies', why: 'an authority made at run time stands for the public ones, so that the proxy of an egress gateway trusts the partner outside' },
  { what: 'names outside', why: 'CoreDNS says that id.example.com and api.stripe.com are a pod of the node: there is no way out' },
  { what: 'resources, Pod Security of processes, NetworkPolicy', why: 'the kubelet of the node enforces neither limits nor seccomp, and there is no network plugin; the API server admits pods by Pod Security' },
  { what: 'autoscaling by load', why: 'there is no metrics server: autoscalers keep their minimum' },
];
