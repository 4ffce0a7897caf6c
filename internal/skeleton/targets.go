package skeleton

import (
	"cmp"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/metadata"
)

// crates are the targets of one package's skeleton.
type crates struct {
	pkg      Package
	wanted   bool // another package wants its programs as files
	standins *standins
	lib      map[string]any
	scripts  []string
	lists    map[string][]any // bin, example, test, bench
	loose    flags            // of programs without main: a library stands for them
	dropped  int              // how many those are
	tests    map[string]bool  // the tests and benches that there are already
}

// flags say which commands build a target as a test.
type flags struct{ test, bench bool }

// targets makes those of a package. Programs and examples keep their names. The
// number of tests and benches does not matter to dependencies: there is one for
// each set of features that one of them requires. wanted says that another
// package wants the programs as files.
func targets(p Package, wanted bool) *crates {
	c := &crates{pkg: p, wanted: wanted, standins: newStandins(), lists: map[string][]any{}, tests: map[string]bool{}}
	list := slices.SortedStableFunc(slices.Values(p.Targets), func(a, b metadata.Target) int { return strings.Compare(a.Name, b.Name) })
	for _, t := range list {
		switch kind := t.Kinds[0]; kind {
		case "custom-build":
			c.scripts = append(c.scripts, c.standins.add("build", standinScript))
		case "bin":
			c.program(t)
		case "example":
			c.example(t)
		case "test", "bench":
			c.tested(t, kind)
		default:
			c.library(t)
		}
	}
	c.standForPrograms()
	return c
}

// library is the package's own library.
func (c *crates) library(t metadata.Target) {
	c.lib = map[string]any{"name": t.Name}
	text := standinLibrary
	switch {
	case slices.Contains(t.Types, "proc-macro"):
		c.lib["proc-macro"], text = true, standinEmpty
	case c.pkg.Attributes[t.Source].NoStd && !slices.ContainsFunc(t.Types, func(kind string) bool { return kind != "cdylib" && kind != "staticlib" }):
		// It has a panic handler of its own. As a library it needs none, and its
		// dependencies are compiled alike.
	case !slices.Equal(t.Types, []string{"lib"}):
		c.lib["crate-type"] = t.Types
		if slices.ContainsFunc(t.Types, func(kind string) bool { return strings.HasSuffix(kind, "lib") && kind != "lib" && kind != "rlib" }) {
			text = standinLinked
		}
	}
	c.lib["path"] = c.standins.add("lib", text)
	if !t.Doctest {
		c.lib["doctest"] = false
	}
	f := c.flags(t, "lib")
	setFlags(c.lib, f)
}

// program is one of the programs.
func (c *crates) program(t metadata.Target) {
	f := c.flags(t, "bin")
	text := standinProgram
	switch {
	case c.pkg.Attributes[t.Source].NoMain && c.wanted:
		text = standinBare
	case c.pkg.Attributes[t.Source].NoMain:
		c.dropped++
		c.loose.test, c.loose.bench = c.loose.test || f.test, c.loose.bench || f.bench
		return
	}
	entry := map[string]any{"name": t.Name, "path": c.standins.add("bin", text)}
	requires(entry, t)
	setFlags(entry, f)
	c.lists["bin"] = append(c.lists["bin"], entry)
}

// example is one of the examples.
func (c *crates) example(t metadata.Target) {
	if slices.Contains(t.Types, "bin") && c.pkg.Attributes[t.Source].NoMain {
		c.mainless(t)
		return
	}
	entry := map[string]any{"name": t.Name}
	text := standinProgram
	if !slices.Contains(t.Types, "bin") {
		entry["crate-type"], text = t.Types, standinLibrary
		if slices.ContainsFunc(t.Types, func(kind string) bool { return kind != "lib" && kind != "rlib" }) {
			text = standinLinked
		}
		if slices.Contains(t.Types, "proc-macro") {
			text = standinEmpty
		}
	}
	entry["path"] = c.standins.add("example", text)
	requires(entry, t)
	if t.Test {
		entry["test"] = true
	}
	if c.written("example", t.Name, "bench") == true {
		entry["bench"] = true
	}
	c.lists["example"] = append(c.lists["example"], entry)
}

// mainless is an example without main, or a test or benchmark without main and
// std: it cannot be linked without what its source brings. A library wants the
// same dependencies.
func (c *crates) mainless(t metadata.Target) {
	key := "example " + strings.Join(sorted(t.Requires), " ")
	if c.tests[key] {
		return
	}
	c.tests[key] = true
	path := c.standins.add("example-lib", standinLibrary)
	// The name is that of a file in a directory that all packages have in common.
	entry := map[string]any{"name": strings.TrimSuffix(path, ".rs") + "-" + c.pkg.Name, "path": path, "crate-type": []string{"lib"}}
	requires(entry, t)
	c.lists["example"] = append(c.lists["example"], entry)
}

// tested is a test or a benchmark.
func (c *crates) tested(t metadata.Target, kind string) {
	if a := c.pkg.Attributes[t.Source]; a.NoMain && a.NoStd {
		c.mainless(t)
		return
	}
	// What is asked for by --tests or --benches alone, is so here, too.
	asked := kind == "test" && t.Test || kind == "bench" && c.written(kind, t.Name, "bench") != false
	key := kind + " " + map[bool]string{true: "+", false: "-"}[asked] + strings.Join(sorted(t.Requires), " ")
	if c.tests[key] {
		return
	}
	c.tests[key] = true
	path := c.standins.add(kind, standinEmpty)
	entry := map[string]any{"name": strings.TrimSuffix(path, ".rs"), "path": path}
	requires(entry, t)
	if !asked {
		entry[kind] = false
	}
	c.lists[kind] = append(c.lists[kind], entry)
}

// standForPrograms lets a library stand for programs without main: no linker
// script can break it.
func (c *crates) standForPrograms() {
	if c.dropped == 0 {
		return
	}
	if c.lib == nil {
		c.lib = map[string]any{"name": strings.ReplaceAll(c.pkg.Name, "-", "_"), "path": c.standins.add("lib", standinLibrary), "doctest": false}
		setFlags(c.lib, c.loose)
		return
	}
	if c.loose.test {
		delete(c.lib, "test")
	}
	if c.loose.bench {
		delete(c.lib, "bench")
	}
}

// flags are those of a library or a program, where true is the default.
func (c *crates) flags(t metadata.Target, table string) flags {
	return flags{t.Test, c.written(table, t.Name, "bench") != false}
}

func setFlags(entry map[string]any, f flags) {
	if !f.test {
		entry["test"] = false
	}
	if !f.bench {
		entry["bench"] = false
	}
}

func requires(entry map[string]any, t metadata.Target) {
	if len(t.Requires) > 0 {
		entry["required-features"] = sorted(t.Requires)
	}
}

// written is a key of a target's table in the manifest, nil if it is not there.
func (c *crates) written(table, name, key string) any {
	switch value := c.pkg.Settings.Raw(table).(type) {
	case map[string]any:
		return value[key]
	case []any:
		for _, element := range value {
			if entry, ok := element.(map[string]any); ok && cmp.Or(text(entry["name"]), c.pkg.Name) == name {
				return entry[key]
			}
		}
	}
	return nil
}

func text(value any) string {
	s, _ := value.(string)
	return s
}
