package toolchain_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/toolchain"
)

// TestChosen has a toolchain file, a directory override and the default.
func TestChosen(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
	for name, text := range map[string]string{
		"settings.toml":                  "version = \"12\"\n[overrides]\n'" + at("over") + "' = \"beta\"\n'" + at("file/over") + "' = \"beta\"\n",
		"file/rust-toolchain":            "1.95\n",
		"file/below/x":                   "",
		"file/over/rust-toolchain":       "nightly\n",
		"over/near/rust-toolchain":       "nightly\n",
		"over/adds/rust-toolchain.toml":  "[toolchain]\nprofile = \"minimal\"\n",
		"path/rust-toolchain.toml":       "[toolchain]\npath = \"own\"\n",
		"broken/rust-toolchain.toml":     "[",
		"brokensettings/settings.toml":   "[",
		"otherwise/there/is/nothing/but": "",
	} {
		err := os.MkdirAll(filepath.Dir(at(name)), 0o700)
		if err == nil {
			err = os.WriteFile(at(name), []byte(text), 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	overrides := toolchain.Overrides(dir)
	for name, want := range map[string]string{
		"file": "1.95", "file/below": "1.95", "file/over": "beta", "over": "beta", "over/x/y": "beta", "over/near": "nightly",
		"over/adds": "", "path": at("path/own"), "broken": at("broken/rust-toolchain.toml"), "otherwise/there": "",
	} {
		if got := toolchain.Chosen(at(name), overrides); got != want {
			t.Errorf("in %s: got %q, want %q", name, got, want)
		}
	}
	for _, home := range []string{at("brokensettings"), at("absent")} {
		if got := toolchain.Overrides(home); got != nil {
			t.Errorf("got %v", got)
		}
	}
}

func TestParseVerbose(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]toolchain.Verbose{
		"cargo 1.95.0 (f2d3ce0bd 2026-03-21)\nrelease: 1.95.0\nhost: x86_64-unknown-linux-gnu\nos: Debian 12 [64-bit]\n": {Version: toolchain.Version{Major: 1, Minor: 95}, Host: "x86_64-unknown-linux-gnu"},
		"cargo 1.97.0-nightly (4d1f98451 2026-05-15)\nrelease: 1.97.0-nightly\nhost: a-b-msvc\n":                         {Version: toolchain.Version{Major: 1, Minor: 97}, Host: "a-b-msvc", Unstable: true},
		"cargo 1.96.0-beta.2 (x)\nrelease: 1.96.0-beta.2\n":                                                              {Version: toolchain.Version{Major: 1, Minor: 96}},
	} {
		got, ok := toolchain.ParseVerbose("cargo", text)
		got.Text = ""
		if !ok || got != want {
			t.Errorf("%q: got %+v, %t, want %+v", text, got, ok, want)
		}
	}
	if got, ok := toolchain.ParseVerbose("cargo", "rustc 1.95.0\n"); ok {
		t.Errorf("got %+v", got)
	}
}

func TestIsInstalled(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	if err := os.MkdirAll(filepath.Join(home, "toolchains", "1.95-x86_64-unknown-linux-gnu"), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{"1.95": true, "1.95-x86_64-unknown-linux-gnu": true, "1.9": false, "nightly": false, "": false} {
		if got := toolchain.IsInstalled([]string{"RUSTUP_HOME=" + home}, name); got != want {
			t.Errorf("%q: got %t", name, got)
		}
	}
	if toolchain.IsInstalled([]string{"RUSTUP_HOME=" + filepath.Join(home, "absent")}, "1.95") {
		t.Error("there is no rustup")
	}
}
