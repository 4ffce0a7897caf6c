package share

import (
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/cargo/units"
	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// facts are what was read about a unit to decide whether it may be shared.
type facts struct {
	sources units.Sources // of one that was compiled
	ownOut  string        // the same: its OUT_DIR, symlinks resolved
	// bare: its code uses OUT_DIR for more than including a file from there, so
	// the path itself may be in what was compiled.
	bare bool

	printed string // of a run: what the script printed
	outDir  string // of a run: its OUT_DIR, as cargo wrote it where the script ran
	outHere string // of a run: where that is in this build directory, symlinks resolved
	pathIn  bool   // of a run: a source file in OUT_DIR has the build directory's path in it
	// watched are the files that a run watches outside its package, with the time
	// of their last change; zero for what is not a file.
	watched map[string]time.Time
}

// rule says which units may be shared.
type rule struct {
	homes []string // CARGO_HOME, as written and with symlinks resolved
	root  string   // of the workspace
	t0    time.Time
}

// becauseOf begins the reason for a source that may change.
const becauseOf = "built from "

// compiled says whether a unit that rustc compiled is made of files that do not
// change, and from which package. outDirs are the OUT_DIRs of the build scripts
// that it depends on. why is empty if the unit may be shared.
func (r rule) compiled(f facts, outDirs []string) (pkg, why string) {
	if f.ownOut != "" && slices.Contains(outDirs, f.ownOut) {
		outDirs = append(slices.Clone(outDirs), f.sources.Env["OUT_DIR"])
	}
	for _, source := range f.sources.Files {
		if inAny(outDirs, source) {
			continue
		}
		from, ok := r.packageOf(source)
		if !ok {
			return "", becauseOf + source
		}
		pkg = from
	}
	if pkg == "" {
		return "", "no source in cargo's registry or git checkouts"
	}
	for name, value := range f.sources.Env {
		if name == "OUT_DIR" {
			continue
		}
		for _, dir := range append(slices.Clip(outDirs), r.root) {
			if dir != "" && strings.Contains(value, dir) {
				return "", "has the path of this workspace in it, by the variable " + name
			}
		}
	}
	if f.bare && f.sources.Env["OUT_DIR"] != "" {
		return "", "has the path of its OUT_DIR in it"
	}
	return pkg, ""
}

// run says why a run of a build script has another result in each workspace, ""
// if it has the same one.
func (r rule) run(f facts, u units.Unit) (why string) {
	origin, ok := strings.CutSuffix(filepath.ToSlash(f.outDir), "/"+u.Profile+"/"+u.OutDir)
	if !ok {
		return "its OUT_DIR is not where it is expected"
	}
	rest := strings.ReplaceAll(filepath.ToSlash(f.printed), filepath.ToSlash(f.outDir), "")
	for _, own := range []string{origin, filepath.ToSlash(r.root)} {
		if strings.Contains(rest, own) {
			return "its build script printed the path of this workspace"
		}
	}
	if f.pathIn {
		return "its build script wrote the path of this workspace into a source file"
	}
	for path, changed := range f.watched {
		if _, ok := r.packageOf(path); ok {
			continue
		}
		if changed.IsZero() || changed.After(r.t0) {
			return "its build script watches " + path
		}
	}
	return ""
}

// packageOf is the package that a file belongs to: "serde-1.0.0" for
// registry/src/INDEX/serde-1.0.0/…, "git:" and the revision for
// git/checkouts/REPOSITORY/REVISION/….
func (r rule) packageOf(source string) (pkg string, ok bool) {
	for _, home := range r.homes {
		rel, err := filepath.Rel(home, source)
		if err != nil || !filepath.IsAbs(source) {
			continue
		}
		parts := strings.Split(filepath.ToSlash(rel), "/")
		switch {
		case len(parts) < 5:
		case parts[0] == "registry" && parts[1] == "src":
			return parts[3], true
		case parts[0] == "git" && parts[1] == "checkouts":
			return "git:" + parts[3], true
		}
	}
	return "", false
}

func inAny(dirs []string, path string) bool {
	for _, dir := range dirs {
		if dir != "" && paths.Inside(dir, path) {
			return true
		}
	}
	return false
}

// includes are the ways to name OUT_DIR that leave no path in what is compiled.
var includes = []string{"include!(concat!(", "include_str!(concat!(", "include_bytes!(concat!("}

// bare says whether code names OUT_DIR in another way.
func bare(code string) bool {
	if !strings.Contains(code, "OUT_DIR") {
		return false
	}
	code = strings.Join(strings.Fields(code), "")
	for {
		before, after, found := strings.Cut(code, `env!("OUT_DIR"`)
		if !found {
			return false
		}
		ok := false
		for _, include := range includes {
			ok = ok || strings.HasSuffix(before, include)
		}
		if !ok {
			return true
		}
		code = after
	}
}
