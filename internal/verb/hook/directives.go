package hook

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/internal/cargo/toolchain"
	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/printable"
	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// Greeting is the first line that a build script's hook prints, by which both
// stubs recognize this cargo-nw. Cargo ignores it. A test's hook has the
// terminal to itself and prints none; its stub asks before that, with a `hook
// build` outside any package.
const Greeting = "cargo-nw hook 1"

// directives writes what a build script tells cargo
// (https://doc.rust-lang.org/cargo/reference/build-scripts.html#outputs-of-the-build-script).
type directives struct {
	stdout, stderr io.Writer
	style          report.Style
	old            bool // cargo: in place of cargo::
	test           bool // a test has nothing to tell cargo; it warns on stderr
}

func (c Call) directives() directives {
	return directives{
		stdout: c.Stdout, stderr: c.Stderr, style: c.Style,
		old:  oldSyntax(environ.Get(c.Env, "CARGO_PKG_RUST_VERSION")),
		test: c.Kind == Test,
	}
}

// oldSyntax says whether cargo refuses `cargo::` for a package that supports
// this Rust version: it came with 1.77.
func oldSyntax(rustVersion string) bool {
	v, ok := toolchain.ParseVersion(rustVersion)
	return ok && v.Before(1, 77)
}

func (d directives) greet() {
	if !d.test {
		_, _ = fmt.Fprintln(d.stdout, Greeting)
	}
}

// put writes one directive. Whatever its value, it is one line, so nothing in
// it is another directive.
func (d directives) put(key, value string) {
	if d.test {
		return
	}
	value = strings.NewReplacer("\n", " ", "\r", " ").Replace(value)
	colons := "::"
	if d.old {
		colons = ":"
	}
	_, _ = fmt.Fprintf(d.stdout, "cargo%s%s=%s\n", colons, key, value)
}

func (d directives) warning(text string) {
	if d.test {
		d.style.Warning(d.stderr, text, "")
		return
	}
	d.put("warning", printable.Line(strings.ReplaceAll(text, "\n", " ")))
}

// rerunIfChanged watches a file. One whose path cannot be passed to cargo
// counts as changed.
func (d directives) rerunIfChanged(path string) {
	if !sayable(path) {
		d.rerunAlways()
		return
	}
	d.put("rerun-if-changed", path)
}

// sayable says whether cargo reads a path in a directive as it is: it splits
// lines, skips what is not UTF-8, and trims white space
// (src/cargo/core/compiler/custom_build.rs, BuildOutput::parse).
func sayable(path string) bool {
	return utf8.ValidString(path) && !strings.ContainsAny(path, "\r\n") && strings.TrimSpace(path) == path
}

// rerunAlways watches a file that does not exist: for cargo it has always
// changed. Its name is what `cargo -v` shows as the reason. It is relative to
// the package, whose own path may be one that cannot be written.
func (d directives) rerunAlways() {
	d.put("rerun-if-changed", "cargo-nw visits the nested workspaces every time")
}

// warnings says, once for all steps with the same reason, what did not run and
// what was moved.
func (d directives) warnings(plan nested.Plan) {
	for _, w := range plan.Warnings {
		d.warning(d.style.Located(w))
	}
	var reasons []string
	refused := map[string][]nested.Step{}
	for _, step := range plan.Steps {
		switch step.Verdict.Action {
		case lockguard.Refuse:
			reason := step.Verdict.Reason
			if !slices.Contains(reasons, reason) {
				reasons = append(reasons, reason)
			}
			refused[reason] = append(refused[reason], step)
		case lockguard.Move:
			d.warning(fmt.Sprintf("%s is built in %s, because %s", d.style.Path(step.Workspace.Dir),
				d.style.Path(step.Verdict.Moved.Target), step.Verdict.Reason))
		case lockguard.Start, lockguard.Leave:
		}
	}
	for _, reason := range reasons {
		var names []string
		for _, step := range refused[reason] {
			names = append(names, d.style.Path(step.Workspace.Dir))
		}
		d.warning(reason + "; left out: " + strings.Join(names, ", "))
		if hint := refused[reason][0].Verdict.Hint; hint != "" {
			d.warning("hint: " + hint)
		}
	}
}

// unconfirmed says why a hook runs although a variable says that a cargo-nw is
// above it.
func (d directives) unconfirmed(sit lockguard.Situation) {
	if sit.Unconfirmed {
		d.warning("variables say that a cargo-nw has started this cargo, but none was found above it, so the nested workspaces run from here too; " +
			"hint: unset _CARGO_NW_NOTICES and _CARGO_NW_STACK, or, if this cargo runs in a sandbox, let it see the processes above it")
	}
}

// filtered lists what changes a build in the parent's command line and
// environment, but is not passed on.
func (d directives) filtered(h hook, sit lockguard.Situation) {
	if h.kind != Build {
		return
	}
	parent, _ := sit.Parent()
	kept := append(h.command(sit).BuildOptions(), "-Zunstable-options", "-Z unstable-options") // changes nothing alone
	for _, value := range parent.Command.Values("--config") {
		if !config.ChangesBuild(value) {
			kept = append(kept, args.Join([]string{"--config", value}), args.Join([]string{"--config=" + value}))
		}
	}
	var lost []string
	for _, option := range parent.Command.BuildOptions() {
		if !slices.Contains(kept, option) {
			lost = append(lost, option)
		}
	}
	if len(lost) > 0 {
		d.warning("nested workspaces are built without " + strings.Join(lost, " ") +
			" from the command line; hint: cargo nw " + parent.Command.Subcommand + " " + strings.Join(lost, " "))
	}
	if wrapper := h.foreignWrapper(sit); wrapper != "" {
		d.warning("nested workspaces are built without RUSTC_WORKSPACE_WRAPPER=" + wrapper + ", which belongs to this workspace's toolchain")
	}
}
