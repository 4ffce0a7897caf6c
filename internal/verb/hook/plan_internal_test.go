package hook

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// TestPlan asks what a hook of /w does about its nested workspace /w/n.
func TestPlan(t *testing.T) {
	t.Parallel()
	const own, other = "/w/Cargo.toml", "/w/n/Cargo.toml"
	frame := func(pkg, root string, dependent bool) lockguard.Frame {
		return lockguard.Frame{Package: pkg, Root: root, Dependent: dependent}
	}
	shared := lockguard.Survey{"/w/n": {Target: "/w/target", Build: "/w/target"}}
	for name, test := range map[string]struct {
		kind      Kind
		online    bool // the parent is
		policy    policy
		dependent bool
		occupied  bool
		endless   string
		stack     []lockguard.Frame
		survey    lockguard.Survey
		want      lockguard.Action
		reason    string // or the error, where want is circle
	}{
		"an offline parent":                 {want: lockguard.Start},
		"its locks are in the way":          {survey: shared, want: lockguard.Move, reason: "is locked by the cargo above it"},
		"another one is":                    {occupied: true, dependent: true, want: lockguard.Leave, reason: "the cargo above is at work there"},
		"another one, a circle":             {occupied: true, stack: []lockguard.Frame{frame("/x/Cargo.toml", "/w/n", false), frame(other, "/w", false)}, want: circle, reason: "/w/n/Cargo.toml → /w → /w/Cargo.toml → /w/n → /w/n/Cargo.toml"},
		"built for a dependent one":         {stack: []lockguard.Frame{frame(own, "/w/n", true)}, want: lockguard.Leave, reason: "is being built for a dependent nested workspace"},
		"a circle":                          {stack: []lockguard.Frame{frame(own, "/w/n", false)}, want: circle, reason: "/w/Cargo.toml → /w/n → /w/Cargo.toml"},
		"an online parent":                  {online: true, want: lockguard.Refuse, reason: refusal},
		"a test under an online parent":     {kind: Test, online: true, want: lockguard.Start},
		"auto":                              {online: true, policy: policy{auto: true}, want: lockguard.Start},
		"auto, with an old cargo":           {online: true, policy: policy{auto: true, tooOld: map[string]string{"/w/n": "cargo 1.88"}}, want: lockguard.Refuse, reason: "cargo 1.88 may then deadlock"},
		"auto, with locks in the way":       {online: true, policy: policy{auto: true}, survey: shared, want: lockguard.Refuse, reason: "is locked by the cargo above it"},
		"a test has no policy":              {kind: Test, online: true, survey: shared, want: lockguard.Move},
		"a fuzzer under a test":             {kind: Test, endless: "parse", want: lockguard.Refuse, reason: "would run the fuzzer without end: parse without test = false"},
		"a fuzzer under a build":            {endless: "parse", want: lockguard.Start},
		"refused before locks are asked of": {online: true, survey: shared, want: lockguard.Refuse, reason: refusal},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := hook{kind: test.kind, manifest: own, workspace: "/w", policy: test.policy, occupied: map[string]bool{"/w/n": test.occupied}, endless: map[string]string{"/w/n": test.endless}}
			sit := lockguard.Situation{
				Program: "/bin/cargo", Held: []string{"/w/target/debug"}, Stack: test.stack,
				Cargos: []lockguard.Cargo{{Offline: !test.online, Command: args.Command{Subcommand: "check"}}},
			}
			tree := nested.Tree{Start: "/w", Workspaces: []nested.Workspace{{Dir: "/w"}, {Dir: "/w/n", Depth: 1, Dependent: test.dependent}}}
			plan, err := newPlan(h, tree, sit, test.survey)
			if bad := (*manifest.Error)(nil); errors.As(err, &bad) {
				if test.want != circle || !strings.HasSuffix(bad.Message, test.reason) || bad.Hint == "" {
					t.Errorf("got %v, hint %q", bad, bad.Hint)
				}
				return
			}
			if err != nil || len(plan.Steps) != 1 {
				t.Fatalf("got %+v, %v", plan, err)
			}
			step := plan.Steps[0]
			if v := step.Verdict; v.Action != test.want || !strings.Contains(v.Reason, test.reason) || v.Failure {
				t.Errorf("got %+v", v)
			}
			if moved := step.Verdict.Moved; (test.want == lockguard.Move) != (moved != config.Directories{}) {
				t.Errorf("moved to %+v", moved)
			}
			if step.Spec.Dir != "/w/n" || step.Spec.Argv[0] != "cargo" || step.Spec.Program != "/bin/cargo" {
				t.Errorf("runs %+v", step.Spec)
			}
		})
	}
}

// circle stands for the error in place of a verdict.
const circle lockguard.Action = -1

// TestPlanOfVariants heeds what the entry of roots sets, in both hooks: a
// workspace for another target would fail without it.
func TestPlanOfVariants(t *testing.T) {
	t.Parallel()
	runs := []manifest.Run{{Name: "x", Args: []string{"--target", "thumb"}, Toolchain: "nightly"}, {Name: "y", Env: []string{"A=1"}}}
	tree := nested.Tree{Start: "/w", Workspaces: []nested.Workspace{{Dir: "/w"}, {Dir: "/w/n", Depth: 1, Runs: runs}}}
	sit := lockguard.Situation{Program: "/bin/cargo", Env: []string{"A=0"}, Cargos: []lockguard.Cargo{{Offline: true, Command: args.Command{Subcommand: "test", Arguments: []string{"name", "--", "--nocapture"}}}}}
	for kind, want := range map[Kind]string{
		Build: "x: cargo build -vv --offline --workspace --target thumb nightly 0\ny: cargo build -vv --offline --workspace  1\n",
		Test:  "x: cargo test --workspace name --target thumb -- --nocapture nightly 0\ny: cargo test --workspace name -- --nocapture  1\n",
	} {
		plan, err := newPlan(hook{kind: kind, manifest: "/w/Cargo.toml", workspace: "/w"}, tree, sit, nil)
		if err != nil {
			t.Fatal(err)
		}
		var got strings.Builder
		for _, step := range plan.Steps {
			fmt.Fprintln(&got, step.Variant+":", strings.Join(step.Spec.Argv, " "), environ.Get(step.Spec.Env, "RUSTUP_TOOLCHAIN"), environ.Get(step.Spec.Env, "A"))
		}
		if got.String() != want {
			t.Errorf("got\n%swant\n%s", got.String(), want)
		}
	}
}
