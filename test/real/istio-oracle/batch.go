package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"io"
	"os"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"istio.io/istio/pkg/config/analysis/local"
	"istio.io/istio/pkg/config/mesh"
)

// request is one line of a batch. Objects come inline, from files, or both.
type request struct {
	Name       string            `json:"name"`
	Op         string            `json:"op"` // validate, analyze, config, certificate
	YAML       string            `json:"yaml"`
	Objects    []json.RawMessage `json:"objects"` // validate: instead of YAML, where every byte counts
	Files      []string          `json:"files"`
	MeshConfig string            `json:"meshConfig"` // YAML
	Proxies    []proxy           `json:"proxies"`    // config: all of them share one push context
	Only       []string          `json:"only"`       // config: the parts wanted, all when empty
	Injection  *injection        `json:"injection"`  // inject
}

// batch answers JSON lines of requests, in order, until its input ends: one answer line each.
func batch(fs *flag.FlagSet, args []string) {
	var extra multi
	fs.Var(&extra, "crd", "additional CRD file, repeatable")
	fs.Parse(args)
	in, out := bufio.NewReaderSize(os.Stdin, 1<<20), bufio.NewWriterSize(os.Stdout, 1<<20)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	v := newValidator("default", extra)
	for {
		line, err := in.ReadBytes('\n')
		if err == io.EOF && len(line) == 0 {
			return
		}
		var r request
		answer := map[string]any{}
		if e := rescue(func() {
			check(json.Unmarshal(line, &r))
			r.answer(v, answer)
		}); e != "" {
			answer["error"] = e
		}
		answer["name"] = r.Name
		check(enc.Encode(answer))
		if in.Buffered() == 0 { // otherwise the next answer shares the write
			check(out.Flush())
		}
	}
}

func (r request) docs() []doc {
	docs := parseDocs(r.Name, strings.NewReader(r.YAML))
	for _, raw := range r.Objects {
		u := &unstructured.Unstructured{}
		if err := u.UnmarshalJSON(raw); err != nil {
			docs = append(docs, doc{File: r.Name, Err: err})
			continue
		}
		docs = append(docs, doc{File: r.Name, Raw: raw, Unstructured: u})
	}
	if len(r.Files) > 0 {
		docs = append(docs, readDocs(r.Files)...)
	}
	return docs
}

func (r request) answer(v *validator, out map[string]any) {
	switch r.Op {
	case "validate":
		// One list per document, so that many small objects share a request.
		results := [][]finding{}
		for _, d := range r.docs() {
			fs := []finding{}
			if e := rescue(func() { fs = append(fs, v.judge(d)...) }); e != "" {
				first, _, _ := strings.Cut(e, "\n")
				fs = append(fs, finding{File: d.File, Source: "webhook", Level: "error", Message: first})
			}
			results = append(results, fs)
		}
		out["results"] = results
	case "analyze":
		readers := []local.ReaderSource{{Name: r.Name, Reader: strings.NewReader(r.YAML)}}
		for _, f := range r.Files {
			readers = append(readers, local.ReaderSource{Name: f, Reader: must(os.Open(f))})
		}
		res, undecoded := runAnalyzers(readers, "", "istio-system", r.MeshConfig, false)
		messages := []map[string]any{}
		for _, m := range res.Messages {
			messages = append(messages, messageOf(m))
		}
		out["messages"] = messages
		if undecoded != nil {
			out["undecoded"] = flatten(undecoded)
		}
		if len(res.SkippedAnalyzers) > 0 {
			out["skipped"] = res.SkippedAnalyzers
		}
	case "inject":
		r.Injection.injectAll(meshFrom(r.MeshConfig), out)
	case "validate-mesh-config":
		out["results"] = meshVerdicts(r.Objects)
	case "certificate":
		cert, key := certificate([]string{"*.example.com"})
		out["cert"], out["key"] = string(cert), string(key)
	case "config":
		mc := mesh.DefaultMeshConfig()
		if r.MeshConfig != "" {
			mc = must(mesh.ApplyMeshConfigDefaults(r.MeshConfig))
		}
		t := &failer{}
		defer t.close()
		s := start(t, r.docs(), mc, nil)
		configs := []map[string]any{}
		for _, p := range r.Proxies {
			c := configOf(s, p)
			if len(r.Only) > 0 {
				kept := map[string]any{}
				for _, k := range r.Only {
					kept[k] = c[k]
				}
				c = kept
			}
			configs = append(configs, c)
		}
		out["proxies"] = configs
	default:
		die("unknown op %q", r.Op)
	}
}
