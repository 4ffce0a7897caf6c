package unitgraph_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/unitgraph"
)

// graph writes a unit graph of lines "NAME KIND MODE FEATURES DEBUGINFO: NEEDS",
// of which the first is the root. Needs are line numbers, from 0.
func graph(t *testing.T, lines ...string) unitgraph.Graph {
	t.Helper()
	units := make([]string, len(lines))
	for i, line := range lines {
		head, tail, _ := strings.Cut(line, ":")
		w := strings.Fields(head)
		features := ""
		if w[3] != "-" {
			features = `"` + strings.ReplaceAll(w[3], ",", `","`) + `"`
		}
		var needs []string
		for n := range strings.FieldsSeq(tail) {
			needs = append(needs, fmt.Sprintf(`{"index":%s,"extern_crate_name":"n","public":false,"noprelude":false}`, n))
		}
		units[i] = fmt.Sprintf(`{"pkg_id":"path+file:///w/%s#0.1.0","target":{"kind":[%q],"crate_types":[%q],"name":%q,"src_path":"/w/%s/x.rs","edition":"2021"},
			"profile":{"name":"dev","opt_level":"0","lto":"false","debuginfo":%s},"platform":null,"mode":%q,"features":[%s],"dependencies":[%s]}`,
			w[0], w[1], w[1], w[0], w[0], w[4], w[2], features, strings.Join(needs, ","))
	}
	g, err := unitgraph.Parse([]byte(`{"version":1,"units":[` + strings.Join(units, ",") + `],"roots":[0]}`))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// TestParseErrors has what a later cargo may write.
func TestParseErrors(t *testing.T) {
	t.Parallel()
	const unit = `{"pkg_id":"a","target":{"kind":["lib"]},"profile":{},"mode":"build","features":[],"dependencies":[%s]}`
	for _, text := range []string{
		"", "[]", `{"version":2,"units":[],"roots":[]}`, `{"units":[]}`, `{"version":1,"units":[{}],"roots":[]}`,
		`{"version":1,"units":[` + fmt.Sprintf(unit, `{"index":1}`) + `],"roots":[0]}`,
		`{"version":1,"units":[` + fmt.Sprintf(unit, `{}`) + `],"roots":[0]}`,
		`{"version":1,"units":[` + fmt.Sprintf(unit, "") + `],"roots":[1]}`,
		`{"version":1,"units":[` + strings.Replace(fmt.Sprintf(unit, ""), `"features":[],`, "", 1) + `],"roots":[0]}`,
	} {
		if _, err := unitgraph.Parse([]byte(text)); !errors.Is(err, unitgraph.ErrFormat) {
			t.Errorf("%s: got %v", text, err)
		}
	}
}

func TestIdentities(t *testing.T) {
	t.Parallel()
	one := graph(t, "a bin build - 2: 1", "b lib build f,g 2: 2", "c lib build - 2")
	same := graph(t, "c lib build - 2", "a bin build - 2: 2", "b lib build g,f 2: 0")
	for i, j := range []int{1, 2, 0} {
		if one.Identities(nil)[i] != same.Identities(nil)[j] {
			t.Errorf("unit %d differs, though only the order does", i)
		}
	}
	other := graph(t, "a bin build - 2: 1", "b lib build f,g 2: 2", "c lib build - 0")
	for i, own := range []bool{true, true, false} {
		if one.Identities(nil)[i] == other.Identities(nil)[i] {
			t.Errorf("unit %d is the same, though what it is compiled with differs", i)
		}
		if (one.Units[i].Own(nil) == other.Units[i].Own(nil)) != own {
			t.Errorf("unit %d: its own identity is wrong", i)
		}
	}
	full := func(unitgraph.Unit) string { return "2" }
	if !slices.Equal(one.Identities(full), other.Identities(full)) {
		t.Error("with the same debuginfo they differ")
	}
	twice := graph(t, "a lib check - 2", "a lib check - 2").Identities(nil)
	if twice[0] == twice[1] {
		t.Error("a library and its test are one")
	}
}

// TestSides has a crate that a build script and the program share, and a
// procedural macro as the root.
func TestSides(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		graph unitgraph.Graph
		want  []string
	}{
		{
			graph(t, "a bin build - 2: 1 3", "a custom-build run-custom-build - 2: 2", "a custom-build build - 2: 3 4", "both lib build - 2", "h lib build - 2"),
			[]string{"target", "host", "host", "target and host", "host"},
		},
		{graph(t, "m proc-macro build - 2: 1", "x lib build - 2"), []string{"host", "host"}},
	} {
		var got []string
		for _, s := range row.graph.Sides() {
			got = append(got, s.String())
		}
		if !slices.Equal(got, row.want) {
			t.Errorf("got %q, want %q", got, row.want)
		}
	}
}

func TestNameVersion(t *testing.T) {
	t.Parallel()
	for id, want := range map[string][2]string{
		"registry+https://github.com/rust-lang/crates.io-index#serde@1.0.1":         {"serde", "1.0.1"},
		"path+file:///w/my-math#0.1.0":                                              {"my-math", "0.1.0"},
		"path+file:///w/dir#math@0.1.0":                                             {"math", "0.1.0"},
		"git+https://x.y/z?branch=b#1.2.3":                                          {"z", "1.2.3"},
		"serde 1.0.1 (registry+https://github.com/rust-lang/crates.io-index#serde)": {"serde", "1.0.1"},
	} {
		if name, version := unitgraph.NameVersion(id); name != want[0] || version != want[1] {
			t.Errorf("%s: got %s %s", id, name, version)
		}
	}
}

func TestParseTree(t *testing.T) {
	t.Parallel()
	got := unitgraph.ParseTree("a v0.1.0 (/w/a);\nserde v1.0.1;default,std\nserde v1.0.1;default,std (*)\nd v1.0.1 (proc-macro);x,b\n\nl v0.1.0 (proc-macro) (/w/l);\n")
	want := []string{"a 0.1.0 (/w/a) []", "serde 1.0.1  [default std]", "d 1.0.1  [b x]", "l 0.1.0 (/w/l) []"}
	var lines []string
	for _, p := range got {
		lines = append(lines, fmt.Sprint(p.Name, " ", p.Version, " ", p.Source, " ", p.Features))
	}
	if !slices.Equal(lines, want) {
		t.Errorf("got %q, want %q", lines, want)
	}
}
