package doctor

import (
	"bytes"
	"cmp"
	"context"
	"debug/buildinfo"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/proc"
)

const module = "github.com/cargo-nw/cargo-nw"

// foreign finds another program of our name before us: on crates.io there is
// one. What a Go program was built from is written in it.
func (e *examination) foreign() error {
	path := environ.Get(e.Env, "CARGO_NW")
	if path == "" {
		path = e.onPath("cargo-nw")
	}
	found, err := os.Stat(path)
	if err != nil {
		return nil //nolint:nilerr // the stubs themselves say that there is none
	}
	if self, err := os.Stat(e.Self); err == nil && os.SameFile(self, found) {
		return nil
	}
	if info, err := buildinfo.ReadFile(path); err != nil || info.Main.Path != module {
		e.add(Finding{
			Check: "foreign", Severity: Error, Path: path,
			Message: "is another program of the name cargo-nw, and is found before this one",
			Hint:    "put the directory of this one first on PATH, or set CARGO_NW to its path",
		})
	}
	return nil
}

// sourceSince is the version of rustup that first says by whom a toolchain was
// chosen (https://github.com/rust-lang/rustup/pull/4518).
var sourceSince = [2]int{1, 29}

var versionLine = regexp.MustCompile(`(?m)^rustup (\d+)\.(\d+)`)

// rustupVersion asks the rustup on PATH; without one the error says so.
func rustupVersion(ctx context.Context, p Patient) (version [2]int, err error) {
	path := p.onPath("rustup")
	if path == "" {
		return version, exec.ErrNotFound
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	var out bytes.Buffer
	// It also asks the rustc of the directory where it runs, which a toolchain
	// file of a repository may name by its path.
	top := filepath.VolumeName(p.Dir) + string(filepath.Separator)
	res := proc.Run(ctx, proc.Command{Path: path, Argv: []string{"rustup", "--version"}, Dir: top, Env: p.Env, Stdout: &out})
	m := versionLine.FindSubmatch(out.Bytes())
	if m == nil {
		return version, cmp.Or(res.Err, errors.New("rustup does not say its version"))
	}
	version[0], _ = strconv.Atoi(string(m[1]))
	version[1], _ = strconv.Atoi(string(m[2]))
	return version, nil
}

// rustup finds one that does not set RUSTUP_TOOLCHAIN_SOURCE: in direct mode
// the parent's choice cannot be told from the user's.
func (e *examination) rustup() error {
	version, err := e.version.wait()
	if err != nil || slices.Compare(version[:], sourceSince[:]) >= 0 {
		return nil //nolint:nilerr // without rustup there is nothing to say of it
	}
	e.add(Finding{
		Check: "rustup", Severity: Warning, Path: e.onPath("rustup"),
		Message: "does not say who chose a toolchain (RUSTUP_TOOLCHAIN_SOURCE), so that in direct mode the parent's is used also where a nested workspace without a toolchain file would have the default",
		Hint:    "rustup self update",
	})
	return nil
}

// onPath finds a program on the user's PATH, "".
func (p Patient) onPath(name string) string {
	for _, dir := range filepath.SplitList(environ.Get(p.Env, "PATH")) {
		if !filepath.IsAbs(dir) {
			continue
		}
		if path, err := exec.LookPath(filepath.Join(dir, name)); err == nil {
			return path
		}
	}
	return ""
}
