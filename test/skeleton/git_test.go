package skeleton_test

import (
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

// TestGit has dependencies from a repository: by branch, tag and commit, one of
// them with another package of that repository below it.
func TestGit(t *testing.T) {
	t.Parallel()
	w := world{World: harness.Real(t, harness.Files{
		"repo/Cargo.toml":       harness.Package("theirs", "[dependencies]\nunder = { path = \"under\" }\n"),
		"repo/src/lib.rs":       "",
		"repo/under/Cargo.toml": harness.Package("under"),
		"repo/under/src/lib.rs": "",
	}), roots: []string{"."}}
	git := func(argv ...string) harness.Outcome {
		return w.Run("repo", append([]string{"git", "-c", "user.name=t", "-c", "user.email=t@example.org"}, argv...)...).Status(0)
	}
	git("init", "--quiet", "--initial-branch", "feature/a+b")
	git("add", ".")
	git("commit", "--quiet", "--message", "one")
	git("tag", "v1")
	rev := git("rev-parse", "HEAD").Stdout[:40]
	url := "file://" + w.Path("repo")
	entry := func(name, more string) string {
		return name + " = { git = '" + url + "', package = \"theirs\", " + more + " }\n"
	}
	w.Write(harness.Files{
		"src/a/Cargo.toml": harness.Package("a", "[dependencies]\n"+entry("x", `branch = "feature/a+b", version = "0.1"`)),
		"src/b/Cargo.toml": harness.Package("b", "[dependencies]\n"+entry("x", `tag = "v1"`)),
		"src/c/Cargo.toml": harness.Package("c", "[dependencies]\n"+entry("x", `rev = "`+rev+`"`)),
		"src/d/Cargo.toml": harness.Package("d", "[dependencies]\nunder = { git = '"+url+"', branch = \"feature/a+b\" }\n"),
		"src/Cargo.toml":   "[workspace]\nmembers = [\"a\", \"b\", \"c\", \"d\"]\nresolver = \"2\"\n",
		"src/a/src/lib.rs": "", "src/b/src/lib.rs": "", "src/c/src/lib.rs": "", "src/d/src/lib.rs": "",
	})
	w.Without("CARGO_NET_OFFLINE").Cargo("src", "generate-lockfile", "--quiet").Status(0)
	w.skeleton("out")
	argv := []string{"build", "--workspace"}
	if theirs, made := w.units("src", ".", argv), w.units("out", ".", argv); len(theirs) < 6 || without(theirs, made)+without(made, theirs) != "" {
		t.Errorf("in the sources\n%v\nin the skeleton\n%v", theirs, made)
	}
}
