// Command pulumi-resource-kubernetes serves the Pulumi Kubernetes provider with a schema taken from the provider's own Go module.
package main

import (
	_ "embed"

	"github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/provider"
	"github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/version"
)

//go:embed embedded/schema.json
var schema []byte

//go:embed embedded/terraform-mapping.json
var mapping []byte

func main() { provider.Serve("kubernetes", version.Version, schema, mapping) }
