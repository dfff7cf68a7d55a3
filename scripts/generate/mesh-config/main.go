// Command mesh-config writes, as JSON, the messages that Istio's MeshConfig, ProxyConfig and MeshNetworks are made of: facts
// of their descriptors, no prose. It runs with the go.mod and go.sum of the Istio oracle, whose istio.io/api it reads.
package main

import (
	"encoding/json"
	"os"

	"google.golang.org/protobuf/reflect/protoreflect"

	meshconfig "istio.io/api/mesh/v1alpha1"
)

type field struct {
	Name  string   `json:"name"`            // in JSON
	Type  string   `json:"type"`            // a scalar, or the full name of a message
	Enum  []string `json:"enum,omitempty"`  // values, for an enum
	List  bool     `json:"list,omitempty"`
	Map   bool     `json:"map,omitempty"`   // from strings to Type
	Oneof string   `json:"oneof,omitempty"` // the alternatives it is one of
}

type message struct {
	Name   string  `json:"name"`
	Fields []field `json:"fields"`
}

func main() {
	seen := map[protoreflect.FullName]bool{}
	messages := []message{}
	var visit func(protoreflect.MessageDescriptor)
	visit = func(m protoreflect.MessageDescriptor) {
		if seen[m.FullName()] || m.ParentFile().Package() == "google.protobuf" {
			return
		}
		seen[m.FullName()] = true
		out := message{Name: string(m.FullName()), Fields: []field{}}
		for i := 0; i < m.Fields().Len(); i++ {
			fd := m.Fields().Get(i)
			f := field{Name: fd.JSONName(), List: fd.IsList(), Map: fd.IsMap()}
			if o := fd.ContainingOneof(); o != nil && !o.IsSynthetic() {
				f.Oneof = string(o.Name())
			}
			value := fd
			if fd.IsMap() {
				if fd.MapKey().Kind() != protoreflect.StringKind {
					panic(string(fd.FullName()) + ": keys are not strings")
				}
				value = fd.MapValue()
			}
			f.Type = value.Kind().String()
			if e := value.Enum(); e != nil {
				for j := 0; j < e.Values().Len(); j++ {
					f.Enum = append(f.Enum, string(e.Values().Get(j).Name()))
				}
			}
			if inner := value.Message(); inner != nil {
				f.Type = string(inner.FullName())
				defer visit(inner)
			}
			out.Fields = append(out.Fields, f)
		}
		messages = append(messages, out)
	}
	visit((&meshconfig.MeshConfig{}).ProtoReflect().Descriptor())
	visit((&meshconfig.ProxyConfig{}).ProtoReflect().Descriptor())
	visit((&meshconfig.MeshNetworks{}).ProtoReflect().Descriptor())
	enc := json.NewEncoder(os.Stdout)
	enc.SetIndent("", " ")
	if err := enc.Encode(messages); err != nil {
		panic(err)
	}
}
