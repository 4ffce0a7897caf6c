package toolchain_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/toolchain"
)

// TestReadFile reads both formats as rustup does.
func TestReadFile(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name, text string
		want       toolchain.File
		err        string
	}{
		{"rust-toolchain", "1.95\n", toolchain.File{Channel: "1.95"}, ""},
		{"rust-toolchain", "  nightly-2026-01-01  \r\n", toolchain.File{Channel: "nightly-2026-01-01"}, ""},
		{"rust-toolchain", "[toolchain]\nchannel = '1.95'\n", toolchain.File{Channel: "1.95"}, ""},
		{"rust-toolchain.toml", "[toolchain]\nchannel = \"beta\"\ncomponents = [\"clippy\"]\n", toolchain.File{Channel: "beta"}, ""},
		{"rust-toolchain.toml", "toolchain.channel = \"beta\"", toolchain.File{Channel: "beta"}, ""},
		{"rust-toolchain.toml", "toolchain = { \"channel\" = \"beta\" }", toolchain.File{Channel: "beta"}, ""},
		{"rust-toolchain.toml", "# channel = \"x\"\n[toolchain]\nprofile = \"minimal\"\n[other]\nchannel = \"y\"\n", toolchain.File{}, ""},
		{"rust-toolchain.toml", "[toolchain]\npath = \"/opt/rust\"\n", toolchain.File{Path: "/opt/rust"}, ""},
		{"rust-toolchain.toml", "[toolchain]\npath = \"/opt/rust\"\nchannel = \"beta\"\n", toolchain.File{}, "both a channel and a path"},
		{"rust-toolchain.toml", "beta\n", toolchain.File{}, "toml"},
		{"rust-toolchain.toml", "channel = \"beta\"\n", toolchain.File{}, "no [toolchain] table"},
		{"rust-toolchain", "beta\n\n", toolchain.File{}, "toml"},
		{"rust-toolchain", " \n", toolchain.File{}, "empty"},
	} {
		path := filepath.Join(t.TempDir(), row.name)
		if err := os.WriteFile(path, []byte(row.text), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := toolchain.ReadFile(path)
		switch {
		case row.err == "" && (err != nil || got != row.want):
			t.Errorf("%s %q: got %+v, %v, want %+v", row.name, row.text, got, err, row.want)
		case row.err != "" && (err == nil || !strings.Contains(err.Error(), row.err) || !strings.Contains(err.Error(), path)):
			t.Errorf("%s %q: got %v, want %s", row.name, row.text, err, row.err)
		}
	}
	if got, err := toolchain.ReadFile(""); err == nil {
		t.Errorf("no file: got %+v", got)
	}
}

// TestFindFile has the old name next to the new one, a directory of that name,
// and a file above.
func TestFindFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
	for _, name := range []string{"rust-toolchain.toml", "both/rust-toolchain", "both/rust-toolchain.toml", "odd/rust-toolchain/x", "odd/rust-toolchain.toml", "none/below/x"} {
		if err := os.MkdirAll(filepath.Dir(at(name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at(name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string]string{"both": "both/rust-toolchain", "odd": "odd/rust-toolchain.toml", "none/below": "rust-toolchain.toml"} {
		if got := toolchain.NearestFile(at(name)); got != at(want) {
			t.Errorf("nearest %s: got %q", name, got)
		}
	}
	if got := toolchain.FileIn(at("none")); got != "" {
		t.Errorf("in a directory without one: got %q", got)
	}
}

func TestChooses(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		file toolchain.File
		name string
		want bool
	}{
		{toolchain.File{Channel: "nightly"}, "nightly", true},
		{toolchain.File{Channel: "nightly"}, "nightly-x86_64-unknown-linux-gnu", true},
		{toolchain.File{Channel: "nightly"}, "nightly-aarch64-apple-darwin", true},
		{toolchain.File{Channel: "nightly"}, "nightly-2026-01-01-x86_64-unknown-linux-gnu", false},
		{toolchain.File{Channel: "1.9"}, "1.95-x86_64-unknown-linux-gnu", false},
		{toolchain.File{Path: "/opt/rust"}, "/opt/rust", true},
		{toolchain.File{}, "stable-x86_64-unknown-linux-gnu", false},
		{toolchain.File{}, "", false},
	} {
		if row.file.Chooses(row.name) != row.want {
			t.Errorf("%+v chooses %q: got %t", row.file, row.name, !row.want)
		}
	}
}
