package repository_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/cargo-nw/cargo-nw/test/harness"
	"github.com/cargo-nw/cargo-nw/test/harness/reported"
)

// parts are those of the example workflows.
const parts = 4

type githubWorkflow struct {
	Env  map[string]string
	Jobs map[string]struct {
		If       string
		Needs    string
		Env      map[string]string
		Strategy struct{ Matrix struct{ Part []int } }
		Steps    []struct{ Name, Run string }
	}
}

type gitlabJob struct {
	Stage, Timeout string
	Parallel       int
	Needs          []string
	Rules          []map[string]string
	Variables      map[string]string
	Cache          []struct {
		Key    any
		Paths  []string
		Policy string
	}
	BeforeScript []string `yaml:"before_script"`
	Script       []string
	AfterScript  []string `yaml:"after_script"`
	Artifacts    struct {
		When     string
		Paths    []string
		ExpireIn string `yaml:"expire_in"`
		Reports  struct{ Junit string }
	}
}

// The workflow's own commands run, with the fake cargo: each part, then the
// merging of their reports, then each part with the times of before.
func TestGitHubWorkflow(t *testing.T) {
	t.Parallel()
	var flow githubWorkflow
	parseStrictly(t, "../../docs/ci/github-actions.yml", &flow, false)
	plan, test, last := flow.Jobs["plan"], flow.Jobs["test"], flow.Jobs["workspaces"]
	if !slices.Equal(test.Strategy.Matrix.Part, []int{1, 2, 3, 4}) || test.Env["PARTS"] != strconv.Itoa(parts) || test.Needs != "plan" || last.Needs != "test" || last.If != "${{ always() }}" {
		t.Fatalf("the workflow is %+v", flow)
	}
	step := func(name string) (script string) {
		for _, s := range slices.Concat(plan.Steps, test.Steps, last.Steps) {
			if s.Name == name {
				script = s.Run
			}
		}
		if script == "" {
			t.Fatalf("there is no step %q", name)
		}
		return script
	}
	checkWorkflow(t, "bash", step("All workspaces"), func(part int) (string, []string) {
		return step("cargo nw test"), []string{fmt.Sprintf("PART=%d", part), "PARTS=" + test.Env["PARTS"]}
	}, step("One report of all parts"), step("Every workspace was in a part"))
}

// The same for GitLab.
func TestGitLabWorkflow(t *testing.T) {
	t.Parallel()
	var flow struct {
		Stages                        []string
		Default                       struct{ Image, Interruptible string }
		Variables                     map[string]string
		Plan, Test, Workspaces, Times gitlabJob
	}
	parseStrictly(t, "../../docs/ci/gitlab-ci.yml", &flow, true)
	if flow.Test.Parallel != parts || !slices.Equal(flow.Stages, []string{flow.Plan.Stage, flow.Test.Stage, flow.Workspaces.Stage}) || !slices.Equal(flow.Test.Needs, []string{"plan"}) || flow.Test.Artifacts.Reports.Junit != "reports/*.xml" {
		t.Fatalf("the workflow is %+v", flow)
	}
	if len(flow.Workspaces.Script) < 2 {
		t.Fatalf("the last job does %q", flow.Workspaces.Script)
	}
	checkWorkflow(t, "sh", strings.Join(flow.Plan.Script, "\n"), func(part int) (string, []string) {
		return strings.Join(flow.Test.Script, "\n"), []string{fmt.Sprintf("CI_NODE_INDEX=%d", part), fmt.Sprintf("CI_NODE_TOTAL=%d", flow.Test.Parallel)}
	}, flow.Workspaces.Script[0], strings.Join(flow.Workspaces.Script[1:], "\n"))
}

// parseStrictly reads a workflow. Keys that into does not know are an error
// where all are known.
func parseStrictly(t *testing.T, path string, into any, strictly bool) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	dec := yaml.NewDecoder(bytes.NewReader(text))
	dec.KnownFields(strictly)
	if err := dec.Decode(into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

// checkWorkflow runs plan, the script of each part, merge and compare, twice;
// then compare once more for a workspace that was in no part.
func checkWorkflow(t *testing.T, program, plan string, script func(part int) (string, []string), merge, compare string) {
	t.Helper()
	for _, name := range []string{program, "jq"} {
		if _, err := exec.LookPath(name); err != nil {
			t.Skip(name + " is not installed")
		}
	}
	w := harness.Fake(t, harness.FourWorkspaces())
	for _, name := range []string{"a/exit", "b/signal"} {
		w.Write(harness.Files{name: "0"})
	}
	for range 2 {
		shell(w, program, plan, nil)
		for part := 1; part <= parts; part++ {
			text, env := script(part)
			shell(w, program, text, env)
		}
		shell(w, program, merge, []string{"GITHUB_STEP_SUMMARY=" + filepath.Join(w.Dir, "summary.md")})
		status, runs := reported.Read(w, "times.json")
		var paths []string
		for _, r := range runs {
			paths = append(paths, r.Path)
		}
		if slices.Sort(paths); status != 0 || !slices.Equal(paths, []string{".", "a", "b", "c"}) {
			t.Errorf("status %d, merged %q", status, paths)
		}
		shell(w, program, compare, nil)
	}
	for part := 2; part <= parts; part++ {
		if err := os.Remove(filepath.Join(w.Dir, "reports", strconv.Itoa(part)+".json")); err != nil {
			t.Fatal(err)
		}
	}
	shell(w, program, merge, []string{"GITHUB_STEP_SUMMARY=" + filepath.Join(w.Dir, "summary.md")})
	if out, err := tryShell(w, program, compare, nil); err == nil || strings.Count(out, "in no part: ") != 3 {
		t.Errorf("with the report of one part alone: %v\n%s", err, out)
	}
}

// shell runs a script as a runner does: it ends at the first command that
// fails. The `cargo nw` in it is ours above the fake cargo.
func shell(w *harness.World, program, script string, env []string) {
	w.T.Helper()
	if out, err := tryShell(w, program, script, env); err != nil {
		w.T.Fatalf("%v\n%s\n%s", err, script, out)
	}
}

func tryShell(w *harness.World, program, script string, env []string) (string, error) {
	cmd := w.With(env...).Command(".", program, "-e", "-c", strings.ReplaceAll(script, "cargo nw ", "cargo-nw nw "))
	out, err := cmd.CombinedOutput()
	return string(out), err
}
