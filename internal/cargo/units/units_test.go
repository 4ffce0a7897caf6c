package units_test

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/units"
)

const object = `{"rustc":7,"features":"[]","target":1,"deps":[[12352465197599306332,"maker",false,9597428675449343474]],` +
	`"local":[{"CheckDepInfo":{"dep_info":"debug/x","checksum":false}}],"rustflags":[],"config":1,"compile_kind":0}`

const run = `{"rustc":7,"deps":[],"local":[{"RerunIfChanged":{"output":"debug/o","paths":["build.rs","/etc/x"]}},{"RerunIfEnvChanged":{"var":"CC","val":null}}]}`

func lay(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		err := os.MkdirAll(filepath.Dir(path), 0o755)
		if err == nil {
			err = os.WriteFile(path, []byte(text), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestRead has units of every kind, in both layouts and on a platform.
func TestRead(t *testing.T) {
	t.Parallel()
	const h = "0123456789abcdef"
	dir := lay(t, map[string]string{
		"debug/.cargo-lock":                                                                  "",
		"debug/.fingerprint/leaf-" + h + "/lib-leaf":                                         "f24d4eed87ea3085",
		"debug/.fingerprint/leaf-" + h + "/lib-leaf.json":                                    object,
		"debug/deps/libleaf-" + h + ".rlib":                                                  "1",
		"debug/deps/leaf-" + h + ".d":                                                        "leaf: /x\n",
		"debug/deps/leaf-" + h + ".leaf.0.rcgu.o":                                            "1",
		"debug/.fingerprint/app-1123456789abcdef/bin-app":                                    "f24d4eed87ea3085",
		"debug/.fingerprint/app-1123456789abcdef/bin-app.json":                               object,
		"debug/.fingerprint/failed-2123456789abcdef/lib-failed":                              "",
		"debug/.fingerprint/failed-2123456789abcdef/lib-failed.json":                         object,
		"debug/.fingerprint/odd-3123456789abcdef/lib-odd":                                    "f24d4eed87ea3085",
		"debug/.fingerprint/odd-3123456789abcdef/lib-odd.json":                               `{"rustc":7,"local":[{"NewRule":{}}]}`,
		"debug/.fingerprint/gone-4123456789abcdef/lib-gone":                                  "f24d4eed87ea3085",
		"debug/.fingerprint/gone-4123456789abcdef/lib-gone.json":                             object,
		"x/release/.cargo-build-lock":                                                        "",
		"x/release/.fingerprint/leaf-" + h + "/build-script-build-script-build":              "f24d4eed87ea3085",
		"x/release/.fingerprint/leaf-" + h + "/build-script-build-script-build.json":         object,
		"x/release/build/leaf-" + h + "/build_script_build-" + h:                             "1",
		"x/release/build/leaf-" + h + "/build_script_build-" + h + ".d":                      "1",
		"x/release/build/leaf-" + h + "/build-script-build":                                  "1",
		"x/release/build/new/" + h + "/fingerprint/run-build-script-build-script-build":      "f24d4eed87ea3085",
		"x/release/build/new/" + h + "/fingerprint/run-build-script-build-script-build.json": run,
		"x/release/build/new/" + h + "/run/root-output":                                      "/a/x/release/build/new/" + h + "/out",
		"x/release/build/new/" + h + "/run/stdout":                                           "cargo:x",
		"x/release/build/new/" + h + "/out/deep/g.rs":                                        "1",
		"unlocked/.fingerprint/leaf-" + h + "/lib-leaf":                                      "f24d4eed87ea3085",
		"unlocked/.fingerprint/leaf-" + h + "/lib-leaf.json":                                 object,
	})
	if err := os.MkdirAll(filepath.Join(dir, "x", "release", "build", "new", h, "out", "empty"), 0o755); err != nil {
		t.Fatal(err)
	}
	d, err := units.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, u := range d.Units {
		files := []string{}
		for _, f := range u.Files {
			if f.Role != units.Fingerprint {
				files = append(files, f.Path[strings.LastIndexByte(f.Path, '/')+1:]+" "+string(f.Role))
			}
		}
		slices.Sort(files)
		got = append(got, u.Profile+" "+u.Name+" "+string(u.Kind)+": "+strings.Join(files, ", "))
	}
	want := []string{
		"debug leaf-" + h + " library: leaf-" + h + ".d written, leaf-" + h + ".leaf.0.rcgu.o written, libleaf-" + h + ".rlib compiled",
		"x/release leaf-" + h + " build script: build-script-build compiled, build_script_build-" + h + " compiled, build_script_build-" + h + ".d written",
		"x/release new/" + h + " run: empty folder, g.rs written, root-output written, stdout written",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if d.Strange != 1 {
		t.Errorf("%d strange ones, want 1", d.Strange)
	}
	leaf, newest := d.Units[0], d.Units[2]
	if leaf.Print != "f24d4eed87ea3085" || leaf.Rustc != 7 || !slices.Equal(leaf.Deps, []units.Print{"f24d4eed87ea3085"}) {
		t.Errorf("got %+v", leaf)
	}
	if want := []string{"build.rs", "/etc/x"}; !slices.Equal(newest.Local[0].Paths, want) || newest.OutDir != "build/new/"+h+"/out" {
		t.Errorf("got %+v", newest)
	}
	if output, out, err := d.Printed(newest); output != "cargo:x" || !strings.HasSuffix(out, "/out") || err != nil {
		t.Errorf("printed %q, %q, %v", output, out, err)
	}
	if nothing, err := units.Read(filepath.Join(dir, "nowhere")); err != nil || len(nothing.Units) > 0 {
		t.Errorf("nowhere: %v, %v", nothing, err)
	}
}

// TestForeign has a layout that is not known, and directories in which there
// is nothing to know.
func TestForeign(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		files map[string]string
		known bool
	}{
		"nothing":             {map[string]string{"debug/.cargo-lock": ""}, true},
		"incremental alone":   {map[string]string{"debug/.cargo-lock": "", "debug/incremental/x": ""}, true},
		"another layout":      {map[string]string{"debug/.cargo-lock": "", "debug/objects/0123/lib.rlib": ""}, false},
		"another format":      {map[string]string{"debug/.cargo-lock": "", "debug/.fingerprint/a-0123456789abcdef/lib-a": "blake3:1", "debug/.fingerprint/a-0123456789abcdef/lib-a.json": object}, false},
		"programs of its own": {map[string]string{"debug/.cargo-lock": "", "debug/.fingerprint/a-0123456789abcdef/bin-a": "x", "debug/.fingerprint/a-0123456789abcdef/bin-a.json": object}, true},
	} {
		if d, err := units.Read(lay(t, c.files)); err != nil || d.Known() != c.known {
			t.Errorf("%s: known %t, %v", name, d.Known(), err)
		}
	}
}

// TestSources reads rustc's .d files.
func TestSources(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text  string
		files []string
		env   map[string]string
		bad   bool
	}{
		"rules":    {text: "/t/a.d: /s/a.rs /s/b.rs\n\n/t/liba.rlib: /s/a.rs /s/b.rs\n\n/s/a.rs:\n/s/b.rs:\n", files: []string{"/s/a.rs", "/s/b.rs"}},
		"blanks":   {text: "/t/a\\ b.d: /s/a\\ b\\ c.rs d.rs\n", files: []string{"/s/a b c.rs", "d.rs"}},
		"env":      {text: "/t/a.d: /s/a.rs\n\n# env-dep:OUT_DIR=/t/a: b\n# env-dep:NONE\n", files: []string{"/s/a.rs"}, env: map[string]string{"OUT_DIR": "/t/a: b", "NONE": ""}},
		"windows":  {text: "C:\\t\\a.d: C:\\s\\a.rs\r\n", files: []string{"C:\\s\\a.rs"}},
		"no rule":  {text: "# env-dep:A=b\n", bad: true},
		"cut off":  {text: "/t/a.d: /s/a\\\n", bad: true},
		"no files": {text: "/t/a.d: \n"},
	} {
		dir := lay(t, map[string]string{
			"debug/.cargo-lock": "", "debug/deps/a-0123456789abcdef.d": c.text, "debug/deps/liba-0123456789abcdef.rlib": "1",
			"debug/.fingerprint/a-0123456789abcdef/lib-a": "f24d4eed87ea3085", "debug/.fingerprint/a-0123456789abcdef/lib-a.json": object,
		})
		d, err := units.Read(dir)
		if err != nil || len(d.Units) != 1 {
			t.Fatalf("%s: %v, %v", name, d, err)
		}
		got, err := d.Sources(d.Units[0])
		if c.env == nil {
			c.env = map[string]string{}
		}
		if (err != nil) != c.bad || !c.bad && (!slices.Equal(got.Files, c.files) || !reflect.DeepEqual(got.Env, c.env)) {
			t.Errorf("%s: got %+v, %v", name, got, err)
		}
	}
}
