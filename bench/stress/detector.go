package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/proc/deadlock"
	"github.com/cargo-nw/cargo-nw/internal/stub"
)

// hang is a way to make processes wait for each other forever.
type hang struct {
	name     string
	files    func(dir string) map[string]string
	commands [][]string // the first word is the directory
}

// hangs are a cargo that waits for the one above it, and two outer runs that
// build in each other's directory; each in a traversal and in direct mode.
func hangs() []hang {
	alone := func(string) map[string]string {
		return map[string]string{
			"w/Cargo.toml": containing("outer", "a"), "w/build.rs": stub.BuildScript, "w/src/lib.rs": "",
			"w/a/Cargo.toml": table("a", ""), "w/a/build.rs": script("", ".", "check", "--offline"), "w/a/src/lib.rs": "",
		}
	}
	crossed := func(direct bool) func(dir string) map[string]string {
		return func(dir string) map[string]string {
			files := map[string]string{}
			for name, other := range map[string]string{"a": "b", "b": "a"} {
				files[name+"/Cargo.toml"] = containing(name, "inner")
				files[name+"/src/lib.rs"], files[name+"/inner/src/lib.rs"] = "", ""
				files[name+"/inner/Cargo.toml"] = table("inner_"+name, "")
				meet := meeting(filepath.Join(dir, name+".here"), filepath.Join(dir, other+".here"))
				target := filepath.Join(dir, other, "target")
				if direct {
					files[name+"/build.rs"] = strings.Replace(strings.Replace(stub.BuildScript, `"hook", "build"`,
						`"hook", "build", "--target-dir", `+strconv.Quote(target), 1), "fn main() {", "fn main() {\n"+meet, 1)
				} else {
					files[name+"/build.rs"] = script(meet, "inner", "build", "--offline", "--target-dir", target)
				}
			}
			return files
		}
	}
	return []hang{
		{"one traversal", alone, [][]string{{"w", "cargo", "nw", "check", "--offline"}}},
		{"one direct run", alone, [][]string{{"w", "cargo", "check", "--offline"}}},
		{"two traversals", crossed(false), [][]string{{"a", "cargo", "nw", "build", "--offline"}, {"b", "cargo", "nw", "build", "--offline"}}},
		{"two direct runs", crossed(true), [][]string{{"a", "cargo", "build", "--offline"}, {"b", "cargo", "build", "--offline"}}},
	}
}

func containing(name, root string) string {
	return table(name, "[package.metadata.nested_workspace]\nroots = [\""+root+"\"]\n")
}

// script is a build script that starts a cargo directly.
func script(before, dir string, words ...string) string {
	return fmt.Sprintf(`fn main() {
%s    let status = std::process::Command::new("cargo").current_dir(%q).args(%s).status().unwrap();
    std::process::exit(status.code().unwrap_or(1));
}
`, before, dir, "["+strings.Join(quoted(words), ", ")+"]")
}

func quoted(words []string) []string {
	list := make([]string, len(words))
	for i, w := range words {
		list[i] = strconv.Quote(w)
	}
	return list
}

// meeting makes a build script wait for another one.
func meeting(mine, theirs string) string {
	return fmt.Sprintf("    std::fs::write(%q, \"\").unwrap();\n    while !std::path::Path::new(%q).exists() {\n"+
		"        std::thread::sleep(std::time::Duration::from_millis(5));\n    }\n", mine, theirs)
}

// detector makes n hangs of each kind and prints how long each lasted: from
// when the cycle is first seen in the locks, looking every 10 ms, to the end of
// all its commands.
func detector(ctx context.Context, n int, env []string, o options, stdout, stderr io.Writer) int {
	o, remove, err := o.prepare(ctx, "", env)
	if err != nil {
		_, _ = fmt.Fprintln(stderr, "stress: error:", err)
		return 1
	}
	defer remove()
	bad := 0
	for _, h := range hangs() {
		var took []time.Duration
		for i := range n {
			dir := filepath.Join(o.dir, fmt.Sprintf("%s %d", h.name, i))
			if err := writeFiles(dir, h.files(dir)); err != nil {
				_, _ = fmt.Fprintln(stderr, "stress: error:", err)
				return 1
			}
			lasted, err := o.hang(ctx, dir, h.commands)
			if err != nil {
				bad++
				_, _ = fmt.Fprintf(stderr, "stress: %s: %v\n", h.name, err)
				continue
			}
			took = append(took, lasted)
		}
		slices.Sort(took)
		if len(took) > 0 {
			_, _ = fmt.Fprintf(stdout, "%s: %d of %d ended and reported; after %.1f s to %.1f s, median %.1f s\n",
				h.name, len(took), n, took[0].Seconds(), took[len(took)-1].Seconds(), took[len(took)/2].Seconds())
		}
	}
	return min(bad, 1)
}

// hang runs commands that wait for each other and returns how long they did.
func (o options) hang(ctx context.Context, dir string, commands [][]string) (time.Duration, error) {
	outcomes := make([]error, len(commands))
	var running sync.WaitGroup
	for i, words := range commands {
		running.Go(func() { _, outcomes[i] = command{words[1:], filepath.Join(dir, words[0]), o.env, o.limit}.run(ctx) })
	}
	over, began := make(chan struct{}), make(chan time.Time, 1)
	go func() { began <- circle(over) }()
	running.Wait()
	end := time.Now()
	close(over)
	start := <-began
	all := errors.Join(outcomes...)
	switch {
	case errors.Is(all, errHang):
		return 0, all
	case start.IsZero():
		return 0, fmt.Errorf("it did not hang: %w", errors.Join(all, ctx.Err()))
	case all == nil || !strings.Contains(all.Error(), "deadlock"):
		return 0, fmt.Errorf("it was not reported: %w", errors.Join(all, ctx.Err()))
	}
	return end.Sub(start), nil
}

// circle waits until processes below this one wait for each other in a cycle;
// zero if over comes first.
func circle(over <-chan struct{}) time.Time {
	below := func(pid int) bool {
		for i := 0; pid > 1 && i < 256; i++ {
			if pid = deadlock.Parent(pid); pid == os.Getpid() {
				return true
			}
		}
		return false
	}
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-over:
			return time.Time{}
		case now := <-tick.C:
			if locks, ok := deadlock.Observe(); ok && deadlock.Cycle(locks, deadlock.Parent, below) != nil {
				return now
			}
		}
	}
}
