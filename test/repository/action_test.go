package repository_test

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"
)

// TestAction runs the commands of action.yml on releases in a directory: the
// latest, one by its version, one that is not there, and one whose checksum is
// another's.
func TestAction(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		t.Skip("made for bash and curl as on Linux")
	}
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("no curl")
	}
	text, err := os.ReadFile("../../action.yml")
	if err != nil {
		t.Fatal(err)
	}
	var action struct {
		Runs struct{ Steps []struct{ Run string } }
	}
	if err := yaml.Unmarshal(text, &action); err != nil || len(action.Runs.Steps) != 1 {
		t.Fatalf("%v, %d steps", err, len(action.Runs.Steps))
	}

	releases := t.TempDir()
	release(t, filepath.Join(releases, "latest", "download"), "2.0.0", "")
	release(t, filepath.Join(releases, "download", "v1.0.0"), "1.0.0", "")
	release(t, filepath.Join(releases, "download", "v3.0.0"), "3.0.0", strings.Repeat("0", 64))
	for version, want := range map[string]string{"latest": "cargo-nw 2.0.0", "1.0.0": "cargo-nw 1.0.0", "v1.0.0": "cargo-nw 1.0.0", "9.0.0": "", "3.0.0": ""} {
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
		defer cancel()
		temp := t.TempDir()
		added := filepath.Join(temp, "path")
		cmd := exec.CommandContext(ctx, "bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", strings.ReplaceAll(action.Runs.Steps[0].Run, "--retry 3", ""))
		cmd.Env = append(os.Environ(), "VERSION="+version, "RUNNER_OS=Linux", "RUNNER_ARCH=X64", "RUNNER_TEMP="+temp, "GITHUB_PATH="+added, "CARGO_NW_RELEASES=file://"+releases)
		out, err := cmd.CombinedOutput()
		if want == "" {
			if _, found := os.Stat(added); err == nil || found == nil {
				t.Errorf("%s: installed, %v\n%s", version, err, out)
			}
			continue
		}
		if err != nil || !strings.Contains(string(out), want) {
			t.Errorf("%s: %v\n%s", version, err, out)
		}
		if path, err := os.ReadFile(added); err != nil || string(path) != filepath.Join(temp, "cargo-nw")+"\n" {
			t.Errorf("%s: added %q to PATH, %v", version, path, err)
		}
	}
}

// release writes an archive with a program that prints its version, and the
// list of checksums; an empty sum is the right one.
func release(t *testing.T, dir, version, sum string) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	const name = "cargo-nw-linux-amd64.tar.gz"
	program := "#!/bin/sh\necho cargo-nw " + version + "\n"
	f, err := os.Create(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	zipped := gzip.NewWriter(f)
	archive := tar.NewWriter(zipped)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(archive.WriteHeader(&tar.Header{Name: "cargo-nw", Mode: 0o755, Size: int64(len(program))}))
	_, err = archive.Write([]byte(program))
	must(err)
	must(archive.Close())
	must(zipped.Close())
	must(f.Close())
	data, err := os.ReadFile(f.Name())
	must(err)
	if sum == "" {
		sum = fmt.Sprintf("%x", sha256.Sum256(data))
	}
	must(os.WriteFile(filepath.Join(dir, "SHA256SUMS"), []byte(sum+"  "+name+"\n"), 0o600))
}
