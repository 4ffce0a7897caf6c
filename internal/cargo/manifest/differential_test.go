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
	"sync"
	"testing"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
)

var (
	trees    = flag.Int("trees", 2000, "how many workspace trees TestDifferential compares with cargo")
	seed     = flag.Uint64("seed", 1, "the seed of TestDifferential")
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
// about random trees, and errors with errors.
func TestDifferential(t *testing.T) {
	t.Parallel()
	cargo := findCargo(t)
	count := *trees
	if testing.Short() {
		count = min(count, 300)
	}
	first := 0
	if *onlyTree >= 0 {
		first, count = *onlyTree, 1
	}
	var mu sync.Mutex
	accepted, refused, reasons := 0, 0, map[string]int{}
	shards := runtime.GOMAXPROCS(0)
	for shard := range shards {
		t.Run(strconv.Itoa(shard), func(t *testing.T) {
			t.Parallel()
			for n := first + shard; n < first+count; n += shards {
				reason, ok := compare(t, cargo, n)
				mu.Lock()
				if ok {
					accepted++
				} else {
					refused++
					reasons[reason]++
				}
				mu.Unlock()
			}
		})
	}
	t.Cleanup(func() {
		t.Logf("%d trees accepted, %d refused", accepted, refused)
		for _, reason := range slices.Sorted(maps.Keys(reasons)) {
			t.Logf("%5d %s", reasons[reason], reason)
		}
		if *onlyTree >= 0 {
			return
		}
		if accepted*100 < count*30 || refused*100 < count*15 {
			t.Errorf("the generator is lopsided: %d accepted and %d refused of %d", accepted, refused, count)
		}
		for _, reason := range refusals {
			if reasons[reason] == 0 && count >= 2000 && *seed == 1 {
				t.Errorf("no tree was refused because of %q", reason)
			}
		}
	})
}

// findCargo is the real cargo binary, which saves rustup's start-up time.
func findCargo(t *testing.T) string {
	t.Helper()
	for _, argv := range [][]string{{"rustup", "which", "cargo"}, {"which", "cargo"}} {
		out, err := exec.CommandContext(t.Context(), argv[0], argv[1:]...).Output()
		if path := strings.TrimSpace(string(out)); err == nil && path != "" {
			return path
		}
	}
	if testing.Short() {
		t.Skip("cargo is not installed")
	}
	t.Fatal("cargo is not installed: get it from https://rustup.rs, or test with -short")
	return ""
}

func compare(t *testing.T, cargo string, number int) (reason string, accepted bool) {
	t.Helper()
	base, err := os.MkdirTemp("", "manifest-") //nolint:usetesting // removed after each tree, not after thousands
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = os.RemoveAll(base) }()
	w := newWorld(base, rand.New(rand.NewPCG(*seed, uint64(number))))
	w.write(t)

	wantRoot, wantMembers, stderr := askCargo(t, cargo, w)
	var gotRoot string
	var gotMembers []string
	reader := manifest.NewReader(w.cargoHome)
	found, err := reader.Workspace(w.start)
	if err == nil {
		gotRoot = filepath.Dir(found.Root)
		for _, m := range found.Members {
			gotMembers = append(gotMembers, m.Path)
		}
	}
	root, rootErr := reader.Root(w.start)
	switch {
	case (err == nil) != (stderr == ""), gotRoot != wantRoot, !slices.Equal(gotMembers, wantMembers):
		t.Errorf("tree %d of seed %d, from %s\ncargo: %s %v %s\nours:  %s %v %v\n%s",
			number, *seed, w.start, wantRoot, wantMembers, stderr, gotRoot, gotMembers, err, dump(base))
	case err == nil && (rootErr != nil || filepath.Dir(root) != wantRoot):
		t.Errorf("tree %d of seed %d: Root(%s) = %s, %v, want %s\n%s", number, *seed, w.start, root, rootErr, wantRoot, dump(base))
	case *onlyTree >= 0:
		t.Logf("from %s\ncargo: %s %v %s\nours: %v\n%s", w.start, wantRoot, wantMembers, stderr, err, dump(base))
	}
	for _, reason := range refusals {
		if strings.Contains(stderr, reason) {
			return reason, false
		}
	}
	lines := strings.Split(strings.TrimSpace(stderr), "\n")
	return "other: " + strings.TrimSpace(lines[len(lines)-1]), stderr == ""
}

// askCargo returns root directory and member manifests, or what cargo says.
func askCargo(t *testing.T, cargo string, w *world) (root string, members []string, stderr string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, cargo, "metadata", "--no-deps", "--offline", "--format-version=1", "--manifest-path", w.start)
	cmd.Dir = w.base
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + w.base, "CARGO_HOME=" + w.cargoHome, "CARGO_NET_OFFLINE=true"}
	var stdout, errOut bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &errOut
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil || !strings.Contains(errOut.String(), "error: ") {
			t.Fatalf("cargo metadata: %v\n%s\n%s", err, &errOut, dump(w.base))
		}
		return "", nil, errOut.String()
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
	for _, id := range metadata.WorkspaceMembers {
		members = append(members, paths[id])
	}
	return metadata.WorkspaceRoot, members, ""
}

// dump shows a tree: what is in its manifests, and the names of the rest.
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
