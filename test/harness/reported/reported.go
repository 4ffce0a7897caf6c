// Package reported reads the reports of cargo-nw as a stranger would: by the
// schema that is published, and by no type of ours.
package reported

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

// Run is one run of a report.
type Run struct {
	Path     string
	Argv     []string
	Outcome  string
	Code     *int
	Signal   string
	Cause    string
	Reason   string
	Seconds  float64
	Attempts int
}

// Read reads a report in a World, which must be one by the schema.
func Read(w *harness.World, name string) (status int, runs []Run) {
	w.T.Helper()
	text := w.Read(name)
	Check(w.T, []byte(text))
	var rep struct {
		Start  string
		Status int
		Runs   []Run
	}
	if err := json.Unmarshal([]byte(text), &rep); err != nil {
		w.T.Fatal(err)
	}
	if rep.Start != w.Dir {
		w.T.Errorf("start %q, want %q", rep.Start, w.Dir)
	}
	return rep.Status, rep.Runs
}

func (r Run) String() string {
	code := "-"
	if r.Code != nil {
		text, _ := json.Marshal(*r.Code)
		code = string(text)
	}
	return strings.Join([]string{r.Path, strings.Join(r.Argv, " "), r.Outcome, code, r.Signal, r.Cause, r.Reason}, "|")
}

// Check holds a report against docs/report.schema.json.
func Check(t *testing.T, written []byte) {
	t.Helper()
	if err := Validate(t, written); err != nil {
		t.Errorf("%v\n%s", err, written)
	}
}

// Validate says what the schema has against a report.
func Validate(t *testing.T, written []byte) error {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(harness.Repository, "docs", "report.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	described, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err = compiler.AddResource("report.schema.json", described); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("report.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(written))
	if err != nil {
		t.Fatalf("%v\n%s", err, written)
	}
	return schema.Validate(value)
}
