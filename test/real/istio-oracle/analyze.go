package main

import (
	"flag"
	"fmt"
	"os"

	"istio.io/istio/pkg/config/analysis/analyzers"
	"istio.io/istio/pkg/config/analysis/diag"
	"istio.io/istio/pkg/config/analysis/local"
	"istio.io/istio/pkg/config/resource"
)

func analyze(fs *flag.FlagSet, args []string) {
	ns := fs.String("namespace", "", "report only this namespace (also the default namespace of objects)")
	istioNS := fs.String("istio-namespace", "istio-system", "")
	meshCfg := fs.String("mesh-config", "", "MeshConfig YAML file")
	// istioctl analyze --use-kube=false drops Service, Namespace, Node, Pod, Secret of files.
	offline := fs.Bool("istioctl", false, "as istioctl --use-kube=false: no runtime kinds, plus default resources")
	list := fs.Bool("list", false, "list analyzers")
	fs.Parse(args)
	all := analyzers.AllCombined()
	if *list {
		for _, n := range all.AnalyzerNames() {
			fmt.Println(n)
		}
		return
	}
	var readers []local.ReaderSource
	for _, f := range fs.Args() {
		h, err := os.Open(f)
		check(err)
		readers = append(readers, local.ReaderSource{Name: f, Reader: h})
	}
	var meshYAML string
	if *meshCfg != "" {
		meshYAML = string(must(os.ReadFile(*meshCfg)))
	}
	res, undecoded := runAnalyzers(readers, *ns, *istioNS, meshYAML, *offline)
	if undecoded != nil { // bad documents are skipped, the rest is analysed
		fmt.Fprintln(os.Stderr, undecoded)
	}
	for _, n := range res.SkippedAnalyzers {
		fmt.Fprintln(os.Stderr, "skipped analyzer", n)
	}
	failed := false
	for _, m := range res.Messages {
		failed = failed || m.Type.Level().String() == "Error"
		check(jsonOut.Encode(messageOf(m)))
	}
	if failed {
		os.Exit(1)
	}
}

// runAnalyzers runs all analyzers over the objects read; undecoded tells of documents that were left out.
func runAnalyzers(readers []local.ReaderSource, ns, istioNS, meshYAML string, offline bool) (res local.AnalysisResult, undecoded error) {
	sa := local.NewIstiodAnalyzer(analyzers.AllCombined(), resource.Namespace(ns), resource.Namespace(istioNS), nil)
	if meshYAML != "" {
		f := must(os.CreateTemp("", "mesh-config"))
		defer os.Remove(f.Name())
		_, err := f.WriteString(meshYAML)
		check(err)
		check(f.Close())
		check(sa.AddFileKubeMeshConfig(f.Name()))
	}
	add := sa.AddTestReaderKubeSource
	if offline {
		check(sa.AddDefaultResources())
		add = sa.AddReaderKubeSource
	}
	undecoded = add(readers)
	stop := make(chan struct{})
	defer close(stop)
	res, err := sa.Analyze(stop)
	check(err)
	return res, undecoded
}

func messageOf(m diag.Message) map[string]any {
	o := map[string]any{
		"code": m.Type.Code(), "level": m.Type.Level().String(),
		"message": fmt.Sprintf(m.Type.Template(), m.Parameters...),
	}
	if m.Resource != nil {
		o["resource"] = m.Resource.Origin.FriendlyName()
		if r := m.Resource.Origin.Reference(); r != nil {
			o["reference"] = r.String()
		}
	}
	if m.Line != 0 {
		o["line"] = m.Line
	}
	return o
}
