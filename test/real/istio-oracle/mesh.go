package main

import (
	"encoding/json"
	"fmt"
	"net"
	"os"
	"strings"
	"sync"
	"time"

	"google.golang.org/grpc/metadata"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/intstr"
	metadatafake "k8s.io/client-go/metadata/fake"
	k8stesting "k8s.io/client-go/testing"
	"sigs.k8s.io/gateway-api/pkg/consts"

	meshconfig "istio.io/api/mesh/v1alpha1"
	"istio.io/istio/pilot/pkg/config/kube/crd"
	"istio.io/istio/pilot/test/xds"
	"istio.io/istio/pkg/config/mesh"
	"istio.io/istio/pkg/config/schema/collections"
	"istio.io/istio/pkg/config/schema/gvr"
	"istio.io/istio/pkg/config/schema/resource"
	"istio.io/istio/pkg/kube"
	"istio.io/istio/pkg/kube/kclient/clienttest"
	"istio.io/istio/pkg/security"
	"istio.io/istio/pkg/test"
)

// failer implements test.Failer outside of "go test".
// close runs the cleanups of one mesh; a process that ends anyway need not call it.
type failer struct {
	mu       sync.Mutex
	cleanups []func()
}

var _ test.Failer = &failer{}

func (f *failer) Fail()                     { die("failed") }
func (f *failer) FailNow()                  { die("failed") }
func (f *failer) Fatal(a ...any)            { die("%s", fmt.Sprint(a...)) }
func (f *failer) Fatalf(s string, a ...any) { die(s, a...) }
func (f *failer) Log(a ...any)              { fmt.Fprintln(os.Stderr, a...) }
func (f *failer) Logf(s string, a ...any)   { fmt.Fprintf(os.Stderr, s+"\n", a...) }
func (f *failer) TempDir() string {
	d, err := os.MkdirTemp("", "oracle")
	check(err)
	return d
}
func (f *failer) Helper() {}

func (f *failer) Cleanup(c func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.cleanups = append(f.cleanups, c)
}

func (f *failer) close() {
	for i := len(f.cleanups) - 1; i >= 0; i-- {
		rescue(f.cleanups[i])
	}
	f.cleanups = nil
}

func (f *failer) Skip(a ...any) { f.Fatal(a...) }

var clusterScoped = map[string]bool{"Namespace": true, "Node": true, "GatewayClass": true, "ClusterRole": true, "ClusterRoleBinding": true}

// start runs istiod's discovery server over the objects.
func start(t test.Failer, docs []doc, mc *meshconfig.MeshConfig, lis func() (net.Listener, error)) *xds.FakeDiscoveryServer {
	opts := xds.FakeOptions{ListenerBuilder: lis, DisableSecretAuthorization: true, MeshConfig: mc, KubernetesVersion: "33"}
	now := time.Now()
	for _, d := range docs {
		if d.Err != nil {
			die("%s: %v", d.File, d.Err)
		}
		gvk := d.GroupVersionKind()
		if d.GetNamespace() == "" && !clusterScoped[gvk.Kind] {
			d.SetNamespace("default")
		}
		if strings.HasSuffix(gvk.Group, ".istio.io") {
			s, ok := collections.Pilot.FindByGroupVersionAliasesKind(resource.FromKubernetesGVK(&gvk))
			if !ok {
				die("%s: unknown kind %v", d.File, gvk)
			}
			var k crd.IstioKind
			check(json.Unmarshal(must(d.MarshalJSON()), &k))
			c, err := crd.ConvertObject(s, &k, "cluster.local")
			if err != nil {
				die("%s: %s %s/%s: %v", d.File, gvk.Kind, d.GetNamespace(), d.GetName(), err)
			}
			if c.CreationTimestamp.IsZero() { // equal for all: ties break by name, then namespace
				c.CreationTimestamp = now
			}
			opts.Configs = append(opts.Configs, *c)
			continue
		}
		o, _, err := kube.IstioCodec.UniversalDeserializer().Decode(must(d.MarshalJSON()), nil, nil)
		if runtime.IsNotRegisteredError(err) {
			fmt.Fprintf(os.Stderr, "skipped %s: %v\n", d.File, gvk)
			continue
		}
		check(err)
		if svc, ok := o.(*corev1.Service); ok { // defaults that the API server would fill in
			for i := range svc.Spec.Ports {
				p := &svc.Spec.Ports[i]
				if p.TargetPort == (intstr.IntOrString{}) {
					p.TargetPort = intstr.FromInt32(p.Port)
				}
				if p.Protocol == "" {
					p.Protocol = corev1.ProtocolTCP
				}
			}
		}
		opts.KubernetesObjects = append(opts.KubernetesObjects, o)
	}
	opts.KubeClientModifier = func(c kube.Client) { installCRDs(t, c) }
	s := xds.NewFakeDiscoveryServer(t, opts)
	s.Discovery.Authenticators = []security.Authenticator{headerAuth{}}
	return s
}

// installCRDs makes the fake cluster offer Gateway API kinds. FakeDiscoveryServer creates some CRDs itself,
// but without the version annotation, and istiod then ignores GRPCRoute, TCPRoute and TLSRoute; hence the reactor.
func installCRDs(t test.Failer, c kube.Client) {
	annotate := func(a k8stesting.Action) (bool, runtime.Object, error) {
		if o, ok := a.(k8stesting.CreateAction).GetObject().(metav1.Object); ok {
			o.SetAnnotations(map[string]string{consts.BundleVersionAnnotation: consts.BundleVersion, consts.ChannelAnnotation: "experimental"})
		}
		return false, nil, nil
	}
	f := &c.Metadata().(*metadatafake.FakeMetadataClient).Fake
	f.PrependReactor("create", "customresourcedefinitions", annotate)
	f.PrependReactor("update", "customresourcedefinitions", annotate)
	for _, g := range []schema.GroupVersionResource{gvr.BackendTLSPolicy, gvr.ListenerSet, gvr.InferencePool, gvr.XBackendTrafficPolicy} {
		clienttest.MakeCRD(t, c, g)
	}
}

// headerAuth trusts the "x-oracle-identity" gRPC header, so that gateway secrets (SDS over ADS) work.
type headerAuth struct{}

func (headerAuth) AuthenticatorType() string { return "oracle" }
func (headerAuth) Authenticate(c security.AuthContext) (*security.Caller, error) {
	md, _ := metadata.FromIncomingContext(c.GrpcContext)
	return &security.Caller{Identities: md.Get("x-oracle-identity")}, nil
}

func must[T any](v T, err error) T { check(err); return v }

func meshOf(file string) *meshconfig.MeshConfig {
	if file == "" {
		return mesh.DefaultMeshConfig()
	}
	return must(mesh.ApplyMeshConfigDefaults(string(must(os.ReadFile(file)))))
}
