package main

import (
	"encoding/json"
	_ "unsafe" // for the linkname below

	meshconfig "istio.io/api/mesh/v1alpha1"

	"istio.io/istio/pkg/config/mesh"
	"istio.io/istio/pkg/config/validation/agent"
	"istio.io/istio/pkg/util/protomarshal"
)

// Istio only logs what this says, as providers that nobody names do no harm; empty.s lets it stand here without a body.
//
//go:linkname validateExtensionProvider istio.io/istio/pkg/config/validation/agent.validateExtensionProvider
func validateExtensionProvider(config *meshconfig.MeshConfig) error

// meshInput is one configuration: a MeshConfig, a ProxyConfig or MeshNetworks.
type meshInput struct {
	Kind  string          `json:"kind"`
	Value json.RawMessage `json:"value"`
}

// meshVerdict is what Istio says of it.
type meshVerdict struct {
	Unknown   string   `json:"unknown,omitempty"`   // fields that no message has; Istio ignores them
	Errors    []string `json:"errors,omitempty"`    // not taken
	Providers []string `json:"providers,omitempty"` // logged, and taken
	Warnings  []string `json:"warnings,omitempty"`
}

func meshVerdicts(objects []json.RawMessage) []meshVerdict {
	out := []meshVerdict{}
	for _, raw := range objects {
		var in meshInput
		check(json.Unmarshal(raw, &in))
		v := meshVerdict{}
		if e := rescue(func() { v.judge(in.Kind, string(in.Value)) }); e != "" {
			v.Errors = append(v.Errors, e)
		}
		out = append(out, v)
	}
	return out
}

func (v *meshVerdict) judge(kind, text string) {
	strict := func(err error) {
		if err != nil {
			v.Unknown = err.Error() // told apart from wrong values by whether Istio takes the rest
		}
	}
	switch kind {
	case "MeshConfig":
		strict(protomarshal.ApplyYAMLStrict(text, &meshconfig.MeshConfig{}))
		mc, err := mesh.ApplyMeshConfigDefaults(text)
		if v.Errors = flatten(err); err != nil {
			return
		}
		warning, _ := agent.ValidateMeshConfig(mc)
		v.Warnings, v.Providers = flatten(warning), flatten(validateExtensionProvider(mc))
	case "ProxyConfig":
		strict(protomarshal.ApplyYAMLStrict(text, &meshconfig.ProxyConfig{}))
		pc, err := mesh.MergeProxyConfig(text, mesh.DefaultProxyConfig())
		if v.Errors = flatten(err); err != nil {
			return
		}
		warning, err := agent.ValidateMeshConfigProxyConfig(pc).Unwrap()
		v.Warnings, v.Errors = flatten(warning), flatten(err)
	case "MeshNetworks":
		strict(protomarshal.ApplyYAMLStrict(text, &meshconfig.MeshNetworks{}))
		_, err := mesh.ParseMeshNetworks(text)
		v.Errors = flatten(err)
	default:
		die("unknown kind %q", kind)
	}
}
