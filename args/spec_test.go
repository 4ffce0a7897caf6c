package args_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/test/realcargo"
)

// specs are for a package outer-x 1.2.3 in DIR/some dir/outer-x.
var specs = []struct {
	spec string
	want bool
}{
	{"outer-x", true},
	{"outer_x", false},
	{"Outer-x", false},
	{"", false},
	{"outer-x@1", true},
	{"outer-x@1.2", true},
	{"outer-x@1.2.3", true},
	{"outer-x@ 1.2", true},
	{"outer-x:1.2.3", true},
	{"outer-x:1.2", true},
	{"outer-x@1.3", false},
	{"outer-x@1.2.3-pre", false},
	{"outer-x@1.2.3+build", false},
	{"outer-x@01", false},
	{"outer-x@^1", false},
	{"outer-x@1.*", false},
	{"outer-x@", false},
	{"outer-x@1@1", false},
	{"outer-x::1", false},
	{"other@1.2.3", false},

	{"file://DIR/some%20dir/outer-x", true},
	{"FILE://DIR/some%20dir/outer-x", true},
	{"file://localhostDIR/some%20dir/outer-x", true},
	{"file://DIR/some dir/outer-x", true},
	{"file://DIR/some%20dir/../some%20dir/outer-x", true},
	{"file://DIR/some%20dir/outer-x/", false},
	{"file://DIR/some%20dir/outer-x/.", false},
	{"file://DIR/some%20dir", false},
	{"file://DIR/some%20dir/outer-x?a", false},
	{"file://DIR/some%20dir/outer-x#1.2", true},
	{"file://DIR/some%20dir/outer-x#1.3", false},
	{"file://DIR/some%20dir/outer-x#outer-x", true},
	{"file://DIR/some%20dir/outer-x#outer-x@1.2.3", true},
	{"file://DIR/some%20dir/outer-x#outer-x:1.2.3", true},
	{"file://DIR/some%20dir/outer-x#other", false},
	{"path+file://DIR/some%20dir/outer-x", true},
	{"path+file://DIR/some%20dir/outer-x#1.2.3", true},
	{"path+file://DIR/some%20dir/outer-x#outer-x@1.2.3", true},
	{"git+file://DIR/some%20dir/outer-x#outer-x@1.2.3", false},
	{"registry+file://DIR/some%20dir/outer-x#outer-x", false},
	{"https://github.com/outer-x", false},
	{"://", false},

	{"outer*", true},
	{"*", true},
	{"**", true},
	{"***", false},
	{"o**x", false},
	{"**/outer-x", true},
	{"**/**/o*", true},
	{"*-*-*", false},
	{"*-?", true},
	{"?uter-x", true},
	{"[o]uter-x", true},
	{"[!a-n]uter-[x-z]", true},
	{"[!a-o]uter-x", false},
	{"outer[-]x", true},
	{"outer[!-]x", false},
	{"outer[]-]x", true},
	{"outer[a-]x", true},
	{"[o", false},
	{"outer-x]", false},
	{"[]", false},
	{"outer*@1", false},
	{"{outer-x,other}", false},
}

func TestMatchesSpec(t *testing.T) {
	t.Parallel()
	pkg := args.Package{Name: "outer-x", Version: "1.2.3", Dir: "/src/some dir/outer-x"}
	for _, tt := range specs {
		spec := strings.ReplaceAll(tt.spec, "DIR", "/src")
		if got := args.MatchesSpec(spec, pkg); got != tt.want {
			t.Errorf("%q: got %v", spec, got)
		}
	}
}

func TestMatchesSpecPackages(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, spec string
		pkg        args.Package
		want       bool
	}{
		{"directory of another name", "file:///src/dir", args.Package{Name: "e", Dir: "/src/dir"}, false},
		{"directory of another name, with version", "file:///src/dir#0.1", args.Package{Name: "e", Version: "0.1.0", Dir: "/src/dir"}, false},
		{"directory of another name, with name", "file:///src/dir#e", args.Package{Name: "e", Dir: "/src/dir"}, true},
		{"directory not clean", "file:///src/e", args.Package{Name: "e", Dir: "/src/./e/"}, true},
		{"drive letter", "file:///C:/src/e#0.1.0", args.Package{Name: "e", Version: "0.1.0", Dir: `C:\src\e`}, true},
		{"no version is cargo's default", "e@0.0", args.Package{Name: "e"}, true},
		{"pre-release not written", "e@1.0", args.Package{Name: "e", Version: "1.0.0-a.1"}, false},
		{"pre-release written", "e@1.0.0-a.1", args.Package{Name: "e", Version: "1.0.0-a.1"}, true},
		{"build metadata not written", "e@1.0.0", args.Package{Name: "e", Version: "1.0.0+b"}, true},
		{"other build metadata", "e@1.0.0+c", args.Package{Name: "e", Version: "1.0.0+b"}, false},
		{"no package", "*", args.Package{}, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := args.MatchesSpec(tt.spec, tt.pkg); got != tt.want {
				t.Errorf("%q, %+v: got %v", tt.spec, tt.pkg, got)
			}
		})
	}
}

// TestSpecsInCargo compares the expectations above with the real cargo.
func TestSpecsInCargo(t *testing.T) {
	t.Parallel()
	cargo := realcargo.Program(t, "cargo")
	if runtime.GOOS == "windows" {
		t.Skip("the URLs are those of POSIX paths")
	}
	top, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(top, "some dir", "outer-x")
	manifest := "[package]\nname = \"outer-x\"\nversion = \"1.2.3\"\nedition = \"2021\"\n[workspace]\n"
	for path, text := range map[string]string{"Cargo.toml": manifest, "src/lib.rs": ""} {
		file := filepath.Join(dir, path)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range specs {
		t.Run(tt.spec, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithTimeout(t.Context(), realcargo.Limit)
			defer cancel()
			spec := strings.ReplaceAll(tt.spec, "DIR", filepath.ToSlash(top))
			cmd := exec.CommandContext(ctx, cargo, "tree", "--offline", "--package="+spec)
			cmd.Dir, cmd.Env = dir, append(realcargo.Env(top), "PATH="+realcargo.Path(t))
			out, err := cmd.CombinedOutput()
			if (err == nil) != tt.want {
				t.Errorf("%q: %v\n%s", spec, err, out)
			}
		})
	}
}
