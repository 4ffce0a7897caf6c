package shareddir

import (
	"fmt"
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/cargo/collision"
	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/printable"
	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/nested"
)

// Says is the finding as a message about the second package's manifest.
func (f Finding) Says(style report.Style) string {
	text := "shares the build directory " + style.Path(f.Directory) + " with " + style.Path(f.Between[0].Dir)
	if f.Rule == collision.File {
		return text + ", where " + style.Path(f.Packages[0].Manifest) + " builds a " + printable.Text(f.File) +
			", too: before cargo 1.100 the two files have the same name, so cargo silently uses the last one built for both"
	}
	text += ", which has a package " + f.name() + " at the same place: "
	if f.Luck != "" {
		return text + "only their " + string(f.Luck) + " keep cargo from using the code of one in place of the other"
	}
	return text + "cargo silently uses the code of one in place of the other"
}

// name is what cargo calls both packages.
func (f Finding) name() string {
	return printable.Text(f.Packages[1].Name + " " + f.Packages[1].Version)
}

// Remedy is what to change, in one sentence.
func (w World) Remedy(f Finding) string {
	const hash = "a path with {workspace-path-hash} (cargo 1.91)"
	own := "set build.build-dir to " + hash + " in .cargo/config.toml, or remove the common target-dir"
	_, flag := w.Command.Value("--target-dir")
	switch {
	case flag:
		own = "remove --target-dir from the arguments"
	case environ.Get(w.Env, "CARGO_BUILD_BUILD_DIR") != "":
		own = "set CARGO_BUILD_BUILD_DIR to " + hash
	default:
		for _, name := range []string{"CARGO_TARGET_DIR", "CARGO_BUILD_TARGET_DIR"} {
			if environ.Get(w.Env, name) != "" {
				own = "unset " + name + ", or set CARGO_BUILD_BUILD_DIR to " + hash
				break
			}
		}
	}
	if f.Rule == collision.File {
		return own + ", or give one of the two another name"
	}
	return own + ", or give one of the two packages another name or version"
}

// Warnings are what to say before cargo runs at all sites: one for each
// directory. What only luck keeps apart works today, and is left to doctor.
func (w World) Warnings(style report.Style, found []Finding) []nested.Warning {
	var list []nested.Warning
	var seen []string
	for _, f := range found {
		if f.Luck != "" || slices.Contains(seen, f.Directory) {
			continue
		}
		seen = append(seen, f.Directory)
		subject := style.Path(f.Between[0].Dir) + " and " + style.Path(f.Between[1].Dir) + " build here"
		if n := workspaces(found, f.Directory); n > 2 {
			subject = fmt.Sprintf("%d workspaces that cargo mixes up build here, including %s and %s", n, style.Path(f.Between[0].Dir), style.Path(f.Between[1].Dir))
		}
		what := "cargo silently uses the package " + f.name() + " of one in place of the other"
		if f.Rule == collision.File {
			what = "each has a " + printable.Text(f.File) + ", whose file name is the same before cargo 1.100: cargo silently uses the last one built for both"
		}
		list = append(list, nested.Warning{Path: f.Directory, Message: subject + ": " + what, Hint: w.Remedy(f)})
	}
	return list
}

// workspaces counts those that are mixed up in a directory.
func workspaces(found []Finding, directory string) int {
	mixed := map[string]bool{}
	for _, f := range found {
		if f.Directory == directory && f.Luck == "" {
			mixed[f.Between[0].Dir], mixed[f.Between[1].Dir] = true, true
		}
	}
	return len(mixed)
}
