package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	structural "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/listtype"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	kubeyaml "k8s.io/apimachinery/pkg/util/yaml"
	celconfig "k8s.io/apiserver/pkg/apis/cel"

	"istio.io/istio/manifests"
	"istio.io/istio/pilot/pkg/config/kube/crd"
	"istio.io/istio/pkg/config/schema/collections"
	"istio.io/istio/pkg/config/schema/resource"
)

type crdCheck struct {
	schema     validation.SchemaCreateValidator
	structural *structural.Structural
	cel        *cel.Validator
}

// loadCRDs reads CRD documents; the schemas are compiled on first use.
func loadCRDs(r io.Reader, into map[schema.GroupVersionKind]func() *crdCheck) {
	dec := kubeyaml.NewYAMLOrJSONDecoder(r, 512*1024)
	for {
		u := &unstructured.Unstructured{}
		err := dec.Decode(u)
		if err == io.EOF {
			return
		}
		check(err)
		if u.GetKind() != "CustomResourceDefinition" {
			continue
		}
		v1, c := apiextv1.CustomResourceDefinition{}, apiextensions.CustomResourceDefinition{}
		check(runtime.DefaultUnstructuredConverter.FromUnstructured(u.Object, &v1))
		check(apiextv1.Convert_v1_CustomResourceDefinition_To_apiextensions_CustomResourceDefinition(&v1, &c, nil))
		for _, ver := range c.Spec.Versions {
			s := ver.Schema
			if s == nil {
				s = c.Spec.Validation // identical schemas are hoisted here by the conversion
			}
			if s == nil || !ver.Served {
				continue
			}
			var done *crdCheck
			into[schema.GroupVersionKind{Group: c.Spec.Group, Version: ver.Name, Kind: c.Spec.Names.Kind}] = func() *crdCheck {
				if done == nil {
					sv, _, err := validation.NewSchemaValidator(s.OpenAPIV3Schema)
					check(err)
					st, err := structural.NewStructural(s.OpenAPIV3Schema)
					check(err)
					done = &crdCheck{sv, st, cel.NewValidator(st, true, celconfig.PerCallLimit)}
				}
				return done
			}
		}
	}
}

type finding struct {
	File    string `json:"file"`
	Kind    string `json:"kind"`
	NS      string `json:"ns"`
	Name    string `json:"name"`
	Source  string `json:"source"` // yaml, schema, cel, webhook
	Level   string `json:"level"`  // error, warning
	Path    string `json:"path,omitempty"`
	Message string `json:"message"`
}

func validate(fs *flag.FlagSet, args []string) {
	var extra multi
	fs.Var(&extra, "crd", "additional CRD file, repeatable (Gateway API and others)")
	ns := fs.String("namespace", "default", "namespace of objects that name none")
	fs.Parse(args)
	v := newValidator(*ns, extra)
	failed := false
	for _, d := range readDocs(fs.Args()) {
		for _, f := range v.judge(d) {
			failed = failed || f.Level == "error"
			check(jsonOut.Encode(f))
		}
	}
	if failed {
		os.Exit(1)
	}
}

// validator holds the compiled CRD schemas, so that many objects share them.
type validator struct {
	ns   string
	crds map[schema.GroupVersionKind]func() *crdCheck
}

func newValidator(ns string, extra []string) *validator {
	v := &validator{ns, map[schema.GroupVersionKind]func() *crdCheck{}}
	b, err := manifests.FS.ReadFile("charts/base/files/crd-all.gen.yaml")
	check(err)
	loadCRDs(bytes.NewReader(b), v.crds)
	for _, f := range extra {
		h, err := os.Open(f)
		check(err)
		loadCRDs(h, v.crds)
		h.Close()
	}
	return v
}

// judge returns what the API server and Istio's webhook say of one object.
func (v *validator) judge(d doc) (out []finding) {
	emit := func(source, level, path, msg string) {
		f := finding{File: d.File, Source: source, Level: level, Path: path, Message: msg}
		if d.Unstructured != nil {
			f.Kind, f.NS, f.Name = d.GetKind(), d.GetNamespace(), d.GetName()
		}
		out = append(out, f)
	}
	if d.Err != nil {
		emit("yaml", "error", "", d.Err.Error())
		return out
	}
	gvk, raw := d.GroupVersionKind(), d.Raw
	if mk := v.crds[gvk]; mk != nil {
		c := mk()
		obj := d.DeepCopy().Object
		defaulting.Default(obj, c.structural)
		defaulting.PruneNonNullableNullsWithoutDefaults(obj, c.structural) // as the API server: a null is no value
		raw = must((&unstructured.Unstructured{Object: obj}).MarshalJSON())
		errs := validation.ValidateCustomResource(nil, obj, c.schema)
		errs = append(errs, listtype.ValidateListSetsAndMaps(nil, c.structural, obj)...)
		for _, e := range errs {
			emit("schema", "error", e.Field, e.ErrorBody())
		}
		o := structural.UnknownFieldPathOptions{TrackUnknownFieldPaths: true}
		for _, p := range pruning.PruneWithOptions(d.DeepCopy().Object, c.structural, false, o) {
			if !strings.HasPrefix(p, "metadata.") {
				emit("schema", "error", p, "unknown field")
			}
		}
		if len(errs) == 0 { // as the API server: CEL runs only on schema-valid objects
			celErrs, _ := c.cel.Validate(context.Background(), nil, c.structural, obj, nil, celconfig.RuntimeCELCostBudget)
			for _, e := range celErrs {
				emit("cel", "error", e.Field, e.ErrorBody())
			}
		}
	} else if strings.HasSuffix(gvk.Group, ".istio.io") {
		emit("schema", "error", "", "no CRD for "+gvk.String())
	}
	// What the webhook does, but with one line per finding (pkg/webhooks/validation/server).
	s, ok := collections.PilotGatewayAPI().FindByGroupKind(resource.FromKubernetesGVK(&gvk))
	if !ok || s.IsBuiltin() {
		return out
	}
	var obj crd.IstioKind
	if err := json.Unmarshal(raw, &obj); err != nil {
		emit("webhook", "error", "", "cannot decode configuration: "+err.Error())
		return out
	}
	if obj.Namespace == "" {
		obj.Namespace = v.ns
	}
	cfg, err := crd.ConvertObject(s, &obj, "cluster.local")
	if err != nil {
		emit("webhook", "error", "", "error decoding configuration: "+err.Error())
		return out
	}
	warn, err := s.ValidateConfig(*cfg)
	for _, m := range flatten(warn) {
		emit("webhook", "warning", "", m)
	}
	for _, m := range flatten(err) {
		emit("webhook", "error", "", m)
	}
	for k := range d.Object {
		if !strings.Contains(" apiVersion kind metadata spec status ", " "+k+" ") {
			emit("webhook", "error", k, fmt.Sprintf("unknown field %q", k))
		}
	}
	return out
}

type multi []string

func (m *multi) String() string     { return strings.Join(*m, ",") }
func (m *multi) Set(s string) error { *m = append(*m, s); return nil }
