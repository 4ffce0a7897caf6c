package doctor

import (
	"bytes"
	"context"
	"debug/buildinfo"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/proc"
)

const module = "github.com/cargo-nw/cargo-nw"

// foreign finds another program of our name before us: on crates.io there is
// one. What a Go program was built from is written in it.
func (e *examination) foreign() {
	path := environ.Get(e.Env, "CARGO_NW")
	if path == "" {
		path = e.onPath("cargo-nw")
	}
	found, err := os.Stat(path)
	if err != nil {
		return // the stubs themselves say that there is none
	}
	if self, err := os.Stat(e.Self); err == nil && os.SameFile(self, found) {
		return
	}
	if info, err := buildinfo.ReadFile(path); err != nil || info.Main.Path != module {
		e.add(Finding{
			Check: "foreign", Severity: Error, Path: path,
			Message: "is another program of the name cargo-nw, and is found before this one",
			Hint:    "put the directory of this one first on PATH, or set CARGO_NW to its path",
		})
	}
}

// sourceSince is the version of rustup that first says by whom a toolchain was
// chosen (https://github.com/rust-lang/rustup/pull/4518).
var sourceSince = [2]int{1, 29}

var rustupVersion = regexp.MustCompile(`(?m)^rustup (\d+)\.(\d+)`)

// rustup finds one that does not set RUSTUP_TOOLCHAIN_SOURCE: in direct mode a
// nested toolchain file then does not count, because the parent's choice
// cannot be told from the user's.
func (e *examination) rustup(ctx context.Context) {
	path := e.onPath("rustup")
	if path == "" {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	var out bytes.Buffer
	res := proc.Run(ctx, proc.Command{Path: path, Argv: []string{"rustup", "--version"}, Dir: e.Dir, Env: e.Env, Stdout: &out})
	m := rustupVersion.FindSubmatch(out.Bytes())
	if res.Err != nil || m == nil {
		return
	}
	major, _ := strconv.Atoi(string(m[1]))
	minor, _ := strconv.Atoi(string(m[2]))
	if major > sourceSince[0] || major == sourceSince[0] && minor >= sourceSince[1] {
		return
	}
	e.add(Finding{
		Check: "rustup", Severity: Warning, Path: path,
		Message: "does not say who chose a toolchain (RUSTUP_TOOLCHAIN_SOURCE), so that in direct mode the parent's is used also where a nested workspace without a toolchain file would have the default",
		Hint:    "rustup self update",
	})
}

// onPath finds a program on the user's PATH, "".
func (e *examination) onPath(name string) string {
	for _, dir := range filepath.SplitList(environ.Get(e.Env, "PATH")) {
		if !filepath.IsAbs(dir) {
			continue
		}
		if path, err := exec.LookPath(filepath.Join(dir, name)); err == nil {
			return path
		}
	}
	return ""
}
