package layer

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/hint"
	"github.com/cargo-nw/cargo-nw/nested"
)

// lay writes files below dir.
func lay(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func texts(files map[string]string) map[string][]byte {
	list := map[string][]byte{}
	for name, text := range files {
		list[name] = []byte(text)
	}
	return list
}

// TestSum reads what was written, and nothing that leads elsewhere.
func TestSum(t *testing.T) {
	t.Parallel()
	text := FormatSum(texts(map[string]string{"b/Cargo.toml": "1", "a x/y": "2"}))
	const want = "d4735e3a265e16eee03f59718b9b5d03019c07d8b6c51f90da3a666eec13ab35  a x/y\n" +
		"6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b  b/Cargo.toml\n"
	if text != want {
		t.Errorf("got %s", text)
	}
	if files, err := parseSum(strings.ReplaceAll(text, "\n", "\r\n")); err != nil || len(files) != 2 || files["a x/y"] != text[:64] {
		t.Errorf("read back: %v, %v", files, err)
	}
	for _, bad := range []string{"../x", "/x", "a/../../x", "./x", "", "a//b"} {
		if _, err := parseSum(text[:64] + "  " + bad + "\n"); err == nil {
			t.Errorf("%q is accepted", bad)
		}
	}
}

// skeletal is a manifest of a skeleton.
const skeletal = "[package]\nname = \"x\"\n[lib]\npath = \"nw-skeleton-lib.rs\"\n"

// TestSort tells skeletons, sources and mixtures apart.
func TestSort(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	lay(t, dir, map[string]string{"kept/Cargo.toml": "real", "edited/Cargo.toml": "edited"})
	sum := &Sum{Top: dir, Files: map[string]string{"kept/Cargo.toml": digest([]byte("real")), "edited/Cargo.toml": digest([]byte("real"))}}
	skeleton1 := nested.Workspace{Manifest: "/s/Cargo.toml", Skeleton: true, Members: []nested.Member{{Manifest: "/s/a/Cargo.toml", StandIn: true}}}
	skeleton2 := nested.Workspace{Manifest: "/s/n/Cargo.toml", Skeleton: true}
	source := nested.Workspace{Manifest: "/s/r/Cargo.toml", Members: []nested.Member{{Manifest: "/s/r/a/Cargo.toml"}}}
	half := nested.Workspace{Manifest: "/s/r/Cargo.toml", Members: []nested.Member{{Manifest: "/s/r/a/Cargo.toml"}, {Manifest: "/s/r/b/Cargo.toml", StandIn: true}}}
	kept := nested.Workspace{Manifest: filepath.Join(dir, "kept", "Cargo.toml"), Members: half.Members}
	edited := nested.Workspace{Manifest: filepath.Join(dir, "edited", "Cargo.toml")}
	broken := nested.Workspace{Manifest: "/s/x/Cargo.toml", Problem: os.ErrInvalid}
	for name, c := range map[string]struct {
		list []nested.Workspace
		sum  *Sum
		want kind
		path string
	}{
		"nothing":           {nil, nil, sources, ""},
		"sources":           {[]nested.Workspace{source, source}, nil, sources, ""},
		"a skeleton":        {[]nested.Workspace{skeleton1, skeleton2}, nil, skeletons, ""},
		"broken":            {[]nested.Workspace{skeleton1, broken}, nil, skeletons, ""},
		"root left out":     {[]nested.Workspace{skeleton1, source}, nil, mixed, "/s/Cargo.toml"},
		"nested left out":   {[]nested.Workspace{source, skeleton2}, nil, mixed, "/s/n/Cargo.toml"},
		"member left out":   {[]nested.Workspace{source, half}, nil, mixed, "/s/r/b/Cargo.toml"},
		"kept in skeleton":  {[]nested.Workspace{skeleton1, kept}, sum, skeletons, ""},
		"kept in sources":   {[]nested.Workspace{source, kept}, sum, sources, ""},
		"edited in sources": {[]nested.Workspace{source, edited}, sum, sources, ""},
		"edited, root left": {[]nested.Workspace{skeleton1, edited}, sum, mixed, "/s/Cargo.toml"},
	} {
		if got, path := sort(c.list, c.sum); got != c.want || path != c.path {
			t.Errorf("%s: got %v, %q", name, got, path)
		}
	}
}

// TestLook finds nothing in sources that never had a skeleton, and names the
// manifest of a package outside all workspaces that the sources left out.
func TestLook(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	lay(t, dir, map[string]string{"app/Cargo.toml": "real", "common/Cargo.toml": skeletal})
	tree := nested.Tree{Start: filepath.Join(dir, "app"), Workspaces: []nested.Workspace{{Dir: filepath.Join(dir, "app"), Manifest: filepath.Join(dir, "app", "Cargo.toml")}}}
	if l, err := Look(tree, args.Command{}, nil); l != nil || err != nil {
		t.Errorf("without a sum: %v, %v", l, err)
	}
	sum := FormatSum(texts(map[string]string{"app/Cargo.toml": skeletal, "common/Cargo.toml": skeletal}))
	lay(t, dir, map[string]string{SumName: sum})
	_, err := Look(tree, args.Command{}, nil)
	if err == nil || err.Error() != "`../common/Cargo.toml` is still the skeleton's, so stand-ins would be linked into real programs" ||
		hint.Of(err) != "copy `../common`, too; COPY or .dockerignore may leave it out" {
		t.Errorf("a package left out: %v (%s)", err, hint.Of(err))
	}
	lay(t, dir, map[string]string{"common/Cargo.toml": "real"})
	if l, err := Look(tree, args.Command{}, nil); l == nil || err != nil {
		t.Errorf("all sources: %v, %v", l, err)
	}
	lay(t, dir, map[string]string{SumName: "x"})
	if _, err := Look(tree, args.Command{}, nil); err == nil {
		t.Error("a file that is not a sum is read")
	}
}

// TestCached finds the sum of a temporary skeleton in the target directory.
func TestCached(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	app, temporary := filepath.Join(dir, "app"), filepath.Join(dir, "temporary")
	lay(t, dir, map[string]string{"app/Cargo.toml": "real", "temporary/" + OfName: dir + "\napp\n", "app/Cargo.lock": "1", "temporary/" + SumName: FormatSum(texts(map[string]string{"app/kept/x": "1"}))})
	tree := nested.Tree{Start: app, Workspaces: []nested.Workspace{{Dir: app, Manifest: filepath.Join(app, "Cargo.toml")}}}
	for _, target := range []string{filepath.Join(app, "target"), filepath.Join(dir, "other")} {
		env := []string{"CARGO_TARGET_DIR=" + target}
		if l, err := Look(tree, args.Command{}, env); l != nil || err != nil {
			t.Errorf("%s, before: %v, %v", target, l, err)
		}
		if err := Keep(temporary, app, target); err != nil {
			t.Fatal(err)
		}
		l, err := Look(tree, args.Command{}, env)
		if err != nil || l == nil || l.sum.Top != dir || l.sum.Files["app/kept/x"] == "" {
			t.Fatalf("%s: %+v, %v", target, l, err)
		}
		for _, lock := range []string{"2", "1"} {
			lay(t, dir, map[string]string{"app/Cargo.lock": lock, "app/kept/x": "1"})
			if changed := l.sum.settle(true); changed != (lock != "1") {
				t.Errorf("%s, lock file %s: %t", target, lock, changed)
			}
		}
	}
}

// TestSettle gives files and directories their times back, and leaves those that
// differ, or that hold something else, too.
func TestSettle(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	had := map[string]string{"kept/a": "1", "kept/in/b": "2", "edited/a": "1", "more/a": "1", "Cargo.toml": skeletal}
	lay(t, dir, map[string]string{
		"kept/a": "1", "kept/in/b": "2", "edited/a": "other", "edited/in/x": "1", "more/a": "1", "more/new": "1", "Cargo.toml": "real",
	})
	sum := &Sum{Top: dir, Files: map[string]string{}}
	for name, text := range had {
		sum.Files[name] = digest([]byte(text))
	}
	if !sum.settle(false) {
		t.Error("it may not, and nothing has changed")
	}
	if info, err := os.Stat(filepath.Join(dir, "kept", "a")); err != nil || info.ModTime().Equal(Time) {
		t.Errorf("it may not, and does: %v", err)
	}
	for range 2 { // the second time nothing is to be done
		if !sum.settle(true) {
			t.Error("an edited file is no change")
		}
		for name, want := range map[string]bool{"kept": true, "kept/a": true, "kept/in": true, "kept/in/b": true, "edited": false, "edited/a": false, "more": false, "more/a": true, "more/new": false, "Cargo.toml": false, ".": false} {
			info, err := os.Stat(filepath.Join(dir, name))
			if err != nil || info.ModTime().Equal(Time) != want {
				t.Errorf("%s: %v, %v", name, info.ModTime(), err)
			}
		}
	}
	delete(sum.Files, "edited/a")
	if sum.settle(true) {
		t.Error("a manifest that differs is a change")
	}
}

// TestUntouched has build directories in both layouts, with units that were
// compiled before or after the last run in the skeleton.
func TestUntouched(t *testing.T) {
	t.Parallel()
	now := time.Now()
	for _, c := range []struct {
		place, unit string
	}{{"target/debug/.fingerprint", "a-0123"}, {"target/x/release/build", "a/0123/fingerprint"}} {
		for name, want := range map[string]bool{"before": true, "a new unit": false, "an old unit": false} {
			dir := t.TempDir()
			stamp := c.place + "/" + c.unit + "/invoked.timestamp"
			lay(t, dir, map[string]string{SumName: "", "target/debug/.cargo-lock": "", "target/x/release/.cargo-lock": "", stamp: ""})
			at := map[string]time.Time{SumName: now, c.place: now.Add(-time.Hour), stamp: now.Add(-time.Hour)}
			switch name {
			case "a new unit":
				at[c.place] = now.Add(time.Second)
			case "an old unit":
				at[stamp] = now.Add(time.Second)
			}
			for name, at := range at {
				if err := os.Chtimes(filepath.Join(dir, filepath.FromSlash(name)), at, at); err != nil {
					t.Fatal(err)
				}
			}
			sum := &Sum{Top: dir, Path: filepath.Join(dir, SumName)}
			if got := sum.untouched([]string{filepath.Join(dir, "target"), filepath.Join(dir, "none")}); got != want {
				t.Errorf("%s, %s: %t", c.place, name, got)
			}
		}
	}
}

// TestCrate tells third-party sources from the tree's own.
func TestCrate(t *testing.T) {
	t.Parallel()
	top := filepath.FromSlash("/s")
	l := &Layer{env: []string{"CARGO_HOME=" + filepath.FromSlash("/s/.cargo")}, sum: &Sum{Top: top, Files: map[string]string{"app/vendor/leaf/src/lib.rs": "", "app/Cargo.toml": ""}}}
	for source, want := range map[string]string{
		"/s/.cargo/registry/src/index-1/leaf-1.0.0/src/lib.rs": "index-1/leaf-1.0.0",
		"/s/.cargo/registry/src/index-1/leaf-1.0.0/build.rs":   "index-1/leaf-1.0.0",
		"/s/.cargo/git/checkouts/leaf-1/abc/in/src/lib.rs":     "leaf-1/abc",
		"vendor/leaf/src/lib.rs":                               "vendor/leaf/src",
		"/s/app/vendor/leaf/src/lib.rs":                        "/s/app/vendor/leaf/src",
		"/elsewhere/leaf/src/lib.rs":                           "/elsewhere/leaf/src",
		"src/lib.rs":                                           "",
		"/s/common/src/lib.rs":                                 "",
	} {
		if got := filepath.ToSlash(l.crate(filepath.Join(top, "app"), filepath.FromSlash(source))); got != want {
			t.Errorf("%s: got %q, want %q", source, got, want)
		}
	}
}

// BenchmarkLook has a tree that never had a skeleton, eight directories deep.
func BenchmarkLook(b *testing.B) {
	dir := filepath.Join(b.TempDir(), "a", "b", "c", "d", "e")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		b.Fatal(err)
	}
	tree := nested.Tree{Start: dir, Workspaces: []nested.Workspace{{Dir: dir, Manifest: filepath.Join(dir, "Cargo.toml")}}}
	for b.Loop() {
		if l, err := Look(tree, args.Command{}, nil); l != nil || err != nil {
			b.Fatal(l, err)
		}
	}
}
