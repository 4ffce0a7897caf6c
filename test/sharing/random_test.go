package sharing_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

var (
	trees = flag.Int("trees", 1, "how many random trees TestRandom makes")
	steps = flag.Int("steps", 3, "how many commands run in each")
	seed  = flag.Uint64("seed", 1, "the first of their seeds")
)

// TestRandom runs random commands in random trees, with sharing and without: the
// same commands succeed, and programs print the same.
func TestRandom(t *testing.T) {
	t.Parallel()
	for n := range *trees {
		at := *seed + uint64(n)
		t.Run(fmt.Sprint("seed", at), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(at, 0))
			names := []string{"a", "b", "c"}[:2+r.IntN(2)]
			texts := []string{strings.Replace(top, `"a", "b"]`, `"`+strings.Join(names, `", "`)+`"]`, 1)}
			for _, name := range names {
				texts = append(texts, randomWorkspace(r, name))
			}
			archive := strings.Join(texts, "")
			shared, apart := newWorld(t, archive), newWorld(t, archive).with("CARGO_NW_SHARE=0")
			var log []string
			for range *steps {
				step := randomStep(r, names)
				log = append(log, step.text)
				one, two := step.act(shared), step.act(apart)
				if one.Code != two.Code {
					t.Fatalf("%q: status %d with sharing, %d without\n%s", log, one.Code, two.Code, one.Stderr)
				}
				if strings.Contains(one.Stderr, "sharing: ") {
					t.Errorf("%q: %s", log, one.Stderr)
				}
				for _, name := range names {
					for _, profile := range []string{"debug", "release"} {
						said, want := shared.says(name, profile), apart.says(name, profile)
						if said != want {
							t.Fatalf("%q: %s in %s prints %q with sharing, %q without", log, profile, name, said, want)
						}
					}
				}
			}
		})
	}
}

// says is what a program prints, without the directory of its world.
func (w *world) says(name, profile string) string {
	program := filepath.Join(w.Dir, name, "target", profile, "app")
	if len(w.glob(filepath.Join(name, "target", profile, "app"))) == 0 {
		return "nothing: it is not there"
	}
	return strings.ReplaceAll(w.Run(name, program).Stdout, w.Dir, "")
}

// randomWorkspace has some of the crates, in some way.
func randomWorkspace(r *rand.Rand, name string) string {
	one := func(choices ...string) string { return choices[r.IntN(len(choices))] }
	lines, calls := []string{}, []string{`"` + name + `".to_string()`}
	for _, c := range []struct {
		name, call string
		ways       []string
	}{
		{"leaf", "leaf::say().to_string()", []string{"", `leaf = "1"`, `leaf = { version = "1", features = ["loud"] }`}},
		{"other", "other::say().to_string()", []string{"", `other = "1"`}},
		{"built", "built::text()", []string{"", `built = "1"`, `built = "1"`}},
		{"native", "native::answer().to_string()", []string{"", "", `native = "1"`}},
		{"pathy", "pathy::place().to_string()", []string{"", "", `pathy = "1"`}},
		{"own", "own::say().to_string()", []string{"", `own = { path = "own" }`}},
	} {
		if way := one(c.ways...); way != "" {
			lines = append(lines, way)
			calls = append(calls, c.call)
		}
	}
	if r.IntN(4) == 0 {
		lines = append(lines, "[patch.crates-io]\nleaf = { path = \"leaf\" }")
	}
	text := workspace(name, strings.Join(lines, "\n"), "["+strings.Join(calls, ", ")+`].join(" ")`)
	text += localCrate(name, "own") + localCrate(name, "leaf")
	if r.IntN(4) == 0 {
		text += "-- " + name + "/.cargo/config.toml --\n" + one("[env]\nOTHER = \"set by "+name+"\"\n", "[profile.dev]\nopt-level = 1\n", "[build]\ntarget-dir = \"target\"\nbuild-dir = \"built\"\n", "[build]\nrustflags = [\"--cfg=feature=\\\"loud\\\"\"]\n")
	}
	return text
}

// localCrate is one that a workspace has on disk.
func localCrate(workspace, crate string) string {
	return "-- " + workspace + "/" + crate + "/Cargo.toml --\n[package]\nname = \"" + crate + "\"\nversion = \"1.0.0\"\nedition = \"2021\"\n[features]\nloud = []\n" +
		"-- " + workspace + "/" + crate + "/src/lib.rs --\npub fn say() -> &'static str { \"" + crate + " of " + workspace + "\" }\n"
}

// step is something that is done in both worlds.
type step struct {
	text string
	act  func(*world) harness.Outcome
}

func randomStep(r *rand.Rand, names []string) step {
	name := names[r.IntN(len(names))]
	nw := func(argv ...string) step {
		return step{"cargo nw " + strings.Join(argv, " "), func(w *world) harness.Outcome { return w.NW(append([]string{"nw"}, argv...)...) }}
	}
	hand := func(argv ...string) step {
		return step{name + ": cargo " + strings.Join(argv, " "), func(w *world) harness.Outcome { return w.Cargo(name, argv...) }}
	}
	edit := func(file, text string) step {
		s := nw("build")
		return step{"edit " + file + ", " + s.text, func(w *world) harness.Outcome {
			w.write("-- " + file + " --\n" + text)
			return s.act(w)
		}}
	}
	set := func(kv string) step {
		s := nw("build")
		return step{kv + " " + s.text, func(w *world) harness.Outcome { return s.act(w.with(kv)) }}
	}
	return []step{
		nw("build"), nw("build"), nw("-j", "2", "build"), nw("--only", name, "build"), nw("check"), nw("build", "--release"),
		hand("build"), hand("clean"), hand("clean", "-p", "app"), hand("update"),
		edit(name+"/own/src/lib.rs", "pub fn say() -> &'static str { \"edited\" }\n"), edit(name+"/src/main.rs", "fn main() { println!(\"new\") }\n"),
		set("OTHER=by the user"), set("BUILT=by the user"), set("RUSTFLAGS=--cfg=x"), nw("--only", name, "clean"),
	}[r.IntN(16)]
}
