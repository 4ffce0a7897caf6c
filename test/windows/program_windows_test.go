package windows_test

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// limit is how long one program may take.
const limit = time.Minute

// TestFindingCargo finds cargo.exe in a directory of PATH, however the variable
// is spelled, by the endings in PATHEXT.
func TestFindingCargo(t *testing.T) {
	t.Parallel()
	program, cargo := found(t, "cargo-nw"), found(t, "cargo")
	dir := t.TempDir()
	manifest := "[workspace]\n[package]\nname = \"outer\"\n"
	if err := os.WriteFile(filepath.Join(dir, "Cargo.toml"), []byte(manifest), 0o600); err != nil {
		t.Fatal(err)
	}
	bat := filepath.Join(dir, "bat")
	if err := errors.Join(os.Mkdir(bat, 0o700), os.WriteFile(filepath.Join(bat, "cargo.bat"), []byte("@exit 9\r\n"), 0o600)); err != nil {
		t.Fatal(err)
	}
	bin := filepath.Dir(cargo)
	for _, row := range []struct {
		name string
		env  []string
		want int
	}{
		{"Path", []string{"Path=" + bin}, 0},
		{"PATH", []string{"PATH=" + bin}, 0},
		{"path, after one without", []string{"path=" + dir + ";" + bin}, 0},
		{"an ending in capitals", []string{"Path=" + bin, "PATHEXT=.COM;.EXE"}, 0},
		{"no such ending", []string{"Path=" + bin, "PATHEXT=.COM"}, 3},
		{"a batch file before it", []string{"Path=" + bat + ";" + bin, "PATHEXT=.BAT;.EXE"}, 9},
		{"the current directory does not count", []string{"Path=.;"}, 3},
		{"Cargo, as cargo sets it", []string{"Path=", "Cargo=" + cargo}, 0},
	} {
		ctx, cancel := context.WithTimeout(t.Context(), limit)
		cmd := exec.CommandContext(ctx, program, "check")
		cmd.Dir, cmd.Env = dir, append(withoutPath(os.Environ()), row.env...)
		out, err := cmd.CombinedOutput()
		if code := cmd.ProcessState.ExitCode(); code != row.want || ctx.Err() != nil {
			t.Errorf("%s: status %d, want %d, %v\n%s", row.name, code, row.want, err, out)
		}
		cancel()
	}
}

func found(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func withoutPath(env []string) []string {
	return slices.DeleteFunc(env, func(kv string) bool {
		name, _, _ := strings.Cut(kv, "=")
		return strings.EqualFold(name, "PATH") || strings.EqualFold(name, "PATHEXT") || strings.EqualFold(name, "CARGO")
	})
}

// TestKilled checks that a cargo ends with the cargo-nw that started it.
func TestKilled(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, text := range map[string]string{"Cargo.toml": "[workspace]\n[package]\nname = \"outer\"\n", "wait": ""} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	hold, release, err := os.Pipe() // the cargo reads it to its end, which does not come
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = release.Close(); _ = hold.Close() }()
	cmd := exec.CommandContext(t.Context(), found(t, "cargo-nw"), "check")
	cmd.Dir, cmd.Stdin = dir, hold
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(stdout, make([]byte, len("waiting"))); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { _, err := io.Copy(io.Discard, stdout); ended <- err }() // until the cargo has closed it, too
	select {
	case err := <-ended:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(limit):
		t.Error("the cargo lives on")
	}
	_ = cmd.Wait()
}
