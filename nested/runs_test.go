package nested_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// varied is a tree in which /w/a has two variants.
var varied = nested.Tree{Start: "/w", Workspaces: []nested.Workspace{
	{Dir: "/w", Manifest: "/w/Cargo.toml"},
	{Dir: "/w/a", Depth: 1, Manifest: "/w/a/Cargo.toml", Pinned: true, Runs: []manifest.Run{
		{Name: "x", Args: []string{"--features", "f"}, Toolchain: "nightly", Env: []string{"A=1", "CARGO_TARGET_DIR=/x"}},
		{Name: "y", Args: []string{"--release"}},
	}},
	{Dir: "/w/b", Depth: 1, Manifest: "/w/b/Cargo.toml"},
}}

// TestPlanOfVariants has a run for each of them, with the environment of each.
func TestPlanOfVariants(t *testing.T) {
	t.Parallel()
	sit := lockguard.Situation{Env: []string{"A=0", "B=0"}, Program: "/bin/cargo", Toolchain: "beta"}
	for _, tt := range []struct {
		command args.Command
		want    string
	}{
		{args.Command{Subcommand: "check"}, `/w: cargo check beta 0
/w/a#x: cargo check --features f nightly 1
/w/a#y: cargo check --release  0
/w/b: cargo check beta 0
`},
		{args.Command{Subcommand: "check", Toolchain: "stable"}, `/w: cargo +stable check beta 0
/w/a#x: cargo +stable check --features f  1
/w/a#y: cargo +stable check --release  0
/w/b: cargo +stable check beta 0
`},
	} {
		var got strings.Builder
		for _, step := range nested.NewPlan(tt.command, varied, sit, nil, nil).Steps {
			name := strings.TrimSuffix(step.Workspace.Dir+"#"+step.Variant, "#")
			env := step.Spec.Command().Env
			fmt.Fprintln(&got, name+":", strings.Join(step.Spec.Argv, " "), environ.Get(env, "RUSTUP_TOOLCHAIN"), environ.Get(env, "A"))
		}
		if got.String() != tt.want {
			t.Errorf("got\n%swant\n%s", got.String(), tt.want)
		}
	}
}

// TestRunsOf has variants that make no difference to a command.
func TestRunsOf(t *testing.T) {
	t.Parallel()
	same := nested.Workspace{Dir: "/w/a", Runs: []manifest.Run{{Name: "x", Args: []string{"--release"}}, {Name: "y", Args: []string{"--lib"}}, {Name: "z", Env: []string{"A=1"}}}}
	for _, tt := range []struct {
		ws   nested.Workspace
		sub  string
		want string
	}{
		{same, "check", "x y z"},
		{same, "fetch", "x z"},
		{nested.Workspace{Runs: same.Runs[:2]}, "fetch", ""},
		{nested.Workspace{Runs: same.Runs[:1]}, "fetch", "x"},
		{nested.Workspace{}, "check", ""},
	} {
		var names []string
		for _, run := range nested.RunsOf(tt.ws, args.Command{Subcommand: tt.sub}) {
			names = append(names, run.Name)
		}
		if got := strings.Join(names, " "); got != tt.want || len(names) == 0 {
			t.Errorf("%s: got %q, want %q", tt.sub, names, tt.want)
		}
	}
}

// TestTurnsOfVariants has one variant with a target directory of its own.
func TestTurnsOfVariants(t *testing.T) {
	t.Parallel()
	survey := lockguard.Survey{}
	for _, ws := range varied.Workspaces {
		survey[ws.Dir] = config.Directories{Target: ws.Dir + "/target", Build: ws.Dir + "/target"}
	}
	command := args.Command{Subcommand: "build"}
	if err := nested.SurveyRuns(survey, varied.Workspaces, command, []string{"CARGO_HOME=/none"}); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, step := range nested.NewPlan(command, varied, lockguard.Situation{}, survey, nil).Steps {
		got = append(got, filepath.ToSlash(strings.Join(step.Turns, ",")))
	}
	if want := "/w/target /x /w/a/target /w/b/target"; strings.Join(got, " ") != want {
		t.Errorf("got %q, want %s", got, want)
	}
}

// TestArrangedVariants keeps the runs of a workspace together; what comes after
// it comes after all of them.
func TestArrangedVariants(t *testing.T) {
	t.Parallel()
	plan := nested.NewPlan(args.Command{Subcommand: "check"}, varied, lockguard.Situation{}, nil, nil)
	order := []nested.Place{{Workspace: 1}, {Workspace: 2, After: []int{0}}, {Workspace: 0, After: []int{0, 1}}}
	var got []string
	for _, step := range plan.Arranged(order).Steps {
		got = append(got, fmt.Sprint(step.Workspace.Dir, step.Variant, step.After))
	}
	if want := "/w/ax[] /w/ay[] /w/b[0 1] /w[0 1 2]"; strings.Join(got, " ") != want {
		t.Errorf("got %q, want %s", got, want)
	}
}

// TestDiscoverRuns has entries of roots that set something for a workspace.
func TestDiscoverRuns(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ roots, want, warns string }{
		{`"a", "b"`, "a[] b[]", ""},
		{`{ path = "*", args = ["--lib"] }`, "a[ [--lib]] b[ [--lib]]", ""},
		{`"*", { path = "b", variants = [{ name = "x" }, { name = "y", args = ["--lib"] }] }`, "a[] b[x [] y [--lib]]", ""},
		{`{ path = "b", args = ["--lib"] }, "*"`, "b[ [--lib]] a[]", ""},
		{`{ path = "b", args = ["--lib"] }, { path = "b", args = ["--lib"] }`, "b[ [--lib]]", ""},
		{`{ path = "b", args = ["--lib"] }, { path = "*", args = ["--bins"] }`, "b[ [--lib]] a[ [--bins]]", "sets something else for"},
		{`{ path = "a", args = ["--", "x"] }`, "", "Cargo.toml:5: package.metadata.nested_workspace.roots: `a`: args: `--` cannot be among them"},
		{`{ path = "a", variants = [{ name = "v", args = ["x"] }] }`, "", "`a`, variant `v`: args: x belongs to no option"},
	} {
		t.Run(tt.roots, func(t *testing.T) {
			t.Parallel()
			dir, err := filepath.EvalSymlinks(t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			archive := "-- Cargo.toml --\n[workspace]\n[package]\nname = \"w\"\n[package.metadata.nested_workspace]\nroots = [" + tt.roots + "]\n" +
				"-- a/Cargo.toml --\n[workspace]\n[package]\nname = \"a\"\n-- b/Cargo.toml --\n[workspace]\n[package]\nname = \"b\"\n"
			for _, f := range txtar.Parse([]byte(archive)).Files {
				path := filepath.Join(dir, filepath.FromSlash(f.Name))
				if err = os.MkdirAll(filepath.Dir(path), 0o700); err == nil {
					err = os.WriteFile(path, f.Data, 0o600)
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			r := manifest.NewReader("")
			tree, err := nested.Discover(t.Context(), r, dir)
			disk, setErr := nested.DiscoverBelow(t.Context(), r, dir, []string{
				filepath.Join(dir, "Cargo.toml"), filepath.Join(dir, "a", "Cargo.toml"), filepath.Join(dir, "b", "Cargo.toml"),
			})
			if setErr == nil {
				disk, setErr = disk.Set(r)
			}
			if err != nil || setErr != nil {
				if tt.want != "" || err == nil || setErr == nil || !strings.Contains(strings.Replace(err.Error(), ":6: ", ":5: ", 1), tt.warns) || err.Error() != setErr.Error() {
					t.Errorf("got %v, on disk %v", err, setErr)
				}
				return
			}
			shown := func(tree nested.Tree) string {
				var list []string
				for _, ws := range tree.Nested() {
					var runs []string
					for _, run := range ws.Runs {
						runs = append(runs, fmt.Sprint(run.Name, " ", run.Args))
					}
					list = append(list, filepath.Base(ws.Dir)+"["+strings.Join(runs, " ")+"]")
				}
				return strings.Join(list, " ")
			}
			warned := fmt.Sprint(tree.Warnings)
			if got := shown(tree); got != tt.want || strings.Contains(warned, "sets something") != (tt.warns != "") {
				t.Errorf("got %s, %s", got, warned)
			}
			if !strings.Contains(shown(disk), "a[") || len(shown(disk)) != len(tt.want) && strings.Contains(tt.want, "a[") {
				t.Errorf("on disk: %s", shown(disk))
			}
			if got := shown(tree.Plain()); strings.ContainsAny(got, " -") && strings.Contains(got, "--") {
				t.Errorf("plain: %s", got)
			}
		})
	}
}
