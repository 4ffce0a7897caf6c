package drift_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/unitgraph"
	"github.com/cargo-nw/cargo-nw/test/harness"
	"github.com/cargo-nw/cargo-nw/test/realcargo"
)

// asker is the cargo of the World as drift asks it.
func asker(t *testing.T, w *harness.World) *unitgraph.Cargo {
	t.Helper()
	c := &unitgraph.Cargo{Program: realcargo.Program(t, "cargo"), Dir: w.Path("ws"), Env: w.Env, Scratch: w.Path("scratch")}
	if err := c.Ask(t.Context()); err != nil {
		t.Fatal(err)
	}
	return c
}

func ask(t *testing.T, c *unitgraph.Cargo, b unitgraph.Build) unitgraph.Graph {
	t.Helper()
	data, err := c.Graph(t.Context(), b)
	if err != nil {
		t.Fatal(err)
	}
	g, err := unitgraph.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return g
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
