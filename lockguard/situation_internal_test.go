package lockguard

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestStackRoundTrip has paths of any bytes.
func TestStackRoundTrip(t *testing.T) {
	t.Parallel()
	for _, stack := range [][]Frame{
		nil,
		{{Package: "/a/Cargo.toml", Root: "/a/b"}},
		{{Package: "/with space/Cargo.toml", Root: "/quote\"s", Dependent: true}, {Package: "/new\nline\xff/Cargo.toml", Root: "/ä"}},
	} {
		got, err := parseStack(formatStack(stack))
		if err != nil || !slices.Equal(got, stack) {
			t.Errorf("got %+v, %v, want %+v", got, err, stack)
		}
	}
	for _, value := range []string{"x", `"a"`, `"a" "b" `, `"a" "b" "c" x`} {
		if got, err := parseStack(value); err == nil {
			t.Errorf("parseStack(%q) = %+v without an error", value, got)
		}
	}
}

// TestAnchored makes the files of a command line absolute and leaves the rest.
func TestAnchored(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, name := range []string{"a.toml", "t.json", "net"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	a, spec := filepath.Join(dir, "a.toml"), filepath.Join(dir, "t.json")
	for _, c := range []struct{ words, want []string }{
		{[]string{"--config", "a.toml"}, []string{"--config", a}},
		{[]string{"--config=a.toml", "-v"}, []string{"--config=" + a, "-v"}},
		{[]string{"--config", "net.offline=true"}, []string{"--config", "net.offline=true"}},
		{[]string{"--config", "absent.toml"}, []string{"--config", "absent.toml"}},
		{[]string{"--target", "t.json", "--target=t.json"}, []string{"--target", spec, "--target=" + spec}},
		{[]string{"--target", "net"}, []string{"--target", "net"}},
		{[]string{"--", "--config", "a.toml"}, []string{"--", "--config", "a.toml"}},
		{[]string{"a.toml", "--config"}, []string{"a.toml", "--config"}},
		{nil, nil},
	} {
		if got := Anchored(dir, c.words); !slices.Equal(got, c.want) {
			t.Errorf("Anchored(%q) = %q, want %q", c.words, got, c.want)
		}
	}
}
