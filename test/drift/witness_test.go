package drift_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/metadata"
	"github.com/cargo-nw/cargo-nw/internal/cargo/unitgraph"
	"github.com/cargo-nw/cargo-nw/internal/variant"
	"github.com/cargo-nw/cargo-nw/test/harness"
	"github.com/cargo-nw/cargo-nw/test/realcargo"
)

// asker is the cargo of the World as drift asks it.
func asker(t *testing.T, w *harness.World) *unitgraph.Cargo {
	t.Helper()
	program := realcargo.Program(t, "cargo")
	if w.Getenv("RUSTUP_TOOLCHAIN") != "" {
		program = "cargo"
	}
	c := &unitgraph.Cargo{Program: program, Dir: w.Path("ws"), Env: w.Env, Scratch: w.Path("scratch")}
	if err := c.Ask(t.Context()); err != nil {
		t.Fatal(err)
	}
	return c
}

// builds are that of the whole workspace, those of the members, and that of the
// default members, where these are not all.
func builds(meta metadata.Metadata, whole unitgraph.Build) []unitgraph.Build {
	list := []unitgraph.Build{whole}
	for _, id := range meta.Members {
		b := whole
		b.Member = meta.Packages[id].Name
		list = append(list, b)
	}
	if len(meta.Defaults) < len(meta.Members) {
		whole.Plain = true
		list = append(list, whole)
	}
	return list
}

// ask is what cargo says of the builds.
func ask(t *testing.T, c *unitgraph.Cargo, whole unitgraph.Build) (variant.Class, metadata.Metadata) {
	t.Helper()
	data, err := c.Metadata(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	meta, err := metadata.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	class := variant.Class{Command: whole.Command, Exact: true, Local: map[string]bool{}}
	for _, id := range meta.Members {
		class.Local[id] = true
	}
	for i, b := range builds(meta, whole) {
		data, err := c.Graph(t.Context(), b)
		if err != nil {
			t.Fatal(err)
		}
		one := variant.Build{Title: strings.Join(b.Argv(), " ")}
		if one.Graph, err = unitgraph.Parse(data); err != nil {
			t.Fatal(err)
		}
		switch {
		case i == 0:
			class.Whole = one
			continue
		case b.Member != "":
			one.Member = meta.Members[i-1]
		}
		class.Members = append(class.Members, one)
	}
	return class, meta
}

// units are crates by what cargo's messages say of them. Those that look alike (a
// library and its test) are numbered.
type units map[string]bool

func (u units) add(text string) {
	for n := 0; ; n++ {
		if key := fmt.Sprint(text, " ", n); !u[key] {
			u[key] = true
			return
		}
	}
}

func predicted(g unitgraph.Graph) units {
	found := units{}
	for _, u := range g.Units {
		if u.Compiled() {
			found.add(strings.Join([]string{u.Package, strings.Join(u.Kinds, "+"), u.Target, strings.Join(u.Features, ","), u.Debuginfo}, " "))
		}
	}
	return found
}

// built is what a real build did.
type built struct {
	units    units // those that are part of it
	compiled int   // those that were not there yet
}

func build(w *harness.World, b unitgraph.Build) built {
	w.T.Helper()
	argv := b.Argv()
	if b.Command == "test" {
		argv = append(argv, "--no-run")
	}
	out := w.Cargo("ws", append(argv, "--message-format=json", "--offline", "--quiet")...).Status(0)
	result := built{units: units{}}
	for line := range strings.Lines(out.Stdout) {
		var m struct {
			Reason  string
			Package string `json:"package_id"`
			Target  struct {
				Kind []string
				Name string
			}
			Profile  struct{ Debuginfo json.RawMessage }
			Features []string
			Fresh    bool
		}
		if err := json.Unmarshal([]byte(line), &m); err != nil {
			w.T.Fatal(err)
		}
		if m.Reason != "compiler-artifact" {
			continue
		}
		slices.Sort(m.Features)
		result.units.add(strings.Join([]string{m.Package, strings.Join(m.Target.Kind, "+"), m.Target.Name, strings.Join(m.Features, ","), string(m.Profile.Debuginfo)}, " "))
		if !m.Fresh {
			result.compiled++
		}
	}
	return result
}
