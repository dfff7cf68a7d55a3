package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"

	jsonpatch "github.com/evanphx/json-patch/v5"
	admissionv1 "k8s.io/api/admission/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
	kubeversion "k8s.io/apimachinery/pkg/version"
	fakediscovery "k8s.io/client-go/discovery/fake"
	dynamicfake "k8s.io/client-go/dynamic/fake"
	k8stesting "k8s.io/client-go/testing"
	gateway "sigs.k8s.io/gateway-api/apis/v1"

	meshconfig "istio.io/api/mesh/v1alpha1"
	gatewaycommon "istio.io/istio/pilot/pkg/config/kube/gatewaycommon"
	"istio.io/istio/pilot/pkg/features"
	"istio.io/istio/pilot/pkg/model"
	"istio.io/istio/pkg/cluster"
	"istio.io/istio/pkg/config/constants"
	"istio.io/istio/pkg/config/mesh"
	"istio.io/istio/pkg/config/mesh/meshwatcher"
	commonfeatures "istio.io/istio/pkg/features"
	"istio.io/istio/pkg/kube"
	"istio.io/istio/pkg/kube/inject"
	"istio.io/istio/pkg/kube/multicluster"
	"istio.io/istio/pkg/platform"
	"istio.io/istio/pkg/revisions"
)

// injection asks the injection webhook for pods, and the deployment controller for what it makes of Gateways.
type injection struct {
	Config     string            `json:"config"`     // of the injector's ConfigMap
	Values     string            `json:"values"`     // of the same
	Revision   string            `json:"revision"`   // of istiod
	Native     string            `json:"native"`     // ENABLE_NATIVE_SIDECARS: true, false or auto
	Kubelet    string            `json:"kubelet"`    // version of all nodes, for auto
	Compliance string            `json:"compliance"` // COMPLIANCE_POLICY
	Platform   string            `json:"platform"`   // openshift, or nothing
	Ambient    bool              `json:"ambient"`    // PILOT_ENABLE_AMBIENT and AMBIENT_ENABLE_MULTI_NETWORK
	Namespaces []json.RawMessage `json:"namespaces"`
	Pods       []injectedPod     `json:"pods"`
	Gateways   []json.RawMessage `json:"gateways"`
	ConfigMaps []json.RawMessage `json:"configMaps"` // parameters of Gateways
}

type injectedPod struct {
	Pod       json.RawMessage `json:"pod"`
	Namespace string          `json:"namespace"` // of the request
	Path      string          `json:"path"`      // of the webhook, as /inject/cluster/x/net/y
}

// fixedWatcher gives istiod one configuration, for good.
type fixedWatcher struct {
	config *inject.Config
	values string
}

func (fixedWatcher) SetHandler(func(*inject.Config, string) error) {}
func (fixedWatcher) Run(<-chan struct{})                           {}
func (w fixedWatcher) Get() (*inject.Config, string, error)        { return w.config, w.values, nil }

// Features are variables of the process: one injection at a time.
var injecting sync.Mutex

// injectAll answers with one result per pod and one per Gateway, in their order.
func (in injection) injectAll(mc *meshconfig.MeshConfig, out map[string]any) {
	injecting.Lock()
	defer injecting.Unlock()
	defer in.setFeatures()()
	config, err := inject.UnmarshalConfig([]byte(in.Config))
	check(err)
	objects := []runtime.Object{&corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: "node"}, Status: corev1.NodeStatus{NodeInfo: corev1.NodeSystemInfo{KubeletVersion: in.Kubelet}}}}
	for _, raw := range in.Namespaces {
		objects = append(objects, decoded(raw, &corev1.Namespace{}))
	}
	for _, raw := range in.ConfigMaps {
		objects = append(objects, decoded(raw, &corev1.ConfigMap{}))
	}
	gateways := []*gateway.Gateway{}
	for _, raw := range in.Gateways {
		gateways = append(gateways, decoded(raw, &gateway.Gateway{}))
		objects = append(objects, gateways[len(gateways)-1])
	}
	client := kube.NewFakeClient(objects...)
	client.Kube().Discovery().(*fakediscovery.FakeDiscovery).FakedServerVersion = &kubeversion.Info{Major: "1", Minor: "33"}
	stop := make(chan struct{})
	defer close(stop)
	env := model.NewEnvironment()
	env.Watcher = meshwatcher.NewTestWatcher(mc)
	env.ConfigStore = model.NewFakeStore()
	env.PushContext().ProxyConfigs = model.GetProxyConfigs(env.ConfigStore, mc)
	clusters := multicluster.NewFakeController()
	mux := http.NewServeMux()
	hook := must(inject.NewWebhook(inject.WebhookParameters{Watcher: fixedWatcher{&config, in.Values}, Env: env, Mux: mux, Revision: in.Revision, MultiCluster: clusters}))
	clusters.Add(constants.DefaultClusterName, client, stop)
	tags := revisions.NewTagWatcher(client, in.Revision, "istio-system")
	controller := gatewaycommon.NewDeploymentController(client, cluster.ID("Kubernetes"), env, hook.GetConfig, func(func()) {}, tags, in.Revision, "istio-system")
	rendered := []json.RawMessage{}
	client.Dynamic().(*dynamicfake.FakeDynamicClient).PrependReactor("patch", "*", func(a k8stesting.Action) (bool, runtime.Object, error) {
		if a.GetResource().Resource != "gateways" { // there it notes that it manages the Gateway
			rendered = append(rendered, a.(k8stesting.PatchAction).GetPatch())
		}
		return true, nil, nil
	})
	client.RunAndWait(stop)
	go tags.Run(stop)
	kube.WaitForCacheSync("tags", stop, tags.HasSynced)

	pods := []map[string]any{}
	for _, p := range in.Pods {
		pods = append(pods, p.throughWebhook(mux))
	}
	out["pods"] = pods
	results := [][]json.RawMessage{}
	for _, g := range gateways {
		rendered = []json.RawMessage{}
		check(controller.Reconcile(types.NamespacedName{Namespace: g.Namespace, Name: g.Name}))
		results = append(results, rendered)
	}
	out["gateways"] = results
}

// setFeatures sets what istiod reads from its environment, and returns how to take it back.
func (in injection) setFeatures() func() {
	native, compliance := features.EnableNativeSidecars, commonfeatures.CompliancePolicy
	switch in.Native {
	case "true":
		features.EnableNativeSidecars = features.NativeSidecarModeEnabled
	case "false":
		features.EnableNativeSidecars = features.NativeSidecarModeDisabled
	default:
		features.EnableNativeSidecars = features.NativeSidecarModeAuto
	}
	commonfeatures.CompliancePolicy = in.Compliance
	check(os.Setenv(platform.Platform.Name, in.Platform))
	setAmbient(in.Ambient)
	return func() {
		features.EnableNativeSidecars, commonfeatures.CompliancePolicy = native, compliance
		setAmbient(false)
		check(os.Unsetenv(platform.Platform.Name))
	}
}

// setAmbient makes the controller know the classes of Gateways that only an ambient mesh has.
func setAmbient(on bool) {
	features.EnableAmbientWaypoints, features.EnableAmbientMultiNetwork = on, on
	gatewaycommon.BuiltinGatewayClasses = gatewaycommon.GetBuiltinGatewayClasses()
	gatewaycommon.ClassInfos = gatewaycommon.GetClassInfos()
}

// throughWebhook sends the pod as the API server does, and applies the patch that comes back.
func (p injectedPod) throughWebhook(mux *http.ServeMux) map[string]any {
	request := must(json.Marshal(admissionv1.AdmissionReview{
		TypeMeta: metav1.TypeMeta{APIVersion: "admission.k8s.io/v1", Kind: "AdmissionReview"},
		Request:  &admissionv1.AdmissionRequest{UID: "1", Namespace: p.Namespace, Object: runtime.RawExtension{Raw: p.Pod}},
	}))
	path := p.Path
	if path == "" {
		path = "/inject"
	}
	r := httptest.NewRequest(http.MethodPost, path, bytes.NewReader(request))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	if e := rescue(func() { mux.ServeHTTP(w, r) }); e != "" { // Go's server, too, lives on when a handler panics
		first, _, _ := strings.Cut(e, "\n")
		return map[string]any{"error": first}
	}
	if w.Code != http.StatusOK {
		return map[string]any{"error": fmt.Sprintf("HTTP %d: %s", w.Code, w.Body)}
	}
	var review admissionv1.AdmissionReview
	check(json.Unmarshal(w.Body.Bytes(), &review))
	switch {
	case !review.Response.Allowed:
		return map[string]any{"error": review.Response.Result.Message}
	case len(review.Response.Patch) == 0:
		return map[string]any{"skipped": true}
	}
	// istiod's patch is made for the pod as its types print it.
	printed := must(json.Marshal(decoded(p.Pod, &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Namespace: p.Namespace}})))
	patch := must(jsonpatch.DecodePatch(review.Response.Patch))
	return map[string]any{"pod": json.RawMessage(must(patch.Apply(printed)))}
}

func decoded[T any](raw json.RawMessage, into *T) *T {
	check(json.Unmarshal(raw, into))
	return into
}

// meshFrom reads a mesh config, which may be empty.
func meshFrom(yaml string) *meshconfig.MeshConfig {
	if yaml == "" {
		return mesh.DefaultMeshConfig()
	}
	return must(mesh.ApplyMeshConfigDefaults(yaml))
}
