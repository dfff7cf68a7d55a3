// istio-oracle runs the real Istio code against manifests, offline.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"

	_ "example.test/istio-oracle/boot"

	"github.com/hashicorp/go-multierror"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	kubeyaml "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/yaml"

	"istio.io/istio/pkg/log"
)

// fatal is what die panics with: it ends the process, or in batch mode one request.
type fatal string

func die(format string, a ...any) { panic(fatal(fmt.Sprintf(format, a...))) }

// rescue calls f and returns what it died of; "" when it did not.
func rescue(f func()) (reason string) {
	defer func() {
		switch e := recover().(type) {
		case nil:
		case fatal:
			reason = string(e)
		default:
			reason = fmt.Sprintf("panic: %v\n%s", e, debug.Stack())
		}
	}()
	f()
	return ""
}

func check(err error) {
	if err != nil {
		die("%v", err)
	}
}

// doc is one Kubernetes object of an input file.
type doc struct {
	File string
	Raw  []byte // JSON
	*unstructured.Unstructured
	Err error // YAML error; then the object is nil
}

// readDocs splits YAML/JSON files ("-" = stdin) into objects, flattening Lists.
func readDocs(files []string) []doc {
	if len(files) == 0 {
		die("no input files")
	}
	var out []doc
	for _, f := range files {
		in := io.Reader(os.Stdin)
		if f != "-" {
			h, err := os.Open(f)
			check(err)
			defer h.Close()
			in = h
		}
		out = append(out, parseDocs(f, in)...)
	}
	return out
}

func parseDocs(name string, in io.Reader) (out []doc) {
	r := kubeyaml.NewYAMLReader(bufio.NewReader(in))
	for {
		y, err := r.Read()
		if err == io.EOF {
			return out
		}
		check(err)
		js, err := yaml.YAMLToJSONStrict(y)
		if err != nil {
			out = append(out, doc{File: name, Err: err})
			continue
		}
		if s := strings.TrimSpace(string(js)); s == "null" || s == "{}" {
			continue
		}
		u := &unstructured.Unstructured{}
		if err := u.UnmarshalJSON(js); err != nil {
			out = append(out, doc{File: name, Err: err})
			continue
		}
		if u.IsList() {
			check(u.EachListItem(func(o runtime.Object) error {
				i := o.(*unstructured.Unstructured)
				raw, err := i.MarshalJSON()
				out = append(out, doc{File: name, Raw: raw, Unstructured: i})
				return err
			}))
			continue
		}
		out = append(out, doc{File: name, Raw: js, Unstructured: u})
	}
}

// flatten turns nested multierrors into one string per leaf.
func flatten(err error) []string {
	if err == nil {
		return nil
	}
	if m, ok := err.(*multierror.Error); ok {
		var out []string
		for _, e := range m.Errors {
			out = append(out, flatten(e)...)
		}
		return out
	}
	return []string{err.Error()}
}

var jsonOut = json.NewEncoder(os.Stdout)

func main() {
	cmds := map[string]func(*flag.FlagSet, []string){
		"validate": validate, "analyze": analyze, "config": config_, "serve": serve, "bootstrap": bootstrap,
	}
	cmds["batch"] = batch
	if len(os.Args) < 2 || cmds[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: istio-oracle validate|analyze|config|serve|bootstrap [flags] FILE…, or batch")
		os.Exit(2)
	}
	jsonOut.SetEscapeHTML(false)
	o := log.DefaultOptions()
	o.OutputPaths, o.ErrorOutputPaths = []string{"stderr"}, []string{"stderr"}
	check(log.Configure(o))
	if os.Getenv("ORACLE_LOG") == "" { // set it to see istiod's info log on stderr
		for _, s := range log.Scopes() {
			s.SetOutputLevel(log.ErrorLevel)
		}
	}
	if e := rescue(func() { cmds[os.Args[1]](flag.NewFlagSet(os.Args[1], flag.ExitOnError), os.Args[2:]) }); e != "" {
		fmt.Fprintln(os.Stderr, "istio-oracle: "+e)
		os.Exit(2)
	}
}
