// Command wheel packs the programs that goreleaser has built into Python
// wheels, so `pipx install cargo-nw` and `uv tool install cargo-nw` can bring
// one. A wheel has the bare program, and no Python.
//
//	go run ./.ci/wheel VERSION DIST
//
// DIST is goreleaser's directory: the programs are in cargo-nw_OS_ARCH_…, and
// the wheels are written beside them. The format is described in
// https://packaging.python.org/en/latest/specifications/binary-distribution-format.
package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// platforms are the tags of the systems, by the names of goreleaser's
// directories. The Linux programs are static, so any C library will do.
var platforms = map[string]string{
	"linux_amd64_v1":     "manylinux_2_17_x86_64.manylinux2014_x86_64.musllinux_1_1_x86_64",
	"linux_arm64_v8.0":   "manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64",
	"darwin_amd64_v1":    "macosx_12_0_x86_64",
	"darwin_arm64_v8.0":  "macosx_12_0_arm64",
	"windows_amd64_v1":   "win_amd64",
	"windows_arm64_v8.0": "win_arm64",
}

// file is one file of a wheel.
type file struct {
	name string
	data []byte
	mode os.FileMode
}

func main() {
	log.SetFlags(0)
	if len(os.Args) != 3 {
		log.Fatal("usage: wheel VERSION DIST")
	}
	version, dist := python(os.Args[1]), os.Args[2]
	for build, platform := range platforms {
		name := "cargo-nw"
		if strings.HasPrefix(build, "windows") {
			name += ".exe"
		}
		program, err := os.ReadFile(filepath.Join(dist, "cargo-nw_"+build, name))
		if err != nil {
			log.Fatal(err)
		}
		wheel, err := pack(version, platform, name, program)
		if err != nil {
			log.Fatal(err)
		}
		path := filepath.Join(dist, "cargo_nw-"+version+"-py3-none-"+platform+".whl")
		if err := os.WriteFile(path, wheel, 0o644); err != nil {
			log.Fatal(err)
		}
		fmt.Println(path)
	}
}

// python is a version as Python's rules have it (PEP 440): a pre-release, as
// of a snapshot, is .dev0.
func python(version string) string {
	release, _, pre := strings.Cut(strings.TrimPrefix(version, "v"), "-")
	if pre {
		return release + ".dev0"
	}
	return release
}

// pack makes a wheel of one program.
func pack(version, platform, name string, program []byte) ([]byte, error) {
	info := "cargo_nw-" + version + ".dist-info/"
	var tags strings.Builder
	for tag := range strings.SplitSeq(platform, ".") {
		fmt.Fprintf(&tags, "Tag: py3-none-%s\n", tag)
	}
	files := []file{
		{"cargo_nw-" + version + ".data/scripts/" + name, program, 0o755},
		{info + "METADATA", []byte("Metadata-Version: 2.1\nName: cargo-nw\nVersion: " + version + `
Summary: Run cargo in nested workspaces
Home-page: https://github.com/cargo-nw/cargo-nw
License: MIT
`), 0o644},
		{info + "WHEEL", []byte("Wheel-Version: 1.0\nGenerator: cargo-nw\nRoot-Is-Purelib: false\n" + tags.String()), 0o644},
	}
	var record strings.Builder
	for _, f := range files {
		sum := sha256.Sum256(f.data)
		fmt.Fprintf(&record, "%s,sha256=%s,%d\n", f.name, base64.RawURLEncoding.EncodeToString(sum[:]), len(f.data))
	}
	fmt.Fprintf(&record, "%sRECORD,,\n", info)
	return archive(append(files, file{info + "RECORD", []byte(record.String()), 0o644}))
}

// archive writes files into a zip, all with the same time, so that the same
// program gives the same wheel.
func archive(files []file) ([]byte, error) {
	var buffer bytes.Buffer
	w := zip.NewWriter(&buffer)
	for _, f := range files {
		header := &zip.FileHeader{Name: f.name, Method: zip.Deflate, Modified: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)}
		header.SetMode(f.mode)
		entry, err := w.CreateHeader(header)
		if err != nil {
			return nil, err
		}
		if _, err := entry.Write(f.data); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return buffer.Bytes(), nil
}
