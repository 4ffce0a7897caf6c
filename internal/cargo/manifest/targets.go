package manifest

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// Build is the key package.build: nil, a boolean, the path of the build script,
// or a list of them
// (https://doc.rust-lang.org/cargo/reference/manifest.html#the-build-field).
func (s Settings) Build() any { return s.pkg()["build"] }

// FindsTest says whether cargo would find tests/NAME.rs as a test of that name
// (https://doc.rust-lang.org/cargo/reference/cargo-targets.html#target-auto-discovery).
// In edition 2015 one [[test]] is enough to keep it from looking. An edition may
// be inherited from root.
func (s Settings) FindsTest(root Settings, name string) bool {
	tests := in[[]any](s.doc, "test")
	for _, test := range tests {
		table, _ := test.(map[string]any)
		path := in[string](table, "path")
		if filepath.ToSlash(path) == "tests/"+name+".rs" || path == "" && in[string](table, "name") == name {
			return true
		}
	}
	if looks, ok := s.pkg()["autotests"].(bool); ok {
		return looks
	}
	return s.PackageEdition(root) != "2015" || len(tests) == 0
}

// HasTargets says whether the package in dir has anything to build, apart from a
// build script. Cargo refuses a package that has not: "no targets specified in
// the manifest" (src/cargo/util/toml/mod.rs, to_real_manifest). dir is read.
func (s Settings) HasTargets(dir string) bool {
	for _, key := range []string{"bin", "example", "test", "bench"} {
		if len(in[[]any](s.doc, key)) > 0 {
			return true
		}
	}
	looks := func(key string) bool { return s.pkg()[key] != false }
	return s.at("lib") != nil || looks("autolib") && paths.IsFile(filepath.Join(dir, "src", "lib.rs")) ||
		len(s.Executables(dir)) > 0 ||
		looks("autoexamples") && hasSources(filepath.Join(dir, "examples")) ||
		looks("autotests") && hasSources(filepath.Join(dir, "tests")) ||
		looks("autobenches") && hasSources(filepath.Join(dir, "benches"))
}

// hasSources says whether cargo finds targets in dir: NAME.rs and NAME/main.rs.
func hasSources(dir string) bool {
	entries, _ := os.ReadDir(dir) // what cannot be read has none
	return slices.ContainsFunc(entries, func(e os.DirEntry) bool {
		if e.IsDir() {
			return paths.IsFile(filepath.Join(dir, e.Name(), "main.rs"))
		}
		return strings.HasSuffix(e.Name(), ".rs")
	})
}

// EndlessTests are the programs of a fuzz package that `cargo test` would run,
// and that would never end: cargo-fuzz links them with libFuzzer's main, so only
// `test = false` keeps cargo from starting the fuzzer
// (https://rust-fuzz.github.io/book/cargo-fuzz/setup.html).
func (s Settings) EndlessTests() []string {
	if s.metadata()["cargo-fuzz"] != true {
		return nil
	}
	var names []string
	for _, value := range in[[]any](s.doc, "bin") {
		bin, _ := value.(map[string]any)
		if name := in[string](bin, "name"); name != "" && bin["test"] != false {
			names = append(names, name)
		}
	}
	return names
}

func (s Settings) metadata() map[string]any { return in[map[string]any](s.pkg(), "metadata") }

// Published says that cargo would publish the package: it has a version, and
// nothing forbids it. The key may be inherited from root
// (https://doc.rust-lang.org/cargo/reference/manifest.html#the-publish-field).
func (s Settings) Published(root Settings) bool {
	publish := s.pkg()["publish"]
	if table, ok := publish.(map[string]any); ok && in[bool](table, "workspace") {
		publish = root.at("workspace", "package")["publish"]
	}
	registries, isList := publish.([]any)
	return s.pkg()["version"] != nil && publish != false && (!isList || len(registries) > 0)
}

// Includes says that the package lists the files that it publishes, so that
// package.exclude means nothing.
func (s Settings) Includes() bool { return s.pkg()["include"] != nil }
