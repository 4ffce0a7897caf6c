package args

import (
	"slices"
	"strings"
)

// Package is the containing package, for ForTest.
type Package struct {
	Name string
	// Version is as in the manifest; "" is cargo's default, 0.0.0.
	Version string
	// Dir is absolute.
	Dir string
	// Siblings are the names of the other members of its workspace.
	Siblings []string
	// Target is the crate name of the test target that runs, "" when unknown.
	Target string
}

// ForBuild returns what `hook build` runs in a nested workspace: sub, which is
// check, clippy or build, with the flags that are always given, --locked if the
// parent has it, and extra, the words of the hook line. Nothing else of the
// parent's is passed on; BuildOptions lists what that leaves out.
func ForBuild(sub string, parent Command, extra []string) []string {
	words := []string{"-vv", "--offline", "--workspace"}
	if parent.Locked() {
		words = append(words, "--locked")
	}
	return slices.Concat([]string{sub}, grammarOf(sub).single(slices.Concat(words, extra)))
}

// ForTest returns what `hook test` runs in a nested workspace: the parent's
// command line, with its global flags after the subcommand, and extra, the
// words of the hook line.
//
// Not passed on are --package of the containing package and, by their plain
// names, of the other members of its workspace, --workspace and --all (ours
// comes first), --manifest-path, --lockfile-path, -C, and a --test that selects
// pkg.Target, which no nested workspace has. Values of --config stay as they
// are, even if they are relative paths. What cargo refuses if given twice is
// given once: of an option with a value, extra's stays. Words after "--" follow
// one "--", the parent's first.
func ForTest(parent Command, pkg Package, extra []string) []string {
	g := grammarOf("test")
	globals := slices.DeleteFunc(parent.globals(), func(t token) bool {
		return !slices.ContainsFunc(globalOptions, func(o option) bool { return t.is(o.name()) })
	})
	tokens, end := grammarOf(parent.Subcommand).scan(parent.Arguments)
	tokens = slices.DeleteFunc(tokens, pkg.concerns)
	_, extraEnd := g.scan(extra)

	words := slices.Concat([]string{"--workspace"}, spell(globals), spell(tokens), extra[:extraEnd])
	argv := slices.Concat([]string{"test"}, g.single(words))
	if tail := slices.Concat(behind(parent.Arguments[end:]), behind(extra[extraEnd:])); len(tail) > 0 {
		argv = append(append(argv, "--"), tail...)
	}
	return argv
}

// concerns reports whether the token is about the containing package and its
// workspace, and about no nested one.
func (p Package) concerns(t token) bool {
	switch t.name {
	case "--workspace", "--all", "--manifest-path", "--lockfile-path", "-C":
		return true
	case "--package":
		return t.valued && (MatchesSpec(t.value, p) || slices.Contains(p.Siblings, t.value))
	case "--test":
		return t.valued && p.Target != "" && crateName(t.value) == crateName(p.Target)
	}
	return false
}

func crateName(target string) string { return strings.ReplaceAll(target, "-", "_") }

func behind(words []string) []string {
	if len(words) > 0 && words[0] == "--" {
		return words[1:]
	}
	return words
}
