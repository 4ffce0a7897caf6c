package manifest_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// world is a random tree of packages and workspaces.
type world struct {
	rng       *rand.Rand
	base      string // the directory that holds everything
	cargoHome string
	start     string   // the manifest to ask about
	dirs      []string // relative to base; the first is the outermost root
	packages  []string // those of dirs that get a [package]
	names     map[string]string
	manifests map[string]string
	links     map[string]string
	files     []string
}

func newWorld(base string, rng *rand.Rand) *world {
	w := &world{
		rng: rng, base: base, cargoHome: filepath.Join(base, "cargo-home"),
		names: map[string]string{}, manifests: map[string]string{}, links: map[string]string{},
	}
	w.layOut()
	for i, dir := range w.dirs {
		if slices.Contains(w.packages, dir) || i == 0 || w.chance(30) {
			w.manifest(i, dir)
		}
	}
	if w.chance(12) {
		w.links[filepath.Join(w.anyDir(), w.pick("l", "a", ".l"))] = w.anyDir()
	}
	if w.chance(10) {
		w.files = append(w.files, filepath.Join(w.anyDir(), w.pick("README.md", ".DS_Store", "f")))
	}
	if w.chance(5) {
		w.cargoHome = filepath.Join(base, w.anyDir())
	}
	var starts []string
	for _, dir := range w.dirs {
		if w.manifests[dir] != "" {
			starts = append(starts, dir)
		}
	}
	dir := starts[0]
	if w.chance(65) {
		dir = starts[w.rng.IntN(len(starts))]
	}
	w.start = filepath.Join(base, dir, "Cargo.toml")
	return w
}

func (w *world) chance(percent int) bool { return w.rng.IntN(100) < percent }

func (w *world) pick(choices ...string) string { return choices[w.rng.IntN(len(choices))] }

func (w *world) anyDir() string { return w.dirs[w.rng.IntN(len(w.dirs))] }

// layOut chooses directories and which of them hold packages.
func (w *world) layOut() {
	top := "w"
	if w.chance(3) {
		top = w.pick("[w]", "w*", "w{a,b}", "[w")
	}
	w.dirs = []string{top}
	for range 2 + w.rng.IntN(7) {
		parent := w.anyDir()
		if strings.Count(parent, "/") > 3 {
			parent = top
		}
		name := w.pick("a", "b", "c", "d", "ab", "x-y", "crates", ".h", "e", "f")
		switch {
		case w.chance(6):
			parent, name = "out", w.pick("a", "b")
		case w.chance(4):
			name = "target/package/" + name
		case w.chance(3):
			name = w.pick("[m]", "{a,b}", `q\`, "é")
		}
		dir := filepath.Join(parent, name)
		if slices.Contains(w.dirs, dir) {
			continue
		}
		w.dirs = append(w.dirs, dir)
		if w.chance(92) {
			w.packages = append(w.packages, dir)
			w.names[dir] = fmt.Sprintf("p%d", len(w.packages))
			if w.chance(3) {
				w.names[dir] = "p1"
			}
		}
	}
	if w.chance(55) {
		w.packages = append(w.packages, top)
		w.names[top] = "top"
	}
	slices.Sort(w.packages)
	if len(w.packages) == 0 {
		w.packages, w.names[top] = []string{top}, "top"
	}
}

// manifest writes the Cargo.toml of one directory.
func (w *world) manifest(i int, dir string) {
	var b strings.Builder
	isPackage := slices.Contains(w.packages, dir)
	isRoot := i == 0 && w.chance(92) || !isPackage || w.chance(9)
	if isPackage {
		edition := w.pick("2015", "2018", "2021", "2021", "2024")
		header := "package"
		if w.chance(4) {
			header = "project"
		}
		fmt.Fprintf(&b, "[%s]\nname = %q\n", header, w.names[dir])
		if w.chance(7) {
			b.WriteString("edition.workspace = true\n")
		} else {
			fmt.Fprintf(&b, "edition = %q\n", edition)
		}
		if w.chance(8) {
			b.WriteString("version = { workspace = true }\n")
		} else {
			b.WriteString("version = \"0.1.0\"\n")
		}
		if w.chance(2) {
			b.WriteString("readme.workspace = true\n")
		}
		if !isRoot && w.chance(6) || w.chance(1) {
			to := w.dirs[0]
			if w.chance(25) {
				to = w.anyDir()
			}
			fmt.Fprintf(&b, "workspace = %q\n", w.relative(dir, to))
		}
		if w.chance(1) {
			b.WriteString("[lints]\nworkspace = true\n")
		}
		b.WriteString("[lib]\npath = \"lib.rs\"\n")
		w.dependencies(&b, dir)
	}
	if isRoot {
		w.workspace(&b, i, dir)
	}
	text := b.String()
	if w.chance(3) {
		text = "\ufeff" + strings.ReplaceAll(text, "\n", "\r\n")
	}
	w.manifests[dir] = text
}

func (w *world) dependencies(b *strings.Builder, dir string) {
	tables := map[string][]string{}
	for range w.rng.IntN(4) {
		if !w.chance(40) {
			continue
		}
		to := w.packages[w.rng.IntN(len(w.packages))]
		name := w.names[to]
		table := w.pick("dependencies", "dependencies", "dev-dependencies", "build-dependencies",
			"target.'cfg(unix)'.dependencies", "target.'cfg(windows)'.dev-dependencies", "target.x86_64-pc-windows-gnu.build-dependencies")
		if w.chance(4) {
			table = strings.ReplaceAll(table, "-dep", "_dep")
		}
		line := fmt.Sprintf("%s = { path = %q }", name, w.relative(dir, to))
		switch {
		case w.chance(14):
			line = name + ".workspace = true"
		case w.chance(8):
			line = fmt.Sprintf("%s = { path = %q, version = \"0.1\", optional = %v }", name, w.relative(dir, to), strings.HasSuffix(table, ".dependencies") || table == "dependencies")
		case w.chance(9):
			line = fmt.Sprintf("other = { package = %q, path = %q }", name, filepath.Join(w.base, to))
		case w.chance(10):
			line = name + " = \"1\""
		case w.chance(2):
			line = fmt.Sprintf("missing = { path = %q }", w.relative(dir, dir)+"/nowhere")
		}
		if !slices.ContainsFunc(tables[table], func(other string) bool {
			return strings.FieldsFunc(other, isKeyEnd)[0] == strings.FieldsFunc(line, isKeyEnd)[0]
		}) {
			tables[table] = append(tables[table], line)
		}
	}
	for _, table := range []string{
		"dependencies", "dev-dependencies", "dev_dependencies", "build-dependencies", "build_dependencies",
		"target.'cfg(unix)'.dependencies", "target.'cfg(windows)'.dev-dependencies", "target.'cfg(windows)'.dev_dependencies",
		"target.x86_64-pc-windows-gnu.build-dependencies", "target.x86_64-pc-windows-gnu.build_dependencies",
	} {
		if lines := tables[table]; lines != nil {
			fmt.Fprintf(b, "[%s]\n%s\n", table, strings.Join(lines, "\n"))
		}
	}
}

func isKeyEnd(r rune) bool { return r == ' ' || r == '.' }

func (w *world) workspace(b *strings.Builder, i int, dir string) {
	b.WriteString("[workspace]\nresolver = \"2\"\n")
	if i == 0 && w.chance(80) || w.chance(25) {
		w.list(b, "members", w.entries(dir, 35, true))
	}
	if i == 0 && w.chance(45) || w.chance(15) {
		w.list(b, "exclude", w.entries(dir, 25, false))
	} else if i == 0 && w.chance(3) {
		w.list(b, "exclude", []string{"."})
	}
	if w.chance(9) {
		w.list(b, "default-members", w.entries(dir, 20, true))
	}
	if w.chance(80) {
		b.WriteString("[workspace.package]\n")
		if w.chance(90) {
			b.WriteString("version = \"0.2.0\"\n")
		}
		b.WriteString("edition = \"" + w.pick("2018", "2021", "2024") + "\"\n")
	}
	if w.chance(50) {
		b.WriteString("[workspace.lints]\n")
	}
	if w.chance(85) {
		b.WriteString("[workspace.dependencies]\n")
		written := map[string]bool{}
		for _, to := range w.packages {
			if name := w.names[to]; !written[name] && w.chance(90) {
				written[name] = true
				fmt.Fprintf(b, "%s = { path = %q }\n", name, w.relative(dir, to))
			}
		}
	}
}

func (w *world) write(t *testing.T) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, dir := range w.dirs {
		must(os.MkdirAll(filepath.Join(w.base, dir), 0o750))
		if w.names[dir] != "" {
			must(os.WriteFile(filepath.Join(w.base, dir, "lib.rs"), nil, 0o600))
		}
	}
	for dir, text := range w.manifests {
		must(os.WriteFile(filepath.Join(w.base, dir, "Cargo.toml"), []byte(text), 0o600))
	}
	for _, file := range w.files {
		if _, err := os.Lstat(filepath.Join(w.base, file)); err != nil {
			must(os.WriteFile(filepath.Join(w.base, file), nil, 0o600))
		}
	}
	for link, to := range w.links {
		if _, err := os.Lstat(filepath.Join(w.base, link)); err != nil {
			must(os.Symlink(filepath.Join(w.base, to), filepath.Join(w.base, link)))
		}
	}
}
