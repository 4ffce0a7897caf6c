package main

import (
	"archive/zip"
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestPython(t *testing.T) {
	t.Parallel()
	for version, want := range map[string]string{"0.1.0": "0.1.0", "v1.2.3": "1.2.3", "0.0.0-snapshot": "0.0.0.dev0"} {
		if got := python(version); got != want {
			t.Errorf("python(%q) = %q, want %q", version, got, want)
		}
	}
}

// TestInstall has pip install a wheel, and runs what it has installed.
func TestInstall(t *testing.T) {
	t.Parallel()
	pip := []string{"-m", "pip", "--disable-pip-version-check"}
	if err := exec.CommandContext(t.Context(), "python3", append(pip, "--version")...).Run(); err != nil {
		t.Skip("no pip: ", err)
	}
	dir := t.TempDir()
	wheel, err := pack("0.1.0", "any", "cargo-nw", []byte("#!/bin/sh\necho it runs\n"))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "cargo_nw-0.1.0-py3-none-any.whl")
	if err := os.WriteFile(path, wheel, 0o600); err != nil {
		t.Fatal(err)
	}
	install := exec.CommandContext(t.Context(), "python3", append(pip, "install", "--no-index", "--target", filepath.Join(dir, "to"), path)...)
	if out, err := install.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	out, err := exec.CommandContext(t.Context(), filepath.Join(dir, "to", "bin", "cargo-nw")).Output()
	if err != nil || string(out) != "it runs\n" {
		t.Errorf("the program printed %q, %v", out, err)
	}
}

// TestSame holds that the same program gives the same wheel.
func TestSame(t *testing.T) {
	t.Parallel()
	one, err := pack("0.1.0", platforms["linux_amd64_v1"], "cargo-nw", []byte("x"))
	if err != nil {
		t.Fatal(err)
	}
	two, _ := pack("0.1.0", platforms["linux_amd64_v1"], "cargo-nw", []byte("x"))
	if !bytes.Equal(one, two) {
		t.Error("two wheels of one program differ")
	}
	r, err := zip.NewReader(bytes.NewReader(one), int64(len(one)))
	if err != nil {
		t.Fatal(err)
	}
	if name := r.File[0].Name; !strings.HasSuffix(name, ".data/scripts/cargo-nw") || r.File[0].Mode() != 0o755 {
		t.Errorf("first is %s, %v", name, r.File[0].Mode())
	}
}
