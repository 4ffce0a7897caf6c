package layers_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

// documented are the workspaces that the Dockerfiles of the docs are about.
const documented = `
-- Cargo.toml --
[package]
name = "server"
version = "1.0.0"
edition = "2021"
[workspace]
exclude = ["tools"]
[workspace.metadata.nested_workspace]
roots = ["tools"]
[dependencies]
built = "1"
-- src/main.rs --
fn main() { println!("server {}", built::say()); }
#[test]
fn passes() {}
-- tools/Cargo.toml --
[package]
name = "tool"
version = "1.0.0"
edition = "2021"
[workspace]
[dependencies]
leaf = "1"
-- tools/src/main.rs --
fn main() { println!("tool {}", leaf::say()); }
`

// image plays a Dockerfile: each stage is a directory.
type image struct {
	w      world
	stages map[string]string // directories by name
	stage  string            // the directory of the one that is being built
	dir    string            // WORKDIR
	ran    []harness.Outcome
}

// path is a path in a stage.
func (m *image) path(stage, path string) string {
	if !strings.HasPrefix(path, "/") {
		path = m.dir + "/" + path
	}
	return filepath.Join(stage, path)
}

// play carries out one instruction. What starts from an image of golang is not
// played: there is no program to install.
func (m *image) play(instruction string) {
	m.w.T.Helper()
	words := strings.Fields(instruction)
	switch words[0] {
	case "FROM":
		name := "last"
		if len(words) == 4 {
			name = words[3]
		}
		m.stage, m.dir = "stage-"+name, "/"
		if strings.HasPrefix(words[1], "golang:") {
			m.stage = ""
			return
		}
		m.w.Write(harness.Files{m.stage + "/.stage": ""})
		if from := m.stages[words[1]]; from != "" {
			m.w.Run(".", "cp", "-a", from+"/.", m.stage).Status(0)
			m.dir = "/app"
		}
		m.stages[name] = m.stage
	case "WORKDIR":
		m.dir = words[1]
		m.w.Write(harness.Files{m.stage + m.dir + "/.workdir": ""})
	case "COPY":
		from := "src"
		words = words[1:]
		stage, isStage := strings.CutPrefix(words[0], "--from=")
		if isStage {
			if from, words = m.stages[stage], words[1:]; from == "" {
				return // our program
			}
		}
		for _, source := range words[:len(words)-1] {
			to := m.path(m.stage, words[len(words)-1])
			if info, err := os.Stat(m.w.Path(filepath.Join(from, source))); err == nil && !info.IsDir() {
				m.w.Write(harness.Files{to + "/.dir": ""})
				m.w.Run(".", "cp", "-a", filepath.Join(from, source), to).Status(0)
				continue
			}
			at := time.Now() // of a checkout
			if isStage {
				at = old
			}
			m.w.copied(filepath.Join(from, source), to, at)
		}
	case "RUN":
		if m.stage == "" {
			return
		}
		words = slices.DeleteFunc(words[1:], func(word string) bool { return strings.HasPrefix(word, "--mount=") })
		script := strings.ReplaceAll(strings.Join(words, " "), " /skeleton", " "+m.w.Path(m.stage+"/skeleton"))
		m.ran = append(m.ran, m.w.shell(m.stage+m.dir, script))
	default:
		m.w.T.Errorf("what is %q?", instruction)
	}
}

// shell runs a script as a runner does.
func (w world) shell(dir, script string) harness.Outcome {
	w.T.Helper()
	return w.Run(dir, "sh", "-e", "-c", strings.ReplaceAll(script, "cargo nw ", "cargo-nw nw ")).Status(0)
}

// TestDockerfiles plays those of the docs, twice: the second time, the sources
// have changed, and what dependencies depend on has not.
func TestDockerfiles(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"Dockerfile", "cache-mounts.Dockerfile"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile("../../docs/docker/" + name)
			if err != nil {
				t.Fatal(err)
			}
			m := image{w: newWorld(t, documented), stages: map[string]string{}}
			for line := range strings.Lines(strings.ReplaceAll(string(text), "\\\n", "")) {
				if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
					m.play(line)
				}
			}
			if len(m.ran) != 3 || !strings.Contains(m.ran[1].Stderr, "Compiling built") || strings.Contains(m.ran[2].Stderr, "Compiling built") || strings.Contains(m.ran[2].Stderr, "Compiling leaf") {
				t.Errorf("%d commands ran: %+v", len(m.ran), m.ran)
			}
			m.w.prints("stage-last/usr/local/bin", map[string]string{"server": "server third-party namesake 7 5\n", "tool": "tool leaf\n"})
		})
	}
}

// TestPipelines plays the jobs of the docs: without a cache and with one.
func TestPipelines(t *testing.T) {
	t.Parallel()
	type step struct{ Name, Run string }
	var github struct {
		Jobs map[string]struct{ Steps []step }
	}
	var gitlab map[string]struct{ Script []string }
	for path, into := range map[string]any{"github-dependencies.yml": &github, "gitlab-dependencies.yml": &gitlab} {
		text, err := os.ReadFile("../../docs/ci/" + path)
		if err != nil {
			t.Fatal(err)
		}
		dec := yaml.NewDecoder(strings.NewReader(string(text)))
		if err := dec.Decode(into); err != nil && path[:6] == "github" {
			t.Fatal(path, err)
		}
	}
	named := func(name string) string {
		i := slices.IndexFunc(github.Jobs["test"].Steps, func(s step) bool { return s.Name == name })
		if i < 0 {
			t.Fatalf("there is no step %q", name)
		}
		return github.Jobs["test"].Steps[i].Run
	}
	if first := strings.Join(gitlab["dependencies"].Script, "\n"); first != named("Dependencies") {
		t.Errorf("GitLab's dependencies are %q, and GitHub's %q", first, named("Dependencies"))
	}
	if second := strings.Join(gitlab["test"].Script, "\n"); second != named("Tests") {
		t.Errorf("GitLab's tests are %q, and GitHub's %q", second, named("Tests"))
	}
	w := newWorld(t, documented)
	w.World = w.With("CARGO_INCREMENTAL=0", "CARGO_PROFILE_DEV_DEBUG=0", "RUNNER_OS=Linux", "GITHUB_OUTPUT="+w.Path("output"))
	w.shell("src", named("Key"))
	w.shell("src", gitlab["plan"].Script[0])
	_, digest, _ := strings.Cut(w.Read("output"), "\ndigest=")
	_, same, _ := strings.Cut(w.Read("src/nw.env"), "-")
	if len(digest) != 21 || digest != same {
		t.Errorf("the digests are %q and %q", digest, same)
	}
	w.Remove("src/nw.env")
	if o := w.shell("src", named("Dependencies")); !strings.Contains(o.Stderr, "Compiling built") {
		o.Fail("dependencies are not compiled")
	}
	if o := w.shell("src", named("Tests")); strings.Contains(o.Stderr, "Compiling built") || strings.Contains(o.Stderr, "third-party") || !strings.Contains(o.Stdout, "passes ... ok") {
		o.Fail("they are compiled again, or no test ran")
	}
}
