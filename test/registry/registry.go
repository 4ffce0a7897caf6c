// Package registry makes a registry of small crates on disk, from which cargo
// downloads as it does from crates.io: packages are unpacked into
// $CARGO_HOME/registry/src, offline and always the same.
//
// It is for tests and benchmarks. It knows no more of a manifest than an index
// needs.
package registry

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"golang.org/x/tools/txtar"
)

// Make writes a local registry
// (https://doc.rust-lang.org/cargo/reference/source-replacement.html#local-registry-sources)
// with the crates of an archive, whose files are below NAME-VERSION/, and a
// CARGO_HOME that takes it for crates.io. Both directories may be there. A crate
// is yanked if its manifest says so in [package.metadata].
func Make(dir, home, archive string) error {
	crates := map[string][]txtar.File{}
	for _, f := range txtar.Parse([]byte(archive)).Files {
		crate, _, _ := strings.Cut(f.Name, "/")
		crates[crate] = append(crates[crate], f)
	}
	for _, crate := range slices.Sorted(maps.Keys(crates)) {
		if err := add(dir, crate, crates[crate]); err != nil {
			return fmt.Errorf("crate %s: %w", crate, err)
		}
	}
	config := fmt.Sprintf("[source.crates-io]\nreplace-with = \"tiny\"\n[source.tiny]\nlocal-registry = '%s'\n", dir)
	return write(filepath.Join(home, "config.toml"), []byte(config))
}

// entry is a line of the index
// (https://doc.rust-lang.org/cargo/reference/registry-index.html#json-schema).
type entry struct {
	Name     string              `json:"name"`
	Version  string              `json:"vers"`
	Deps     []dependency        `json:"deps"`
	Sum      string              `json:"cksum"`
	Features map[string][]string `json:"features"`
	Yanked   bool                `json:"yanked"`
	Links    *string             `json:"links"`
}

type dependency struct {
	Name            string   `json:"name"`
	Req             string   `json:"req"`
	Features        []string `json:"features"`
	Optional        bool     `json:"optional"`
	DefaultFeatures bool     `json:"default_features"`
	Target          *string  `json:"target"`
	Kind            string   `json:"kind"`
}

// add writes one crate and its line.
func add(dir, crate string, files []txtar.File) error {
	var packed bytes.Buffer
	zip := gzip.NewWriter(&packed)
	archive := tar.NewWriter(zip)
	var manifest []byte
	for _, f := range files {
		if err := archive.WriteHeader(&tar.Header{Name: f.Name, Mode: 0o644, Size: int64(len(f.Data))}); err != nil {
			return err
		}
		if _, err := archive.Write(f.Data); err != nil {
			return err
		}
		if f.Name == crate+"/Cargo.toml" {
			manifest = f.Data
		}
	}
	if err := archive.Close(); err != nil {
		return err
	}
	if err := zip.Close(); err != nil {
		return err
	}
	e, err := read(manifest)
	if err != nil {
		return err
	}
	if e.Name+"-"+e.Version != crate {
		return fmt.Errorf("its manifest is that of %s-%s", e.Name, e.Version)
	}
	sum := sha256.Sum256(packed.Bytes())
	e.Sum = hex.EncodeToString(sum[:])
	line, err := json.Marshal(e)
	if err != nil {
		return err
	}
	index := filepath.Join(dir, "index", filepath.FromSlash(indexPath(e.Name)))
	before, _ := os.ReadFile(index)
	if err := write(index, append(before, append(line, '\n')...)); err != nil {
		return err
	}
	return write(filepath.Join(dir, crate+".crate"), packed.Bytes())
}

func read(manifest []byte) (entry, error) {
	var doc struct {
		Package struct {
			Name, Version string
			Links         *string
			Metadata      struct{ Yanked bool }
		}
		Features          map[string][]string
		Dependencies      map[string]any
		BuildDependencies map[string]any `toml:"build-dependencies"`
	}
	if err := toml.Unmarshal(manifest, &doc); err != nil {
		return entry{}, err
	}
	e := entry{Name: doc.Package.Name, Version: doc.Package.Version, Features: doc.Features, Links: doc.Package.Links, Yanked: doc.Package.Metadata.Yanked, Deps: []dependency{}}
	if e.Features == nil {
		e.Features = map[string][]string{}
	}
	for _, table := range []struct {
		kind string
		deps map[string]any
	}{{"normal", doc.Dependencies}, {"build", doc.BuildDependencies}} {
		for _, name := range slices.Sorted(maps.Keys(table.deps)) {
			d := dependency{Name: name, Features: []string{}, DefaultFeatures: true, Kind: table.kind}
			switch value := table.deps[name].(type) {
			case string:
				d.Req = value
			case map[string]any:
				d.Req, _ = value["version"].(string)
				d.Optional, _ = value["optional"].(bool)
			}
			e.Deps = append(e.Deps, d)
		}
	}
	return e, nil
}

// indexPath is where the line of a crate is.
func indexPath(name string) string {
	switch len(name) {
	case 1, 2:
		return fmt.Sprintf("%d/%s", len(name), name)
	case 3:
		return "3/" + name[:1] + "/" + name
	}
	return name[:2] + "/" + name[2:4] + "/" + name
}

func write(path string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, text, 0o644)
}
