package unitgraph_test

import (
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/unitgraph"
)

// FuzzParse reads anything. What is accepted can be worked with, circles too.
func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"version":1,"units":[{"pkg_id":"a","target":{"kind":["lib"]},"profile":{"debuginfo":2},"mode":"build","features":["f"],"dependencies":[{"index":0}]}],"roots":[0]}`))
	f.Add([]byte(`{"version":1,"units":[{"pkg_id":"a 1 (x)","target":{"kind":["proc-macro"]},"profile":{},"platform":"t","mode":"check","features":[],"dependencies":[]}],"roots":[0]}`))
	f.Add([]byte(`{"version":2}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		g, err := unitgraph.Parse(data)
		if err != nil {
			return
		}
		if n := len(g.Units); len(g.Identities(nil)) != n || len(g.Sides()) != n {
			t.Errorf("not all of %d units are known", n)
		}
		for _, u := range g.Units {
			unitgraph.NameVersion(u.Package)
		}
	})
}

func FuzzParseTree(f *testing.F) {
	f.Add("a v0.1.0 (/w/a);\nserde v1.0.1 (proc-macro);default,std (*)\n")
	f.Fuzz(func(t *testing.T, text string) {
		for _, p := range unitgraph.ParseTree(text) {
			if p.ID != "" {
				t.Errorf("there is an ID in %q", text)
			}
		}
	})
}
