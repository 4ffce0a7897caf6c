package align_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
	"github.com/cargo-nw/cargo-nw/test/registry"
)

// crates are the versions in the registry. pin and pin_derive ask for the same
// version of each other's release; pulls has a dependency since 1.1.
func crates() string {
	var out strings.Builder
	add := func(name, version, more string) {
		fmt.Fprintf(&out, "-- %[1]s-%[2]s/Cargo.toml --\n[package]\nname = %[1]q\nversion = %[2]q\nedition = \"2021\"\n%[3]s-- %[1]s-%[2]s/src/lib.rs --\n", name, version, more)
	}
	for name, versions := range map[string][]string{
		"exact": {"1.0.9", "1.0.17"}, "tilde": {"2.6.4", "2.6.5", "2.7.6"}, "zero": {"0.3.0", "0.3.1", "0.4.0"},
		"pin_derive": {"1.0.1", "1.0.3"}, "yank": {"1.0.0", "1.0.1"}, "pulled": {"1.0.0", "1.1.0"},
		"p1": {"1.0.0", "1.0.1"}, "p2": {"1.0.0", "1.2.0"}, "p3": {"0.1.0", "0.1.9"},
	} {
		for _, v := range versions {
			add(name, v, "")
		}
	}
	add("yank", "1.0.2", "[package.metadata]\nyanked = true\n")
	add("pin", "1.0.1", "[dependencies]\npin_derive = \"=1.0.1\"\n")
	add("pin", "1.0.3", "[dependencies]\npin_derive = \"=1.0.3\"\n")
	add("pulls", "1.0.0", "")
	add("pulls", "1.1.0", "[dependencies]\npulled = \"1\"\n")
	return out.String()
}

// newWorld is a tree with that registry. Of a workspace it has the packages by
// name, each with the version in the lock file and the requirement.
func newWorld(t *testing.T, workspaces map[string]map[string][2]string) *harness.World {
	t.Helper()
	w := harness.Real(t)
	if err := registry.Make(filepath.Join(w.Home, "registry"), filepath.Join(w.Home, ".cargo"), crates()); err != nil {
		t.Fatal(err)
	}
	for dir, packages := range workspaces {
		var pinned, loose strings.Builder
		yanked := ""
		for name, is := range packages {
			version, requirement := is[0], is[1]
			if name == "yank" && version == "1.0.2" {
				yanked, version = version, "1.0.1" // nothing chooses it by itself
			}
			fmt.Fprintf(&pinned, "%s = \"=%s\"\n", name, version)
			fmt.Fprintf(&loose, "%s = %q\n", name, requirement)
		}
		name, head := "outer", ""
		switch {
		case dir != ".":
			name, head = dir, "[workspace]\n"
		default:
			head = "[workspace]\nexclude = [\"*\"]\n"
			for other := range workspaces {
				if other != "." {
					head = strings.Replace(head, `"*"`, `"`+other+`", "*"`, 1)
				}
			}
			head = strings.Replace(head, `, "*"`, "", 1) + harness.Roots(`["*"]`)
		}
		write := func(dependencies string) {
			w.Write(harness.Files{filepath.Join(dir, "Cargo.toml"): harness.Package(name, head, "[dependencies]\n", dependencies), filepath.Join(dir, "src/lib.rs"): ""})
		}
		write(pinned.String())
		w.Cargo(dir, "generate-lockfile", "--offline").Status(0)
		write(loose.String())
		if yanked != "" {
			w.Cargo(dir, "update", "--offline", "yank", "--precise", yanked).Status(0)
		}
	}
	return w
}

// locked is what the lock file of a workspace has, "NAME VERSION" in a line.
func locked(w *harness.World, dir string) string {
	var list []string
	name := ""
	for line := range strings.Lines(w.Read(filepath.Join(dir, "Cargo.lock"))) {
		if value, ok := strings.CutPrefix(line, "name = "); ok {
			name = strings.Trim(value, "\"\n")
		}
		if value, ok := strings.CutPrefix(line, "version = \""); ok && name != dir && name != "outer" {
			list = append(list, name+" "+strings.Trim(value, "\"\n"))
		}
	}
	slices.Sort(list)
	return strings.Join(list, "\n")
}
