package manifest_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/test/realcargo"
)

var (
	trees    = flag.Int("trees", 2000, "how many workspace trees TestDifferential compares with cargo")
	seed     = flag.Uint64("seed", 1, "the seed of TestDifferential")
	live     = flag.Bool("live", false, "ask cargo about each tree, not about one in ten")
	renew    = flag.Bool("record", false, "write down what cargo says about the trees of seed 1")
	onlyTree = flag.Int("tree", -1, "compare only the tree with this number, and show it")
)

// refusals are the reasons for which cargo must have refused at least one of
// the trees, so that the generator keeps reaching every rule.
var refusals = []string{
	"two packages named",
	"multiple workspace roots found",
	"believes it's in a workspace when it's not",
	"member of the wrong workspace",
	"not hierarchically below",
	"wasn't a root",
	"not configured with [workspace]",
	"is listed in default-members",
	"failed to load manifest for workspace member",
	"failed to load manifest for dependency",
	"could not parse pattern",
	"was not found in `workspace.dependencies`",
	"failed to find a workspace root",
	"cannot configure both",
	"`workspace.package.version` was not defined",
	"different source paths",
	"2024 edition",
}

// TestDifferential compares root and members, in order, with what cargo says
// about random trees, and errors with errors. What cargo says about seed 1 is
// recorded, so all of these trees need no cargo; cargo is asked again about one
// in ten, and with -live about each.
func TestDifferential(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("the trees have links, and the answers are of Linux")
	}
	count, first := *trees, 0
	known := readAnswers(t)
	if testing.Short() {
		count = min(count, 300, len(known))
	}
	if *onlyTree >= 0 {
		first, count = *onlyTree, 1
	}
	cargo := ""
	if !testing.Short() {
		cargo = realcargo.Program(t, "cargo")
	}
	answers := make([]answer, first+count)
	shards := runtime.GOMAXPROCS(0)
	for shard := range shards {
		t.Run(strconv.Itoa(shard), func(t *testing.T) {
			t.Parallel()
			for n := first + shard; n < first+count; n += shards {
				answers[n] = checkTree(t, cargo, n, known)
			}
		})
	}
	t.Cleanup(func() {
		if *onlyTree < 0 {
			checkAnswers(t, answers[first:])
		}
		if *renew && !t.Failed() {
			writeAnswers(t, answers)
		}
	})
}

// checkTree compares our answer with the recorded one, and with what cargo says
// now; it returns the latter if cargo was asked.
func checkTree(t *testing.T, cargo string, n int, known []answer) (want answer) {
	t.Helper()
	tree, remove := layOutTree(t, n)
	defer remove()
	got := ask(t, tree, n)
	recorded := n < len(known)
	if recorded {
		want = known[n]
	}
	if cargo != "" && (!recorded || *live || *onlyTree >= 0 || n%10 == 0) {
		now := askCargo(t, cargo, tree)
		if recorded && now.short() != want {
			t.Errorf("tree %d of seed %d: cargo says %s, recorded is %s; renew the record with -record\n%s", n, *seed, now.short(), want, dump(tree.base))
		}
		compare(t, tree, n, now, got)
		want = now.short()
	}
	if got.short().differs(want) {
		t.Errorf("tree %d of seed %d, from %s\nrecorded: %s\nours:     %s %v %v\n%s", n, *seed, tree.start, want, got.root, got.members, got.refusal, dump(tree.base))
	}
	return want
}

// checkAnswers checks that the trees are varied enough.
func checkAnswers(t *testing.T, answers []answer) {
	t.Helper()
	refused, reasons := 0, map[string]int{}
	for _, a := range answers {
		if reason, ok := strings.CutPrefix(string(a), "refused "); ok {
			refused++
			reasons[reason]++
		}
	}
	count := len(answers)
	t.Logf("%d trees accepted, %d refused", count-refused, refused)
	for _, reason := range slices.Sorted(maps.Keys(reasons)) {
		t.Logf("%5d %s", reasons[reason], reason)
	}
	if (count-refused)*100 < count*30 || refused*100 < count*15 {
		t.Errorf("the generator is lopsided: %d refused of %d", refused, count)
	}
	for _, reason := range refusals {
		if reasons[reason] == 0 && count >= 2000 && *seed == 1 {
			t.Errorf("no tree was refused because of %q", reason)
		}
	}
}

// layOutTree writes a tree, in memory if possible: thousands of small files are
// created and removed, which takes ext4 longer than all the rest.
func layOutTree(t *testing.T, number int) (w *world, remove func()) {
	t.Helper()
	parent := "/dev/shm"
	if info, err := os.Stat(parent); err != nil || !info.IsDir() {
		parent = os.TempDir()
	}
	base, err := os.MkdirTemp(parent, "manifest-") //nolint:usetesting // removed after each tree, not after thousands
	if err == nil {
		base, err = filepath.EvalSymlinks(base)
	}
	if err != nil {
		t.Fatal(err)
	}
	w = newWorld(base, rand.New(rand.NewPCG(*seed, uint64(number))))
	w.write(t)
	return w, func() { _ = os.RemoveAll(base) }
}

// said is what cargo or our reader says about a tree.
type said struct {
	base    string
	root    string // its directory
	members []string
	refusal string // "" for none
}

// ask asks our reader.
func ask(t *testing.T, w *world, number int) said {
	t.Helper()
	reader := manifest.NewReader(w.cargoHome)
	found, err := reader.Workspace(w.start)
	if err != nil {
		return said{base: w.base, refusal: err.Error()}
	}
	got := said{base: w.base, root: filepath.Dir(found.Root)}
	for _, m := range found.Members {
		got.members = append(got.members, m.Path)
	}
	if root, err := reader.Root(w.start); err != nil || root != found.Root {
		t.Errorf("tree %d of seed %d: Root(%s) = %s, %v, want %s\n%s", number, *seed, w.start, root, err, found.Root, dump(w.base))
	}
	return got
}

// compare compares ours with cargo's.
func compare(t *testing.T, w *world, number int, want, got said) {
	t.Helper()
	if (got.refusal == "") != (want.refusal == "") || got.root != want.root || !slices.Equal(got.members, want.members) {
		t.Errorf("tree %d of seed %d, from %s\ncargo: %s %v %s\nours:  %s %v %v\n%s",
			number, *seed, w.start, want.root, want.members, want.refusal, got.root, got.members, got.refusal, dump(w.base))
	} else if *onlyTree >= 0 {
		t.Logf("from %s\ncargo: %s %v %s\nours: %v\n%s", w.start, want.root, want.members, want.refusal, got.refusal, dump(w.base))
	}
}

// askCargo asks cargo.
func askCargo(t *testing.T, cargo string, w *world) said {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), realcargo.Limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, cargo, "metadata", "--no-deps", "--offline", "--format-version=1", "--manifest-path", w.start)
	cmd.Dir = w.base
	cmd.Env = append(realcargo.Env(w.base), "CARGO_HOME="+w.cargoHome, "CARGO_NET_OFFLINE=true")
	var stdout, errOut bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &errOut
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil || !strings.Contains(errOut.String(), "error: ") {
			t.Fatalf("cargo metadata: %v\n%s\n%s", err, &errOut, dump(w.base))
		}
		return said{base: w.base, refusal: errOut.String()}
	}
	var metadata struct {
		Packages []struct {
			ID           string
			ManifestPath string `json:"manifest_path"`
		}
		WorkspaceMembers []string `json:"workspace_members"`
		WorkspaceRoot    string   `json:"workspace_root"`
	}
	if err := json.Unmarshal(stdout.Bytes(), &metadata); err != nil {
		t.Fatal(err)
	}
	paths := map[string]string{}
	for _, p := range metadata.Packages {
		paths[p.ID] = p.ManifestPath
	}
	s := said{base: w.base, root: metadata.WorkspaceRoot}
	for _, id := range metadata.WorkspaceMembers {
		s.members = append(s.members, paths[id])
	}
	return s
}

// dump shows a tree: the text of its manifests, and the names of the other
// files.
func dump(base string) string {
	var b strings.Builder
	_ = filepath.WalkDir(base, func(path string, entry fs.DirEntry, _ error) error {
		rel, _ := filepath.Rel(base, path)
		switch {
		case entry.Name() == manifest.FileName:
			data, _ := os.ReadFile(path)
			fmt.Fprintf(&b, "-- %s --\n%s", rel, data)
		case entry.Type()&fs.ModeSymlink != 0:
			target, _ := os.Readlink(path)
			fmt.Fprintf(&b, "-- %s -> %s --\n", rel, target)
		case entry.Name() != "src" && entry.Name() != "lib.rs":
			fmt.Fprintf(&b, "-- %s --\n", rel)
		}
		return nil
	})
	return b.String()
}
